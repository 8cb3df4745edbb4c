using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;
using Role = CitizenAccount.Contracts.Type.V1.Role;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Benchmarks;

/// <summary>The service with a population whose month is published, everything on that is on in production, and beside
/// it a bare server that answers as many bytes.</summary>
internal sealed class LookupStage : IAsyncDisposable
{
    public const int Households = 20_000;

    // The one before the newest whose cut-off has passed, so that there is a next one to decide.
    private static readonly YearMonth Month = new(2026, 11);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
    private readonly List<WebApplication> _bare = [];
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.First());

    public GrpcChannel Channel { get; private set; } = null!;

    public static async Task<LookupStage> StartAsync(params (string Key, string Value)[] settings)
    {
        var stage = new LookupStage();

        // The month is decided, published and told by one start of the service; what is measured is another, as it runs
        // for citizens.
        await using (var before = await stage.RunAsync("Development", settings))
        {
            await PublishAsync(before.Services);
            await before.StopAsync();
        }

        stage._app = await stage.RunAsync("Production", settings);
        stage.Channel = GrpcChannel.ForAddress(stage.Address);
        return stage;
    }

    public static HouseholdId HouseholdAt(int index) =>
        HouseholdId.Synthetic(Rules.Time.Cycle.Of(Month).DataCutOff.AddDays(-1), (ulong)index);

    /// <summary>The token of a session, as the service issues it; good for ten minutes.</summary>
    public string TokenOf(HouseholdId household) => _app.Services.GetRequiredService<AccessTokens>().Issue(
        new AccessGrant(
            new AccountId(household.Value), household, Guid.CreateVersion7(), SignInMethod.Nafath,
            TimeProvider.System.GetUtcNow().UtcDateTime)
        { Version = 1 }).Token;

    public string TokenOf(Role role) =>
        _app.Services.GetRequiredService<DevelopmentIssuer>().Issue("worker", [role], null, TimeSpan.FromHours(1));

    /// <summary>Decides and publishes the month after the one that is published.</summary>
    public async Task<TimeSpan> DecideNextAsync()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await DecideAsync(_app.Services.GetRequiredService<CycleRun>(), Month.AddMonths(1));
        return watch.Elapsed;
    }

    /// <summary>A server of the same kind with one call and nothing around it.</summary>
    public async Task<Uri> StartBareAsync(EligibilityService.EligibilityServiceBase call)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(
            FreePort(), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(call);
        builder.Services.AddSingleton(new BareEligibility(call));
        var app = builder.Build();
        app.MapGrpcService<BareEligibility>();
        await app.StartAsync();
        _bare.Add(app);
        return new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        foreach (var app in _bare.Append(_app))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<WebApplication> RunAsync(string environment, (string Key, string Value)[] settings)
    {
        // Staff have no issuer here, which production would ask over the network.
        var plan = new HostPlan
        {
            Environment = environment,
            Configure = services =>
            {
                services.AddSingleton<DevelopmentIssuer>();
                services.AddSingleton(provider => provider.GetRequiredService<DevelopmentIssuer>().Kind);
            },
        };
        plan.Settings["Storage:DataDirectory"] = _folder.FullName;
        plan.Settings["Listen:Port"] = "0";
        plan.Settings["Telemetry:MetricsPort"] = $"{FreePort()}"; // every measurement is kept for who asks
        plan.Settings["Limits:CallsPerSecond"] = "1000000";
        plan.Settings["Limits:CallsBurst"] = "1000000";
        plan.Settings["Limits:ConcurrentCallsMax"] = "10000";
        plan.Settings["Limits:QueueDelayMaxMilliseconds"] = "60000"; // the load is made by the same threads
        plan.Settings["Logging:LogLevel:Default"] = "Warning";
        plan.Settings["Notifications:Sms:PerSecond"] = "10000"; // or telling 20,000 households takes seven minutes
        foreach (var (key, value) in settings)
        {
            plan.Settings[key] = value;
        }

        var app = ServiceHost.Build(plan);
        await ServiceHost.StartAsync(app, CancellationToken.None);
        return app;
    }

    private static async Task PublishAsync(IServiceProvider services)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(new Population(99, Month), Month, Households, _ => { }, stop);
        await DecideAsync(services.GetRequiredService<CycleRun>(), Month);
        await UntilToldAsync(services, stop);
    }

    private static async Task DecideAsync(CycleRun run, YearMonth month)
    {
        var stop = CancellationToken.None;
        await run.SealAsync(month, "maker", confirmProvisional: true, stop);
        await run.EvaluateAsync(month, null, stop);
        await run.ApproveAsync(month, "checker", stop);
        await run.PublishAsync(month, "releaser", stop);
    }

    // A publication has every household told and the messages carried out. What is measured is a lookup on an ordinary
    // day, not a lookup beside 20,000 messages; `lookup-held` is the place for what happens at once.
    public static async Task UntilToldAsync(IServiceProvider services, CancellationToken stop)
    {
        var databases = services.GetRequiredService<IDbContextFactory<ServiceDb>>();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await tick.WaitForNextTickAsync(stop))
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            if (await db.Cycles.AllAsync(row => row.NoticedAt != null, stop)
                && await db.RiskSearches.AnyAsync(stop)
                && !await db.Messages.AnyAsync(row => row.DispatchedAt == null, stop)
                && !await db.Deliveries.AnyAsync(row => row.State == NotificationDeliveryState.Waiting, stop))
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Passes a call on to whatever the floor is.</summary>
internal sealed class BareEligibility(EligibilityService.EligibilityServiceBase call)
    : EligibilityService.EligibilityServiceBase
{
    public override Task<GetEligibilityResponse> GetEligibility(
        GetEligibilityRequest request, Grpc.Core.ServerCallContext context) => call.GetEligibility(request, context);
}

/// <summary>The floor of a lookup: the same answer, made beforehand.</summary>
internal sealed class BareEcho(GetEligibilityResponse answer) : EligibilityService.EligibilityServiceBase
{
    public override Task<GetEligibilityResponse> GetEligibility(
        GetEligibilityRequest request, Grpc.Core.ServerCallContext context) => Task.FromResult(answer);
}

/// <summary>The floor of a lookup served from Redis: one GET, and the bytes answered.</summary>
internal sealed class BareRedis(IDatabase redis, string key) : EligibilityService.EligibilityServiceBase
{
    public override async Task<GetEligibilityResponse> GetEligibility(
        GetEligibilityRequest request, Grpc.Core.ServerCallContext context) =>
        GetEligibilityResponse.Parser.ParseFrom((byte[])(await redis.StringGetAsync(key))!);
}
