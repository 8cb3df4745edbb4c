using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Kernel;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Why a household's result is worth a look. Stored: never renumber.</summary>
internal enum OutlierKind : byte
{
    /// <summary>Support stops.</summary>
    Stopped = 1,

    /// <summary>A supported household waits for a source.</summary>
    WaitsNow = 2,

    /// <summary>Half or less of the month before.</summary>
    MuchLess = 3,

    /// <summary>Twice or more of the month before.</summary>
    MuchMore = 4,
}

/// <summary>Finds the decisions of a cycle that a person should look at, by comparing them with the published month
/// before. A signal for people; it changes no decision.</summary>
internal static class CycleOutliers
{
    /// <summary>Most kept of one partition, the most unusual ones.</summary>
    public const int PartitionMax = 100;

    private const long ScoreUnit = 100_00;

    /// <summary>The outlier a household is; null for the ordinary. What is lost or gained weighs by each 100 riyals.
    /// </summary>
    public static CycleOutlierRow? Of(int month, HouseholdId household, long before, in Decision now)
    {
        var after = now.Amount;
        var (kind, floor) = (before, after) switch
        {
            ( <= 0, _) => (default(OutlierKind), 0),
            (_, 0) when now.Eligibility == Verdict.Pending => (OutlierKind.WaitsNow, 30),
            (_, 0) => (OutlierKind.Stopped, 50),
            _ when after <= before / 2 => (OutlierKind.MuchLess, 20),
            _ when after >= 2 * before => (OutlierKind.MuchMore, 10),
            _ => (default, 0),
        };
        return floor == 0
            ? null
            : new CycleOutlierRow
            {
                Month = month,
                HouseholdId = household,
                Kind = kind,
                Before = before,
                After = after,
                Score = (int)Math.Min(100, floor + (Math.Abs(after - before) / ScoreUnit)),
            };
    }

    /// <summary>The most unusual ones.</summary>
    public static IReadOnlyList<CycleOutlierRow> Most(IEnumerable<CycleOutlierRow> outliers) =>
    [
        .. outliers.OrderByDescending(row => row.Score)
            .ThenByDescending(row => Math.Abs(row.After - row.Before))
            .ThenBy(row => row.HouseholdId)
            .Take(PartitionMax),
    ];
}
