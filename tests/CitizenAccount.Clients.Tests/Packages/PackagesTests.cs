using System.Diagnostics;
using System.Runtime.CompilerServices;
using CitizenAccount.Clients.Tests.Client;

namespace CitizenAccount.Clients.Tests.Packages;

/// <summary>The .NET client and its testing library as packages: packed, taken up by a fresh project outside the repository
/// from a folder feed, and used. What they depend on comes from the feed this machine is set up with.</summary>
public sealed class PackagesTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    // The two prunings are for feeds that lack packages which are asked for and never used.
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <NuGetAudit>false</NuGetAudit>
            <NoWarn>NU1603</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="PACKAGE" Version="0.1.0" />
            <PrunePackageReference Include="Grpc.AspNetCore.Server.ClientFactory" Version="2.999.0" />
            <PrunePackageReference Include="Microsoft.Identity.Client.Broker" Version="4.84.2" />
          </ItemGroup>
        </Project>
        """;

    private const string CallsTheService =
        """
        using CitizenAccount.Client;
        using CitizenAccount.Contracts.System.V1;

        using var client = new CitizenAccountClient(
            new CitizenAccountClientOptions { Address = new Uri(args[0]), ClientName = "fresh" });
        var channels = await client.System.ListContactChannelsAsync(new ListContactChannelsRequest());
        Console.WriteLine($"{channels.Channels.Count} {(await client.GetSystemInfoAsync()).ClientSupported}");
        try
        {
            await client.Accounts.GetAccountAsync(new());
        }
        catch (SignInRequiredException refused)
        {
            Console.WriteLine(refused.Reason);
        }
        """;

    private const string RunsTheService =
        """
        using CitizenAccount.Client.Testing;

        await using var service = await CitizenAccountTestService.StartAsync();
        var citizen = await service.RegisterAsync();
        var own = await citizen.Client.Accounts.GetAccountAsync(new());
        Console.WriteLine(own.Account.Household == citizen.Household);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("citizen-account-fresh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_fresh_project_elsewhere_takes_the_client_and_makes_a_call() => Assert.Matches(
        @"^[1-9]\d* True\r?\nUnauthenticated\r?\n$", await UseAsync("CitizenAccount.Client", CallsTheService));

    [Fact]
    public async Task A_fresh_project_elsewhere_takes_the_testing_library_and_runs_the_real_service() => Assert.Matches(
        @"^True\r?\n$", await UseAsync("CitizenAccount.Client.Testing", RunsTheService));

    private async Task<string> UseAsync(string package, string code)
    {
        var feed = Path.Combine(_folder, "feed");
        string[] client = ["src/CitizenAccount.Contracts", "src/CitizenAccount.Rules", "clients/CitizenAccount.Client"];
        string[] testing = ["src/CitizenAccount.Service", "clients/CitizenAccount.Client.Testing"];
        foreach (var project in package.EndsWith("Testing", StringComparison.Ordinal) ? [.. client, .. testing] : client)
        {
            await DotnetAsync(Root, "pack", project, "-c", Configuration, "--no-build", "-o", feed, "-v", "quiet", "-nodeReuse:false");
        }

        var fresh = Directory.CreateDirectory(Path.Combine(_folder, "fresh")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(fresh, "fresh.csproj"), Project.Replace("PACKAGE", package, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(fresh, "Program.cs"), code);

        // Where a feed lacks packages of gRPC, their stand-ins; what this machine has already is not fetched again.
        var standins = Path.Combine(Root, "src/Standins/feed");
        await DotnetAsync(
            fresh, "build", "-v", "quiet", "-nodeReuse:false", "-o", "out",
            $"-p:RestoreAdditionalProjectSources=\"{feed};{standins}\"", $"-p:RestoreFallbackFolders={Packages}");

        // From the packages, and not from anything of this repository.
        Assert.True(File.Exists(Path.Combine(fresh, "packages", package.ToLowerInvariant(), "0.1.0", "lib", "net10.0", $"{package}.dll")));
        return await DotnetAsync(fresh, Path.Combine(fresh, "out", "fresh.dll"), shared.Service.Address.ToString());
    }

    // As these tests were built: .../bin/Release/net10.0/.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own
        ? own
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var dotnet = Environment.ProcessPath is { } host && host.EndsWith("dotnet", StringComparison.Ordinal) ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The runner that runs these tests says where MSBuild is; another one is to find its own.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {await output} {await errors}");
        return await output;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
