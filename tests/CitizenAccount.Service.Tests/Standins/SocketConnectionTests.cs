using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Pipelines.Sockets.Unofficial;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class SocketConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Bytes_go_both_ways_in_order()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        var sent = Pattern(3_000_000);

        var receiving = pair.TheirsReceiveAsync(sent.Length);
        await pipe.Output.WriteAsync(sent);
        Assert.Equal(sent, await receiving.WaitAsync(Limit));

        var sending = SendAllAsync(pair.Theirs, sent);
        Assert.Equal(sent, await ReadAsync(pipe.Input, sent.Length).WaitAsync(Limit));
        await sending.WaitAsync(Limit);

        // The bytes are counted after they are sent, so that the peer may have them first.
        await Poll.UntilAsync("all is counted", () => pipe.BytesSent == sent.Length, Limit);
        Assert.Equal(sent.Length, pipe.BytesRead);
        var measured = (IMeasuredDuplexPipe)pipe;
        Assert.Equal((sent.Length, sent.Length), (measured.TotalBytesSent, measured.TotalBytesReceived));
    }

    [Fact]
    public async Task What_is_not_flushed_is_not_sent()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        pipe.Output.Write<byte>([1, 2, 3]);

        Assert.Equal(0, pipe.BytesSent);
        await pipe.Output.FlushAsync();
        Assert.Equal([1, 2, 3], await pair.TheirsReceiveAsync(3).WaitAsync(Limit));
    }

    [StandinFact(typeof(SocketConnection))]
    public async Task The_counters_say_where_bytes_are_waiting()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        Assert.Equal((0, 0, 0), Counted(pipe));

        await pair.Theirs.SendAsync(new byte[100]);
        await Poll.UntilAsync("100 bytes wait to be read", () => Counted(pipe) == (0, 100, 0), Limit);
        var read = await pipe.Input.ReadAsync();
        pipe.Input.AdvanceTo(read.Buffer.GetPosition(30), read.Buffer.End);
        Assert.Equal((0, 70, 0), Counted(pipe));
        Assert.Equal(100, pipe.LastReceived);

        pipe.Output.Write(new byte[50]);
        Assert.Equal((0, 70, 50), Counted(pipe));
        await pipe.Output.FlushAsync();
        await Poll.UntilAsync("50 bytes are sent", () => Counted(pipe) == (0, 70, 0), Limit);
    }

    [StandinFact(typeof(SocketConnection))]
    public async Task A_reader_that_reads_nothing_holds_the_sender_up()
    {
        using var pair = await SocketPair.ConnectAsync();
        var receive = new PipeOptions(pauseWriterThreshold: 10_000, resumeWriterThreshold: 5_000);
        using var pipe = SocketConnection.Create(pair.Ours, null, receive);
        var sent = Pattern(20_000_000);
        var sending = SendAllAsync(pair.Theirs, sent);

        await Poll.UntilAsync("the pipe and then the socket fill up", IsFull, Limit);
        Assert.InRange(pipe.GetCounters().BytesWaitingToBeRead, 10_000, 100_000);
        Assert.False(sending.IsCompleted);

        Assert.Equal(sent, await ReadAsync(pipe.Input, sent.Length).WaitAsync(Limit));
        await sending.WaitAsync(Limit);

        bool IsFull() => pipe.GetCounters() is { BytesWaitingToBeRead: >= 10_000, BytesAvailableOnSocket: > 0 };
    }

    [Fact]
    public async Task When_the_peer_closes_the_rest_is_read_and_then_the_end()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        await pair.Theirs.SendAsync(new byte[] { 1, 2 });
        pair.Theirs.Shutdown(SocketShutdown.Both);

        Assert.Equal([1, 2], await ReadAsync(pipe.Input, 2).WaitAsync(Limit));
        var end = await pipe.Input.ReadAsync().AsTask().WaitAsync(Limit);

        Assert.True(end.IsCompleted);
        Assert.Equal(PipeShutdownKind.ReadEndOfStream, pipe.ShutdownKind);
        Assert.Equal(0, pipe.LastReceived);
        Assert.False(pipe.TrySetProtocolShutdown(PipeShutdownKind.ProtocolExitClient));
    }

    [Fact]
    public async Task When_the_peer_cuts_the_line_the_reader_is_told()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        var reading = pipe.Input.ReadAsync().AsTask();

        // Closing with a linger of zero sends a reset instead of an orderly end.
        pair.Theirs.LingerState = new LingerOption(true, 0);
        pair.Theirs.Close();

        await Assert.ThrowsAsync<ConnectionResetException>(() => reading.WaitAsync(Limit));
        Assert.Equal(SocketError.ConnectionReset, pipe.SocketError);
    }

    [Fact]
    public async Task Our_own_reason_for_closing_is_kept_when_it_came_first()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);

        Assert.True(pipe.TrySetProtocolShutdown(PipeShutdownKind.ProtocolExitClient));
        pair.Theirs.Shutdown(SocketShutdown.Both);
        await pipe.Input.ReadAsync().AsTask().WaitAsync(Limit);

        Assert.Equal(PipeShutdownKind.ProtocolExitClient, pipe.ShutdownKind);
    }

    [Fact]
    public async Task Completing_the_output_sends_the_rest_and_then_the_end()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var pipe = SocketConnection.Create(pair.Ours);
        await pipe.Output.WriteAsync(new byte[] { 7 });
        await pipe.Output.CompleteAsync();

        Assert.Equal([7], await pair.TheirsReceiveAsync(1).WaitAsync(Limit));
        Assert.Equal(0, await pair.Theirs.ReceiveAsync(new byte[1]).WaitAsync(Limit));
    }

    [StandinFact(typeof(SocketConnection))]
    public async Task Dispose_ends_a_read_that_is_waiting_and_closes_the_socket()
    {
        using var pair = await SocketPair.ConnectAsync();
        var pipe = SocketConnection.Create(pair.Ours);
        var reading = pipe.Input.ReadAsync().AsTask();

        pipe.Dispose();
        pipe.Dispose();

        Assert.True((await reading.WaitAsync(Limit)).IsCompleted);
        Assert.Equal(0, await pair.Theirs.ReceiveAsync(new byte[1]).WaitAsync(Limit));
        Assert.Equal(0, pipe.GetCounters().BytesAvailableOnSocket);
        await Poll.UntilAsync(
            "a flush finds it closed", async () => (await pipe.Output.FlushAsync()).IsCompleted, Limit);
    }

    [Fact]
    public async Task The_recommended_options_switch_delaying_off()
    {
        using var pair = await SocketPair.ConnectAsync();

        SocketConnection.SetRecommendedClientOptions(pair.Ours);

        Assert.True(pair.Ours.NoDelay);
    }

    private static (long, long, long) Counted(SocketConnection pipe)
    {
        var counters = pipe.GetCounters();
        return (counters.BytesAvailableOnSocket, counters.BytesWaitingToBeRead, counters.BytesWaitingToBeSent);
    }

    private static async Task SendAllAsync(Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent));
        }
    }

    private static async Task<byte[]> ReadAsync(PipeReader reader, int count)
    {
        var read = await reader.ReadAtLeastAsync(count);
        Assert.True(read.Buffer.Length >= count, $"Only {read.Buffer.Length} of {count} bytes came.");
        var wanted = read.Buffer.Slice(0, count);
        var bytes = wanted.ToArray();
        reader.AdvanceTo(wanted.End);
        return bytes;
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        new Random(20260710).NextBytes(bytes);
        return bytes;
    }
}
