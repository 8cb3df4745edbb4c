using System.Diagnostics;
using CitizenAccount.Service.Platform.Hosting;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>How long the staff's command line takes from its start to its answer: published, a process a time, with a
/// call to a running service. The floor is a published program that does nothing.</summary>
internal static class AgentStartBenchmark
{
    private const int Runs = 21;
    private const double MostMs = 1_000;

    private const string Nothing =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
        </Project>
        """;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-start");
        try
        {
            var (compiled, plain) = (Path.Combine(folder.FullName, "compiled"), Path.Combine(folder.FullName, "plain"));
            await PublishAsync(compiled, "--use-current-runtime", "--no-self-contained", "-p:PublishReadyToRun=true");
            await PublishAsync(plain);
            var nothing = Directory.CreateDirectory(Path.Combine(folder.FullName, "nothing")).FullName;
            await File.WriteAllTextAsync(Path.Combine(nothing, "nothing.csproj"), Nothing);
            await File.WriteAllTextAsync(Path.Combine(nothing, "Program.cs"), "return 0;");
            await RunAsync("dotnet", "publish", nothing, "-o", Path.Combine(nothing, "out"));

            await using var app = await ServeAsync(Path.Combine(folder.FullName, "data"));
            string[] asks = ["system", "--address", app.Urls.First()];
            var floor = await TimesAsync(Path.Combine(nothing, "out", "nothing"));
            var own = await TimesAsync(Path.Combine(compiled, "citizen-agent"), asks);
            Tell("published with ReadyToRun", own);
            Tell("published plainly", await TimesAsync(Path.Combine(plain, "citizen-agent"), asks));
            Tell("floor, a program that does nothing", floor);
            Console.WriteLine(
                $"ratio {own.P50 / floor.P50:F2}; at most {MostMs:N0} ms: "
                + (Math.Max(own.First, own.Most) <= MostMs ? "reached by every run" : "NOT reached by every run"));
            await app.StopAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // Built apart, so that what lies in the repository stays as it is.
    private static Task PublishAsync(string to, params string[] how) => RunAsync("dotnet", [
        "publish", Path.Combine(Root(), "clients/CitizenAccount.Agent"), "-c", "Release", "-o", to,
        "--artifacts-path", to + "-built", .. how,
    ]);

    private static void Tell(string what, Times times) => Console.WriteLine(
        $"{times.First,6:N0} ms the first time, {times.P50:N0} ms median of {Runs - 1} more, {times.Most:N0} ms at most: {what}");

    private static async Task<WebApplication> ServeAsync(string data)
    {
        var plan = new HostPlan { Environment = "Development" };
        plan.Settings["Storage:DataDirectory"] = data;
        plan.Settings["Listen:Port"] = "0";
        plan.Settings["Logging:LogLevel:Default"] = "Warning";
        var app = ServiceHost.Build(plan);
        await ServiceHost.StartAsync(app, CancellationToken.None);
        return app;
    }

    private static async Task<Times> TimesAsync(string program, params string[] arguments)
    {
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            await RunAsync(program, arguments);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var later = times.Skip(1).Order().ToList();
        return new Times(times[0], later[later.Count / 2], later[^1]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output} {await errors}");
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CitizenAccount.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository was not found above the benchmarks.");
    }

    /// <summary>How long runs took, in milliseconds.</summary>
    private sealed record Times(double First, double P50, double Most);
}
