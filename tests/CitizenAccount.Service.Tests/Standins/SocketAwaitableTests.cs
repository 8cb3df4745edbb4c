using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Pipelines.Sockets.Unofficial;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class SocketAwaitableTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_connect_is_awaited_and_a_refused_one_throws()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = listener.LocalEndPoint!;
        listener.Listen();

        await ConnectAsync(address).WaitAsync(Limit);

        listener.Dispose();
        var refused = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(address).WaitAsync(Limit));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task One_object_serves_one_operation_after_another()
    {
        using var pair = await SocketPair.ConnectAsync();
        using var operation = new SocketAwaitableEventArgs(PipeScheduler.ThreadPool);
        for (byte round = 1; round <= 3; round++)
        {
            operation.SetBuffer(new byte[] { round, round });
            Assert.Equal(2, await RunAsync(operation, pair.Ours.SendAsync(operation)).WaitAsync(Limit));
            Assert.Equal([round, round], await pair.TheirsReceiveAsync(2).WaitAsync(Limit));

            var buffer = new byte[10];
            operation.SetBuffer(buffer);
            var receiving = RunAsync(operation, pair.Ours.ReceiveAsync(operation));
            Assert.False(receiving.IsCompleted);
            await pair.Theirs.SendAsync(new byte[] { round });
            Assert.Equal(1, await receiving.WaitAsync(Limit));
            Assert.Equal(round, buffer[0]);
        }
    }

    [Fact]
    public async Task An_abort_ends_the_waiting_with_its_error()
    {
        using var pending = new SocketAwaitableEventArgs(PipeScheduler.ThreadPool);
        var waiting = AwaitAsync(pending);
        Assert.False(pending.IsCompleted);

        pending.Abort(SocketError.TimedOut);

        var aborted = await Assert.ThrowsAsync<SocketException>(() => waiting.WaitAsync(Limit));
        Assert.Equal(SocketError.TimedOut, aborted.SocketErrorCode);
    }

    [StandinFact(typeof(SocketAwaitableEventArgs))]
    public async Task Whichever_comes_first_of_completion_and_abort_counts()
    {
        using var completed = new SocketAwaitableEventArgs(PipeScheduler.Inline);
        completed.Complete();
        completed.Abort(SocketError.TimedOut);
        Assert.Equal(0, await AwaitAsync(completed));

        using var aborted = new SocketAwaitableEventArgs(PipeScheduler.Inline);
        aborted.Abort(SocketError.TimedOut);
        aborted.Complete();
        aborted.Abort(SocketError.AccessDenied);
        var failure = await Assert.ThrowsAsync<SocketException>(() => AwaitAsync(aborted));
        Assert.Equal(SocketError.TimedOut, failure.SocketErrorCode);
    }

    private static async Task ConnectAsync(EndPoint address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var operation = new SocketAwaitableEventArgs(PipeScheduler.ThreadPool) { RemoteEndPoint = address };
        await RunAsync(operation, socket.ConnectAsync(operation));
        Assert.True(socket.Connected);
    }

    private static Task<int> RunAsync(SocketAwaitableEventArgs operation, bool isPending)
    {
        if (!isPending)
        {
            operation.Complete();
        }

        return AwaitAsync(operation);
    }

    private static async Task<int> AwaitAsync(SocketAwaitableEventArgs operation) => await operation;
}
