using System.Globalization;
using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using HealthClient = CitizenAccount.Contracts.Grpc.Health.V1.Health.HealthClient;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A service to be overloaded, with one decision to be explained again and again: in this process, or in one of
/// its own whose threads are its own.</summary>
internal sealed partial class ShedService : IAsyncDisposable
{
    private readonly RunningService? _here;
    private readonly ServiceProcess? _process;
    private readonly DirectoryInfo? _folder;
    private readonly GrpcChannel _channel;
    private readonly EligibilityService.EligibilityServiceClient _calls;
    private readonly string _decision;
    private readonly Metadata _credentials;

    private ShedService(RunningService here)
    {
        _here = here;
        _credentials = here.AsCitizen(RunningService.HouseholdAt(1));
        _decision = $"{RunningService.HouseholdAt(1).Name}/decisions/2026-12";
        _channel = Connect($"http://{here.Channel.Target}");
        _calls = new(_channel);
    }

    private ShedService(ServiceProcess process, DirectoryInfo folder, string address)
    {
        (_process, _folder) = (process, folder);
        _credentials = new() { { "authorization", $"Bearer {Token().Match(process.Output).Groups[1].Value}" } };
        _decision = $"{Household().Match(process.Output).Groups[1].Value}/decisions/2026-12";
        _channel = Connect(address);
        _calls = new(_channel);
    }

    // A core of its own, where the machine has more than one and the tool to say so: what the client of the test takes
    // of the processor is not taken from the service.
    private const string OnOneCore = "taskset -cp 0 $$ >/dev/null 2>&1";

    /// <summary>Starts it with so many places, and with calls turned away when work waits so many milliseconds: without
    /// a number, when the service turns them away without being told.</summary>
    public static async Task<ShedService> StartAsync(bool ownProcess, int places, int? delay = null)
    {
        string[] limits =
        [
            "Limits:CallsBurst=1000000", "Limits:CallsPerSecond=1000000",
            string.Create(CultureInfo.InvariantCulture, $"Limits:ConcurrentCallsMax={places}"),
        ];
        if (!ownProcess)
        {
            return new ShedService(await RunningService.StartDecidedAsync(
                20, DecidedService.Seed, limits.Select(one => one.Split('=')).ToDictionary(one => one[0], one => (string?)one[1])));
        }

        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        var wait = delay ?? new LimitOptions().QueueDelayMaxMilliseconds;
        var process = ServiceProcess.StartUnder(OnOneCore, null,
        [
            "demo", "--households", "60", "--stories", "false", "--port", "0", "--data-directory", folder.FullName,
            "--set", string.Create(CultureInfo.InvariantCulture, $"Limits:QueueDelayMaxMilliseconds={wait}"), .. limits.SelectMany(one => new[] { "--set", one }),
        ]);
        var address = await process.AddressAsync();
        await process.WaitForAsync(() => Token().IsMatch(process.Output) && Household().IsMatch(process.Output));
        return new ShedService(process, folder, address);
    }

    public async Task ExplainAsync() => await _calls.ExplainDecisionAsync(
        new ExplainDecisionRequest { Name = _decision }, Clients.By(_credentials));

    /// <summary>What the service says of its own health.</summary>
    public async Task<HealthCheckResponse> HealthAsync() =>
        await new HealthClient(_channel).CheckAsync(new HealthCheckRequest(), Clients.By());

    /// <summary>Nothing is counted as being served any more.</summary>
    public void AssertIdle() => Assert.Equal(0, _here?.Services.GetRequiredService<CallLimits>().Serving ?? 0);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (_here is not null)
        {
            await _here.DisposeAsync();
            Assert.Empty(_here.Log.Errors);
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
            _folder!.Delete(recursive: true);
        }
    }

    // A connection carries a hundred calls; what is beyond would wait in the client and measure the client.
    private static GrpcChannel Connect(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });

    [GeneratedRegex(@"TOKEN=(\S+)")]
    private static partial Regex Token();

    [GeneratedRegex("\"household\":\"(households/[0-9a-f-]+)\"")]
    private static partial Regex Household();
}
