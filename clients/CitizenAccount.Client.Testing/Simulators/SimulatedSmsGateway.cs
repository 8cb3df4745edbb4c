using System.Net.Http.Json;
using CitizenAccount.Service.Demo.Simulators;
using Microsoft.AspNetCore.Builder;

namespace CitizenAccount.Client.Testing;

/// <summary>A simulated SMS gateway, which can misbehave.</summary>
public sealed class SimulatedSmsGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SimulatedSmsGateway(WebApplication app) =>
        (_app, _http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    /// <summary>Where it serves.</summary>
    public Uri Address => _http.BaseAddress!;

    internal static async Task<SimulatedSmsGateway> StartAsync(string folder)
    {
        var app = GatewaySimulator.Build(GatewayKind.Sms, 0, folder);
        await app.StartAsync();
        return new SimulatedSmsGateway(app);
    }

    /// <summary>Misbehaves towards the next messages.</summary>
    /// <param name="fault">How: Refuse, Fail, Hang or Drop.</param>
    /// <param name="calls">How many messages meet it.</param>
    public async Task FailAsync(string fault, int calls = 1) =>
        (await _http.PostAsJsonAsync("/control/fault", new { fault, calls })).EnsureSuccessStatusCode();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
