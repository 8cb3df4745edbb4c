using System.Net.Http.Json;
using CitizenAccount.Service.Demo.Simulators;
using Microsoft.AspNetCore.Builder;

namespace CitizenAccount.Client.Testing;

/// <summary>A simulated Nafath: the app in which a person picks the number.</summary>
public sealed class SimulatedNafath : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private SimulatedNafath(WebApplication app) =>
        (_app, _http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    /// <summary>Where it serves; what can be asked of it under <c>/control</c> stands in the service's
    /// simulators.</summary>
    public Uri Address => _http.BaseAddress!;

    internal static async Task<SimulatedNafath> StartAsync()
    {
        var app = NafathSimulator.Build(0);
        await app.StartAsync();
        return new SimulatedNafath(app);
    }

    /// <summary>The person picks the right number in the app.</summary>
    /// <param name="nationalId">Whose newest sign-in it is.</param>
    public Task AcceptAsync(string nationalId) => AnswerAsync(nationalId, "COMPLETED");

    /// <summary>The person refuses in the app.</summary>
    /// <param name="nationalId">Whose newest sign-in it is.</param>
    public Task RejectAsync(string nationalId) => AnswerAsync(nationalId, "REJECTED");

    /// <summary>Moves its clock; what it signs carries that time.</summary>
    /// <param name="now">The instant.</param>
    public async Task MoveToAsync(DateTimeOffset now) =>
        (await _http.PostAsJsonAsync("/control/clock", new { now })).EnsureSuccessStatusCode();

    /// <summary>Answers a status of HTTP to the next calls instead of acting.</summary>
    /// <param name="status">The status, such as 503.</param>
    /// <param name="calls">How many calls meet it.</param>
    public async Task FailAsync(int status, int calls = 1) =>
        (await _http.PostAsJsonAsync("/control/faults", new { status, calls })).EnsureSuccessStatusCode();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(string nationalId, string status) =>
        (await _http.PostAsJsonAsync("/control/answer", new { nationalId, status })).EnsureSuccessStatusCode();
}
