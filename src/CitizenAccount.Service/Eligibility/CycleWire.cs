using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using State = CitizenAccount.Contracts.Eligibility.V1.CycleState;

namespace CitizenAccount.Service.Eligibility;

/// <summary>How far an evaluation is.</summary>
internal sealed record Progress(int Partitions, int Done);

/// <summary>Cycles on the wire.</summary>
internal sealed class CycleWire(PolicyBook policies, PaymentCalendar payments, TimeProvider clock)
{
    public Contracts.Eligibility.V1.Cycle ToWire(CycleRow row, Progress progress)
    {
        var month = CycleRun.MonthOf(row.Month);
        var day = payments.For(month).Date;
        var figures = CycleFigures.Of(row.Figures);
        return new Contracts.Eligibility.V1.Cycle
        {
            Name = DecisionWire.NameOf(month),
            BenefitMonth = month.ToWire(),
            Number = row.Number,
            State = StateOf(row),
            DataCutOffTime = Timestamp.FromDateTime(row.CutOffAt),
            PaymentDate = day.ToWire(),
            PaymentHijriDate = day.ToHijri(),
            PolicyVersion = row.PolicyVersion,
            PolicySha256 = row.PolicyHash,
            Provisional = policies.For(month).IsProvisional,
            SnapshotSha256 = Convert.ToHexStringLower(row.SnapshotHash),
            DecisionsSha256 = Convert.ToHexStringLower(row.DecisionsHash ?? []),
            Progress = ProgressOf(row, progress),
            Counts = CountsOf(figures),
            Totals = TotalsOf(figures),
            StartedBy = row.StartedBy,
            ApprovedBy = row.ApprovedBy ?? "",
            PublishedBy = row.PublishedBy ?? "",
            CancelCause = row.CancelCause ?? "",
            SealedTime = row.SnapshotHash.Length == 0 ? null : Timestamp.FromDateTime(row.SealedAt),
            EvaluatedTime = TimeOf(row.EvaluatedAt),
            ApprovedTime = TimeOf(row.ApprovedAt),
            PublishedTime = TimeOf(row.PublishedAt),
            Etag = EtagOf(row),
        };
    }

    /// <summary>Changes with every step of a cycle.</summary>
    public static string EtagOf(CycleRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Run}.{(int)row.State}.{row.Version}");

    public static State StateOf(CycleRow row) => row.State switch
    {
        CycleState.Sealing => State.Scheduled,
        CycleState.Evaluating when row.Evaluated == 0 => State.Sealed,
        CycleState.Evaluating => State.Evaluating,
        CycleState.InReview => State.InReview,
        CycleState.Approved => State.Approved,
        CycleState.Published => State.Published,
        CycleState.Cancelled => State.Cancelled,
    };

    /// <summary>The stored states a public one stands for.</summary>
    public static CycleState StoredOf(State state) => state switch
    {
        State.Scheduled => CycleState.Sealing,
        State.Sealed or State.Evaluating => CycleState.Evaluating,
        State.InReview => CycleState.InReview,
        State.Approved => CycleState.Approved,
        State.Published => CycleState.Published,
        _ => CycleState.Cancelled,
    };

    /// <summary>The name of a state in errors, such as <c>IN_REVIEW</c>.</summary>
    public static string NameOf(State state) => state switch
    {
        State.Scheduled => "SCHEDULED",
        State.Sealed => "SEALED",
        State.Evaluating => "EVALUATING",
        State.InReview => "IN_REVIEW",
        State.Approved => "APPROVED",
        State.Published => "PUBLISHED",
        State.Cancelled => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A cycle has a state."),
    };

    public static CycleCounts CountsOf(CycleFigures figures) => new()
    {
        Households = figures.Households,
        Persons = figures.Persons,
        EligibleHouseholds = figures.Eligible,
        NotEligibleHouseholds = figures.NotEligible,
        PendingHouseholds = figures.Pending,
        SupportedHouseholds = figures.Supported,
        EligiblePersons = figures.EligiblePersons,
        SupportedPersons = figures.SupportedPersons,
        Reasons =
        {
            figures.ByReason().Select(pair => new ReasonCount
            {
                Reason = ReasonWire.ToWire(pair.Reason),
                Households = pair.Households,
            }),
        },
    };

    public static CycleTotals TotalsOf(CycleFigures figures) => new()
    {
        Entitlement = Wire.ToMoney(figures.Entitlement),
        Average = Wire.ToMoney(figures.Average),
        FullEntitlement = Wire.ToMoney(figures.FullEntitlement),
        Deductions = Wire.ToMoney(figures.Deductions),
    };

    // At the present pace: as much longer as the rest is larger than what is done.
    private CycleProgress ProgressOf(CycleRow row, Progress progress)
    {
        var wire = new CycleProgress
        {
            Partitions = progress.Partitions,
            PartitionsDone = progress.Done,
            Households = row.Households,
            HouseholdsDone = row.Evaluated,
        };
        if (row.State == CycleState.Evaluating && row.Evaluated > 0)
        {
            var (now, took) = (clock.GetUtcNow().UtcDateTime, clock.GetUtcNow().UtcDateTime - row.SealedAt);
            wire.ExpectedEndTime = Timestamp.FromDateTime(
                now + (took * ((double)(row.Households - row.Evaluated) / row.Evaluated)));
        }

        return wire;
    }

    private static Timestamp? TimeOf(DateTime? at) => at is { } instant ? Timestamp.FromDateTime(instant) : null;
}
