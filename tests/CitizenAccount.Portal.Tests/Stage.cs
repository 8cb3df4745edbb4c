using CitizenAccount.Client.Testing;
using CitizenAccount.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CitizenAccount.Portal.Tests;

/// <summary>The real service with its simulators, the portal in front of it, and a browser. One for all tests: each makes
/// its own people.</summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("portal-keys");
    private WebApplication? _portal;
    private IPlaywright? _playwright;

    public CitizenAccountTestService Service { get; private set; } = null!;

    internal Town Town { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Where the portal is: by name, because browsers take secure cookies over plain http from there alone.
    /// </summary>
    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Service = await CitizenAccountTestService.StartAsync(options =>
        {
            options.Nafath = true;
            options.Now = Town.Begin;
            options.Settings["Limits:CallsBurst"] = "100000";
        });
        Town = await Town.BuildAsync(Service);
        _portal = PortalHost.Build(
            [$"--Portal:KeysDirectory={_keys.FullName}", "--Portal:Listen=http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                builder.Services.AddSingleton<TimeProvider>(Service.Clock);
                builder.Services.Configure<CitizenAccount.Client.CitizenAccountClientOptions>(options =>
                {
                    Service.Configure(options);
                    options.ClientName = "portal";
                });
            });
        await _portal.StartAsync();
        Address = $"http://localhost:{new Uri(_portal.Urls.First()).Port}";
        if (Needs.Chromium is not null)
        {
            _playwright = await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Needs.Chromium,
                Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            });
        }
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_portal is not null)
        {
            await _portal.StopAsync();
            await _portal.DisposeAsync();
        }

        Town?.Dispose();
        await Service.DisposeAsync();
        _keys.Delete(recursive: true);
    }
}

/// <summary>All browser tests share one stage and run one after another: the clock of the service is theirs together.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Staged : ICollectionFixture<Stage>
{
    public const string Name = "stage";
}
