using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>A document that a case needs, and why.</summary>
/// <param name="Kind">What is needed.</param>
/// <param name="Member">Position of the member it concerns; 0 when it concerns the household.</param>
/// <param name="Cause">Why.</param>
/// <param name="Source">Id of the source that says so, listed in this room's README; empty where no public source names
/// the document and this system asks for it.</param>
internal sealed record RequiredDocument(DocumentKind Kind, int Member, LocalizedText Cause, string Source)
{
    /// <summary>What would do as well.</summary>
    public IReadOnlyList<DocumentKind> Alternatives { get; init; } = [];

    /// <summary>An official source answers it; upload only if that fails.</summary>
    public bool CheckedByItself { get; init; }

    /// <summary>The document that meets it; null while none does.</summary>
    public Guid? SatisfiedBy { get; init; }

    /// <summary>Whether the household has to upload something: no document meets it and no official source answers it.
    /// </summary>
    public bool IsMissing => SatisfiedBy is null && !CheckedByItself;

    /// <summary>No document of today can meet it: the household first has to say which proof it has.</summary>
    public bool IsUndecided { get; init; }
}

/// <summary>Which documents a case needs. Pure: values in, a list out. What is still missing comes first, then what an
/// official source answers, then what is met; within each, the household's before the members'.</summary>
internal static partial class RequiredDocuments
{
    // A document of these kinds names a whole family and serves every member of it.
    private static readonly HashSet<DocumentKind> OfTheFamily = [DocumentKind.HeirsDeed, DocumentKind.SupportDeed];

    /// <summary>The documents a case needs.</summary>
    public static IReadOnlyList<RequiredDocument> Of(DocumentCase documentCase)
    {
        RequiredDocument[] needed =
        [
            .. OfHousing(documentCase), .. OfMarriedWoman(documentCase), .. OfWomanAlone(documentCase),
            .. documentCase.Members.SelectMany(OfMember),
        ];
        return
        [
            .. needed.DistinctBy(row => (row.Kind, row.Member))
                .Select(row => row with { SatisfiedBy = MeetingIn(documentCase.Documents, row) })
                .OrderBy(RankOf).ThenBy(row => row.Member).ThenBy(row => row.Kind),
        ];
    }

    private static int RankOf(RequiredDocument row) => row.IsMissing ? 0 : row.SatisfiedBy is null ? 1 : 2;

    // An accepted document before one not read yet, then the newest: ids of version 7 grow with time.
    private static Guid? MeetingIn(IEnumerable<CaseDocument> documents, RequiredDocument row) => row.IsUndecided
        ? null
        : documents
            .Where(document => document.State is DocumentState.Received or DocumentState.Accepted)
            .Where(document => document.Kind == row.Kind || row.Alternatives.Contains(document.Kind))
            .Where(document => Concerns(document, row.Member))
            .OrderByDescending(document => document.State == DocumentState.Accepted)
            .ThenByDescending(document => document.Id.ToString("N"), StringComparer.Ordinal)
            .Select(document => (Guid?)document.Id)
            .FirstOrDefault();

    // What concerns the household concerns the main beneficiary, and the other way round.
    private static bool Concerns(CaseDocument document, int member) =>
        document.Member == member
        || (document.Member <= 1 && (member <= 1 || OfTheFamily.Contains(document.Kind)));

    // Proof of living apart is asked of independents only. [okaz-2214373]
    private static IEnumerable<RequiredDocument> OfHousing(DocumentCase documentCase)
    {
        const string source = "okaz-2214373";
        if (documentCase.Kind != BeneficiaryKind.Independent)
        {
            return [];
        }

        var byItself = documentCase.HousingVerification != VerificationState.Differs;
        return documentCase.HousingProof switch
        {
            HousingProof.EjarLease =>
                [new(DocumentKind.Lease, 0, LeaseCause, source) { CheckedByItself = byItself }],
            HousingProof.DevelopmentalHousing or HousingProof.UniversityHousing =>
                [new(DocumentKind.HousingLetter, 0, ProgrammeHousingCause, source) { CheckedByItself = byItself }],
            HousingProof.TitleDeedAndElectricityBill =>
            [
                new(DocumentKind.TitleDeed, 0, TitleDeedCause, source),
                new(DocumentKind.ElectricityBill, 0, ElectricityBillCause, source)
                {
                    Alternatives = [DocumentKind.OccupancyCertificate],
                },
            ],
            HousingProof.TitleDeedAndOccupancyCertificate =>
            [
                new(DocumentKind.TitleDeed, 0, TitleDeedCause, source),
                new(DocumentKind.OccupancyCertificate, 0, OccupancyCause, source)
                {
                    Alternatives = [DocumentKind.ElectricityBill],
                },
            ],
            HousingProof.ImamHousing => [new(DocumentKind.HousingLetter, 0, MosqueLetterCause, source)],
            HousingProof.MilitaryHousingLetter => [new(DocumentKind.HousingLetter, 0, MilitaryLetterCause, source)],
            HousingProof.EmployerHousingLetter => [new(DocumentKind.HousingLetter, 0, EmployerLetterCause, source)],
            HousingProof.InstituteHousingLetter => [new(DocumentKind.HousingLetter, 0, InstituteLetterCause, source)],
            _ =>
            [
                new(DocumentKind.TitleDeed, 0, NoProofCause, source)
                {
                    Alternatives = [DocumentKind.Lease, DocumentKind.HousingLetter],
                    IsUndecided = true,
                },
            ],
        };
    }

    // A married woman is main beneficiary in four cases only. [zalghaym-married] Documents are named for the first of
    // them: approval of the Interior Ministry and a recent civil extract, else the marriage contract.
    private static IEnumerable<RequiredDocument> OfMarriedWoman(DocumentCase documentCase)
    {
        switch (documentCase.MarriedWomanCase)
        {
            case MarriedWomanCase.MarriedToNonSaudi:
                yield return new(DocumentKind.MarriageContract, 1, NonSaudiHusbandCause, "almowaten-2019-03");
                yield return new(DocumentKind.CivilExtract, 1, NonSaudiExtractCause, "almowaten-2019-03")
                {
                    Alternatives = [DocumentKind.MarriageContract],
                };
                break;
            case MarriedWomanCase.FamilyOfPrisoner:
                yield return new(DocumentKind.PrisonCertificate, 1, PrisonerCause, "zalghaym-married");
                break;
            case MarriedWomanCase.FamilyOfPersonLackingCapacity:
                yield return new(DocumentKind.CapacityDeed, 1, CapacityCause, "zalghaym-married");
                break;
            case MarriedWomanCase.HusbandAbsent:
                // An abandoned woman with children is head with a deed of support. [samhnews-2017]
                yield return new(DocumentKind.AbsenceDeed, 1, AbsentHusbandCause, "zalghaym-married")
                {
                    Alternatives = ChildrenOf(documentCase).Any() ? [DocumentKind.SupportDeed] : [],
                };
                break;
            case MarriedWomanCase.Unspecified:
            default:
                break;
        }
    }

    // A divorced woman with children is head with a deed of support [samhnews-2017]; a widow adds dependants with the
    // heirs' deed, birth certificates or the provider's card [akhbaar24-641528]. The card is no kind of its own in the
    // contract: it comes as another document.
    private static IEnumerable<RequiredDocument> OfWomanAlone(DocumentCase documentCase)
    {
        var main = documentCase.Members.FirstOrDefault(member => member.Position == 1);
        if (documentCase.Kind != BeneficiaryKind.Head || main?.Sex != Sex.Female)
        {
            return [];
        }

        return main.MaritalStatus switch
        {
            MaritalStatus.Divorced when ChildrenOf(documentCase).Any() =>
                [new(DocumentKind.SupportDeed, 1, DivorcedWithChildrenCause, "samhnews-2017")],
            MaritalStatus.Widowed => ChildrenOf(documentCase).Select(child =>
                new RequiredDocument(DocumentKind.HeirsDeed, child.Position, WidowCause, "akhbaar24-641528")
                {
                    Alternatives = [DocumentKind.BirthCertificate, DocumentKind.Other],
                }),
            _ => [],
        };
    }

    private static IEnumerable<CaseMember> ChildrenOf(DocumentCase documentCase) => documentCase.Members.Where(
        member => member.Relationship is Relationship.Son or Relationship.Daughter);

    private static IEnumerable<RequiredDocument> OfMember(CaseMember member)
    {
        // One under legal guardianship or fosterage. [akhbaar24-641528]
        if (member.Relationship == Relationship.SupportedDependant || Happened(member, LifeEventKind.Fostered))
        {
            yield return new(
                DocumentKind.GuardianshipDeed, member.Position, GuardianshipCause, "akhbaar24-641528");
        }

        foreach (var row in OfCivilRecords(member))
        {
            yield return row;
        }

        // A registration makes ineligible until its income is disclosed or it is cancelled.
        if (member.CommercialActivity || member.UnprovedIncomes.Contains(IncomeKind.CommercialActivity))
        {
            yield return new(DocumentKind.CommercialRegistration, member.Position, CommercialCause, "newzksa-cr");
        }

        if (member.UnprovedIncomes.Any(kind => kind is not IncomeKind.CommercialActivity))
        {
            yield return new(DocumentKind.IncomeProof, member.Position, IncomeCause, "")
            {
                Alternatives = [DocumentKind.BankStatement],
            };
        }
    }

    // Family and nationality are verified at Civil Affairs [dalylsaudi-440312]; a document serves where that fails.
    private static IEnumerable<RequiredDocument> OfCivilRecords(CaseMember member)
    {
        const string source = "dalylsaudi-440312";
        var byItself = member.Verification != VerificationState.Differs;
        (LifeEventKind Event, DocumentKind Kind, LocalizedText Cause)[] events =
        [
            (LifeEventKind.Birth, DocumentKind.BirthCertificate, NewbornCause),
            (LifeEventKind.Marriage, DocumentKind.MarriageContract, MarriageCause),
            (LifeEventKind.Divorce, DocumentKind.DivorceDeed, DivorceCause),
            (LifeEventKind.Death, DocumentKind.DeathCertificate, DeathCause),
            (LifeEventKind.Widowed, DocumentKind.DeathCertificate, WidowedCause),
        ];
        foreach (var (kind, document, cause) in events.Where(row => Happened(member, row.Event)))
        {
            yield return new(document, member.Position, cause, source) { CheckedByItself = byItself };
        }

        if (member.Nationality == NationalityStatus.Unspecified && member.Relationship != Relationship.Main)
        {
            yield return new(DocumentKind.CivilExtract, member.Position, NationalityCause, source)
            {
                Alternatives = [DocumentKind.BirthCertificate],
                CheckedByItself = byItself,
            };
        }
    }

    private static bool Happened(CaseMember member, LifeEventKind kind) =>
        member.LifeEvents.Any(happened => happened.Kind == kind);
}
