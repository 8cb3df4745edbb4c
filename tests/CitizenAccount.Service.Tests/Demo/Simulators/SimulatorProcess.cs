using System.Text.Json.Nodes;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Demo.Simulators;

/// <summary>A simulator as its own process, and what a test says to it.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private readonly ServiceProcess _process;

    private SimulatorProcess(ServiceProcess process, string address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = Soon.Limit };
    }

    public HttpClient Http { get; }

    public string Address => Http.BaseAddress!.OriginalString;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<SimulatorProcess> StartAsync(string name, params string[] arguments)
    {
        var process = ServiceProcess.Start(["simulate", name, "--port", "0", .. arguments]);
        try
        {
            return new SimulatorProcess(process, await process.AddressAsync());
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Tells it something it must understand.</summary>
    public async Task TellAsync(string path, object what)
    {
        using var answer = await Http.PostAsJsonAsync(path, what);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {answer.StatusCode}.");
    }

    /// <summary>Asks it for JSON.</summary>
    public async Task<JsonNode> AskAsync(string path) => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Ends it at once; nobody answers at its address any more.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
    }
}
