using CitizenAccount.Client.Testing;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>One service for the tests of a class, with fifty made-up households decided for December 2026. Each test makes
/// its own people and takes its own rules of faults away.</summary>
public sealed class SharedService : IAsyncLifetime
{
    public CitizenAccountTestService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await CitizenAccountTestService.StartAsync();
        await Service.LoadDecidedAsync();
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();
}

/// <summary>How long a test waits for anything.</summary>
internal static class Soon
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
}
