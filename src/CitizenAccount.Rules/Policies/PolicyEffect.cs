using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Support;

namespace CitizenAccount.Rules.Policies;

/// <summary>What a proposed policy does to one group of households. Money is halalas.</summary>
public sealed class GroupEffect(LocalizedText name)
{
    /// <summary>Which households.</summary>
    public LocalizedText Name { get; } = name;

    /// <summary>How many.</summary>
    public long Households { get; private set; }

    /// <summary>How many get more.</summary>
    public long Winners { get; private set; }

    /// <summary>How many get less.</summary>
    public long Losers { get; private set; }

    /// <summary>Sum of the differences.</summary>
    public long Difference { get; private set; }

    internal void Add(long difference)
    {
        Households++;
        Winners += difference > 0 ? 1 : 0;
        Losers += difference < 0 ? 1 : 0;
        Difference = checked(Difference + difference);
    }

    internal void Add(GroupEffect other)
    {
        Households += other.Households;
        Winners += other.Winners;
        Losers += other.Losers;
        Difference = checked(Difference + other.Difference);
    }
}

/// <summary>A cliff of one composition and how many eligible households stand near it.</summary>
public sealed record CliffEffect(int Adults, int Minors, IncomeCliff Cliff, long Households);

/// <summary>Compares decisions under the present policy with those under a proposed one, household by household. Parts
/// of a population are counted apart and added up.</summary>
/// <param name="proposed">The proposed policy.</param>
public sealed class PolicyEffect(Policy proposed)
{
    /// <summary>How near to a cliff counts, halalas.</summary>
    public const long NearCliff = 500_00;

    private const int Sizes = 4;

    private readonly GroupEffect[] _groups =
    [
        new(new("بلا تابعين", "Without dependants")),
        new(new("تابع أو تابعان", "One or two dependants")),
        new(new("ثلاثة أو أربعة تابعين", "Three or four dependants")),
        new(new("خمسة تابعين أو أكثر", "Five dependants or more")),
        new(new("الدخل حتى حد الإعفاء من التناقص", "Income up to the present taper-exemption threshold")),
        new(new("الدخل بين حد الإعفاء والدخل المانع", "Income between the present threshold and cut-off")),
        new(new("الدخل عند الحد المانع أو فوقه", "Income at or above the present cut-off")),
    ];

    private readonly Dictionary<int, (IReadOnlyList<IncomeCliff> Cliffs, long[] Near)> _cliffs = [];

    /// <summary>Sum due under the proposed policy less the present sum, halalas.</summary>
    public long Cost { get; private set; }

    /// <summary>Households that get more.</summary>
    public long Winners { get; private set; }

    /// <summary>Households that get less.</summary>
    public long Losers { get; private set; }

    /// <summary>Households for which the amount stays.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Largest gain of a household, halalas.</summary>
    public long LargestGain { get; private set; }

    /// <summary>Largest loss of a household, a positive amount, halalas.</summary>
    public long LargestLoss { get; private set; }

    /// <summary>By composition, then by income; every household is in one group of each.</summary>
    public IReadOnlyList<GroupEffect> Groups => _groups;

    /// <summary>Cliffs of the compositions there are, the most households near one first.</summary>
    public IEnumerable<CliffEffect> Cliffs() => _cliffs
        .SelectMany(pair => pair.Value.Cliffs.Select((cliff, i) => new CliffEffect(
            pair.Key / (SupportScale.DependantsMax + 1), pair.Key % (SupportScale.DependantsMax + 1), cliff,
            pair.Value.Near[i])))
        .OrderByDescending(cliff => cliff.Households)
        .ThenBy(cliff => cliff.Cliff.Income)
        .ThenBy(cliff => cliff.Adults);

    /// <summary>Counts one household: the decision as it is and the decision as it would be.</summary>
    public void Add(in Decision present, in Decision after)
    {
        var difference = after.Amount - present.Amount;
        Cost = checked(Cost + difference);
        Winners += difference > 0 ? 1 : 0;
        Losers += difference < 0 ? 1 : 0;
        Unchanged += difference == 0 ? 1 : 0;
        LargestGain = Math.Max(LargestGain, difference);
        LargestLoss = Math.Max(LargestLoss, -difference);
        _groups[SizeOf(present)].Add(difference);
        _groups[Sizes + IncomeOf(present)].Add(difference);
        if (after.Eligibility == Eligibility.Eligible)
        {
            CountNear(after);
        }
    }

    /// <summary>Adds what another part of the population came to.</summary>
    public void Add(PolicyEffect other)
    {
        Cost = checked(Cost + other.Cost);
        (Winners, Losers, Unchanged) = (
            Winners + other.Winners, Losers + other.Losers, Unchanged + other.Unchanged);
        LargestGain = Math.Max(LargestGain, other.LargestGain);
        LargestLoss = Math.Max(LargestLoss, other.LargestLoss);
        for (var i = 0; i < _groups.Length; i++)
        {
            _groups[i].Add(other._groups[i]);
        }

        foreach (var (key, (cliffs, near)) in other._cliffs)
        {
            if (!_cliffs.TryGetValue(key, out var own))
            {
                _cliffs[key] = own = (cliffs, new long[near.Length]);
            }

            for (var i = 0; i < near.Length; i++)
            {
                own.Near[i] += near[i];
            }
        }
    }

    private void CountNear(in Decision after)
    {
        var key = (after.Adults * (SupportScale.DependantsMax + 1)) + after.Minors;
        if (!_cliffs.TryGetValue(key, out var entry))
        {
            var cliffs = IncomeCliffs.Of(proposed.Support, after.Adults, after.Minors);
            _cliffs[key] = entry = (cliffs, new long[cliffs.Count]);
        }

        for (var i = 0; i < entry.Near.Length; i++)
        {
            entry.Near[i] += Math.Abs(after.CountedIncome - entry.Cliffs[i].Income) <= NearCliff ? 1 : 0;
        }
    }

    private static int SizeOf(in Decision decision) => (decision.Adults + decision.Minors) switch
    {
        0 => 0,
        <= 2 => 1,
        <= 4 => 2,
        _ => 3,
    };

    private static int IncomeOf(in Decision decision) =>
        decision.CountedIncome <= decision.Level.Threshold ? 0
        : decision.CountedIncome < decision.Level.CutOff ? 1
        : 2;
}
