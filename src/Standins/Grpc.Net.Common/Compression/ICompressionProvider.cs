using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>Compresses and expands messages under a name that both sides know.</summary>
public interface ICompressionProvider
{
    public string EncodingName { get; }

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    public Stream CreateDecompressionStream(Stream stream);
}
