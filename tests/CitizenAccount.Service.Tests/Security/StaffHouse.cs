using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Security;

/// <summary>A running service with a few decided households, and a simulated issuer in a process of its own. It must
/// not log an error.</summary>
public sealed class StaffHouse : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    internal SimulatorProcess Issuer { get; private set; } = null!;

    internal static Dictionary<string, string?> SettingsFor(string authority) => new()
    {
        ["Security:Staff:Authority"] = authority,
        ["Security:Staff:MetadataRefreshMinutes"] = "5",
    };

    public async Task InitializeAsync()
    {
        Issuer = await SimulatorProcess.StartAsync("oidc");
        Service = await RunningService.StartDecidedAsync(3, settings: SettingsFor(Issuer.Address));
        await MoveAsync(TimeSpan.Zero);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Issuer.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }

    /// <summary>Moves the clock of both.</summary>
    internal Task MoveAsync(TimeSpan by)
    {
        Service.Clock.Move(by);
        return Issuer.TellAsync("/control/clock", new { now = Service.Clock.GetUtcNow() });
    }
}
