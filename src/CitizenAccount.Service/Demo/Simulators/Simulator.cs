using System.Net;
using CitizenAccount.Service.Platform.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>What all simulators have in common: HTTP/1.1 on the loopback, a clock that can be set, and one line that
/// says where they serve.</summary>
internal static class Simulator
{
    /// <summary>A web application that listens on the loopback and knows <see cref="SimulatedClock"/>.</summary>
    public static WebApplication Build(int port, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Simulator).Assembly.GetName().Name,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<SimulatedClock>();
        add?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http1));
        var app = builder.Build();
        app.MapPost("/control/clock", (ClockSetting setting, SimulatedClock clock) => clock.StandAt(setting.Now));
        return app;
    }

    /// <summary>Serves until told to stop.</summary>
    /// <param name="app">The simulator.</param>
    /// <param name="untilInputEnds">Also ends when the standard input does, so that it outlives nobody.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="StartRefused">The port cannot be used.</exception>
    public static async Task ServeAsync(WebApplication app, bool untilInputEnds, CancellationToken stop)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync(stop);
            }
            catch (IOException failure)
            {
                throw new StartRefused($"{failure.Message.TrimEnd('.')}. Choose another port with --port.");
            }

            await Console.Out.WriteLineAsync($"Serving on {string.Join(", ", app.Urls)}.");
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (untilInputEnds)
            {
                // Not waited for: a read of the input cannot be called off, and the process is about to end anyway.
                _ = EndWithInputAsync(ended);
            }

            await app.WaitForShutdownAsync(ended.Token);
        }
    }

    private static async Task EndWithInputAsync(CancellationTokenSource ended)
    {
        var input = Console.OpenStandardInput();
        await using (input)
        {
            var nothing = new byte[256];
            while (await input.ReadAsync(nothing) > 0)
            {
                // What is said there is not listened to.
            }
        }

        await ended.CancelAsync();
    }
}

/// <summary>Where a simulator's clock is to stand; null lets it run with the machine's.</summary>
internal sealed record ClockSetting(DateTimeOffset? Now);

/// <summary>A simulator's clock: the machine's until it is set, so that it agrees with a service whose clock a test
/// moves.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now ?? base.GetUtcNow();
        }
    }

    public void StandAt(DateTimeOffset? now)
    {
        lock (_lock)
        {
            _now = now;
        }
    }
}
