using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Google.Protobuf;
using Grpc.Net.Client;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Connections that are no use to anybody: idle by the thousand, read too slowly, half open. Others are served
/// beside them, and in the end nothing of them is left. Idle connections: CITIZENACCOUNT_IDLE_CONNECTIONS, 1,000 without
/// it.</summary>
public sealed class ConnectionFaultTests(ITestOutputHelper output)
{
    private const int Many = 20;
    private const int DocumentBytes = 8 * Papers.Megabyte;

    // The preface of HTTP/2 and empty settings: all that makes a connection.
    private static readonly byte[] Hello = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];

    private static readonly int Idle = EnduranceRun.Setting("CITIZENACCOUNT_IDLE_CONNECTIONS", 1_000);

    [Fact]
    public async Task A_thousand_idle_connections_and_more_keep_nobody_from_being_served()
    {
        await using var folder = await ServedFolder.MakeAsync(5);
        await using var service = folder.Serve();
        var address = new Uri(await service.AddressAsync());
        using var channel = GrpcChannel.ForAddress(address);
        var system = new SystemService.SystemServiceClient(channel);
        await system.GetSystemInfoAsync(new(), Clients.By());
        var (memory, handles) = (MemoryOf(service), HandlesOf(service));
        var idle = new ConcurrentBag<Socket>();
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Idle), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                idle.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, stop);
                await socket.SendAsync(Hello, stop);

                // Its own settings come back: the service holds this connection.
                Assert.True(await socket.ReceiveAsync(new byte[64], stop) > 0);
            });
            Assert.True(HandlesOf(service) >= handles + Idle);
            for (var call = 0; call < 100; call++)
            {
                await system.GetSystemInfoAsync(new(), Clients.By());
            }

            output.Say($"{Idle:N0} idle connections: working set {memory / 1_048_576.0:F0} to {MemoryOf(service) / 1_048_576.0:F0} MiB, "
                + $"handles {handles:N0} to {HandlesOf(service):N0}");
        }
        finally
        {
            foreach (var socket in idle)
            {
                socket.Dispose();
            }
        }

        await Poll.UntilAsync("they are let go", () => HandlesOf(service) < handles + 50, Soon.ProcessLimit);
        await system.GetSystemInfoAsync(new(), Clients.By());
        await service.TerminateAsync();
        Assert.Equal(0, await service.EndAsync());
    }

    [Fact]
    public async Task Slow_readers_hold_up_nobody_and_give_their_places_back()
    {
        await using var service = await RunningService.StartDecidedAsync(5, settings: Unlimited);
        var household = RunningService.HouseholdAt(1);
        var paper = Papers.Pdf("slow", DocumentBytes);
        var document = await service.UploadAsync(household, paper);
        using var http = NewHttp(service, receiveBytes: 65_535);
        var request = Framed(new DownloadDocumentRequest { Name = document.Name });
        var slow = new List<HttpResponseMessage>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var reader = 0; reader < Many; reader++)
        {
            slow.Add(await http.SendAsync(
                Call(service, "DownloadDocument", new ByteArrayContent(request), TimeSpan.FromSeconds(8)), HttpCompletionOption.ResponseHeadersRead));
        }

        // None of them reads on. All others are served, and what waits for the slow is not what they asked for.
        Assert.Equal(Many, ServingOf(service));
        for (var call = 0; call < 50; call++)
        {
            await service.Eligibility().GetEligibilityAsync(new() { Household = household.Name }, Clients.By(service.AsCitizen(household)));
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(held < (long)Many * DocumentBytes / 2, $"{held:N0} bytes are held for slow readers.");
        await Poll.UntilAsync("their deadlines pass", () => ServingOf(service) == 0, Soon.Limit);
        slow.ForEach(response => response.Dispose());
        var (_, content, _) = await service.DownloadAsync(service.AsCitizen(household), new() { Name = document.Name });
        Assert.Equal(paper, content);
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task Half_open_streams_end_and_leave_nothing_behind()
    {
        await using var service = await RunningService.StartDecidedAsync(5, settings: Unlimited);
        var household = RunningService.HouseholdAt(1);
        var paper = Papers.Pdf("half", 200_000);
        var header = Framed(new UploadDocumentRequest { Header = Uploading.HeaderOf(household, paper) });
        var half = Framed(new UploadDocumentRequest { Chunk = ByteString.CopyFrom(paper[..100_000]) })[..60_000];
        var open = NewHttp(service);
        var calls = Enumerable.Range(0, Many).Select(number => SendAsync(
            open, Call(service, "UploadDocument", new HalfContent([.. header, .. half]), TimeSpan.FromSeconds(number % 2 == 0 ? 8 : 60)))).ToArray();
        await Poll.UntilAsync("all are half open", () => ServingOf(service) == Many, Soon.Limit);
        await service.System().GetSystemInfoAsync(new(), Clients.By());

        // Half of them end by their deadline, and the rest when the connection breaks.
        await Poll.UntilAsync("deadlines pass", () => ServingOf(service) <= Many / 2, Soon.Limit);
        open.Dispose();
        await Poll.UntilAsync("the rest has ended", () => ServingOf(service) == 0, Soon.Limit);
        await Task.WhenAll(calls);
        Assert.Empty(await service.ListAsync(household));
        await service.UploadAsync(household, paper);
        Assert.Single(await service.ListAsync(household));
        Assert.Empty(service.Log.Errors);
    }

    private static Dictionary<string, string?> Unlimited => new() { ["Limits:CallsPerSecond"] = "1000000", ["Limits:CallsBurst"] = "1000000" };

    private static int ServingOf(RunningService service) => service.Services.GetRequiredService<CallLimits>().Serving;

    private static long MemoryOf(ServiceProcess service) =>
        long.Parse(
            File.ReadAllText($"/proc/{service.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * System.Environment.SystemPageSize;

    private static int HandlesOf(ServiceProcess service) => Directory.GetFiles($"/proc/{service.Id}/fd").Length;

    private static HttpClient NewHttp(RunningService service, int receiveBytes = 0)
    {
        var handler = new SocketsHttpHandler();
        if (receiveBytes > 0)
        {
            handler.InitialHttp2StreamWindowSize = receiveBytes;
        }

        return new HttpClient(handler) { BaseAddress = new Uri(service.App.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
    }

    private static HttpRequestMessage Call(RunningService service, string call, HttpContent content, TimeSpan deadline)
    {
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var request = new HttpRequestMessage(HttpMethod.Post, $"/citizenaccount.account.v1.ApplicationService/{call}")
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("te", "trailers");
        request.Headers.Add("grpc-timeout", string.Create(CultureInfo.InvariantCulture, $"{(int)deadline.TotalMilliseconds}m"));
        request.Headers.Add("authorization", service.AsCitizen(RunningService.HouseholdAt(1)).GetValue("authorization"));
        return request;
    }

    private static byte[] Framed(IMessage message)
    {
        var bytes = message.ToByteArray();
        var frame = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
        bytes.CopyTo(frame, 5);
        return frame;
    }

    private static async Task SendAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var response = await http.SendAsync(request);
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // That it ends is all that is asked.
        }
    }

    // Sends what it has and then neither ends nor goes on.
    private sealed class HalfContent(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
