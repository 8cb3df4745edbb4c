using System.Text.RegularExpressions;

namespace CitizenAccount.Service.Tests.House;

/// <summary>The rules of the house, read from our own source: who may know whom, how long things may be, what is never
/// called. A list of exceptions may only shrink.</summary>
public sealed partial class HouseTests
{
    private const int LinesMax = 300;
    private const int TestLinesMax = 600;
    private const int ColumnsMax = 120;

    // Rows of a test's table may be wider: wrapped they cannot be compared.
    private const int TestColumnsMax = 180;

    /// <summary>Rooms of the service from the ground up: a room may know those before it, by their Api only.</summary>
    private static readonly string[] Features =
        ["Accounts", "Applications", "Eligibility", "Payments", "Objections", "Voice", "Partners", "Notifications", "SystemInfo"];

    private static readonly Dictionary<string, string> MayKnowAll = new(StringComparer.Ordinal)
    {
        ["src/CitizenAccount.Service/Program.cs"] = "starts what there is",
        ["src/CitizenAccount.Service/Platform/Hosting/ServiceHost.cs"] = "puts the rooms together",
        ["src/CitizenAccount.Service/Platform/Storage/ServiceDb.cs"] = "one model maps every room's tables",
    };

    private static readonly Dictionary<string, string> MayCall = new(StringComparer.Ordinal)
    {
        ["src/CitizenAccount.Service/Platform/Calls/AccessRecords.cs"] = "a full queue makes the caller wait",
    };

    [Fact]
    public void The_rules_know_nothing_but_themselves()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src/CitizenAccount.Rules/CitizenAccount.Rules.csproj"));
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectReference", project, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_and_the_platform_know_no_feature()
    {
        var wrong = new List<string>();
        foreach (var path in Repository.Sources("src/CitizenAccount.Service/Platform")
            .Concat(Repository.Sources("src/CitizenAccount.Service/Kernel"))
            .Where(path => !MayKnowAll.ContainsKey(path)))
        {
            wrong.AddRange(UsesOf(path).Where(Features.Contains).Select(room => $"{path} knows {room}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_feature_reaches_only_rooms_below_it_and_only_through_their_api()
    {
        var wrong = new List<string>();
        foreach (var (room, at) in Features.Select((room, at) => (room, at)))
        {
            var folder = $"src/CitizenAccount.Service/{room}";
            if (!Directory.Exists(Path.Combine(Repository.Root, folder)))
            {
                continue;
            }

            foreach (var path in Repository.Sources(folder))
            {
                var known = UsesOf(path).Where(used => used != room && Features.Contains(used)).ToArray();
                wrong.AddRange(known.Where(used => Array.IndexOf(Features, used) > at).Select(used => $"{path} knows {used}"));
                wrong.AddRange(known.SelectMany(used => StoresOf(used))
                    .Where(store => File.ReadAllText(Path.Combine(Repository.Root, path)).Contains(store, StringComparison.Ordinal))
                    .Select(store => $"{path} uses {store}"));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nobody_but_tests_and_the_solution_knows_the_service()
    {
        var wrong = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains("tests", StringComparison.Ordinal)
                && !path.EndsWith("CitizenAccount.Service.csproj", StringComparison.Ordinal)

                // A library for tests of others: the real service in their process.
                && !path.EndsWith("CitizenAccount.Client.Testing.csproj", StringComparison.Ordinal)
                && File.ReadAllText(path).Contains("CitizenAccount.Service.csproj", StringComparison.Ordinal));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_and_lines_stay_short()
    {
        var wrong = new List<string>();
        foreach (var path in Repository.Sources("src").Concat(Repository.Sources("clients")).Concat(Repository.Sources("tests")))
        {
            var lines = Repository.Lines(path);
            var isTest = path.StartsWith("tests/", StringComparison.Ordinal);
            var (most, widest) = isTest ? (TestLinesMax, TestColumnsMax) : (LinesMax, ColumnsMax);
            if (lines.Length > most)
            {
                wrong.Add($"{path} has {lines.Length} lines of {most}");
            }

            wrong.AddRange(lines.Select((line, i) => (line, i)).Where(pair => pair.line.Length > widest)
                .Select(pair => $"{path}:{pair.i + 1} has {pair.line.Length} columns of {widest}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void No_clock_no_chance_no_sleep_and_no_blocking_of_its_own()
    {
        var wrong = new List<string>();
        foreach (var path in Repository.Sources("src").Where(path => !path.StartsWith("src/Standins/", StringComparison.Ordinal)))
        {
            wrong.AddRange(Repository.Lines(path).Select((line, i) => (line, i))
                .Where(pair => Banned().IsMatch(pair.line)
                    && !pair.line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    && !(MayCall.ContainsKey(path) && Blocking().IsMatch(pair.line)))
                .Select(pair => $"{path}:{pair.i + 1}: {pair.line.Trim()}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_float_comes_near_money()
    {
        var wrong = Repository.Sources("src/CitizenAccount.Rules")
            .Where(path => Repository.Lines(path).Any(line => Float().IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_left_to_do_in_silence()
    {
        var wrong = Repository.Sources("src").Concat(Repository.Sources("clients")).Concat(Repository.Sources("tests"))
            .Where(path => !path.EndsWith("House/HouseTests.cs", StringComparison.Ordinal))
            .Where(path => Repository.Lines(path).Any(line => Unfinished().IsMatch(line)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_room_has_a_page_a_case_worker_could_check()
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src/CitizenAccount.Service"))
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj" or "Kernel"));
        Assert.All(rooms, room => Assert.True(
            File.Exists(Path.Combine(Repository.Root, "src/CitizenAccount.Service", room!, "README.md")), room));
    }

    private static IEnumerable<string> UsesOf(string path) => Repository.Lines(path)
        .Select(line => UsedRoom().Match(line))
        .Where(match => match.Success)
        .Select(match => match.Groups[1].Value)
        .Distinct();

    // Stores, tables and rows of a room are its own business.
    private static IEnumerable<string> StoresOf(string room) =>
        Repository.Sources($"src/CitizenAccount.Service/{room}")
            .SelectMany(Repository.Lines)
            .Select(line => OwnType().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\bCitizenAccount\.Service\.(\w+)")]
    private static partial Regex UsedRoom();

    [GeneratedRegex(@"class (\w+(?:Store|Row|Table|Sql))\b")]
    private static partial Regex OwnType();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?(Now|Today)\b|Guid\.NewGuid\(|Thread\.Sleep|new Random\(|\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)")]
    private static partial Regex Banned();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"\b(float|double)\b")]
    private static partial Regex Float();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException|#region")]
    private static partial Regex Unfinished();
}
