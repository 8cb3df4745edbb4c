using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of the monthly cycle. They are about a month, not about a person.
internal static partial class WorkingCalls
{
    private const string Cycle = "citizenaccount.eligibility.v1.CycleService.";
    private const string MonthName = "cycles/2026-12";

    private static Role[] CycleReaders => [Role.Operator, Role.Approver, Role.Releaser, Role.Supervisor];
    private static string[] CycleAnswers =>
        ["CYCLE_NOT_FOUND", "CYCLE_STATE", "CYCLE_EXISTS", "REVIEW_OUTDATED", "SECOND_PERSON_REQUIRED", "TOO_MANY_STREAMS"];

    /// <summary>Why the people of a cycle look at households.</summary>
    public static Purpose Reviewing => new() { Code = PurposeCode.Review };

    private static WorkingCall[] Cycles =>
    [
        OfCycle("GetCycle", CycleReaders, () => new GetCycleRequest { Name = MonthName }),
        OfCycle("ListCycles", CycleReaders, () => new ListCyclesRequest { States = { CycleState.Published }, PageSize = 10 }),
        OfCycle("StartCycle", [Role.Operator], () => new StartCycleRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            BenefitMonth = new YearMonth { Year = 2026, Month = 12 },
        }),
        // Of a month never begun, because the stream of a published one ends by itself; CycleCallTests watches one go.
        OfCycle("WatchCycle", CycleReaders, () => new WatchCycleRequest { Name = "cycles/2027-03" }),
        OfCycle("ReviewCycle", [Role.Operator, Role.Approver], () => new ReviewCycleRequest { Name = MonthName, PageSize = 10 }),
        new(Cycle + "ListRiskSignals", [Role.Operator, Role.Approver], (_, purpose) => new ListRiskSignalsRequest
        {
            Name = MonthName,
            PageSize = 10,
            Purpose = purpose is null ? null : Reviewing,
        })
        {
            NamesWhose = false,
            Answers = CycleAnswers,
        },
        OfCycle("ApproveCycle", [Role.Approver], () => new ApproveCycleRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = MonthName,
            ReviewSha256 = new string('0', 64),
            Note = "Seen.",
        }),
        OfCycle("PublishCycle", [Role.Releaser], () => new PublishCycleRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = MonthName,
        }),
        OfCycle("CancelCycle", [Role.Operator, Role.Approver], () => new CancelCycleRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = MonthName,
            Cause = "Facts of one source were loaded twice.",
        }),
        OfCycle("SimulatePolicy", [Role.Operator, Role.Approver], () => new SimulatePolicyRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Cycle = MonthName,
            Changes =
            {
                new PolicyChange
                {
                    Key = "eligibility.residency.max_days_abroad",
                    Value = new Value { Integer = 100 },
                    FromMonth = new YearMonth { Year = 2026, Month = 12 },
                },
            },
        }),
    ];

    private static WorkingCall OfCycle(string name, Role[] roles, Func<Google.Protobuf.IMessage> sound) =>
        new(Cycle + name, roles, (_, _) => sound()) { NamesWhose = false, Answers = CycleAnswers };
}
