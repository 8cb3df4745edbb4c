using System.Diagnostics;
using System.Text.RegularExpressions;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Demo;

/// <summary>Nafath for the demo: the simulator as a process of its own, which ends when the demo does, however that
/// comes about, because it lives as long as its input stays open.</summary>
internal sealed partial class DemoNafath : IDisposable
{
    private const string BaseUrlKey = "Nafath:BaseUrl";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private DemoNafath(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where it is told how the person answers.</summary>
    public string Address { get; }

    /// <summary>Starts it and has the service use it; null when the configuration names another Nafath.</summary>
    /// <exception cref="StartRefused">It did not start.</exception>
    public static async Task<DemoNafath?> StartAsync(HostPlan plan, CancellationToken stop)
    {
        if (plan.Settings.ContainsKey(BaseUrlKey))
        {
            return null;
        }

        var process = Process.Start(StartInfo())!;
        var nafath = new DemoNafath(process, await AddressOfAsync(process, stop));
        plan.Settings[BaseUrlKey] = nafath.Address;
        plan.Settings["Nafath:AppId"] = "demo";
        plan.Settings["Nafath:AppKey"] = "demo";
        plan.Settings["Nafath:Service"] = "Login";
        plan.Settings["Nafath:Audience"] = "citizen-account";
        plan.Settings["Nafath:Issuer"] = "nafath-simulated";
        return nafath;
    }

    public void Dispose()
    {
        // It ends by itself when this closes; it is not waited for.
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo()
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Started by the dotnet host, the program is its first argument.
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in new[] { "simulate", "nafath", "--port", "0", "--until-input-ends" })
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task<string> AddressOfAsync(Process process, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (ServingAt().Match(line) is { Success: true } found)
            {
                return found.Value;
            }
        }

        throw new StartRefused("the simulator of Nafath did not start. Start the demo again.");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex ServingAt();
}
