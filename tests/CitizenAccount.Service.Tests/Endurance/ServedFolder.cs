using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A data directory with a decided month, for services in processes of their own, and a window on its database
/// and keys.</summary>
internal sealed class ServedFolder : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _window;

    private ServedFolder(DirectoryInfo folder)
    {
        var plan = new HostPlan { Environment = "Development" };
        plan.Settings["Storage:DataDirectory"] = folder.FullName;
        plan.Settings["Listen:Port"] = "0";
        plan.Settings["Security:DevelopmentIssuer"] = "true";
        plan.Settings["Logging:LogLevel:Default"] = "Warning";
        (_folder, _window) = (folder, ServiceHost.Build(plan));
    }

    public string Path => _folder.FullName;

    public string DatabaseFile => System.IO.Path.Combine(Path, "citizen-account.db");

    public static async Task<ServedFolder> MakeAsync(int households = 20)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-endurance");
        await using (await RunningService.StartDecidedAsync(households, DecidedService.Seed, folder: folder.FullName))
        {
            // Its database and keys are what is wanted.
        }

        return new ServedFolder(folder);
    }

    /// <summary>A folder with a made-up population whose month can be started.</summary>
    public static async Task<ServedFolder> LoadedAsync(YearMonth month, int households)
    {
        var folder = new ServedFolder(Directory.CreateTempSubdirectory("citizen-account-endurance"));
        var services = folder._window.Services;
        await services.GetRequiredService<StorageGate>().OpenAsync(CancellationToken.None);
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(new Population(11, month), month, households, _ => { }, CancellationToken.None);
        return folder;
    }

    /// <summary>Starts a replica on the folder.</summary>
    public ServiceProcess Serve(int port = 0, params string[] settings) => ServiceProcess.StartIn("Development", Arguments(port, settings));

    public string[] Arguments(int port, params string[] settings) =>
    [
        "--data-directory", Path, "--port", $"{port}", "--set", "Security:DevelopmentIssuer=true",
        "--set", "Limits:CallsPerSecond=1000000", "--set", "Limits:CallsBurst=1000000", "--set", "Logging:LogLevel:Default=Warning",
        .. settings.SelectMany(setting => new[] { "--set", setting }),
    ];

    /// <summary>A token by the real clock.</summary>
    public string Token(Role role, HouseholdId? household = null, TimeSpan? life = null) =>
        _window.Services.GetRequiredService<DevelopmentIssuer>().Issue(
            $"endurance-{role}-{household?.Name}", [role], household, life ?? TimeSpan.FromMinutes(30),
            household is { } own ? RunningService.AccountOf(own) : null);

    public Task<ServiceDb> OpenAsync() => _window.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();

    public async Task<int> TicketsAsync()
    {
        await using var db = await OpenAsync();
        return await db.Tickets.CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _window.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
