using System.Globalization;
using System.Text;

namespace CitizenAccount.Conformance;

/// <summary>How a case ended.</summary>
internal enum Outcome
{
    /// <summary>The partner was never brought to it.</summary>
    NotReached,
    Passed,
    Failed,
}

/// <summary>One thing a partner's implementation has to do right.</summary>
internal sealed record ConformanceCase(string Name, string Asks)
{
    public Outcome Outcome { get; init; }

    /// <summary>What was seen instead.</summary>
    public string Seen { get; init; } = "";
}

/// <summary>The cases and how they ended. A case that failed once stays failed.</summary>
internal sealed class CaseBook(IEnumerable<ConformanceCase> cases)
{
    private readonly Lock _lock = new();
    private readonly List<ConformanceCase> _cases = [.. cases];

    public IReadOnlyList<ConformanceCase> Cases
    {
        get
        {
            lock (_lock)
            {
                return [.. _cases];
            }
        }
    }

    public bool AllPassed => Cases.All(one => one.Outcome == Outcome.Passed);

    public bool AllEnded => Cases.All(one => one.Outcome != Outcome.NotReached);

    /// <summary>Notes how a case ended.</summary>
    /// <returns>Whether it holds.</returns>
    public bool Note(string name, bool holds, string seen = "")
    {
        lock (_lock)
        {
            var at = _cases.FindIndex(one => one.Name == name);
            if (at >= 0 && _cases[at].Outcome != Outcome.Failed)
            {
                _cases[at] = _cases[at] with
                {
                    Outcome = holds ? Outcome.Passed : Outcome.Failed,
                    Seen = holds ? "" : seen,
                };
            }
        }

        return holds;
    }

    /// <summary>One line a case, and a last line with the count.</summary>
    public string Report()
    {
        var text = new StringBuilder();
        foreach (var one in Cases)
        {
            var word = one.Outcome switch
            {
                Outcome.Passed => "PASS",
                Outcome.Failed => "FAIL",
                _ => "NOT REACHED",
            };
            text.AppendLine(CultureInfo.InvariantCulture, $"{word,-12} {one.Name,-34} {one.Asks}");
            if (one.Seen.Length > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{"",-12} {"",-34} seen: {one.Seen}");
            }
        }

        var passed = Cases.Count(one => one.Outcome == Outcome.Passed);
        return text.AppendLine(CultureInfo.InvariantCulture, $"{passed} of {Cases.Count} cases passed").ToString();
    }
}
