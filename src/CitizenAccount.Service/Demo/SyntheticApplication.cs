using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Demo;

/// <summary>The application a made-up household would have submitted: its facts are those of the household again.
/// </summary>
internal static class SyntheticApplication
{
    /// <summary>The application as it stands once everything of it was verified.</summary>
    /// <param name="household">The household.</param>
    /// <param name="knownAt">When it was submitted and verified.</param>
    public static Application Of(SyntheticHousehold household, DateTimeOffset knownAt)
    {
        var (header, at) = (household.Header, knownAt.UtcDateTime);
        var submitted = (header.Marks & HouseholdMarks.ApplicationComplete) != 0;
        return new Application
        {
            State = submitted ? StoredState.Submitted : StoredState.New,
            Kind = header.Kind,
            MarriedWomanCase = header.MarriedWomanCase,
            Examined = submitted ? new ExaminedTerms(header.Kind, header.MarriedWomanCase) : null,
            Members =
            [
                .. household.Members.Select((facts, i) => Member(
                    household, i, facts, at, Riyadh.DateOf(knownAt).DayNumber)),
            ],
            Address = DeclaredAddress.Empty with { Short = household.ShortAddress.Value },
            Housing = Housing(header),
            Accounts = [new BankEntry(household.Iban.Value, at, 0, Contract.VerificationState.Confirmed)],
            DeclarationVersion = submitted ? "2026-01" : null,
            SubmittedAt = submitted ? at : null,
            AppliedAt = submitted ? at : null,
            DataAt = submitted ? at : null,
            ConfirmedAt = at,
            Notices = [],
            Answers = Answers(header),
            BarredThrough = header.BarredThroughMonth,
        };
    }

    private static HouseholdMember Member(
        SyntheticHousehold household, int index, in MemberFacts facts, DateTime at, int today)
    {
        var (person, sources) = (household.Persons[index], household.Header.Sources);
        var from = person.BirthDate;
        return new HouseholdMember
        {
            Position = index + 1,
            NationalId = person.NationalId.Value,
            BirthDate = person.BirthDate,
            Relationship = facts.Relationship,
            From = from,
            Incomes = [.. household.Incomes.Where(income => income.Member == index)
                .Select(income => new DeclaredIncome(income.Kind, income.Monthly))],
            Life = [],
            NameArabic = person.GivenName,
            Civil = new CivilRecord(
                at, (facts.Marks & MemberMarks.Unverified) == 0, facts.Sex, facts.Nationality, facts.MaritalStatus)
            {
                DiedOn = (facts.Marks & MemberMarks.Deceased) == 0
                    ? null
                    : DateOnly.FromDayNumber(Math.Max(person.BirthDate.DayNumber, today - DiedDaysAgo)),
                InShelterOrPrison = (facts.Marks & MemberMarks.InShelterOrPrison) != 0,
                CountedElsewhere = (facts.Marks & MemberMarks.CountedElsewhere) != 0,
            },
            IncomeDay = sources.Income,
            ResidenceDay = sources.Residence,
            DaysAbroad = facts.DaysAbroad,
            AbsenceJustified = (facts.Marks & MemberMarks.AbsenceJustified) != 0,
        };
    }

    // The made-up register says that somebody died, not when.
    private const int DiedDaysAgo = 30;

    private static DeclaredHousing Housing(in HouseholdHeader header) => DeclaredHousing.Empty with
    {
        Kind = (byte)(header.HousingProof == HousingProof.EjarLease
            ? Contract.HousingKind.Rented
            : Contract.HousingKind.Owned),
        Proof = header.HousingProof,
        LeaseNumber = header.HousingProof == HousingProof.EjarLease ? "20000000001" : "",
        MeterNumber = header.HousingProof == HousingProof.EjarLease ? "30000000001" : "",
        Answer = new ProofAnswer(
            true, (header.Marks & HouseholdMarks.LeaseValid) != 0, (header.Marks & HouseholdMarks.LeaseShared) != 0,
            (header.Marks & HouseholdMarks.MeterInOwnName) != 0),
    };

    private static SourceAnswers Answers(in HouseholdHeader header) => new()
    {
        CivilDay = header.Sources.CivilStatus,
        AssetsDay = header.Sources.Assets,
        DataDisagree = (header.Marks & HouseholdMarks.DataAgree) == 0,
        DependantsMissing = (header.Marks & HouseholdMarks.AllDependantsAdded) == 0,
        ResidesAbroad = (header.Marks & HouseholdMarks.ResidesInKingdom) == 0,
        CommercialRegistrationUndisclosed = (header.Marks & HouseholdMarks.CommercialRegistrationUndisclosed) != 0,
        RealEstate = header.RealEstate,
        Vehicles = header.Vehicles,
        Cash = header.Cash,
        Portfolios = header.Portfolios,
        DomesticWorkers = header.DomesticWorkers,
    };
}
