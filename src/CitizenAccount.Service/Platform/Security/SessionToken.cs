using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>What was read of a token of a session.</summary>
/// <param name="Grant">What it says; null where it is signed by us and of another form than this one.</param>
/// <param name="Expires">When it does.</param>
internal sealed record SoundToken(AccessGrant? Grant, DateTime Expires);

/// <summary>The token of a session as it travels: a signed message of COSE (RFC 9052, Sign1, ES256) in base64url. It
/// comes with every call and is read each time, and a JSON Web Token that says the same is twice as long. Nothing that
/// is the same in all stands in it: whoever has a session is a citizen.</summary>
internal static class SessionToken
{
    // What it begins with, raised when what follows means something else.
    private const int Form = 1;
    private const int ItemsOfOwner = 8;
    private const int ItemsOfDependant = 10;
    private const int TextMax = 512;
    private const int Es256 = -7;

    // The tag of such a message, 18, as CBOR writes it.
    private const byte Tag = 0xD2;

    private const int IdSize = 16;

    public static string Write(AccessGrant grant, DateTime expires, ECDsaSecurityKey key)
    {
        var content = new CborWriter(CborConformanceMode.Canonical);
        content.WriteStartArray(grant.MemberOf is null ? ItemsOfOwner : ItemsOfDependant);
        content.WriteInt32(Form);
        content.WriteInt64(new DateTimeOffset(expires).ToUnixTimeSeconds());
        content.WriteByteString(grant.Account.ToBytes());
        content.WriteByteString(grant.Household.ToBytes());
        content.WriteByteString(grant.Session.ToByteArray(bigEndian: true));
        content.WriteInt32((int)grant.Method);
        content.WriteInt64(new DateTimeOffset(grant.SignedInAt).ToUnixTimeMilliseconds());
        content.WriteInt64(grant.Version);
        if (grant.MemberOf is { } household)
        {
            content.WriteByteString(household.ToBytes());
            content.WriteInt32(grant.MemberPosition);
        }

        content.WriteEndArray();
        var names = new CoseHeaderMap();
        names.Add(CoseHeaderLabel.KeyIdentifier, Base64Url.DecodeFromChars(key.KeyId));
        return Base64Url.EncodeToString(CoseSign1Message.SignEmbedded(
            content.Encode(), new CoseSigner(key.ECDsa, HashAlgorithmName.SHA256, names)));
    }

    /// <summary>Reads a token that one of the keys has signed; null for anything else.</summary>
    public static SoundToken? Read(string text, IReadOnlyList<ECDsaSecurityKey> keys)
    {
        if (text.Length is 0 or > TextMax || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            var message = CoseMessage.DecodeSign1(bytes);
            return IsAsWritten(message, bytes, text)
                && KeyOf(message, keys) is { } key && message.VerifyEmbedded(key.ECDsa)
                ? Read(message.Content!.Value)
                : null;
        }
        catch (Exception failure) when (failure is CryptographicException or CborContentException
            or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null; // The ways in which the two libraries say that it is no message of theirs.
        }
    }

    // The same token must not be written in many ways, each of which would be remembered as one more.
    private static bool IsAsWritten(CoseSign1Message message, byte[] bytes, string text) =>
        bytes[0] == Tag && message is { Content: not null, UnprotectedHeaders.Count: 0 }
        && message.Encode().AsSpan().SequenceEqual(bytes)
        && Base64Url.EncodeToString(bytes) == text;

    private static ECDsaSecurityKey? KeyOf(CoseSign1Message message, IReadOnlyList<ECDsaSecurityKey> keys)
    {
        var heads = message.ProtectedHeaders;
        if (!heads.TryGetValue(CoseHeaderLabel.Algorithm, out var algorithm) || algorithm.GetValueAsInt32() != Es256
            || !heads.TryGetValue(CoseHeaderLabel.KeyIdentifier, out var name))
        {
            return null;
        }

        var id = Base64Url.EncodeToString(name.GetValueAsBytes());
        return keys.FirstOrDefault(key => key.KeyId == id);
    }

    private static SoundToken Read(ReadOnlyMemory<byte> signed)
    {
        var content = new CborReader(signed, CborConformanceMode.Canonical);
        var items = content.ReadStartArray();
        var form = content.ReadInt32();
        var expires = DateTimeOffset.FromUnixTimeSeconds(content.ReadInt64()).UtcDateTime;
        if (form != Form || items is not (ItemsOfOwner or ItemsOfDependant))
        {
            return new SoundToken(null, expires);
        }

        var (account, household, session) = (ReadId(content), ReadId(content), ReadId(content));
        var method = (SignInMethod)content.ReadInt32();
        var signedInAt = DateTimeOffset.FromUnixTimeMilliseconds(content.ReadInt64()).UtcDateTime;
        var grant = new AccessGrant(new AccountId(account), new HouseholdId(household), session, method, signedInAt)
        {
            Version = content.ReadInt64(),
        };
        return new SoundToken(
            items == ItemsOfOwner
                ? grant
                : grant with { MemberOf = new HouseholdId(ReadId(content)), MemberPosition = content.ReadInt32() },
            expires);
    }

    private static Guid ReadId(CborReader content)
    {
        var bytes = content.ReadByteString();
        return bytes.Length == IdSize
            ? new Guid(bytes, bigEndian: true)
            : throw new CborContentException("An id is sixteen bytes.");
    }
}
