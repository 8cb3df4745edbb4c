namespace CitizenAccount.Rules.Support;

/// <summary>How support falls between threshold and cut-off. Not published: policy data, of low confidence.</summary>
public enum TaperShape
{
    /// <summary>A straight line from full support at the threshold to none at the cut-off.</summary>
    StraightLine = 1,
}

/// <summary>How an amount is rounded. Not published: policy data, of low confidence.</summary>
public enum AmountRounding
{
    /// <summary>To the halala, half up.</summary>
    HalalaHalfUp = 1,
}

/// <summary>What a support scale is made from. Amounts are halalas a month; weights are tenths.</summary>
public sealed record SupportScaleRules
{
    /// <summary>Full support of a head or an independent.</summary>
    public required long HeadFull { get; init; }

    /// <summary>Full support of a dependant of 18 or over.</summary>
    public required long AdultFull { get; init; }

    /// <summary>Full support of a dependant under 18.</summary>
    public required long MinorFull { get; init; }

    /// <summary>Weight of a head or an independent.</summary>
    public required int HeadWeightTenths { get; init; }

    /// <summary>Weight of a dependant of 18 or over.</summary>
    public required int AdultWeightTenths { get; init; }

    /// <summary>Weight of a dependant under 18.</summary>
    public required int MinorWeightTenths { get; init; }

    /// <summary>Most that full support may be, that of the six-person family; null where no cap is in force.</summary>
    public required long? FullCap { get; init; }

    /// <summary>Taper-exemption threshold for one unit of weight.</summary>
    public required long ThresholdPerUnit { get; init; }

    /// <summary>Most that the threshold may be.</summary>
    public required long? ThresholdCap { get; init; }

    /// <summary>Cut-off income for one unit of weight.</summary>
    public required long CutOffPerUnit { get; init; }

    /// <summary>Most that the cut-off may be.</summary>
    public required long? CutOffMax { get; init; }

    /// <summary>Smallest amount paid when any is due; null where none is in force.</summary>
    public required long? Minimum { get; init; }

    /// <summary>How support falls.</summary>
    public required TaperShape Taper { get; init; }

    /// <summary>How an amount is rounded.</summary>
    public required AmountRounding Rounding { get; init; }
}

/// <summary>Full support, threshold and cut-off for one household weight, halalas a month.</summary>
/// <param name="Full">Full entitlement (الاستحقاق الكامل), after the cap.</param>
/// <param name="Threshold">Income up to which support is full (حد الإعفاء من التناقص).</param>
/// <param name="CutOff">Income from which there is no support (حد الدخل المانع).</param>
/// <param name="Capped">Whether the cap holds full support down.</param>
public readonly record struct SupportLevel(long Full, long Threshold, long CutOff, bool Capped);

/// <summary>The support scale of a policy: what a household of a given composition may get. The levels of every
/// composition are worked out once, so that a decision only looks them up.</summary>
/// <remarks>Sources: saudieservices-3923 (the published table), almowaten-2023-12 (the caps), rules 1.1 to 1.4.
/// </remarks>
public sealed class SupportScale
{
    /// <summary>Weight of the six-person family, in tenths: a head, two dependants 18+ and three under 18.</summary>
    public const int ReferenceWeightTenths = 29;

    /// <summary>Most dependants of one kind.</summary>
    public const int DependantsMax = 100;

    private readonly SupportLevel[] _levels;

    /// <summary>Works out the levels of every composition.</summary>
    public SupportScale(SupportScaleRules rules)
    {
        Rules = rules;
        _levels = new SupportLevel[(DependantsMax + 1) * (DependantsMax + 1)];
        for (var adults = 0; adults <= DependantsMax; adults++)
        {
            for (var minors = 0; minors <= DependantsMax; minors++)
            {
                _levels[IndexOf(adults, minors)] = Compute(adults, minors);
            }
        }
    }

    /// <summary>What the scale is made from.</summary>
    public SupportScaleRules Rules { get; }

    /// <summary>Household weight in tenths: 10 + 5 for each dependant 18+ + 3 for each under 18.</summary>
    public int WeightTenths(int adults, int minors) =>
        Rules.HeadWeightTenths + (Rules.AdultWeightTenths * adults) + (Rules.MinorWeightTenths * minors);

    /// <summary>The levels for a head or independent with these counted dependants.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or above <see cref="DependantsMax"/>.
    /// </exception>
    public SupportLevel LevelFor(int adults, int minors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(adults);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(adults, DependantsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(minors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minors, DependantsMax);
        return _levels[IndexOf(adults, minors)];
    }

    /// <summary>Support at a level for a counted income: full up to the threshold, none from the cut-off on, and a
    /// straight line between, to the halala, half up. All amounts are halalas.</summary>
    public long AmountAt(in SupportLevel level, long income)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(income);
        if (income <= level.Threshold)
        {
            return level.Full;
        }

        if (income >= level.CutOff)
        {
            return 0;
        }

        // Before October 2023 nothing was capped: with 200 dependants full is some 10^7 halalas and the cut-off 10^8,
        // so the product stays far below 2^63, and is checked.
        var span = level.CutOff - level.Threshold;
        var amount = ((2 * level.Full * (level.CutOff - income)) + span) / (2 * span);
        return Rules.Minimum is { } minimum ? Math.Max(amount, Math.Min(minimum, level.Full)) : amount;
    }

    private static int IndexOf(int adults, int minors) => (adults * (DependantsMax + 1)) + minors;

    private SupportLevel Compute(int adults, int minors)
    {
        var weight = WeightTenths(adults, minors);
        var uncapped = Rules.HeadFull + (Rules.AdultFull * adults) + (Rules.MinorFull * minors);
        var full = Math.Min(uncapped, Rules.FullCap ?? long.MaxValue);
        var threshold = Math.Min(
            WholeRiyals(Rules.ThresholdPerUnit * weight / 10),
            Rules.ThresholdCap ?? long.MaxValue);
        var cutOff = Math.Min(
            WholeRiyals(((Rules.CutOffPerUnit * weight) + 500) / 10),
            Rules.CutOffMax ?? long.MaxValue);
        return new SupportLevel(full, threshold, cutOff, full < uncapped);
    }

    // The published table prints whole riyals.
    private static long WholeRiyals(long halalas) => halalas / 100 * 100;
}
