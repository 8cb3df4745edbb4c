using System.Numerics;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The coded causes of a result (السبب). A decision carries a set of them; every one has an Arabic and an
/// English text and a next step (<see cref="ReasonTexts"/>).</summary>
/// <remarks>Numbers are bits of a stored set: never renumber, never reuse, at most 63. A test freezes them.</remarks>
public enum DecisionReason : byte
{
    // Entitlement.

    /// <summary>Income is at or below the threshold: full support.</summary>
    FullSupport = 1,

    /// <summary>Income is between threshold and cut-off: support declines.</summary>
    ReducedByTaper = 2,

    /// <summary>Full support is capped at that of the six-person family.</summary>
    Capped = 3,

    /// <summary>Income is at or above the cut-off: no support.</summary>
    AboveCutOff = 4,

    /// <summary>Days abroad above the limit were taken off.</summary>
    DaysAbroadDeducted = 5,

    /// <summary>The minimum amount in force was paid.</summary>
    RaisedToMinimum = 6,

    // Eligibility: a test failed.

    /// <summary>The application is not complete or not submitted.</summary>
    ApplicationIncomplete = 10,

    /// <summary>Barred after a false statement.</summary>
    Barred = 11,

    /// <summary>The main beneficiary is not Saudi and no exception applies.</summary>
    Nationality = 12,

    /// <summary>A married woman who is no accepted main-beneficiary case.</summary>
    MarriedWomanNotMain = 13,

    /// <summary>The main beneficiary lives in a shelter or a prison.</summary>
    InShelterOrPrison = 14,

    /// <summary>The main beneficiary died.</summary>
    MainBeneficiaryDeceased = 15,

    /// <summary>Declared data do not agree with official records.</summary>
    DataMismatch = 16,

    /// <summary>The main beneficiary does not reside in the Kingdom.</summary>
    Residence = 17,

    /// <summary>An independent under 18.</summary>
    IndependentUnderAge = 18,

    /// <summary>An independent who is married.</summary>
    IndependentMarried = 19,

    /// <summary>An independent with dependants.</summary>
    IndependentHasDependants = 20,

    /// <summary>Living apart is not proved.</summary>
    IndependenceNotProved = 21,

    /// <summary>Dependants registered to the head are not all added.</summary>
    DependantsMissing = 22,

    /// <summary>A commercial registration without disclosed income.</summary>
    CommercialRegistrationUndisclosed = 23,

    /// <summary>All assets together pass the limit.</summary>
    AssetsTotal = 24,

    /// <summary>Real estate passes its limit.</summary>
    AssetsRealEstate = 25,

    /// <summary>Vehicles pass their limit.</summary>
    AssetsVehicles = 26,

    /// <summary>Cash passes its limit.</summary>
    AssetsCash = 27,

    /// <summary>Portfolios pass their limit.</summary>
    AssetsPortfolios = 28,

    /// <summary>More domestic workers than the limit.</summary>
    AssetsDomesticWorkers = 29,

    /// <summary>The main beneficiary is counted in another household this month.</summary>
    MainBeneficiaryListedElsewhere = 30,

    // Pending: a source is missing or too old.

    /// <summary>Waiting for civil status.</summary>
    WaitingForCivilStatus = 40,

    /// <summary>Waiting for income.</summary>
    WaitingForIncome = 41,

    /// <summary>Waiting for assets.</summary>
    WaitingForAssets = 42,

    /// <summary>Waiting for days abroad.</summary>
    WaitingForDaysAbroad = 43,

    // A member is not counted; the household's result stands on the others.

    /// <summary>A member died.</summary>
    MemberDeceased = 50,

    /// <summary>A member's nationality is not covered.</summary>
    MemberNationality = 51,

    /// <summary>A member lives in a shelter or a prison.</summary>
    MemberInShelterOrPrison = 52,

    /// <summary>A daughter is recorded as married.</summary>
    MemberMarriedDaughter = 53,

    /// <summary>A member is not confirmed by Civil Affairs.</summary>
    MemberNotVerified = 54,

    /// <summary>A member is counted in another household.</summary>
    MemberListedElsewhere = 55,
}

/// <summary>A set of reasons in 64 bits.</summary>
public readonly record struct ReasonSet(ulong Bits)
{
    /// <summary>No reason.</summary>
    public static ReasonSet Empty => default;

    /// <summary>How many reasons.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Whether a reason is in the set.</summary>
    public bool Contains(DecisionReason reason) => (Bits & Bit(reason)) != 0;

    /// <summary>The set with one more reason.</summary>
    public ReasonSet With(DecisionReason reason) => new(Bits | Bit(reason));

    /// <summary>All reasons of both sets.</summary>
    public ReasonSet With(ReasonSet other) => new(Bits | other.Bits);

    /// <summary>The reasons of this set that are not in the other.</summary>
    public ReasonSet Without(ReasonSet other) => new(Bits & ~other.Bits);

    /// <summary>The reasons in the order of their numbers.</summary>
    public IEnumerable<DecisionReason> InOrder()
    {
        for (var rest = Bits; rest != 0; rest &= rest - 1)
        {
            yield return (DecisionReason)BitOperations.TrailingZeroCount(rest);
        }
    }

    private static ulong Bit(DecisionReason reason) => 1UL << (int)reason;
}
