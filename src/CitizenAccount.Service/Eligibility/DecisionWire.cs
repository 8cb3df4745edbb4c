using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Published decisions on the wire.</summary>
internal sealed class DecisionWire(PolicyBook policies, PaymentCalendar payments)
{
    private readonly SharedPartsOfAnswers _shared = new(policies, payments);

    public HouseholdEligibility ToEligibility(PublishedDecision decision)
    {
        var (row, shared) = (decision.Row, _shared.Of(decision));
        var wire = new HouseholdEligibility
        {
            Household = row.HouseholdId.Name,
            Cycle = shared.Cycle,
            CycleNumber = decision.Cycle.Number,
            BenefitMonth = shared.Month,
            Decision = new DecisionName(row.HouseholdId, CycleRun.MonthOf(row.Month)).ToString(),
            EligibilityResult = Result(row),
            EntitlementResult = Entitled(row),
            Entitlement = Wire.ToMoney(row.Amount),
            DecidedTime = shared.Decided,
            PublishedTime = shared.Published,
            ObjectionDeadlineDate = shared.Deadline,
            ObjectionDeadlineHijriDate = shared.DeadlineHijri,
            Provisional = shared.Provisional,
        };
        if (row.Amount > 0)
        {
            (wire.PaymentDate, wire.PaymentHijriDate) = (shared.Payment, shared.PaymentHijri);
        }

        wire.Reasons.Add(_shared.ReasonsOf(row));

        // Made for this answer alone: since when each is waited for is written into it.
        wire.WaitingFor.Add(Waiting(row));
        return wire;
    }

    public Contracts.Eligibility.V1.Decision ToDecision(PublishedDecision decision)
    {
        var (row, shared) = (decision.Row, _shared.Of(decision));
        var wire = new Contracts.Eligibility.V1.Decision
        {
            Name = new DecisionName(row.HouseholdId, CycleRun.MonthOf(row.Month)).ToString(),
            Household = row.HouseholdId.Name,
            Cycle = shared.Cycle,
            CycleNumber = decision.Cycle.Number,
            BenefitMonth = shared.Month,
            Version = decision.Version,
            Cause = decision.Again is { } again ? (DecisionCause)again.Cause : DecisionCause.RegularCycle,
            CauseReference = decision.Again?.Reference ?? "",
            NotifiedTime = decision.NotifiedAt is { } told ? Timestamp.FromDateTime(told) : null,
            EligibilityResult = Result(row),
            EntitlementResult = Entitled(row),
            Entitlement = Wire.ToMoney(row.Amount),
            PolicyVersion = decision.PolicyVersion,
            DecidedTime = shared.Decided,
            PublishedTime = shared.Published,
            ObjectionDeadlineDate = shared.Deadline,
            ObjectionDeadlineHijriDate = shared.DeadlineHijri,
            Provisional = shared.Provisional,
        };
        wire.Reasons.Add(_shared.ReasonsOf(row));
        wire.WaitingFor.Add(Waiting(row));
        return wire;
    }

    public DecisionExplanation ToExplanation(ExplainedDecision explained)
    {
        var (published, explanation) = (explained.Published, explained.Explanation);
        var wire = new DecisionExplanation
        {
            Decision = ToDecision(published),
            Amounts = explained.Explanation.Decision.Eligibility == Rules.Decisions.Eligibility.Eligible
                ? AmountWire.ToWire(explained)
                : null,
            PolicyVersion = published.PolicyVersion,
            PolicySha256 = published.PolicyHash,
            SnapshotSha256 = Convert.ToHexStringLower(published.Cycle.SnapshotHash),
            FactsSha256 = Convert.ToHexStringLower(explained.FactsHash),
            Cliff = Changing.CliffOf(explanation.Decision, explained.Rules) is { } cliff
                ? ChangeWire.ToWire(cliff)
                : null,
            Difference = explained.Difference is { } difference ? ChangeWire.ToWire(difference) : null,
            Receipt = explained.Receipt,
        };
        wire.Steps.Add(explanation.Steps.Select(StepWire.ToWire));
        wire.Changes.Add(explained.Changes.Select(ChangeWire.ToWire));
        return wire;
    }

    public static Freshness ToFreshness(PublishedState state, FreshnessSource source) => new()
    {
        ReadTime = state.ReadTime,
        Revision = state.Seen.Publication + state.Seen.Redecision,
        Source = source,
    };

    /// <summary>The name of a cycle, <c>cycles/2026-12</c>.</summary>
    public static string NameOf(Rules.Time.YearMonth month) =>
        string.Create(CultureInfo.InvariantCulture, $"cycles/{month}");

    /// <summary>Last day to object: counted from the notification; while not all are told, the day of publication
    /// stands for it.</summary>
    public static DateOnly DeadlineOf(PublishedDecision decision) =>
        Riyadh.DateOf(new DateTimeOffset(decision.NotifiedAt ?? decision.PublishedAt))
            .AddDays(DecisionMessages.ObjectionDays);

    private static EligibilityResult Result(DecisionRow row) => ResultOf((Rules.Decisions.Eligibility)row.Eligibility);

    private static EntitlementResult Entitled(DecisionRow row) => EntitledOf((Entitlement)row.Entitlement);

    /// <summary>The first result on the wire.</summary>
    public static EligibilityResult ResultOf(Rules.Decisions.Eligibility eligibility) => eligibility switch
    {
        Rules.Decisions.Eligibility.Eligible => EligibilityResult.Eligible,
        Rules.Decisions.Eligibility.NotEligible => EligibilityResult.NotEligible,
        Rules.Decisions.Eligibility.Pending => EligibilityResult.Pending,
    };

    /// <summary>The second result on the wire.</summary>
    public static EntitlementResult EntitledOf(Entitlement entitlement) => entitlement switch
    {
        Entitlement.Due => EntitlementResult.Due,
        Entitlement.NoneAboveCutOff => EntitlementResult.NoneAboveCutOff,
        Entitlement.NoneAfterDeduction => EntitlementResult.NoneDeductedInFull,
        Entitlement.NoneNotEligible => EntitlementResult.NoneNotEligible,
        Entitlement.Pending => EntitlementResult.Pending,
    };

    /// <summary>Reasons of a decision on the wire, the deciding one first.</summary>
    public static IEnumerable<Reason> ReasonsOf(DecisionRow row) =>
        ReasonsOf(new ReasonSet((ulong)row.Reasons), (Entitlement)row.Entitlement);

    /// <summary>Reasons on the wire: the deciding one first, which by number it is, except where days abroad took all
    /// that income had left.</summary>
    public static IEnumerable<Reason> ReasonsOf(ReasonSet reasons, Entitlement entitlement) =>
        reasons.InOrder().OrderByDescending(reason => Decides(reason, entitlement)).Select(reason =>
        {
            var text = ReasonTexts.Of(reason);
            return new Reason
            {
                Code = ReasonWire.ToWire(reason),
                Text = text.What.ToWire(),
                NextStep = text.NextStep.ToWire(),
            };
        });

    private static bool Decides(Rules.Decisions.DecisionReason reason, Entitlement entitlement) =>
        reason == Rules.Decisions.DecisionReason.DaysAbroadDeducted && entitlement == Entitlement.NoneAfterDeduction;

    private static IEnumerable<WaitingFor> Waiting(DecisionRow row) =>
        new ReasonSet((ulong)row.Reasons).InOrder().Where(reason => ReasonWire.AwaitedOf(reason) is not null)
            .Select(reason => new WaitingFor
            {
                Source = ReasonWire.AwaitedOf(reason)!.Value,
                Text = ReasonTexts.Of(reason).What.ToWire(),
            });
}
