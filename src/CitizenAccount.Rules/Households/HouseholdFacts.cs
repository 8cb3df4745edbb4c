using System.Diagnostics.CodeAnalysis;

namespace CitizenAccount.Rules.Households;

/// <summary>What is known and verified about one household at a data cut-off: all that a decision needs and nothing
/// that names a person. A view over memory that the caller owns, so that a cycle reads millions without allocating.
/// </summary>
/// <remarks>The first member is the main beneficiary.</remarks>
public readonly ref struct HouseholdFacts
{
    private readonly HouseholdHeader _header;

    /// <summary>A view over facts that the caller holds.</summary>
    public HouseholdFacts(
        scoped in HouseholdHeader header, ReadOnlySpan<MemberFacts> members, ReadOnlySpan<IncomeLine> incomes)
    {
        _header = header;
        Members = members;
        Incomes = incomes;
    }

    /// <summary>Most members a household may have; applications refuse more.</summary>
    public const int MembersMax = 64;

    /// <summary>Most income lines a household may have.</summary>
    public const int IncomesMax = 512;

    /// <summary>Facts of the household as a whole.</summary>
    [UnscopedRef]
    public ref readonly HouseholdHeader Header => ref _header;

    /// <summary>Its members, the main beneficiary first.</summary>
    public ReadOnlySpan<MemberFacts> Members { get; }

    /// <summary>Incomes of its members, one line a kind.</summary>
    public ReadOnlySpan<IncomeLine> Incomes { get; }
}

/// <summary>Yes-or-no facts of a household.</summary>
[Flags]
public enum HouseholdMarks : ushort
{
    /// <summary>None holds.</summary>
    None = 0,

    /// <summary>The application is complete, declared and submitted.</summary>
    ApplicationComplete = 1,

    /// <summary>The declared data agree with official records.</summary>
    DataAgree = 2,

    /// <summary>All dependants registered to the head at Civil Affairs are added.</summary>
    AllDependantsAdded = 4,

    /// <summary>The main beneficiary resides permanently in the Kingdom.</summary>
    ResidesInKingdom = 8,

    /// <summary>A commercial registration in a member's name has no disclosed income.</summary>
    CommercialRegistrationUndisclosed = 16,

    /// <summary>The Ejar lease is valid on the cut-off.</summary>
    LeaseValid = 32,

    /// <summary>The lease is shared with others.</summary>
    LeaseShared = 64,

    /// <summary>The unit's electricity meter is in the applicant's name.</summary>
    MeterInOwnName = 128,
}

/// <summary>Facts of a household as a whole. Amounts are halalas.</summary>
public readonly record struct HouseholdHeader
{
    /// <summary>What the application stands on.</summary>
    public required HouseholdKind Kind { get; init; }

    /// <summary>Why a married woman is main beneficiary, if she is.</summary>
    public MarriedWomanCase MarriedWomanCase { get; init; }

    /// <summary>How an independent proves living apart.</summary>
    public HousingProof HousingProof { get; init; }

    /// <summary>Yes-or-no facts.</summary>
    public HouseholdMarks Marks { get; init; }

    /// <summary>Last benefit month, as year x 100 + month, of a bar after a false statement; 0 is no bar.</summary>
    public int BarredThroughMonth { get; init; }

    /// <summary>Value of real estate, halalas.</summary>
    public long RealEstate { get; init; }

    /// <summary>Value of vehicles, halalas.</summary>
    public long Vehicles { get; init; }

    /// <summary>Cash, halalas.</summary>
    public long Cash { get; init; }

    /// <summary>Value of investment portfolios, halalas.</summary>
    public long Portfolios { get; init; }

    /// <summary>Number of domestic workers (العمالة المنزلية).</summary>
    public int DomesticWorkers { get; init; }

    /// <summary>When each kind of source last answered.</summary>
    public SourceDays Sources { get; init; }

    internal bool Has(HouseholdMarks mark) => (Marks & mark) == mark;
}

/// <summary>The civil day (<see cref="DateOnly.DayNumber"/>) on which each kind of source last answered; 0 is never.
/// A missing or too old answer makes a decision pending, never a refusal and never zero income.</summary>
public readonly record struct SourceDays(int CivilStatus, int Income, int Assets, int Residence);

/// <summary>Yes-or-no facts of a member.</summary>
[Flags]
public enum MemberMarks : byte
{
    /// <summary>None holds.</summary>
    None = 0,

    /// <summary>Lives in a government shelter or a prison.</summary>
    InShelterOrPrison = 1,

    /// <summary>Died before the benefit month.</summary>
    Deceased = 2,

    /// <summary>Counted in another household for this month.</summary>
    CountedElsewhere = 4,

    /// <summary>Identity or relationship is not confirmed by Civil Affairs.</summary>
    Unverified = 8,

    /// <summary>Days abroad have a proven, accepted reason.</summary>
    AbsenceJustified = 16,
}

/// <summary>What a decision needs to know of one member.</summary>
public readonly record struct MemberFacts
{
    /// <summary>What the member is to the main beneficiary.</summary>
    public required Relationship Relationship { get; init; }

    /// <summary>Nationality as the programme sees it.</summary>
    public required NationalityStatus Nationality { get; init; }

    /// <summary>Sex.</summary>
    public required Sex Sex { get; init; }

    /// <summary>Marital status.</summary>
    public required MaritalStatus MaritalStatus { get; init; }

    /// <summary>Birth date as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int BirthDay { get; init; }

    /// <summary>Days abroad in the twelve months before the data cut-off, continuous or not.</summary>
    public short DaysAbroad { get; init; }

    /// <summary>Yes-or-no facts.</summary>
    public MemberMarks Marks { get; init; }

    internal bool Has(MemberMarks mark) => (Marks & mark) == mark;
}

/// <summary>One income of one member, verified for the month it is used for.</summary>
/// <param name="Member">Index of the member in the household.</param>
/// <param name="Kind">Its source.</param>
/// <param name="Monthly">Gross amount of the month, halalas, never negative.</param>
public readonly record struct IncomeLine(byte Member, IncomeKind Kind, long Monthly);
