using CitizenAccount.Client.Testing.Faults;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Client.Testing;

/// <summary>The real service in this process: a real socket on a free loopback port, a real SQLite file in a folder of
/// its own, a clock the test moves, simulators of outside systems, and faults by rule. Everything is removed when
/// disposed.
/// </summary>
public sealed class CitizenAccountTestService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly FaultyHandler _handler;
    private readonly People _people;

    private CitizenAccountTestService(
        WebApplication app, DirectoryInfo folder, TestClock clock, TestServiceOptions options,
        SimulatedNafath? nafath, SimulatedSmsGateway? sms)
    {
        (_app, _folder, Clock, Nafath, SmsGateway) = (app, folder, clock, nafath, sms);
        Address = new Uri(app.Urls.First());
        _handler = new FaultyHandler(Faults);
        Client = new CitizenAccountClient(OptionsFor(options.ClientName));
        _people = new People(this, PhoneFile);
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>The clock of the service, and of the clients made here.</summary>
    public TestClock Clock { get; }

    /// <summary>Faults between the clients made here and the service.</summary>
    public CallFaults Faults { get; } = new();

    /// <summary>The service, called as nobody.</summary>
    public CitizenAccountClient Client { get; }

    /// <summary>The simulated Nafath, when it was asked for.</summary>
    public SimulatedNafath? Nafath { get; }

    /// <summary>The simulated SMS gateway, when it was asked for.</summary>
    public SimulatedSmsGateway? SmsGateway { get; }

    /// <summary>Where what is sent by SMS is written.</summary>
    internal string PhoneFile => Path.Combine(_folder.FullName, "outbox", "sms.jsonl");

    /// <summary>The service's own dependencies, for what has no call.</summary>
    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="configure">Sets the options.</param>
    public static async Task<CitizenAccountTestService> StartAsync(Action<TestServiceOptions>? configure = null)
    {
        var options = new TestServiceOptions();
        configure?.Invoke(options);
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        var (nafath, sms, app) = ((SimulatedNafath?)null, (SimulatedSmsGateway?)null, (WebApplication?)null);
        try
        {
            nafath = options.Nafath ? await SimulatedNafath.StartAsync() : null;
            sms = options.SmsGateway
                ? await SimulatedSmsGateway.StartAsync(Path.Combine(folder.FullName, "outbox"))
                : null;
            var clock = new TestClock(options.Now);
            app = ServiceHost.Build(PlanFor(options, folder, clock, nafath, sms));
            await ServiceHost.StartAsync(app, CancellationToken.None);
            if (nafath is not null)
            {
                await nafath.MoveToAsync(clock.GetUtcNow());
            }

            return new CitizenAccountTestService(app, folder, clock, options, nafath, sms);
        }
        catch
        {
            await EndAsync(app, nafath, sms, folder);
            throw;
        }
    }

    /// <summary>Options for a client of one's own, faults included.</summary>
    /// <param name="clientName">Name of the client.</param>
    public CitizenAccountClientOptions OptionsFor(string clientName)
    {
        var options = new CitizenAccountClientOptions();
        Configure(options);
        options.ClientName = clientName;
        return options;
    }

    /// <summary>Points a program's client at this service: for
    /// <c>AddCitizenAccountClient(service.Configure)</c>.</summary>
    /// <param name="options">The program's options.</param>
    public void Configure(CitizenAccountClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.Address, options.Handler, options.Clock) = (Address, _handler, Clock);
        options.ClientName = options.ClientName.Length == 0 ? "test" : options.ClientName;

        // Real time, so short: a test is not to wait for what the network of a country needs.
        (options.RetryWaitFirst, options.RetryWaitMost) = (TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(20));
        (options.ReadDeadline, options.WriteDeadline) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
    }

    /// <summary>Registers a person and signs in, by the real calls and with what comes by SMS.</summary>
    public Task<TestCitizen> RegisterAsync() => _people.RegisterAsync();

    /// <summary>Signs a registered person in once more, with a session of its own.</summary>
    /// <param name="citizen">The person.</param>
    public Task<CitizenSession> SignInAsync(TestCitizen citizen) => _people.SignInAsync(citizen);

    /// <summary>The texts sent to a mobile so far, oldest first.</summary>
    /// <param name="mobile">The mobile, such as <c>+966550000001</c>.</param>
    public Task<IReadOnlyList<string>> TextsToAsync(string mobile) => _people.TextsToAsync(mobile);

    /// <summary>Waits for the next code that is sent to a mobile.</summary>
    /// <param name="mobile">The mobile.</param>
    public Task<string> NextCodeAsync(string mobile) => _people.NextCodeAsync(mobile);

    /// <summary>Credentials of a member of staff.</summary>
    /// <param name="name">Who it is; the same name is the same person.</param>
    /// <param name="roles">The roles.</param>
    public CallerCredentials Staff(string name, params Role[] roles) => Issued(name, roles, null, null);

    /// <summary>Credentials of a partner system. What it may ask on stands in the service's settings
    /// (<c>Partners:Agreements</c>).</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="scopes">Its scopes, such as <c>standing.read</c>.</param>
    public CallerCredentials Partner(string name, params string[] scopes) => new IssuedCredentials(
        () => _app.Services.GetRequiredService<DevelopmentIssuer>().Issue(
            name, [Role.Partner], null, TimeSpan.FromMinutes(10), null, string.Join(' ', scopes)));

    /// <summary>Credentials of the main beneficiary of a made-up household.</summary>
    /// <param name="index">Index of the household, from 0.</param>
    public CallerCredentials CitizenOf(int index)
    {
        var household = IdAt(index);
        return Issued($"citizen-{index}", [Role.Citizen], household, new AccountId(household.Value));
    }

    /// <summary>Name of a made-up household.</summary>
    /// <param name="index">Index of the household, from 0.</param>
    public static string HouseholdAt(int index) => IdAt(index).Name;

    /// <summary>Makes up a population and decides and publishes December 2026 for it.</summary>
    /// <param name="households">How many households.</param>
    /// <param name="seed">The same seed makes the same people.</param>
    public async Task LoadDecidedAsync(int households = 50, ulong seed = 7)
    {
        await _app.Services.GetRequiredService<PopulationLoading>().LoadAsync(
            new Population(seed, Month), Month, households, _ => { }, CancellationToken.None);
        await PublishAsync(Month.Year, Month.Month);
    }

    /// <summary>Decides and publishes a month.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, 1 to 12.</param>
    public async Task PublishAsync(int year, int month)
    {
        var (run, of) = (_app.Services.GetRequiredService<CycleRun>(), new YearMonth(year, month));
        var earliest = Cycle.Of(of).DataCutOff.AddHours(1);
        Clock.MoveTo(Clock.GetUtcNow() < earliest ? earliest : Clock.GetUtcNow());
        await run.SealAsync(of, "maker", confirmProvisional: true, CancellationToken.None);
        await run.EvaluateAsync(of, null, CancellationToken.None);
        await run.ApproveAsync(of, "checker", CancellationToken.None);
        await run.PublishAsync(of, "releaser", CancellationToken.None);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await EndAsync(_app, Nafath, SmsGateway, _folder);
    }

    private static YearMonth Month => new(2026, 12);

    private static HouseholdId IdAt(int index) =>
        HouseholdId.Synthetic(Cycle.Of(Month).DataCutOff.AddDays(-1), checked((ulong)index));

    private IssuedCredentials Issued(string name, Role[] roles, HouseholdId? household, AccountId? account) => new(
        () => _app.Services.GetRequiredService<DevelopmentIssuer>().Issue(
            name, roles, household, TimeSpan.FromMinutes(10), account));

    private static HostPlan PlanFor(
        TestServiceOptions options, DirectoryInfo folder, TestClock clock,
        SimulatedNafath? nafath, SimulatedSmsGateway? sms)
    {
        var plan = new HostPlan { Environment = "Development", Clock = clock };
        plan.Settings["Storage:DataDirectory"] = folder.FullName;
        plan.Settings["Listen:Port"] = "0";
        plan.Settings["Listen:DrainSeconds"] = "0";
        plan.Settings["Security:DevelopmentIssuer"] = "true";
        plan.Settings["Logging:LogLevel:Default"] = "Warning";

        // Service and test share the threads of one process: that they are busy says nothing of the service.
        plan.Settings["Limits:QueueDelayMaxMilliseconds"] = "60000";
        plan.Settings["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None";
        if (nafath is not null)
        {
            plan.Settings["Nafath:BaseUrl"] = nafath.Address.ToString();
            (plan.Settings["Nafath:AppId"], plan.Settings["Nafath:AppKey"]) = ("test", "test");
            (plan.Settings["Nafath:Service"], plan.Settings["Nafath:Audience"]) = ("Login", "citizen-account");
            plan.Settings["Nafath:Issuer"] = "nafath-simulated";
        }

        if (sms is not null)
        {
            plan.Settings["Notifications:Sms:Url"] = new Uri(sms.Address, "/messages").ToString();
            plan.Settings["Notifications:Sms:Key"] = "test";
        }

        foreach (var (key, value) in options.Settings)
        {
            plan.Settings[key] = value;
        }

        return plan;
    }

    private static async Task EndAsync(
        WebApplication? app, SimulatedNafath? nafath, SimulatedSmsGateway? sms, DirectoryInfo folder)
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        foreach (var simulator in new IAsyncDisposable?[] { nafath, sms }.OfType<IAsyncDisposable>())
        {
            await simulator.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }
}
