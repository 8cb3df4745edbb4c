using System.Net;
using System.Net.Sockets;
using CitizenAccount.Service.Tests.Standins.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Our client, calling a server that shares no code with us.</summary>
public sealed class WireToPythonTests : IClassFixture<PythonPeer>, IDisposable
{
    private const int PayloadOfFourMiB = (4 * 1024 * 1024) - 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly GrpcChannel _channel;
    private readonly WireProbe.WireProbeClient _client;
    private CountingStream? _line;

    public WireToPythonTests(PythonPeer peer)
    {
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{peer.Port}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { ConnectCallback = ConnectAsync },
            DisposeHttpClient = true,
        });
        _client = new WireProbe.WireProbeClient(_channel);
    }

    public void Dispose() => _channel.Dispose();

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_unary_call_keeps_arabic_text_large_numbers_and_bytes()
    {
        var request = new Probe
        {
            Text = "حساب المواطن",
            Number = long.MinValue,
            Payload = ByteString.CopyFrom(AllBytes),
        };

        Assert.Equal(request, await _client.EchoAsync(request, deadline: Soon()));
        Assert.Equal(request, _client.Echo(request, deadline: Soon()));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Metadata_comes_back_in_order_as_text_and_as_bytes()
    {
        Metadata headers = new()
        {
            { "X-One", "first" }, { "x-one", "second" }, { "x-bytes-bin", AllBytes }, { "x-empty-bin", [] },
        };

        using var call = _client.EchoAsync(new Probe(), headers, Soon());
        await call;

        var trailers = call.GetTrailers();
        // Several headers of one key may be joined by commas on the way, which the client in use does.
        Assert.Equal("first, second", string.Join(", ", trailers.GetAll("x-one").Select(entry => entry.Value)));
        Assert.Equal(AllBytes, trailers.GetValueBytes("x-bytes-bin"));
        Assert.Empty(trailers.GetValueBytes("x-empty-bin")!);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_stream_of_requests_is_collected()
    {
        using var call = _client.Collect(deadline: Soon());
        for (var number = 1; number <= 100; number++)
        {
            await call.RequestStream.WriteAsync(new Probe { Text = $"{number}", Number = number });
        }

        await call.RequestStream.CompleteAsync();
        var answer = await call;

        Assert.Equal(string.Join(',', Enumerable.Range(1, 100)), answer.Text);
        Assert.Equal(5050, answer.Number);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_stream_of_responses_arrives_whole_and_in_order()
    {
        using var call = _client.Repeat(new Probe { Text = "ر", Number = 100 }, deadline: Soon());
        var answers = new List<Probe>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        Assert.All(answers, answer => Assert.Equal("ر", answer.Text));
        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), answers.Select(answer => answer.Number));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task In_a_conversation_each_answer_comes_before_the_next_question()
    {
        using var call = _client.Converse(deadline: Soon());
        for (var number = 0; number < 20; number++)
        {
            await call.RequestStream.WriteAsync(new Probe { Text = "قل", Number = number });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(("قل!", number), (call.ResponseStream.Current.Text, call.ResponseStream.Current.Number));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Every_error_carries_its_code_arabic_detail_and_trailers()
    {
        for (var code = 1; code <= 16; code++)
        {
            var request = new Probe
            {
                Text = $"رُفض الطلب: {code} % \n",
                Number = code,
                Payload = ByteString.CopyFrom(AllBytes),
            };

            var refused = await Assert.ThrowsAsync<RpcException>(
                async () => await _client.FailAsync(request, deadline: Soon()));

            Assert.Equal((StatusCode)code, refused.StatusCode);
            Assert.Equal(request.Text, refused.Status.Detail);
            Assert.Equal("as-asked", refused.Trailers.GetValue("reason"));
            Assert.Equal(AllBytes, refused.Trailers.GetValueBytes("detail-bin"));
        }
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Our_deadline_reaches_the_server_and_ends_the_call()
    {
        var start = TimeProvider.System.GetTimestamp();
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.WaitAsync(new Probe { Text = "our deadline" }, deadline: In(TimeSpan.FromSeconds(0.5))));

        Assert.Equal(StatusCode.DeadlineExceeded, refused.StatusCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.4, 3);
        var noted = await _client.NotedAsync(new Probe { Text = "our deadline", Number = 1 }, deadline: Soon());
        Assert.Equal("yes", noted.Text);
        Assert.InRange(noted.Number, 0, 500);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_call_we_cancel_ends_on_the_server()
    {
        using var stop = new CancellationTokenSource();
        using var call = _client.WaitAsync(new Probe { Text = "our cancel" }, cancellationToken: stop.Token);
        Assert.Equal("yes", (await _client.NotedAsync(new Probe { Text = "our cancel" }, deadline: Soon())).Text);

        await stop.CancelAsync();

        var cancelled = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Limit));
        Assert.Equal(StatusCode.Cancelled, cancelled.StatusCode);
        var noted = await _client.NotedAsync(new Probe { Text = "our cancel", Number = 1 }, deadline: Soon());
        Assert.Equal(("yes", -1), (noted.Text, noted.Number));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_call_we_dispose_of_ends_on_the_server()
    {
        var call = _client.WaitAsync(new Probe { Text = "our dispose" });
        Assert.Equal("yes", (await _client.NotedAsync(new Probe { Text = "our dispose" }, deadline: Soon())).Text);

        call.Dispose();

        var noted = await _client.NotedAsync(new Probe { Text = "our dispose", Number = 1 }, deadline: Soon());
        Assert.Equal("yes", noted.Text);
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(Limit));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Gzip_is_spoken_and_understood()
    {
        Metadata headers = new() { { "x-compress", "1" }, { "grpc-internal-encoding-request", "gzip" } };
        var request = new Probe { Text = new string('a', 1_000_000) };

        Assert.Equal(request, await _client.EchoAsync(request, headers, Soon()));

        Assert.InRange(_line!.BytesWritten, 1, 50_000);
        Assert.InRange(_line.BytesRead, 1, 50_000);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Four_mebibytes_pass_and_a_byte_more_is_refused_by_whoever_receives_it()
    {
        var whole = new Probe { Payload = ByteString.CopyFrom(new byte[PayloadOfFourMiB]) };
        Assert.Equal(4 * 1024 * 1024, whole.CalculateSize());
        var more = new Probe { Payload = ByteString.CopyFrom(new byte[PayloadOfFourMiB + 1]) };

        Assert.Equal(whole, await _client.EchoAsync(whole, deadline: Soon()));

        var sent = await Assert.ThrowsAsync<RpcException>(async () => await _client.EchoAsync(more, deadline: Soon()));
        Assert.Equal(StatusCode.ResourceExhausted, sent.StatusCode);
        var received = await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.FillAsync(new Probe { Number = PayloadOfFourMiB + 1 }, deadline: Soon()));
        Assert.Equal(StatusCode.ResourceExhausted, received.StatusCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var channel = GrpcChannel.ForAddress($"http://{unused.LocalEndPoint}");

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await new WireProbe.WireProbeClient(channel).EchoAsync(new Probe(), deadline: Soon()));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
    }

    private static byte[] AllBytes { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private static DateTime Soon() => In(Limit);

    private static DateTime In(TimeSpan span) => TimeProvider.System.GetUtcNow().UtcDateTime + span;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, stop);
        return _line = new CountingStream(new NetworkStream(socket, ownsSocket: true));
    }
}
