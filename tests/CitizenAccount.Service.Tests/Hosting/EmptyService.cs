namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A running service without a single household, one for all tests of a class. It must not log an error.
/// </summary>
public sealed class EmptyService : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await RunningService.StartAsync();

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
