using CitizenAccount.Rules.Support;

namespace CitizenAccount.Rules.Policies;

/// <summary>A counted income from which a little more loses more than it brings. Halalas.</summary>
/// <param name="Income">Where the loss begins.</param>
/// <param name="Loss">What is lost there at once, or with the next riyal where support falls faster than income
/// rises.</param>
public readonly record struct IncomeCliff(long Income, long Loss);

/// <summary>Finds the cliffs of a support scale.</summary>
public static class IncomeCliffs
{
    private const long Riyal = 100;

    /// <summary>The cliffs for a household of this composition, lowest income first.</summary>
    public static IReadOnlyList<IncomeCliff> Of(SupportScale scale, int adults, int minors)
    {
        var level = scale.LevelFor(adults, minors);
        if (level.Threshold >= level.CutOff)
        {
            return level.Full > 0 ? [new(level.Threshold + 1, level.Full)] : [];
        }

        var found = new List<IncomeCliff>(2);
        var end = Math.Min(level.Threshold + Riyal, level.CutOff - 1);
        var next = level.Full - scale.AmountAt(level, end);
        if (next > end - level.Threshold + 1)
        {
            found.Add(new(level.Threshold, next));
        }

        // Rounding alone may lose one halala with the last one earned.
        var last = scale.AmountAt(level, level.CutOff - 1);
        if (last > 1 && !(found.Count > 0 && last <= Riyal && scale.Rules.Minimum is null))
        {
            found.Add(new(level.CutOff, last));
        }

        return found;
    }
}
