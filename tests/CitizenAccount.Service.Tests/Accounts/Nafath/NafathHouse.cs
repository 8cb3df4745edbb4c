using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts.Nafath;

/// <summary>A running service and a simulated Nafath in a process of its own, one pair for the tests of a class. Every
/// test has persons of its own; the clock of both moves only forward. It must not log an error.</summary>
public sealed class NafathHouse : IAsyncLifetime
{
    private int _persons;

    internal RunningService Service { get; private set; } = null!;

    internal SimulatorProcess Nafath { get; private set; } = null!;

    internal AccountService.AccountServiceClient Accounts => Service.Accounts();

    /// <summary>How a service is told to use a simulated Nafath.</summary>
    internal static Dictionary<string, string?> SettingsFor(string address) => new()
    {
        ["Nafath:BaseUrl"] = address,
        ["Nafath:AppId"] = "programme",
        ["Nafath:AppKey"] = "a-secret-of-ours",
        ["Nafath:Service"] = "Login",
        ["Nafath:Audience"] = "citizen-account",
        ["Nafath:Issuer"] = "nafath-simulated",
        ["Nafath:TimeoutSeconds"] = "2",

        // Everything that a library would say of a request is to be seen, to prove that no number stands there.
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:System"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
    };

    public async Task InitializeAsync()
    {
        Nafath = await SimulatorProcess.StartAsync("nafath");
        Service = await RunningService.StartAsync(SettingsFor(Nafath.Address));
        await SetClockAsync();
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Nafath.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }

    /// <summary>A national ID no other test of the class has.</summary>
    internal string NewPerson() =>
        IdOf(string.Create(CultureInfo.InvariantCulture, $"17{Interlocked.Increment(ref _persons):D7}"));

    /// <summary>A person with an open account.</summary>
    internal async Task<(string NationalId, AccountId Account)> NewAccountAsync()
    {
        var nationalId = NewPerson();
        return (nationalId, await AddAccountAsync(nationalId, AccountStanding.Open));
    }

    internal async Task<AccountId> AddAccountAsync(string nationalId, AccountStanding standing)
    {
        var seals = Service.Services.GetRequiredService<AccountSeals>();
        var (id, mobile) = (new AccountId(Guid.CreateVersion7()), Mobile.Parse("+966512345678"));
        var row = new AccountRow
        {
            Id = id,
            HouseholdId = new HouseholdId(Guid.CreateVersion7()),
            NationalIdIndex = seals.IndexOf(NationalId.Parse(nationalId)),
            MobileIndex = seals.IndexOf(mobile),
            PersonSealed = seals.Seal(id, new AccountPerson(nationalId, new DateOnly(1990, 1, 1), null)),
            ContactSealed = seals.Seal(id, new AccountContact(mobile.Value, null)),
            Standing = standing,
            TermsVersion = "2026-01",
            Language = 1,
            RegisteredAt = Service.Clock.GetUtcNow().UtcDateTime,
            ClosedAt = standing == AccountStanding.Closed ? Service.Clock.GetUtcNow().UtcDateTime : null,
            Version = 1,
        };
        await using var db = await DatabaseAsync();
        db.Accounts.Add(row);
        await db.SaveChangesAsync();
        return id;
    }

    internal Task<ServiceDb> DatabaseAsync() =>
        Service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();

    /// <summary>Starts a sign-in.</summary>
    internal async Task<StartNafathSignInResponse> StartAsync(string nationalId, string? requestId = null) =>
        await Accounts.StartNafathSignInAsync(
            new StartNafathSignInRequest { RequestId = requestId ?? NewRequestId(), NationalId = nationalId }, Clients.By());

    /// <summary>Asks how a sign-in stands, when it may be asked.</summary>
    internal async Task<CompleteNafathSignInResponse> CompleteAsync(string signIn, string? requestId = null)
    {
        await MoveAsync(TimeSpan.FromSeconds(2));
        return await Accounts.CompleteNafathSignInAsync(Completion(signIn, requestId), Clients.By());
    }

    internal static CompleteNafathSignInRequest Completion(string signIn, string? requestId = null) =>
        new() { RequestId = requestId ?? NewRequestId(), SignIn = signIn, Client = "portal" };

    /// <summary>Starts a sign-in that the person answers, with one thing wrong about the result or none.</summary>
    internal async Task<StartNafathSignInResponse> StartAnsweredAsync(
        string nationalId, string status = "COMPLETED", string proof = "")
    {
        var started = await StartAsync(nationalId);
        await Nafath.TellAsync("/control/answer", new { nationalId, status });
        await Nafath.TellAsync("/control/faults", new { proof });
        return started;
    }

    /// <summary>Moves the clock of both.</summary>
    internal Task MoveAsync(TimeSpan by)
    {
        Service.Clock.Move(by);
        return SetClockAsync();
    }

    internal static string NewRequestId() => Guid.NewGuid().ToString("D");

    private Task SetClockAsync() => Nafath.TellAsync("/control/clock", new { now = Service.Clock.GetUtcNow() });

    private static string IdOf(string nine) =>
        Enumerable.Range(0, 10).Select(digit => $"{nine}{digit}").Single(id => NationalId.TryParse(id, out _, out _));
}
