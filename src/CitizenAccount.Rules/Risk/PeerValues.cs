using System.Numerics;

namespace CitizenAccount.Rules.Risk;

/// <summary>Amounts of many households counted on a scale of sixteen steps to each doubling, so that a median and a
/// median deviation need the same memory for ten households as for ten million. Whole numbers throughout: the same on
/// every machine.</summary>
public sealed class PeerValues
{
    /// <summary>Fewer households than this are no peers to be measured by.</summary>
    public const int Fewest = 30;

    private const int StepBits = 4;
    private const int StepsMax = 64 << StepBits;

    // A deviation of nothing would make everybody else infinitely far away.
    private const int DeviationLeast = 4;

    private readonly int[] _counts = new int[StepsMax];
    private (int Median, int Deviation)? _measure;

    /// <summary>Households counted.</summary>
    public int Count { get; private set; }

    /// <summary>Counts a household's amount in halalas; below one riyal is nothing.</summary>
    public void Add(long halalas)
    {
        _counts[StepOf(halalas)]++;
        Count++;
        _measure = null;
    }

    /// <summary>How far an amount is from the median, in tenths of the median deviation: below is negative. Null while
    /// there are too few.</summary>
    public int? DistanceOf(long halalas)
    {
        if (Count < Fewest)
        {
            return null;
        }

        var (median, deviation) = _measure ??= Measure();
        return 10 * (StepOf(halalas) - median) / deviation;
    }

    /// <summary>The median in halalas, to within a sixteenth of a doubling; 0 when nobody is counted.</summary>
    public long Median => Count == 0 ? 0 : AmountOf((_measure ??= Measure()).Median);

    private (int Median, int Deviation) Measure()
    {
        var median = MiddleOf(_counts);
        var distances = new int[StepsMax];
        for (var step = 0; step < StepsMax; step++)
        {
            distances[Math.Abs(step - median)] += _counts[step];
        }

        return (median, Math.Max(DeviationLeast, MiddleOf(distances)));
    }

    private int MiddleOf(int[] counts)
    {
        var left = (Count + 1) / 2;
        for (var step = 0; ; step++)
        {
            left -= counts[step];
            if (left <= 0)
            {
                return step;
            }
        }
    }

    // The position of the highest bit and the four bits after it.
    private static int StepOf(long halalas)
    {
        var riyals = (ulong)Math.Max(0, halalas) / 100;
        if (riyals == 0)
        {
            return 0;
        }

        var octave = BitOperations.Log2(riyals);
        var rest = octave <= StepBits
            ? (riyals << (StepBits - octave)) - (1UL << StepBits)
            : (riyals >> (octave - StepBits)) - (1UL << StepBits);
        return 1 + (octave << StepBits) + (int)rest;
    }

    private static long AmountOf(int step)
    {
        if (step == 0)
        {
            return 0;
        }

        var (octave, rest) = Math.DivRem(step - 1, 1 << StepBits);
        return (long)(((UInt128)(rest + (1 << StepBits)) << octave) >> StepBits) * 100;
    }
}

/// <summary>Whom a household is compared with.</summary>
/// <param name="Kind">Head or independent.</param>
/// <param name="Size">Members, six and more being one.</param>
/// <param name="Region">First letter of the national address; 0 is unknown, or all regions.</param>
public readonly record struct PeerGroup(Households.HouseholdKind Kind, int Size, byte Region)
{
    /// <summary>Households of six members and more are compared with each other.</summary>
    public const int SizeMax = 6;

    /// <summary>The group of a household.</summary>
    public static PeerGroup Of(in Households.HouseholdFacts facts, byte region) =>
        new(facts.Header.Kind, Math.Min(facts.Members.Length, SizeMax), region);
}

/// <summary>Incomes and movable assets of all groups of a snapshot, with each group also counted over all regions.
/// </summary>
public sealed class Peers
{
    private readonly Dictionary<PeerGroup, (PeerValues Income, PeerValues Assets)> _groups = [];

    /// <summary>Counts a household.</summary>
    public void Add(PeerGroup group, long income, long movable)
    {
        Count(group, income, movable);
        if (group.Region != 0)
        {
            Count(group with { Region = 0 }, income, movable);
        }
    }

    /// <summary>The incomes a household is measured by: those of its region, or of all where too few live there.
    /// </summary>
    public PeerValues Incomes(PeerGroup group) => Nearest(group).Income;

    /// <summary>The movable assets it is measured by.</summary>
    public PeerValues Assets(PeerGroup group) => Nearest(group).Assets;

    private void Count(PeerGroup group, long income, long movable)
    {
        if (!_groups.TryGetValue(group, out var values))
        {
            values = (new PeerValues(), new PeerValues());
            _groups.Add(group, values);
        }

        values.Income.Add(income);
        values.Assets.Add(movable);
    }

    private (PeerValues Income, PeerValues Assets) Nearest(PeerGroup group) =>
        _groups.TryGetValue(group, out var near) && near.Income.Count >= PeerValues.Fewest ? near
        : _groups.TryGetValue(group with { Region = 0 }, out var all) ? all
        : (new PeerValues(), new PeerValues());
}
