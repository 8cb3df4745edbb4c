using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value: bytes where the key ends in "-bin", else ASCII text.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalised(key);
            if (!IsBinaryKey(Key))
            {
                throw new ArgumentException($"A key with bytes must end in {BinaryHeaderSuffix}: {Key}", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(valueBytes);
            _bytes = [.. valueBytes];
        }

        public Entry(string key, string value)
        {
            Key = Normalised(key);
            if (IsBinaryKey(Key))
            {
                throw new ArgumentException($"A text key may not end in {BinaryHeaderSuffix}: {Key}", nameof(key));
            }

            ArgumentNullException.ThrowIfNull(value);
            _text = value;
        }

        /// <summary>Always in lower case.</summary>
        public string Key { get; }

        public bool IsBinary => _bytes is not null;

        public string Value =>
            _text ?? throw new InvalidOperationException($"The entry \"{Key}\" holds bytes and has no text.");

        /// <summary>A copy: changing it does not change the entry.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        public override string ToString() =>
            IsBinary ? $"[{Key}: {_bytes!.Length} bytes]" : $"[{Key}: {_text}]";

        private static bool IsBinaryKey(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalised(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            var lower = key.ToLowerInvariant();
            if (lower.Length == 0 || lower.AsSpan().ContainsAnyExcept(KeyCharacters))
            {
                throw new ArgumentException(
                    $"A key consists of the letters a-z, digits, '_', '-' and '.': \"{key}\"", nameof(key));
            }

            return lower;
        }
    }
}
