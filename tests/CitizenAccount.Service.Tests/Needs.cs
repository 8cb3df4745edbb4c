using System.Collections.Concurrent;
using System.Diagnostics;

namespace CitizenAccount.Service.Tests;

/// <summary>
/// A test that needs tools from outside .NET. Where one is missing the test is skipped, visibly, with the way to get
/// it; with CI=true nothing is skipped, so that a build machine without the tool fails instead of testing less.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(params string[] tools) => Skip = Needs.Missing(tools);
}

/// <summary>The same for a test with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] tools) => Skip = Needs.Missing(tools);
}

/// <summary>Which tools this machine has: python3-grpcio, or any executable by name.</summary>
internal static class Needs
{
    public const string PythonGrpc = "python3-grpcio";
    public const string Python = "/usr/bin/python3";
    public const string Clamd = "clamd";

    /// <summary>The protobuf compiler, with Google's own types beside it.</summary>
    public const string Protoc = "protoc";

    /// <summary>A Java compiler, and gRPC's libraries where Debian puts them.</summary>
    public const string JavaGrpc = "libgrpc-java";
    public const string JavaLibraries = "/usr/share/java";

    /// <summary>Where clamd is; null when it is not. Debian keeps it outside the PATH of most people.</summary>
    public static string? ClamdPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, Clamd)).FirstOrDefault(File.Exists);

    private static readonly ConcurrentDictionary<string, Lazy<bool>> Found = new(StringComparer.Ordinal);

    /// <summary>Why a test that needs these tools is skipped here; null when it is to run.</summary>
    public static string? Missing(params string[] tools) => Missing(tools, IsBuildMachine);

    internal static string? Missing(string[] tools, bool onBuildMachine)
    {
        var missing = tools.Where(tool => !Has(tool)).ToList();
        return missing.Count == 0 || onBuildMachine ? null : string.Join(' ', missing.Select(Advice));
    }

    private static bool IsBuildMachine =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string tool) =>
        Found.GetOrAdd(tool, name => new Lazy<bool>(() => name switch
        {
            PythonGrpc => PythonHasGrpc(),
            Clamd => ClamdPath is not null,
            Protoc => IsOnPath(name) && File.Exists("/usr/include/google/protobuf/timestamp.proto"),
            JavaGrpc => IsOnPath("javac") && File.Exists($"{JavaLibraries}/grpc-stub.jar"),
            _ => IsOnPath(name),
        })).Value;

    private static string Advice(string tool) => tool switch
    {
        PythonGrpc => $"Missing: gRPC for {Python}. On Debian: apt-get install python3-grpcio.",
        Clamd => "Missing: clamd. On Debian: apt-get install clamav-daemon.",
        Protoc => "Missing: protoc with Google's types. On Debian: apt-get install protobuf-compiler libprotobuf-dev.",
        "grpc_python_plugin" => "Missing: grpc_python_plugin. On Debian: apt-get install protobuf-compiler-grpc.",
        "grpc_java_plugin" => "Missing: grpc_java_plugin. On Debian: apt-get install protobuf-compiler-grpc-java-plugin.",
        JavaGrpc => "Missing: a Java compiler and gRPC for it. On Debian: apt-get install default-jdk-headless libgrpc-java.",
        "redis-server" => "Missing: redis-server. On Debian: apt-get install redis-server.",
        _ => $"Missing: the program {tool}. Install it so that it is on the PATH.",
    };

    private static bool IsOnPath(string tool)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var name = OperatingSystem.IsWindows() ? tool + ".exe" : tool;
        return folders.Any(folder => File.Exists(Path.Combine(folder, name)));
    }

    private static bool PythonHasGrpc()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import grpc, google.protobuf"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill();
            return false;
        }

        return process.ExitCode == 0;
    }
}
