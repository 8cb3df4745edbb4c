using System.Buffers;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>What is read of a request before the library reads it.</summary>
public sealed class GrpcFrameTests
{
    [Theory]
    [InlineData("10S", 10_000)]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("150m", 150)]
    [InlineData("99999999m", 99_999_999)]
    [InlineData("5000u", 5)]
    public void A_timeout_is_a_number_and_a_unit(string header, double milliseconds)
    {
        Assert.True(GrpcTimeout.TryRead(header, out var left));
        Assert.Equal(milliseconds, left.TotalMilliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("10")]
    [InlineData("10s")]
    [InlineData("-1S")]
    [InlineData(" 1S")]
    [InlineData("1 S")]
    [InlineData("\u0661S")]
    [InlineData("0S")]
    [InlineData("100n")]
    [InlineData("123456789S")]
    public void Anything_else_is_none(string? header) => Assert.False(GrpcTimeout.TryRead(header, out _));

    [Fact]
    public void A_request_is_one_message_behind_its_head()
    {
        byte[] message = [1, 2, 3];
        Span<byte> head = stackalloc byte[GrpcFrame.HeadSize];
        GrpcFrame.WriteHead(head, message.Length);
        byte[] framed = [.. head, .. message];
        Assert.True(GrpcFrame.TryReadOne(new ReadOnlySequence<byte>(framed), out var read));
        Assert.Equal(message, read.ToArray());
        Assert.True(GrpcFrame.TryReadOne(new ReadOnlySequence<byte>(new byte[GrpcFrame.HeadSize]), out read));
        Assert.True(read.IsEmpty);
        byte[][] others = [[], framed[..4], framed[..^1], [.. framed, 0], [.. framed, .. framed], [1, .. framed[1..]], [0, 255, 255, 255, 255, 1]];
        Assert.All(others, other => Assert.False(GrpcFrame.TryReadOne(new ReadOnlySequence<byte>(other), out _)));
    }
}
