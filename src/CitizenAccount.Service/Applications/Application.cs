using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Applications;

// Numbers are stored: never renumber, never reuse.

/// <summary>Where an application stands by what its people did; the numbers are those of the contract. What decisions
/// add to that is <see cref="StateRule"/>'s.</summary>
internal enum StoredState : byte
{
    /// <summary>Incomplete or never submitted.</summary>
    New = 1,

    /// <summary>Submitted as it stands.</summary>
    Submitted = 2,

    /// <summary>What the declaration covers was changed after submission; the submitted data are examined until the
    /// next one.</summary>
    Changed = 4,

    /// <summary>Withdrawn, or the account behind it closed.</summary>
    Withdrawn = 7,
}

/// <summary>A household's application (الطلب): what it declared and what official sources answered. Values only; every
/// change makes a new one by a named transition.</summary>
internal sealed record Application
{
    public required StoredState State { get; init; }

    /// <summary>Head or independent as now declared; 0 while not stated.</summary>
    public HouseholdKind Kind { get; init; }

    /// <summary>Why a married woman is main beneficiary, as now declared.</summary>
    public MarriedWomanCase MarriedWomanCase { get; init; }

    /// <summary>What the last submission declared and what is examined; null before the first.</summary>
    public ExaminedTerms? Examined { get; init; }

    /// <summary>Everyone who is or was a member, by position; the main beneficiary is the first.</summary>
    public required IReadOnlyList<HouseholdMember> Members { get; init; }

    public DeclaredAddress? Address { get; init; }

    public DeclaredHousing? Housing { get; init; }

    /// <summary>Bank accounts by the time they were given, the newest last; those no month can be paid to any more are
    /// dropped.</summary>
    public required IReadOnlyList<BankEntry> Accounts { get; init; }

    /// <summary>Version of the declaration last made; null before the first.</summary>
    public string? DeclarationVersion { get; init; }

    /// <summary>When it was last submitted with that declaration.</summary>
    public DateTime? SubmittedAt { get; init; }

    /// <summary>When it was first submitted, or last re-applied for: decisions of cycles before say nothing of it.
    /// </summary>
    public DateTime? AppliedAt { get; init; }

    /// <summary>Last change of what is examined; says which cycle the present data serve.</summary>
    public DateTime? DataAt { get; init; }

    /// <summary>When the people of the household last said anything about their data.</summary>
    public DateTime? ConfirmedAt { get; init; }

    /// <summary>When the account behind it was closed; no more changes then.</summary>
    public DateTime? ClosedAt { get; init; }

    public required IReadOnlyList<GivenNotice> Notices { get; init; }

    public required SourceAnswers Answers { get; init; }

    /// <summary>Last benefit month of a bar, as year x 100 + month; 0 is none.</summary>
    public int BarredThrough { get; init; }

    /// <summary>Number of its newest event.</summary>
    public int Events { get; init; }

    public HouseholdMember Main => Members[0];

    /// <summary>Who is a member now, the main beneficiary first.</summary>
    public IEnumerable<HouseholdMember> Active => Members.Where(member => member.IsActive);

    public bool EverSubmitted => Examined is not null;

    /// <summary>Whether its data are examined every month.</summary>
    public bool IsExamined => State is StoredState.Submitted or StoredState.Changed;

    /// <summary>An application nothing was written into yet.</summary>
    public static Application Begin(HouseholdMember main) => new()
    {
        State = StoredState.New,
        Members = [main],
        Accounts = [],
        Notices = [],
        Answers = new SourceAnswers(),
    };

    public HouseholdMember? Find(int position) => Members.FirstOrDefault(member => member.Position == position);

    /// <summary>With one member replaced, found by position.</summary>
    public Application With(HouseholdMember changed) => this with
    {
        Members = [.. Members.Select(member => member.Position == changed.Position ? changed : member)],
    };
}

/// <summary>What a declaration covers and a change of it needs a new one for.</summary>
internal sealed record ExaminedTerms(HouseholdKind Kind, MarriedWomanCase MarriedWomanCase);

/// <summary>National address as declared; parts not given are empty.</summary>
internal sealed record DeclaredAddress(
    string Short, string Building, string Street, string District, string City, string PostalCode, string Additional)
{
    public static readonly DeclaredAddress Empty = new("", "", "", "", "", "", "");

    /// <summary>Names one building: by the short address or by its three numbers.</summary>
    public bool IsWhole =>
        Short.Length > 0 || (Building.Length > 0 && PostalCode.Length > 0 && Additional.Length > 0);
}

/// <summary>How a household lives, and what official sources said of the proof.</summary>
/// <param name="Kind">As the contract numbers it; 0 while not stated.</param>
/// <param name="Proof">What proves living apart.</param>
/// <param name="LeaseNumber">Number of the Ejar contract; may be empty.</param>
/// <param name="MeterNumber">Electricity meter; may be empty.</param>
/// <param name="Document">Id of the document that proves it; null when there is none.</param>
/// <param name="ValidUntil">Last day the proof holds.</param>
internal sealed record DeclaredHousing(
    byte Kind, HousingProof Proof, string LeaseNumber, string MeterNumber, Guid? Document, DateOnly? ValidUntil)
{
    public static readonly DeclaredHousing Empty = new(0, HousingProof.None, "", "", null, null);

    /// <summary>What the source of the proof answered; null while none did.</summary>
    public ProofAnswer? Answer { get; init; }
}

/// <summary>What was found about a proof of living apart.</summary>
internal sealed record ProofAnswer(bool Confirmed, bool LeaseValid, bool LeaseShared, bool MeterInOwnName);

/// <summary>Something the household is asked to do.</summary>
/// <param name="Kind">As the contract numbers it.</param>
/// <param name="Member">Position of the member it concerns; 0 is the household.</param>
/// <param name="GivenAt">When the household was notified.</param>
/// <param name="Due">Last day to do it before a stop.</param>
internal sealed record GivenNotice(byte Kind, int Member, DateTime GivenAt, DateOnly Due);

/// <summary>What official sources last answered about the household as a whole. Days are
/// <see cref="DateOnly.DayNumber"/>, 0 is never; amounts are halalas.</summary>
internal sealed record SourceAnswers
{
    public int CivilDay { get; init; }

    public int AssetsDay { get; init; }

    /// <summary>Declared data contradict the records beyond what a notice was given for.</summary>
    public bool DataDisagree { get; init; }

    /// <summary>Dependants registered to the head are missing from the application.</summary>
    public bool DependantsMissing { get; init; }

    /// <summary>The main beneficiary does not reside in the Kingdom.</summary>
    public bool ResidesAbroad { get; init; }

    public bool CommercialRegistrationUndisclosed { get; init; }

    public long RealEstate { get; init; }

    public long Vehicles { get; init; }

    public long Cash { get; init; }

    public long Portfolios { get; init; }

    public int DomesticWorkers { get; init; }
}
