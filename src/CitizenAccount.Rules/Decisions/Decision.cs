using CitizenAccount.Rules.Support;

namespace CitizenAccount.Rules.Decisions;

/// <summary>First result of a decision (الأهلية).</summary>
public enum Eligibility : byte
{
    /// <summary>Eligible (مؤهل).</summary>
    Eligible = 1,

    /// <summary>Not eligible (غير مؤهل).</summary>
    NotEligible = 2,

    /// <summary>Waiting for a source that is missing or too old.</summary>
    Pending = 3,
}

/// <summary>Second result of a decision (الاستحقاق).</summary>
public enum Entitlement : byte
{
    /// <summary>An amount is due.</summary>
    Due = 1,

    /// <summary>Eligible, and income is at or above the cut-off.</summary>
    NoneAboveCutOff = 2,

    /// <summary>Eligible, and days abroad took the whole amount.</summary>
    NoneAfterDeduction = 3,

    /// <summary>Not eligible, so nothing is due.</summary>
    NoneNotEligible = 4,

    /// <summary>Waiting, so nothing can be said yet.</summary>
    Pending = 5,
}

/// <summary>What was decided for one household and benefit month. Amounts are halalas.</summary>
public readonly record struct Decision
{
    /// <summary>Eligible, not eligible or pending.</summary>
    public required Eligibility Eligibility { get; init; }

    /// <summary>Whether an amount is due, and if not, why.</summary>
    public required Entitlement Entitlement { get; init; }

    /// <summary>All reasons of both results.</summary>
    public required ReasonSet Reasons { get; init; }

    /// <summary>The amount due for the month; 0 unless <see cref="Entitlement"/> is due.</summary>
    public long Amount { get; init; }

    /// <summary>Support before days abroad were taken off.</summary>
    public long BeforeDeduction { get; init; }

    /// <summary>What days abroad took off.</summary>
    public long DaysAbroadDeduction { get; init; }

    /// <summary>Counted income of the counted members.</summary>
    public long CountedIncome { get; init; }

    /// <summary>Full support, threshold and cut-off of the counted household.</summary>
    public SupportLevel Level { get; init; }

    /// <summary>Household weight in tenths.</summary>
    public int WeightTenths { get; init; }

    /// <summary>Counted dependants of 18 or over.</summary>
    public int Adults { get; init; }

    /// <summary>Counted dependants under 18.</summary>
    public int Minors { get; init; }

    /// <summary>Bit i is set when member i is counted.</summary>
    public ulong CountedMembers { get; init; }

    /// <summary>Whether member i is counted.</summary>
    public bool Counts(int member) => (CountedMembers & (1UL << member)) != 0;
}
