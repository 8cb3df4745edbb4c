using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.SqlServer.Server;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>The stand-ins of a few members each: compression, reading streams, hashing, SQL types.</summary>
public sealed class SmallStandinsTests
{
    public static TheoryData<ICompressionProvider> Providers => new(
        new GzipCompressionProvider(CompressionLevel.Fastest),
        new DeflateCompressionProvider(CompressionLevel.Fastest));

    [Theory]
    [MemberData(nameof(Providers))]
    public void What_was_compressed_expands_to_the_same(ICompressionProvider provider)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("حساب المواطن ", 1000)));
        using var packed = new MemoryStream();
        using (var packing = provider.CreateCompressionStream(packed, null))
        {
            packing.Write(text);
        }

        Assert.True(packed.CanWrite, "The stream beneath stays open.");
        Assert.InRange(packed.Length, 1, text.Length / 10);
        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using var unpacking = provider.CreateDecompressionStream(packed);
        unpacking.CopyTo(unpacked);
        Assert.Equal(text, unpacked.ToArray());
    }

    [Fact]
    public void The_encodings_have_the_names_of_the_wire()
    {
        Assert.Equal("gzip", new GzipCompressionProvider(CompressionLevel.Fastest).EncodingName);
        Assert.Equal("deflate", new DeflateCompressionProvider(CompressionLevel.Fastest).EncodingName);
    }

    [Fact]
    public async Task A_stream_is_read_to_its_end_and_stops_when_told()
    {
        using var stop = new CancellationTokenSource();
        var read = new List<string>();
        await foreach (var text in new Counting(3).ReadAllAsync())
        {
            read.Add(text);
        }

        Assert.Equal(["1", "2", "3"], read);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var text in new Counting(1000).ReadAllAsync(stop.Token))
            {
                await stop.CancelAsync();
            }
        });
    }

    // Published check values of XXH3 (64 bits, seed 0).
    [Fact]
    public void Xxh3_gives_its_published_values() =>
        Assert.Equal(0x2D06800538D394C2UL, XxHash3.HashToUInt64([], 0));

    [Fact]
    public void A_user_defined_sql_type_is_native_or_its_own()
    {
        Assert.Equal(2, (int)new SqlUserDefinedTypeAttribute(Format.UserDefined) { MaxByteSize = -1 }.Format);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SqlUserDefinedTypeAttribute(Format.Unknown));
        var failure = InvalidUdtException.Create(typeof(Counting), "reason");
        Assert.Contains(nameof(Counting), failure.Message, StringComparison.Ordinal);
    }

    private sealed class Counting(int last) : IAsyncStreamReader<string>
    {
        private int _current;

        public string Current => $"{_current}";

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(++_current <= last);
        }
    }
}
