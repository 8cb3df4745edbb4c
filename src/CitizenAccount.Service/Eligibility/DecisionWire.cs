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
    private readonly Alike<DecisionInstants, SharedParts> _shared =
        new(new SharedPartsOfAnswers(policies, payments).Make);

    private readonly Alike<(long Reasons, byte Entitlement), Reason[]> _reasons = new(key =>
        [.. ReasonsOf(new ReasonSet((ulong)key.Reasons), (Entitlement)key.Entitlement)]);

    public HouseholdEligibility ToEligibility(PublishedDecision decision)
    {
        var wire = ToEligibility(AnswerKind.Of(decision));
        WriteOwn(wire, decision.Row);
        return wire;
    }

    /// <summary>What every household with such a decision is answered; whose it is and how much has still to be said.
    /// </summary>
    public HouseholdEligibility ToEligibility(AnswerKind kind)
    {
        var shared = _shared.Of(kind.At);
        var wire = new HouseholdEligibility
        {
            Cycle = shared.Cycle,
            CycleNumber = kind.CycleNumber,
            BenefitMonth = shared.Month,
            EligibilityResult = ResultOf((Rules.Decisions.Eligibility)kind.Eligibility),
            EntitlementResult = EntitledOf((Entitlement)kind.Entitlement),
            DecidedTime = shared.Decided,
            PublishedTime = shared.Published,
            ObjectionDeadlineDate = shared.Deadline,
            ObjectionDeadlineHijriDate = shared.DeadlineHijri,
            Provisional = shared.Provisional,
        };
        if (kind.IsPaid)
        {
            (wire.PaymentDate, wire.PaymentHijriDate) = (shared.Payment, shared.PaymentHijri);
        }

        wire.Reasons.Add(_reasons.Of((kind.Reasons, kind.Entitlement)));

        // Made for this answer alone: since when each is waited for is written into it.
        wire.WaitingFor.Add(Waiting(kind.Reasons));
        return wire;
    }

    /// <summary>Says whose an answer is and how much: all that <see cref="AnswerKind"/> does not say.</summary>
    public static void WriteOwn(HouseholdEligibility wire, DecisionRow row)
    {
        wire.Household = row.HouseholdId.Name;
        wire.Decision = new DecisionName(row.HouseholdId, CycleRun.MonthOf(row.Month)).ToString();
        wire.Entitlement = Wire.ToMoney(row.Amount);
    }

    /// <summary>Whether a decision waits for a source.</summary>
    public static bool IsWaiting(DecisionRow row) => Awaited(row.Reasons).Any();

    public Contracts.Eligibility.V1.Decision ToDecision(PublishedDecision decision)
    {
        var (row, shared) = (decision.Row, _shared.Of(DecisionInstants.Of(decision)));
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
        wire.Reasons.Add(_reasons.Of((row.Reasons, row.Entitlement)));
        wire.WaitingFor.Add(Waiting(row.Reasons));
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
    public static DateOnly DeadlineOf(DecisionInstants at) =>
        Riyadh.DateOf(new DateTimeOffset(at.Notified ?? at.Published))
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

    private static IEnumerable<Rules.Decisions.DecisionReason> Awaited(long reasons) =>
        new ReasonSet((ulong)reasons).InOrder().Where(reason => ReasonWire.AwaitedOf(reason) is not null);

    private static IEnumerable<WaitingFor> Waiting(long reasons) => Awaited(reasons).Select(reason => new WaitingFor
    {
        Source = ReasonWire.AwaitedOf(reason)!.Value,
        Text = ReasonTexts.Of(reason).What.ToWire(),
    });
}
