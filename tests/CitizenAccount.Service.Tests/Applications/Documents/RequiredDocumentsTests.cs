using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Tests.House;
using RequiredDocument = CitizenAccount.Service.Applications.Documents.RequiredDocument;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Which documents a case needs, case by case, and which document meets it.</summary>
public sealed class RequiredDocumentsTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    private static readonly CaseMember Woman = new(1, Relationship.Main) { Sex = Sex.Female, Nationality = NationalityStatus.Saudi };
    private static readonly CaseMember Man = new(1, Relationship.Main) { Sex = Sex.Male, Nationality = NationalityStatus.Saudi };
    private static readonly CaseMember Child = new(2, Relationship.Son) { Nationality = NationalityStatus.Saudi };
    private static readonly CaseMember Daughter = new(3, Relationship.Daughter) { Nationality = NationalityStatus.Saudi };

    // Kind, member, "|" its alternatives; "*" marks what is checked by itself.
    private static readonly IReadOnlyList<(string What, DocumentCase Case, string[] Needed)> Cases =
    [
        ("an independent with an Ejar lease", Independent(HousingProof.EjarLease), ["Lease 0*"]),
        ("an independent whose lease Ejar does not have", Independent(HousingProof.EjarLease, VerificationState.Differs), ["Lease 0"]),
        ("an independent in developmental housing", Independent(HousingProof.DevelopmentalHousing), ["HousingLetter 0*"]),
        ("an independent in university housing", Independent(HousingProof.UniversityHousing), ["HousingLetter 0*"]),
        ("an independent with deed and bill", Independent(HousingProof.TitleDeedAndElectricityBill),
            ["TitleDeed 0", "ElectricityBill 0|OccupancyCertificate"]),
        ("an independent with deed and occupancy certificate", Independent(HousingProof.TitleDeedAndOccupancyCertificate),
            ["TitleDeed 0", "OccupancyCertificate 0|ElectricityBill"]),
        ("an imam", Independent(HousingProof.ImamHousing), ["HousingLetter 0"]),
        ("an independent in military housing", Independent(HousingProof.MilitaryHousingLetter), ["HousingLetter 0"]),
        ("an independent housed by an employer", Independent(HousingProof.EmployerHousingLetter), ["HousingLetter 0"]),
        ("an independent housed by an institute", Independent(HousingProof.InstituteHousingLetter), ["HousingLetter 0"]),
        ("an independent without a proof yet", Independent(HousingProof.Unspecified), ["TitleDeed 0|Lease,HousingLetter"]),
        ("a head with a lease", Head(Man, Child) with { HousingKind = HousingKind.Rented, HousingProof = HousingProof.EjarLease }, []),

        ("a woman married to a non-Saudi", Head(Woman, Child) with { MarriedWomanCase = MarriedWomanCase.MarriedToNonSaudi },
            ["MarriageContract 1", "CivilExtract 1|MarriageContract"]),
        ("the family of a prisoner", Head(Woman, Child) with { MarriedWomanCase = MarriedWomanCase.FamilyOfPrisoner }, ["PrisonCertificate 1"]),
        ("the family of a person lacking capacity", Head(Woman) with { MarriedWomanCase = MarriedWomanCase.FamilyOfPersonLackingCapacity },
            ["CapacityDeed 1"]),
        ("a woman whose husband is absent", Head(Woman) with { MarriedWomanCase = MarriedWomanCase.HusbandAbsent }, ["AbsenceDeed 1"]),
        ("an abandoned woman with children", Head(Woman, Child) with { MarriedWomanCase = MarriedWomanCase.HusbandAbsent },
            ["AbsenceDeed 1|SupportDeed"]),

        ("a divorced woman with children", Head(Woman with { MaritalStatus = MaritalStatus.Divorced }, Child, Daughter), ["SupportDeed 1"]),
        ("a divorced woman without children", Head(Woman with { MaritalStatus = MaritalStatus.Divorced }), []),
        ("a divorced man with children", Head(Man with { MaritalStatus = MaritalStatus.Divorced }, Child), []),
        ("a widow with children", Head(Woman with { MaritalStatus = MaritalStatus.Widowed }, Child, Daughter),
            ["HeirsDeed 2|BirthCertificate,Other", "HeirsDeed 3|BirthCertificate,Other"]),
        ("a widower with children", Head(Man with { MaritalStatus = MaritalStatus.Widowed }, Child), []),

        ("a supported dependant", Head(Man, Child with { Relationship = Relationship.SupportedDependant }), ["GuardianshipDeed 2"]),
        ("a fostered child", Head(Man, With(Child, LifeEventKind.Fostered)), ["GuardianshipDeed 2"]),
        ("a newborn", Head(Man, With(Child, LifeEventKind.Birth)), ["BirthCertificate 2*"]),
        ("a newborn the civil records do not have", Head(Man, With(Child, LifeEventKind.Birth) with { Verification = VerificationState.Differs }),
            ["BirthCertificate 2"]),
        ("a marriage", Head(Man, With(new CaseMember(2, Relationship.Spouse) { Nationality = NationalityStatus.Saudi }, LifeEventKind.Marriage)),
            ["MarriageContract 2*"]),
        ("a divorce", Head(Man, With(new CaseMember(2, Relationship.Spouse) { Nationality = NationalityStatus.Saudi }, LifeEventKind.Divorce)),
            ["DivorceDeed 2*"]),
        ("a death", Head(Man, With(Child, LifeEventKind.Death)), ["DeathCertificate 2*"]),
        ("a spouse's death", Head(With(Man, LifeEventKind.Widowed), Child), ["DeathCertificate 1*"]),
        ("a member whose nationality is not known", Head(Man, Child with { Nationality = NationalityStatus.Unspecified }),
            ["CivilExtract 2|BirthCertificate*"]),
        ("other events", Head(Man, With(Child, LifeEventKind.MovedIn, LifeEventKind.Imprisoned, LifeEventKind.Correction)), []),

        ("a commercial registration", Head(Man with { CommercialActivity = true }, Child), ["CommercialRegistration 1"]),
        ("an unproved income of trade", Head(Man, Child with { UnprovedIncomes = [IncomeKind.CommercialActivity] }), ["CommercialRegistration 2"]),
        ("unproved incomes", Head(Man with { UnprovedIncomes = [IncomeKind.Salary, IncomeKind.RealEstate] }, Child), ["IncomeProof 1|BankStatement"]),
        ("an ordinary family", Head(Man, new CaseMember(2, Relationship.Spouse) { Nationality = NationalityStatus.NonSaudiSpouse }, Daughter), []),
        ("nothing entered yet", new DocumentCase(), []),

        ("several things at once", Head(
            Woman with { MaritalStatus = MaritalStatus.Divorced, CommercialActivity = true }, With(Child, LifeEventKind.Birth),
            Daughter with { UnprovedIncomes = [IncomeKind.StudentStipend] }),
            ["SupportDeed 1", "CommercialRegistration 1", "IncomeProof 3|BankStatement", "BirthCertificate 2*"]),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(row => row.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_needs_these_documents_and_no_others(string what)
    {
        var (_, documentCase, needed) = Cases.Single(row => row.What == what);
        Assert.Equal(needed, RequiredDocuments.Of(documentCase).Select(Shown));
    }

    [Fact]
    public void Every_document_has_its_reason_in_both_languages_and_a_source_that_the_page_of_the_room_names()
    {
        var rows = Cases.SelectMany(row => RequiredDocuments.Of(row.Case)).ToList();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/CitizenAccount.Service/Applications/Documents/README.md"));
        Assert.All(rows, row =>
        {
            Assert.Contains(row.Cause.Arabic, letter => letter is >= '\u0621' and <= '\u064A');
            Assert.Contains(row.Cause.English, char.IsAsciiLetter);
            Assert.Contains($"`{row.Source}`", row.Source.Length == 0 ? "``" : page, StringComparison.Ordinal);
            Assert.DoesNotContain(row.Kind, row.Alternatives);
        });
        Assert.All(rows.Where(row => row.Source.Length == 0), row => Assert.Equal(DocumentKind.IncomeProof, row.Kind));
    }

    [Fact]
    public void A_received_or_accepted_document_of_the_kind_or_an_alternative_meets_it()
    {
        var documentCase = Independent(HousingProof.TitleDeedAndElectricityBill);
        Assert.Equal([true, true], Met(documentCase, Paper(DocumentKind.TitleDeed), Paper(DocumentKind.OccupancyCertificate)));
        Assert.Equal([false, true], Met(documentCase, Paper(DocumentKind.ElectricityBill)));
        Assert.Equal([false, true], Met(documentCase, Paper(DocumentKind.TitleDeed, 0, DocumentState.Accepted)));
        foreach (var state in new[] { DocumentState.Refused, DocumentState.Replaced })
        {
            Assert.Equal([false, false], Met(documentCase, Paper(DocumentKind.TitleDeed, 0, state), Paper(DocumentKind.ElectricityBill, 0, state)));
        }

        Assert.Equal([false, false], Met(documentCase, Paper(DocumentKind.Lease)));
    }

    [Fact]
    public void The_marriage_contract_does_for_the_civil_extract_and_not_the_other_way_round()
    {
        var documentCase = Head(Woman) with { MarriedWomanCase = MarriedWomanCase.MarriedToNonSaudi };
        Assert.Equal([true, true], Met(documentCase, Paper(DocumentKind.MarriageContract, 1)));
        Assert.Equal([false, true], Met(documentCase, Paper(DocumentKind.CivilExtract, 1)));
    }

    [Fact]
    public void A_document_about_another_member_meets_nothing_but_the_deed_of_a_family_meets_all()
    {
        var widow = Head(Woman with { MaritalStatus = MaritalStatus.Widowed }, Child, Daughter);
        Assert.Equal([false, true], Met(widow, Paper(DocumentKind.BirthCertificate, 2)));
        Assert.Equal([false, false], Met(widow, Paper(DocumentKind.BirthCertificate)));
        Assert.Equal([true, true], Met(widow, Paper(DocumentKind.HeirsDeed)));
        Assert.Equal([true, true], Met(widow, Paper(DocumentKind.BirthCertificate, 2), Paper(DocumentKind.Other, 3)));

        // What concerns the household concerns the main beneficiary.
        Assert.Equal([true], Met(Independent(HousingProof.ImamHousing), Paper(DocumentKind.HousingLetter, 1)));
        Assert.Equal([true], Met(Head(Man with { CommercialActivity = true }), Paper(DocumentKind.CommercialRegistration)));
        Assert.Equal([false], Met(Head(Man with { CommercialActivity = true }, Child), Paper(DocumentKind.CommercialRegistration, 2)));
    }

    [Fact]
    public void An_accepted_document_meets_it_before_a_newer_one_that_was_not_read()
    {
        var accepted = Paper(DocumentKind.HousingLetter, 0, DocumentState.Accepted, day: 1);
        var older = Paper(DocumentKind.HousingLetter, day: 2);
        var newer = Paper(DocumentKind.HousingLetter, day: 3);
        var documentCase = Independent(HousingProof.ImamHousing);
        Assert.Equal(newer.Id, Assert.Single(RequiredDocuments.Of(documentCase with { Documents = [newer, older] })).SatisfiedBy);
        Assert.Equal(accepted.Id, Assert.Single(RequiredDocuments.Of(documentCase with { Documents = [older, accepted, newer] })).SatisfiedBy);
    }

    [Fact]
    public void Nothing_meets_a_proof_that_was_not_chosen()
    {
        var rows = RequiredDocuments.Of(Independent(HousingProof.Unspecified) with
        {
            Documents = [Paper(DocumentKind.TitleDeed), Paper(DocumentKind.Lease), Paper(DocumentKind.HousingLetter)],
        });
        Assert.True(Assert.Single(rows).IsMissing);
    }

    [Fact]
    public void What_is_missing_comes_first_then_what_is_checked_by_itself_then_what_is_met()
    {
        var rows = RequiredDocuments.Of(Head(
            Woman with { MaritalStatus = MaritalStatus.Divorced, CommercialActivity = true }, With(Child, LifeEventKind.Birth)) with
        {
            Documents = [Paper(DocumentKind.SupportDeed)],
        });
        Assert.Equal(
            [DocumentKind.CommercialRegistration, DocumentKind.BirthCertificate, DocumentKind.SupportDeed], rows.Select(row => row.Kind));
        Assert.Equal([true, false, false], rows.Select(row => row.IsMissing));
    }

    private static string Shown(RequiredDocument row) =>
        $"{row.Kind} {row.Member}" + (row.Alternatives.Count == 0 ? "" : $"|{string.Join(',', row.Alternatives)}") + (row.CheckedByItself ? "*" : "");

    private static bool[] Met(DocumentCase documentCase, params CaseDocument[] documents) =>
        [.. RequiredDocuments.Of(documentCase with { Documents = documents }).Select(row => row.SatisfiedBy is not null)];

    private static CaseDocument Paper(
        DocumentKind kind, int member = 0, DocumentState state = DocumentState.Received, int day = 1) =>
        new(Guid.CreateVersion7(new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero)), kind, member, state);

    private static DocumentCase Independent(HousingProof proof, VerificationState verification = VerificationState.Unverified) => new()
    {
        Kind = BeneficiaryKind.Independent,
        HousingKind = HousingKind.Rented,
        HousingProof = proof,
        HousingVerification = verification,
        Members = [Man with { MaritalStatus = MaritalStatus.Single }],
    };

    private static DocumentCase Head(params CaseMember[] members) => new() { Kind = BeneficiaryKind.Head, Members = members };

    private static CaseMember With(CaseMember member, params LifeEventKind[] events) =>
        member with { LifeEvents = [.. events.Select(kind => new CaseLifeEvent(kind, Day))] };
}
