using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>The case of a household as far as it decides which documents are needed. Enums are those of the contract;
/// what is not stated or not known is UNSPECIFIED.</summary>
internal sealed record DocumentCase
{
    public BeneficiaryKind Kind { get; init; }

    /// <summary>Why a married woman is main beneficiary; unspecified when that is not so.</summary>
    public MarriedWomanCase MarriedWomanCase { get; init; }

    public HousingKind HousingKind { get; init; }

    public HousingProof HousingProof { get; init; }

    /// <summary>What official sources say of the proof.</summary>
    public VerificationState HousingVerification { get; init; }

    /// <summary>The members of today, the main beneficiary (position 1) first. One whose death or divorce must still
    /// be proved is listed until it is.</summary>
    public IReadOnlyList<CaseMember> Members { get; init; } = [];

    /// <summary>The documents of the household. Set by this room from its own table; others leave it empty.</summary>
    public IReadOnlyList<CaseDocument> Documents { get; init; } = [];
}

/// <summary>A member of the household.</summary>
/// <param name="Position">1 is the main beneficiary.</param>
/// <param name="Relationship">What the member is to the main beneficiary.</param>
internal sealed record CaseMember(int Position, Relationship Relationship)
{
    public Sex Sex { get; init; }

    /// <summary>Nationality as the programme sees it; unspecified while the civil records have not told it.</summary>
    public NationalityStatus Nationality { get; init; }

    public MaritalStatus MaritalStatus { get; init; }

    public DateOnly? BirthDay { get; init; }

    /// <summary>Whether the civil records confirmed person and relation.</summary>
    public VerificationState Verification { get; init; }

    /// <summary>What happened to the member, as declared.</summary>
    public IReadOnlyList<CaseLifeEvent> LifeEvents { get; init; } = [];

    /// <summary>Kinds of declared income that need a proof: no official source confirmed them, or one says otherwise.
    /// </summary>
    public IReadOnlyList<IncomeKind> UnprovedIncomes { get; init; } = [];

    /// <summary>A commercial registration stands in the member's name, by declaration or by record.</summary>
    public bool CommercialActivity { get; init; }
}

/// <summary>Something that happened to a member, with its civil day.</summary>
internal readonly record struct CaseLifeEvent(LifeEventKind Kind, DateOnly Day);

/// <summary>A document of the household.</summary>
/// <param name="Id">The document.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Member">Position of the member it concerns; 0 when it concerns the household.</param>
/// <param name="State">Where it stands.</param>
internal sealed record CaseDocument(Guid Id, DocumentKind Kind, int Member, DocumentState State);

/// <summary>Finds the case of a household; null when there is no such household. Filled by the application.</summary>
internal delegate Task<DocumentCase?> FindCase(HouseholdId household, CancellationToken stop);
