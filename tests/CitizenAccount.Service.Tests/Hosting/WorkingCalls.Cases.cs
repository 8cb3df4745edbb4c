using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of objections and tickets. Most name a case; that there is none is an answer too.
internal static partial class WorkingCalls
{
    public const string SomeObjection = "objections/01938d2e-7a00-7000-8000-000000000001";
    public const string SomeTicket = "tickets/123456789012";

    private const string Objection = "citizenaccount.objection.v1.ObjectionService.";
    private const string Voice = "citizenaccount.voice.v1.VoiceService.";
    private const string NoObjection = "OBJECTION_NOT_FOUND";
    private const string NoTicket = "TICKET_NOT_FOUND";

    private static readonly Role[] Workers = [Role.CaseWorker, Role.Supervisor];
    private static readonly Role[] Staff = [Role.Agent, Role.CaseWorker, Role.Supervisor];

    public static LocalizedText SomeAnswer => new() { Ar = "هذا ردنا على ما كتبت.", En = "This is our answer to you." };

    public static TicketApplicant SomeApplicant => new()
    {
        NationalId = "1012345672",
        FullName = "سعد بن محمد",
        Mobile = "+966551234567",
        BirthHijriDate = new HijriDate { Year = 1408, Month = 7, Day = 25 },
    };

    private static WorkingCall[] Cases =>
    [
        new(Objection + "FileObjection", [Role.Citizen, Role.Agent], (household, purpose) => SoundFiling(household, purpose))
        {
            Absent = "DECISION_NOT_FOUND",
            Answers = ["GROUND_NOT_IN_DECISION", "OBJECTION_ALREADY_OPEN", "OBJECTION_WINDOW_NOT_OPEN"],
        },
        new(Objection + "ListObjections", OwnerAndStaff, (household, purpose) =>
            new ListObjectionsRequest { Household = household.Name, PageSize = 10, Purpose = purpose })
        {
            Absent = "HOUSEHOLD_NOT_FOUND",
        },
        OfCase(Objection + "GetObjection", OwnerAndStaff, NoObjection, purpose =>
            new GetObjectionRequest { Name = SomeObjection, Purpose = purpose }),
        OfCase(Objection + "AddEvidence", [Role.Citizen, Role.CaseWorker], NoObjection, purpose =>
            new AddEvidenceRequest { RequestId = NewId(), Name = SomeObjection, Text = "هذا ما لدي", Purpose = purpose }),
        OfCase(Objection + "WithdrawObjection", [Role.Citizen], NoObjection, _ =>
            new WithdrawObjectionRequest { RequestId = NewId(), Name = SomeObjection }),
        OfCase(Objection + "AssignObjection", Workers, NoObjection, purpose =>
            new AssignObjectionRequest { RequestId = NewId(), Name = SomeObjection, Purpose = purpose }),
        OfCase(Objection + "RequestInformation", Workers, NoObjection, SoundAsking),
        OfCase(Objection + "DecideObjection", Workers, NoObjection, SoundDeciding),
        OfCase(Objection + "EscalateObjection", OwnerAndStaff, NoObjection, purpose => new EscalateObjectionRequest
        {
            RequestId = NewId(),
            Name = SomeObjection,
            Cause = "تأخر الرد عن موعده",
            Purpose = purpose,
        }),
        new(Objection + "GetWorkload", Workers, (_, _) => new GetWorkloadRequest { Queue = "payment-short" }) { NamesWhose = false },
        new(Voice + "OpenTicket", [], (_, _) => SoundOpening()) { Answers = ["TOO_MANY_ATTEMPTS", "INVALID_REQUEST", "PURPOSE_REQUIRED"] },
        new(Voice + "GetTicket", [], (_, _) => new GetTicketRequest { Name = SomeTicket, NationalId = SomeApplicant.NationalId })
        {
            Answers = [NoTicket, "TOO_MANY_ATTEMPTS", "PURPOSE_REQUIRED"],
        },
        OfCase(Voice + "AddTicketMessage", OwnerAndStaff, NoTicket, purpose =>
            new AddTicketMessageRequest { RequestId = NewId(), Name = SomeTicket, Text = "شكرًا", Purpose = purpose }),
        OfCase(Voice + "AssignTicket", Staff, NoTicket, purpose =>
            new AssignTicketRequest { RequestId = NewId(), Name = SomeTicket, Purpose = purpose }),
        OfCase(Voice + "ResolveTicket", Staff, NoTicket, purpose =>
            new ResolveTicketRequest { RequestId = NewId(), Name = SomeTicket, Resolution = SomeAnswer, Purpose = purpose }),
        new(Voice + "ListTickets", OwnerAndStaff, (household, purpose) =>
            new ListTicketsRequest { Household = household.Name, PageSize = 10, Purpose = purpose })
        {
            Absent = "HOUSEHOLD_NOT_FOUND",
        },
    ];

    public static FileObjectionRequest SoundFiling(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = NewId(),
        Eligibility = new EligibilityFiling
        {
            Decision = $"{household.Name}/decisions/2026-12",
            Grounds = { DecisionReason.ReducedByTaper },
        },
        Text = "الدخل المحتسب غير صحيح",
        Purpose = purpose,
    };

    public static OpenTicketRequest SoundOpening() => new()
    {
        RequestId = NewId(),
        Applicant = SomeApplicant,
        Kind = TicketKind.Question,
        Text = "متى تفتح مدة الاعتراض؟",
    };

    public static RequestInformationRequest SoundAsking(Purpose? purpose) => new()
    {
        RequestId = NewId(),
        Name = SomeObjection,
        AskedOf = InformationSource.Citizen,
        Text = SomeAnswer,
        WorkingDays = 5,
        Purpose = purpose,
    };

    public static DecideObjectionRequest SoundDeciding(Purpose? purpose) => new()
    {
        RequestId = NewId(),
        Name = SomeObjection,
        Outcome = ObjectionOutcome.Rejected,
        Answer = SomeAnswer,
        Articles = { "12" },
        Purpose = purpose,
    };

    private static string NewId() => Guid.NewGuid().ToString("D");

    private static WorkingCall OfCase(string name, Role[] roles, string absent, Func<Purpose?, Google.Protobuf.IMessage> sound) =>
        new(name, roles, (_, purpose) => sound(purpose)) { NamesWhose = false, Absent = absent, Answers = [absent] };
}
