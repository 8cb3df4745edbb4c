using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>The real service in this process: a real socket on a free loopback port, a real SQLite file in a folder of
/// its own, and a clock the test moves. Ends and removes its folder when disposed.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    /// <summary>A Wednesday: the data cut-off of December 2026 has passed, that of January 2027 has not.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The month that can be decided at <see cref="Start"/>.</summary>
    public static readonly YearMonth Month = new(2026, 12);

    private readonly DirectoryInfo _folder;
    private readonly bool _keepsFolder;

    private RunningService(
        WebApplication app, DirectoryInfo folder, bool keepsFolder, MovableClock clock, CapturedLog log)
    {
        (App, _folder, _keepsFolder, Clock, Log) = (app, folder, keepsFolder, clock, log);
        Channel = GrpcChannel.ForAddress(app.Urls.First());
    }

    public WebApplication App { get; }

    public MovableClock Clock { get; }

    /// <summary>What the service logged, at the levels its configuration asks for.</summary>
    public CapturedLog Log { get; }

    public GrpcChannel Channel { get; }

    public string Folder => _folder.FullName;

    public IServiceProvider Services => App.Services;

    /// <summary>Starts a service of its own.</summary>
    /// <param name="settings">Keys of the configuration.</param>
    /// <param name="folder">An existing data directory to go on with; it is left in place.</param>
    /// <param name="configure">Last word on the services, to break or replace one.</param>
    /// <param name="environment">Outside development there is no built-in issuer of tokens.</param>
    public static async Task<RunningService> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        string? folder = null,
        Action<IServiceCollection>? configure = null,
        string environment = "Development")
    {
        var clock = new MovableClock(Start);
        var log = new CapturedLog();
        var plan = new HostPlan
        {
            Environment = environment,
            Clock = clock,
            Configure = services =>
            {
                services.AddSingleton<ILoggerProvider>(log);
                configure?.Invoke(services);
            },
        };
        var directory = folder is null
            ? Directory.CreateTempSubdirectory("citizen-account-test")
            : new DirectoryInfo(folder);
        plan.Settings["Storage:DataDirectory"] = directory.FullName;
        plan.Settings["Listen:Port"] = "0";
        plan.Settings["Security:DevelopmentIssuer"] = environment == "Development" ? "true" : "false";
        plan.Settings["Logging:LogLevel:Default"] = "Warning";

        // Service and tests share the threads of one process: that they are busy says nothing of the service.
        plan.Settings["Limits:QueueDelayMaxMilliseconds"] = "60000";
        foreach (var (key, value) in WorkingCalls.Agreements(environment))
        {
            plan.Settings[key] = value;
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            plan.Settings[key] = value;
        }

        WebApplication? app = null;
        try
        {
            app = ServiceHost.Build(plan);
            await ServiceHost.StartAsync(app, CancellationToken.None);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            if (folder is null)
            {
                directory.Delete(recursive: true);
            }

            throw;
        }

        return new RunningService(app, directory, folder is not null, clock, log);
    }

    /// <summary>Starts a service with a made-up population whose month is decided and published.</summary>
    public static async Task<RunningService> StartDecidedAsync(
        int households = 300, ulong seed = 7, IReadOnlyDictionary<string, string?>? settings = null,
        string? folder = null, Action<IServiceCollection>? configure = null)
    {
        var service = await StartAsync(settings, folder, configure);
        await service.LoadAsync(households, seed);
        await service.PublishAsync(Month);
        return service;
    }

    /// <summary>Loads a made-up population.</summary>
    public Task LoadAsync(int households, ulong seed) => Services.GetRequiredService<PopulationLoading>()
        .LoadAsync(new Population(seed, Month), Month, households, _ => { }, CancellationToken.None);

    /// <summary>Adds new facts about the first households, known an hour before the data cut-off of a month.</summary>
    /// <param name="month">The month that is to be decided on them.</param>
    /// <param name="sequence">Number of the first new version: one more than there are.</param>
    /// <param name="households">What is known now of the households from index 0 on.</param>
    public Task AddFactsAsync(YearMonth month, long sequence, params SyntheticHousehold[] households)
    {
        var facts = households.Select((household, index) => new HouseholdFactsRow
        {
            Sequence = sequence + index,
            HouseholdId = HouseholdAt(index),
            KnownAt = Cycle.Of(month).DataCutOff.AddHours(-1).UtcDateTime,
            Facts = DecidedService.StoredFacts(household),
        }).ToList();
        return Services.GetRequiredService<HouseholdsStore>().AddAllAsync([], [], facts, CancellationToken.None);
    }

    /// <summary>Moves the clock an hour past the data cut-off of a month, unless it stands there already.</summary>
    public void MovePastCutOffOf(YearMonth month)
    {
        var earliest = Cycle.Of(month).DataCutOff.AddHours(1);
        Clock.MoveTo(Clock.GetUtcNow() < earliest ? earliest : Clock.GetUtcNow());
    }

    /// <summary>Decides and publishes a month.</summary>
    public async Task PublishAsync(YearMonth month)
    {
        var run = Services.GetRequiredService<CycleRun>();
        await run.SealAsync(month, "maker", confirmProvisional: true, CancellationToken.None);
        await run.EvaluateAsync(month, null, CancellationToken.None);
        await run.ApproveAsync(month, "checker", CancellationToken.None);
        await run.PublishAsync(month, "releaser", CancellationToken.None);
    }

    /// <summary>The id of the household that the population made at an index.</summary>
    public static HouseholdId HouseholdAt(int index) =>
        HouseholdId.Synthetic(Cycle.Of(Month).DataCutOff.AddDays(-1), (ulong)index);

    /// <summary>The account of the main beneficiary of a made-up household: both ids are the same number.</summary>
    public static AccountId AccountOf(HouseholdId household) => new(household.Value);

    /// <summary>Credentials of the citizen of a household.</summary>
    public Metadata AsCitizen(HouseholdId household) => Bearer("citizen-1", [Role.Citizen], household);

    /// <summary>Credentials of staff.</summary>
    public Metadata As(params Role[] roles) => Bearer($"staff-{roles[0]}", roles, null);

    /// <summary>Credentials of anyone made up.</summary>
    public Metadata Bearer(string subject, Role[] roles, HouseholdId? household, TimeSpan? life = null)
    {
        var token = Services.GetRequiredService<DevelopmentIssuer>()
            .Issue(
                subject, roles, household, life ?? TimeSpan.FromMinutes(10),
                household is { } own ? AccountOf(own) : null,
                roles.Contains(Role.Partner) ? WorkingCalls.PartnerScopes : "");
        return new Metadata { { "authorization", $"Bearer {token}" } };
    }

    /// <summary>Waits until the access records of all calls so far are stored.</summary>
    public Task FlushAccessRecordsAsync() =>
        Services.GetRequiredService<AccessRecords>().FlushAsync(CancellationToken.None).WaitAsync(Soon.Limit);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (!_keepsFolder)
        {
            _folder.Delete(recursive: true);
        }
    }
}

/// <summary>How long a test waits for anything.</summary>
internal static class Soon
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>How long a process of its own may take to start or to end.</summary>
    public static readonly TimeSpan ProcessLimit = TimeSpan.FromSeconds(90);

    /// <summary>The deadline every call of a test carries.</summary>
    public static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + Limit;
}
