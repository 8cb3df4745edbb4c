using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;

namespace CitizenAccount.Benchmarks;

/// <summary>What a run of h2load came to.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="P50Micros">Half were answered in this time.</param>
/// <param name="P99Micros">99 in 100 were.</param>
/// <param name="Failed">Those that were not answered.</param>
/// <param name="CpuMicros">Processor time of this process for each, which is the server's where it serves.</param>
internal sealed record LoadFigures(
    double PerSecond, double P50Micros, double P99Micros, int Failed, double CpuMicros);

/// <summary>Debian's h2load as a load tool: a client in C# would measure itself.</summary>
internal static class H2Load
{
    /// <summary>Sends one request over and over.</summary>
    /// <param name="address">Where the server listens.</param>
    /// <param name="call">Path of the call, <c>/package.Service/Call</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="token">Access token; null sends none.</param>
    /// <param name="load">Further arguments: how many, or how fast and how long.</param>
    public static async Task<LoadFigures> RunAsync(
        Uri address, string call, IMessage request, string? token, string load)
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-h2load");
        try
        {
            var (body, log) = (Path.Combine(folder.FullName, "body"), Path.Combine(folder.FullName, "log"));
            await File.WriteAllBytesAsync(body, Framed(request));
            var start = new ProcessStartInfo("h2load") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in load.Split(' '))
            {
                start.ArgumentList.Add(argument);
            }

            string[] headers = ["content-type: application/grpc", "te: trailers", "grpc-timeout: 10S"];
            foreach (var header in token is null ? headers : [.. headers, $"authorization: Bearer {token}"])
            {
                start.ArgumentList.Add("-H");
                start.ArgumentList.Add(header);
            }

            foreach (var argument in new[] { "-d", body, $"--log-file={log}", new Uri(address, call).ToString() })
            {
                start.ArgumentList.Add(argument);
            }

            var before = Environment.CpuUsage.TotalTime;
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var cpu = Environment.CpuUsage.TotalTime - before;
            return Read(output, await File.ReadAllLinesAsync(log), cpu);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Framed(IMessage request)
    {
        var content = request.ToByteArray();
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [0, .. length, .. content];
    }

    private static LoadFigures Read(string output, string[] log, TimeSpan cpu)
    {
        var perSecond = double.Parse(
            output.Split("finished in ")[1].Split(", ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        var rows = log.Select(line => line.Split('\t')).ToList();
        var times = rows.Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).Order().ToArray();
        return new LoadFigures(
            perSecond, times[times.Length / 2], times[(int)(times.Length * 0.99)], rows.Count(row => row[1] != "200"),
            cpu.TotalMicroseconds / times.Length);
    }
}
