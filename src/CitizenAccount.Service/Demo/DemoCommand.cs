using System.Diagnostics;
using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo.Stories;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Spectre.Console;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Demo;

/// <summary>What the demo makes up.</summary>
/// <param name="Households">How many households.</param>
/// <param name="Seed">Seed of the population.</param>
/// <param name="Stories">Whether the twelve stories are told too.</param>
internal sealed record DemoWanted(int Households, ulong Seed, bool Stories);

/// <summary>The demo: makes up a population, tells the twelve stories, decides the newest month whose data cut-off has
/// passed, shows what came out, and serves it. Run again, it goes on with what it made.</summary>
internal static class DemoCommand
{
    /// <summary>Runs it until it is stopped.</summary>
    /// <param name="plan">Where and how.</param>
    /// <param name="clock">The clock of that plan.</param>
    /// <param name="wanted">What to make up.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(HostPlan plan, DemoClock clock, DemoWanted wanted, CancellationToken stop)
    {
        plan.Settings["Security:DevelopmentIssuer"] = "true";
        plan.Settings["Logging:LogLevel:Default"] = "Warning";
        using var nafath = await DemoNafath.StartAsync(plan, stop);
        var app = ServiceHost.Build(plan);
        await using (app)
        {
            var services = app.Services;
            await services.GetRequiredService<StorageGate>().OpenAsync(stop);
            var month = Cycle.ServedBy(clock.GetUtcNow()).Add(-1).Month;
            var stories = await PrepareAsync(app, month, clock, wanted, stop);
            await ShowAsync(services, month, stop);
            if (stories.Count > 0)
            {
                await DemoStories.ShowAsync(services, stories, month, stop);
            }
            else
            {
                await ServiceHost.StartAsync(app, stop);
            }

            await InviteAsync(app, month, stop);
            InviteToNafath(nafath);
            await app.WaitForShutdownAsync(stop);
        }
    }

    // The stories need the service listening, and its clock where they begin; told, they leave it so.
    private static async Task<IReadOnlyList<Story>> PrepareAsync(
        WebApplication app, YearMonth month, DemoClock clock, DemoWanted wanted, CancellationToken stop)
    {
        var services = app.Services;
        var cycles = await services.GetRequiredService<EligibilityStore>().ListPublishedAsync(stop);
        if (cycles.Any(cycle => cycle.Month == CycleRun.CodeOf(month)))
        {
            AnsiConsole.MarkupLine($"[grey]The month {month} is decided already in this data directory.[/]");
            return [];
        }

        var tells = wanted.Stories && await DemoStories.AreNewAsync(services, stop);
        IReadOnlyList<Story> stories = [];
        if (tells)
        {
            clock.StandAt(DemoStories.BeginOf(month));
            await ServiceHost.StartAsync(app, stop);
        }

        var (loading, deciding) = (TimeSpan.Zero, TimeSpan.Zero);
        await AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var watch = Stopwatch.StartNew();
                await LoadAsync(services, month, wanted.Households, wanted.Seed, progress, stop);
                loading = watch.Elapsed;
                stories = tells ? await TellAsync(app, month, clock, progress, stop) : [];
                watch.Restart();
                await DecideAsync(services, month, progress, stop);
                deciding = watch.Elapsed;
            });
        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Loaded in {loading.TotalSeconds:F2} s; "
            + $"sealed, decided and stored in [green]{deciding.TotalSeconds:F2} s[/]."));
        return stories;
    }

    private static async Task<IReadOnlyList<Story>> TellAsync(
        WebApplication app, YearMonth month, DemoClock clock, ProgressContext progress, CancellationToken stop)
    {
        var bar = progress.AddTask("Telling twelve stories", maxValue: 12);
        var stories = await DemoStories.TellAsync(app, month, clock, _ => bar.Increment(1), stop);
        clock.Go();
        return stories;
    }

    private static async Task LoadAsync(
        IServiceProvider services, YearMonth month, int households, ulong seed, ProgressContext progress,
        CancellationToken stop)
    {
        var loading = services.GetRequiredService<PopulationLoading>();
        var bar = progress.AddTask($"Loading {households:N0} made-up households", maxValue: households);
        await loading.LoadAsync(new Population(seed, month), month, households, loaded => bar.Value = loaded, stop);
        bar.Value = households;
    }

    private static async Task DecideAsync(
        IServiceProvider services, YearMonth month, ProgressContext progress, CancellationToken stop)
    {
        var run = services.GetRequiredService<CycleRun>();
        var bar = progress.AddTask($"Deciding the month {month}");
        if (await services.GetRequiredService<CycleStore>().FindAsync(CycleRun.CodeOf(month), stop) is not { } cycle)
        {
            cycle = await run.SealAsync(month, "demo-operator", confirmProvisional: true, stop);
        }

        bar.MaxValue = Math.Max(1, cycle.Households);
        bar.Value = cycle.Evaluated;
        await run.EvaluateAsync(month, decisions => bar.Increment(decisions.Count), stop);
        await run.ApproveAsync(month, "demo-approver", stop);
        await run.PublishAsync(month, "demo-releaser", stop);
        bar.Value = bar.MaxValue;
    }

    private static async Task ShowAsync(IServiceProvider services, YearMonth month, CancellationToken stop)
    {
        var store = services.GetRequiredService<DemoStore>();
        DemoSummary.Print(await store.CountAsync(CycleRun.CodeOf(month), stop), month);
        var shown = await store.FindTellingAsync(CycleRun.CodeOf(month), stop);
        if (shown is { } household)
        {
            var name = new DecisionName(household, month);
            var explained = await services.GetRequiredService<DecisionHistory>().ExplainAsync(name, 0, default, stop);
            DemoDecision.Print(explained!.Value.Item1);
        }
    }

    private static async Task InviteAsync(WebApplication app, YearMonth month, CancellationToken stop)
    {
        var services = app.Services;
        var address = app.Urls.First();
        var household = await services.GetRequiredService<DemoStore>().FindTellingAsync(CycleRun.CodeOf(month), stop);
        AnsiConsole.MarkupLine($"\n[green]Serving on {address}[/], HTTP/2 without TLS. Stop with Ctrl+C.");
        if (household is { } own)
        {
            var token = services.GetRequiredService<DevelopmentIssuer>()
                .Issue("demo-citizen", [Role.Citizen], own, TimeSpan.FromHours(8));
            Console.WriteLine($"""

                Ask it from any gRPC client; the contract is in protos/ and served by reflection. With grpcurl:
                  {Grpcurl} -d '{SampleEstimate}' {Host(address)} {Service}/EstimateSupport
                As the citizen of the household above, for eight hours:
                  {Grpcurl} -H "authorization: Bearer $TOKEN" -d '{Quote(own)}' {Host(address)} {Service}/GetEligibility
                  TOKEN={token}
                """);
        }
    }

    private static void InviteToNafath(DemoNafath? nafath)
    {
        if (nafath is not null)
        {
            Console.WriteLine($$"""

                Sign in by Nafath as anyone of the stories: StartNafathSignIn, then answer in the person's place,
                then CompleteNafathSignIn. The answer:
                  curl -H 'content-type: application/json' {{nafath.Address}}/control/answer \
                    -d '{"nationalId":"ID","status":"COMPLETED"}'
                """);
        }
    }

    private const string Grpcurl = "grpcurl -plaintext -max-time 5";

    private const string Service = "citizenaccount.eligibility.v1.EligibilityService";

    private const string SampleEstimate =
        """{"kind":"BENEFICIARY_KIND_HEAD","dependants_18_plus":1,"dependants_under_18":2"""
        + ""","monthly_income":{"currency_code":"SAR","halalas":900000}}""";

    private static string Quote(HouseholdId household) => $$"""{"household":"{{household.Name}}"}""";

    private static string Host(string address) => address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];
}
