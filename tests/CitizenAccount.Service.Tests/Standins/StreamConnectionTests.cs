using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Pipelines.Sockets.Unofficial;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class StreamConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [StandinFact(typeof(StreamConnection))]
    public async Task A_stream_is_read_and_written_through_pipes()
    {
        using var pair = await SocketPair.ConnectAsync();
        var pipe = StreamConnection.GetDuplex(new NetworkStream(pair.Ours), null, null, "test");

        await pipe.Output.WriteAsync("ping"u8.ToArray());
        Assert.Equal("ping"u8.ToArray(), await pair.TheirsReceiveAsync(4).WaitAsync(Limit));
        await pair.Theirs.SendAsync("pong"u8.ToArray());
        Assert.Equal("pong", await ReadTextAsync(pipe.Input, 4).WaitAsync(Limit));

        var measured = Assert.IsAssignableFrom<IMeasuredDuplexPipe>(pipe);
        await Poll.UntilAsync("all is counted", () => measured.TotalBytesSent == 4, Limit);
        Assert.Equal(4, measured.TotalBytesReceived);
        ((IDisposable)pipe).Dispose();
    }

    [StandinFact(typeof(StreamConnection))]
    public async Task The_end_of_the_stream_is_the_end_of_the_input()
    {
        using var pair = await SocketPair.ConnectAsync();
        var pipe = StreamConnection.GetDuplex(new NetworkStream(pair.Ours), null, null, "test");
        pair.Theirs.Shutdown(SocketShutdown.Both);

        Assert.True((await pipe.Input.ReadAsync().AsTask().WaitAsync(Limit)).IsCompleted);
        ((IDisposable)pipe).Dispose();
    }

    [StandinFact(typeof(StreamConnection))]
    public async Task A_stream_that_fails_to_write_fails_the_next_flushes()
    {
        var pipe = StreamConnection.GetDuplex(new Unwritable(), null, null, "test");

        await Poll.UntilAsync("a flush tells of the failure", FailsAsync, Limit);

        async Task<bool> FailsAsync()
        {
            try
            {
                return (await pipe.Output.WriteAsync(new byte[1])).IsCompleted;
            }
            catch (IOException failure)
            {
                return failure.Message == "no room";
            }
        }
    }

    [StandinFact(typeof(StreamConnection))]
    public async Task Dispose_closes_the_stream()
    {
        using var pair = await SocketPair.ConnectAsync();
        var pipe = StreamConnection.GetDuplex(new NetworkStream(pair.Ours, ownsSocket: true), null, null, "test");
        var reading = pipe.Input.ReadAsync().AsTask();

        ((IDisposable)pipe).Dispose();

        Assert.True((await reading.WaitAsync(Limit)).IsCompleted);
        Assert.Equal(0, await pair.Theirs.ReceiveAsync(new byte[1]).WaitAsync(Limit));
    }

    [StandinFact(typeof(StreamConnection))]
    public async Task Dispose_waits_for_a_read_under_way_before_it_disposes_of_the_stream()
    {
        var stream = new Sensitive();
        var pipe = StreamConnection.GetDuplex(stream, null, null, "test");
        await Poll.UntilAsync("a read is under way", () => stream.IsReading, Limit);

        ((IDisposable)pipe).Dispose();

        await Poll.UntilAsync("the stream is disposed of", () => stream.DisposedWhileReading is not null, Limit);
        Assert.False(stream.DisposedWhileReading);
    }

    [Fact]
    public async Task A_reader_gives_the_whole_stream_and_then_its_end()
    {
        var text = string.Concat(Enumerable.Repeat("حساب المواطن ", 20_000));
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = StreamConnection.GetReader(new MemoryStream(bytes), PipeOptions.Default, "test");

        Assert.Equal(text, await ReadTextAsync(reader, bytes.Length).WaitAsync(Limit));

        var end = await reader.ReadAsync();
        Assert.True(end.IsCompleted);
        Assert.True(end.Buffer.IsEmpty);
        await reader.CompleteAsync();
    }

    [Fact]
    public async Task A_reader_passes_on_the_failure_of_its_stream()
    {
        var reader = StreamConnection.GetReader(new Unwritable(), PipeOptions.Default, "test");

        var failure = await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadAsync().AsTask().WaitAsync(Limit));
        Assert.Equal("no reading", failure.Message);
    }

    private static async Task<string> ReadTextAsync(PipeReader reader, int count)
    {
        var read = await reader.ReadAtLeastAsync(count);
        var text = Encoding.UTF8.GetString(read.Buffer.Slice(0, count));
        reader.AdvanceTo(read.Buffer.GetPosition(count));
        return text;
    }

    /// <summary>Reads until cancelled, and notes whether it was disposed of in the middle of that.</summary>
    private sealed class Sensitive : MemoryStream
    {
        public bool IsReading { get; private set; }

        public bool? DisposedWhileReading { get; private set; }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            IsReading = true;
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registered = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            IsReading = false;
            throw new OperationCanceledException(cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            DisposedWhileReading ??= IsReading;
            base.Dispose(disposing);
        }
    }

    private sealed class Unwritable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("no reading");

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("no room");
    }
}
