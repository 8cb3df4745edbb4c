using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of applications. A sound change names the etag of a household as it was loaded: the first one changes it, and
// whoever comes later is served with the answer that the data changed since.
internal static partial class WorkingCalls
{
    public const string SoundEtag = "1";

    private const string ApplicationCalls = "citizenaccount.account.v1.ApplicationService.";
    private const string NoMember = "MEMBER_NOT_FOUND";
    private const string Changed = "CONFLICT";

    private static readonly Role[] OwnerAlone = [Role.Citizen];
    private static readonly Role[] OwnerAndWorkers = [Role.Citizen, Role.Agent, Role.CaseWorker];

    public static Date SomeDay => new() { Year = 2026, Month = 11, Day = 1 };

    private static WorkingCall[] Applications =>
    [
        new(ApplicationCalls + "AddMember", OwnerAndWorkers, (household, purpose) => SoundAddMember(household, purpose))
        {
            Absent = NoHousehold,
            Answers = [Changed],
        },
        new(ApplicationCalls + "ChangeBankAccount", OwnerAlone, (household, _) => SoundBankAccount(household))
        {
            Absent = NoHousehold,
            Answers = [Changed],
        },
        new(ApplicationCalls + "GetApplication", OwnerAndStaff, (household, purpose) => new GetApplicationRequest
        {
            Household = household.Name,
            Purpose = purpose,
        })
        {
            Absent = NoHousehold,
        },
        new(ApplicationCalls + "ListApplicationEvents", OwnerAndStaff, (household, purpose) =>
            new ListApplicationEventsRequest
            {
                Parent = household.Name,
                Kinds = { ApplicationEventKind.Updated, ApplicationEventKind.MemberAdded },
                PageSize = 10,
                Purpose = purpose,
            })
        {
            Absent = NoHousehold,
        },
        new(ApplicationCalls + "Reapply", OwnerAlone, (household, _) => SoundReapplication(household))
        {
            Absent = NoHousehold,
            Answers = [Changed, "REAPPLICATION_NOT_POSSIBLE"],
        },
        new(ApplicationCalls + "RemoveMember", OwnerAndWorkers, (household, purpose) =>
            SoundRemoveMember(household, purpose))
        {
            Absent = NoMember,
            Answers = [Changed, NoMember],
        },
        new(ApplicationCalls + "SubmitApplication", OwnerAlone, (household, _) => SoundSubmission(household))
        {
            Absent = NoHousehold,
            Answers = [Changed, "APPLICATION_STATE"],
        },
        new(ApplicationCalls + "UpdateApplication", OwnerAndWorkers, (household, purpose) =>
            SoundUpdate(household, purpose))
        {
            Absent = NoHousehold,
            Answers = [Changed],
        },
        new(ApplicationCalls + "UpdateMember", OwnerAndWorkers, (household, purpose) =>
            SoundUpdateMember(household, purpose))
        {
            Absent = NoMember,
            Answers = [Changed],
        },
        new(ApplicationCalls + "WithdrawApplication", OwnerAlone, (household, _) => SoundWithdrawal(household))
        {
            Absent = NoHousehold,
            Answers = [Changed, "APPLICATION_STATE"],
        },
    ];

    public static AddMemberRequest SoundAddMember(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        NationalId = "1000000008",
        BirthDate = new Date { Year = 2026, Month = 11, Day = 1 },
        Relationship = Relationship.Son,
        LifeEvent = new LifeEvent { Kind = LifeEventKind.Birth, EventDate = SomeDay },
        Incomes = { SoundIncome },
        Etag = SoundEtag,
        Purpose = purpose,
    };

    public static Income SoundIncome => new()
    {
        Kind = IncomeKind.Salary,
        Monthly = new Money { CurrencyCode = "SAR", Halalas = 4_000_00 },
        FromDate = new Date { Year = 2025, Month = 1, Day = 1 },
        UntilDate = new Date { Year = 2027, Month = 1, Day = 31 },
    };

    public static ChangeBankAccountRequest SoundBankAccount(HouseholdId household) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        Iban = "SA0380000000608010167519",
        Etag = SoundEtag,
    };

    public static ReapplyRequest SoundReapplication(HouseholdId household) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        DeclarationVersion = "2026-01",
        Etag = SoundEtag,
    };

    public static RemoveMemberRequest SoundRemoveMember(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Name = $"{household.Name}/members/2",
        LifeEvent = new LifeEvent { Kind = LifeEventKind.MovedOut, EventDate = SomeDay },
        Etag = SoundEtag,
        Purpose = purpose,
    };

    public static SubmitApplicationRequest SoundSubmission(HouseholdId household) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        DeclarationVersion = "2026-01",
        Etag = SoundEtag,
    };

    public static UpdateApplicationRequest SoundUpdate(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        Application = new Application
        {
            Kind = BeneficiaryKind.Head,
            MarriedWomanCase = MarriedWomanCase.Unspecified,
            Address = new NationalAddress { ShortAddress = "RAAA2919", City = "الرياض" },
            Housing = new Housing { Kind = HousingKind.Rented },
        },
        UpdateMask = new FieldMask { Paths = { "address", "housing.kind" } },
        Etag = SoundEtag,
        Purpose = purpose,
    };

    public static UpdateMemberRequest SoundUpdateMember(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Member = new Member { Name = $"{household.Name}/members/1", Incomes = { SoundIncome } },
        UpdateMask = new FieldMask { Paths = { "incomes" } },
        LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = SomeDay },
        Etag = SoundEtag,
        Purpose = purpose,
    };

    public static WithdrawApplicationRequest SoundWithdrawal(HouseholdId household) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        Cause = "لا حاجة",
        Etag = SoundEtag,
    };
}
