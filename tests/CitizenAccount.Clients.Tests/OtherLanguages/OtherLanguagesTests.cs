using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CitizenAccount.Client.Testing;
using CitizenAccount.Clients.Tests.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Tests;

namespace CitizenAccount.Clients.Tests.OtherLanguages;

/// <summary>Clients in other languages, generated from <c>protos/</c> alone with the tools of those languages.</summary>
public sealed class OtherLanguagesTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly string Protos = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../protos"));

    private readonly string _folder = Directory.CreateTempSubdirectory("citizen-account-languages").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NeedsFact(Needs.Protoc, "grpc_python_plugin", Needs.PythonGrpc)]
    public async Task A_client_generated_in_python_makes_a_call_and_is_refused_without_a_token()
    {
        await GenerateAsync($"--python_out={_folder}", $"--grpc_out={_folder}", $"--plugin=protoc-gen-grpc={Tool("grpc_python_plugin")}");
        var credentials = shared.Service.CitizenOf(0);
        var token = await credentials.GetAccessTokenAsync(shared.Service.Client.Accounts, CancellationToken.None);
        var household = CitizenAccountTestService.HouseholdAt(0);
        var output = await RunAsync(
            Needs.Python, [Script("call_from_python.py"), shared.Service.Address.Authority, token!, household]);
        var said = JsonSerializer.Deserialize<JsonElement>(output);

        var own = await shared.Service.Client.As(credentials).Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household });
        Assert.Equal(own.Eligibility.Decision, said.GetProperty("decision").GetString());
        Assert.Equal(own.Eligibility.Entitlement?.Halalas ?? 0, said.GetProperty("halalas").GetInt64());
        Assert.NotEqual("", said.GetProperty("token").GetString());
        Assert.Equal("UNAUTHENTICATED", said.GetProperty("withoutToken").GetString());
    }

    [NeedsFact(Needs.Protoc, "grpc_java_plugin", Needs.JavaGrpc)]
    public async Task A_client_generated_in_java_compiles_and_so_does_a_program_that_calls_it()
    {
        await GenerateAsync($"--java_out={_folder}", $"--grpc-java_out={_folder}", $"--plugin=protoc-gen-grpc-java={Tool("grpc_java_plugin")}");
        string[] libraries = ["protobuf", "grpc-api", "grpc-stub", "grpc-protobuf", "guava", "geronimo-annotation-1.3-spec"];
        var path = string.Join(Path.PathSeparator, libraries.Select(name => $"{Needs.JavaLibraries}/{name}.jar"));
        var classes = Path.Combine(_folder, "classes");

        // With what it uses of the generated source, which is some hundred classes.
        await RunAsync("javac", ["-nowarn", "-proc:none", "-d", classes, "-cp", path, "-sourcepath", _folder, Script("CallFromJava.java")]);
        Assert.True(File.Exists(Path.Combine(classes, "CallFromJava.class")));
        Assert.True(File.Exists(Path.Combine(classes, "citizenaccount/eligibility/v1/EligibilityServiceGrpc.class")));
    }

    private async Task GenerateAsync(params string[] outputs) => await RunAsync("protoc", [
        "-I", Protos, .. outputs,
        .. Directory.GetFiles(Path.Combine(Protos, "citizenaccount"), "*.proto", SearchOption.AllDirectories),
    ]);

    private async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONPATH"] = _folder;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
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
                process.Kill();
            }
        }

        Assert.True(process.ExitCode == 0, $"{program} failed: {await errors}");
        return await output;
    }

    private static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "OtherLanguages", name);

    private static string Tool(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).First(File.Exists);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
