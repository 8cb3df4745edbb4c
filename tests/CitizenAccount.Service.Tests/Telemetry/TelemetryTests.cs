using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Telemetry;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;

namespace CitizenAccount.Service.Tests.Telemetry;

/// <summary>What operators see: the page of metrics, and what goes to a collector.</summary>
public sealed partial class TelemetryTests
{
    [Fact]
    public async Task The_page_counts_calls_by_name_status_and_kind_of_caller_and_times_them()
    {
        var port = FreePort();
        await using var service = await RunningService.StartAsync(new Dictionary<string, string?> { ["Telemetry:MetricsPort"] = $"{port}" });
        await service.LoadAsync(10, 7);
        await service.PublishAsync(RunningService.Month);
        service.Clock.Move(TimeSpan.FromSeconds(2));
        var household = RunningService.HouseholdAt(0);
        for (var i = 0; i < 3; i++)
        {
            await service.Eligibility().GetEligibilityAsync(new() { Household = household.Name }, Clients.By(service.AsCitizen(household)));
        }

        await Refused.ByAsync(service.Eligibility().GetEligibilityAsync(new() { Household = household.Name }, Clients.By()));
        await service.Services.GetRequiredService<GaugeSampling>().SampleAsync(CancellationToken.None);
        var page = await ScrapeAsync(port);
        const string Call = "citizenaccount.eligibility.v1.EligibilityService.GetEligibility";
        Assert.Contains($"citizen_account_calls_total{{call=\"{Call}\",code=\"OK\",caller=\"citizen\"}} 3\n", page);
        Assert.Contains($"citizen_account_calls_total{{call=\"{Call}\",code=\"Unauthenticated\",caller=\"anyone\"}} 1\n", page);
        Assert.Contains($"citizen_account_call_seconds_bucket{{call=\"{Call}\",le=\"+Inf\"}} 4\n", page);
        Assert.Contains("citizen_account_lookups_total{tier=\"Memory\"} 2\n", page);
        Assert.Contains("citizen_account_cycle_progress 1\n", page);
        Assert.Contains("citizen_account_lookup_staleness_seconds_bucket{le=\"5\"} 3\n", page);
        Assert.Contains("citizen_account_ledger_broken_invariant 0\n", page);
        Assert.Contains("# TYPE citizen_account_audit_waiting_seconds gauge\n", page);
        Assert.Contains("citizen_account_calls_serving 0\n", page);
        Assert.Contains("# TYPE citizen_account_outbox_age_seconds gauge\n", page);
        Assert.Contains("dotnet_process_memory_working_set", page);
        Assert.All(page.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
    }

    [Fact]
    public async Task The_page_is_on_its_own_port_and_there_is_none_without_the_setting()
    {
        var port = FreePort();
        await using var service = await RunningService.StartAsync(new Dictionary<string, string?> { ["Telemetry:MetricsPort"] = $"{port}" });
        using var http = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        Assert.NotEqual(HttpStatusCode.OK, (await http.GetAsync(new Uri($"{service.App.Urls.First()}/metrics"))).StatusCode);
        await service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By());
        Assert.Contains("GetSystemInfo", await ScrapeAsync(port));
        await using var plain = await RunningService.StartAsync();
        Assert.Single(plain.App.Urls);
    }

    [Fact]
    public async Task A_collector_has_metrics_traces_and_logs_and_in_a_whole_story_none_names_a_person()
    {
        await using var collector = await Collector.StartAsync();
        var port = FreePort();
        var settings = new Dictionary<string, string?>
        {
            ["Telemetry:OtlpEndpoint"] = collector.Address,
            ["Telemetry:MetricsPort"] = $"{port}",
            ["Telemetry:TracedPercent"] = "100",
            ["Logging:LogLevel:Default"] = "Information",
        };
        string[] personal;
        string page;
        await using (var stage = await CaseStage.StartAsync(settings: settings))
        {
            var filed = await stage.FileAsync(stage.Person);
            await stage.TakeAsync(filed, "worker-1");
            await stage.DecideAsync(CaseStage.Rejecting(filed.Name), "worker-1");
            await Refused.ByAsync(stage.Calls.FileObjectionAsync(new(), stage.Person.Options));
            page = await ScrapeAsync(port);
            personal =
            [
                stage.Person.NationalId.Value, Ibans.First, $"{stage.Person.Number:D8}", stage.Person.Household.Value.ToString("D"),
                stage.Person.Household.Value.ToString("N"), "الدخل المحتسب",
            ];
        }

        foreach (var (signal, sign) in new[] { ("metrics", "citizen_account_calls"), ("trace", "FileObjection"), ("logs", "FileObjection") })
        {
            var text = collector.TextOf(signal);
            Assert.Contains(sign, text);
            Assert.All(personal, one => Assert.DoesNotContain(one, text));
        }

        Assert.All(personal, one => Assert.DoesNotContain(one, page));
    }

    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "collector:4317")]
    [InlineData("Telemetry:TracedPercent", "101")]
    public async Task A_setting_that_cannot_be_is_refused_at_the_start_by_its_name(string key, string value)
    {
        var refused = await Assert.ThrowsAsync<Platform.Hosting.StartRefused>(
            () => RunningService.StartAsync(new Dictionary<string, string?> { [key] = value }));
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ScrapeAsync(int port)
    {
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+(\{([a-z_]+="[^"]*",?)*\})? (NaN|-?[0-9.E+-]+))$""")]
    private static partial Regex Line();
}
