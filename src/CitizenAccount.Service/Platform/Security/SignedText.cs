using System.Buffers.Text;
using System.Security.Cryptography;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Makes the opaque tokens that clients hold for us (consistency, pages): bytes with a MAC, bound to what they
/// are for, so that nobody can forge one or use it elsewhere.</summary>
internal sealed class SignedText(KeyRing keys, string use)
{
    private const int MacSize = 16;
    private const int TextMax = 512;
    private const int StackMax = 256;

    private readonly byte[] _key = keys.DeriveStable(use);

    /// <summary>Signs content for a context.</summary>
    public string Sign(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context)
    {
        Span<byte> token = stackalloc byte[MacSize + content.Length];
        Mac(content, context, token[..MacSize]);
        content.CopyTo(token[MacSize..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Reads content that was signed for the same context.</summary>
    public bool TryOpen(string text, ReadOnlySpan<byte> context, out byte[] content)
    {
        content = [];
        if (text.Length is 0 or > TextMax || !Base64Url.IsValid(text))
        {
            return false;
        }

        var token = Base64Url.DecodeFromChars(text).AsSpan();
        if (token.Length < MacSize)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[MacSize];
        Mac(token[MacSize..], context, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, token[..MacSize]))
        {
            return false;
        }

        content = token[MacSize..].ToArray();
        return true;
    }

    // The length of the context goes in first, so that no two pairs of context and content share one input.
    private void Mac(ReadOnlySpan<byte> content, ReadOnlySpan<byte> context, Span<byte> mac)
    {
        var size = sizeof(int) + context.Length + content.Length;
        var input = size <= StackMax ? stackalloc byte[size] : new byte[size];
        BitConverter.TryWriteBytes(input, context.Length);
        context.CopyTo(input[sizeof(int)..]);
        content.CopyTo(input[(sizeof(int) + context.Length)..]);
        Span<byte> full = stackalloc byte[32];
        HMACSHA256.HashData(_key, input, full);
        full[..MacSize].CopyTo(mac);
    }
}
