using System.Globalization;
using CitizenAccount.Service.Tests.Demo.Simulators;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>The simulated bank as a process of its own behind a drop folder, and what its own book says.</summary>
internal sealed class SimulatedBank(string drop, SimulatorProcess process) : IAsyncDisposable
{
    private static readonly string[] Final = ["deposit", "return"];

    /// <summary>Starts it; a day of it is a fifth of a second.</summary>
    public static async Task<SimulatedBank> StartAsync(string drop, string faults, int seed, int linesOfReport = 40) => new(
        drop,
        await SimulatorProcess.StartAsync(
            "bank", "--directory", drop, "--faults", faults, "--seed", $"{seed}", "--day-seconds", "0.2",
            "--lines-of-report", $"{linesOfReport}"));

    /// <summary>Everything that happened, in order: what, which instruction, to whom, halalas.</summary>
    public IReadOnlyList<(string What, string Id, string Creditor, long Amount)> Book()
    {
        var path = Path.Combine(drop, "bank", "book.csv");
        if (!File.Exists(path))
        {
            return [];
        }

        // It may be in the middle of a line.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var whole = reader.ReadToEnd();
        return [.. whole[..(whole.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(',')).Select(parts => (
                parts[0], parts[1], parts[2], (long)(decimal.Parse(parts[3], CultureInfo.InvariantCulture) * 100)))];
    }

    /// <summary>Whom it paid while what it had paid before was not back.</summary>
    public IReadOnlyList<string> PaidTwice()
    {
        var (standing, twice) = (new Dictionary<string, int>(), new HashSet<string>());
        foreach (var (what, _, creditor, _) in Book())
        {
            Assert.Contains(what, Final);
            if ((standing[creditor] = standing.GetValueOrDefault(creditor) + (what == "deposit" ? 1 : -1)) > 1)
            {
                twice.Add(creditor);
            }
        }

        return [.. twice];
    }

    /// <summary>What everybody has of it in the end, halalas; who has nothing is not in it.</summary>
    public IReadOnlyDictionary<string, long> Balances() => Book()
        .GroupBy(line => line.Creditor)
        .Select(group => (group.Key, Sum: group.Sum(line => line.What == "deposit" ? line.Amount : -line.Amount)))
        .Where(pair => pair.Sum != 0)
        .ToDictionary(pair => pair.Key, pair => pair.Sum);

    public async ValueTask DisposeAsync() => await process.DisposeAsync();
}
