using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The steps people take with a cycle, each with what stands in its way. A step changes the row it is given
/// or answers a refusal and changes nothing.</summary>
internal static class CycleSteps
{
    /// <summary>What stands in the way of starting a month; null when nothing does.</summary>
    public static Refusal? WhyNotStart(
        CycleRow? existing, YearMonth month, Policy policy, bool confirmProvisional, DateTimeOffset now)
    {
        if (existing is not null && existing.State != CycleState.Cancelled)
        {
            return Refusal.Of(ErrorReason.CycleExists).With("cycle", DecisionWire.NameOf(month));
        }

        var cutOff = Cycle.Of(month).DataCutOff;
        return now < cutOff
            ? Refusal.Of(ErrorReason.CutOffNotPassed)
                .With("cut_off_time", cutOff.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
            : policy.IsProvisional && !confirmProvisional
                ? Refusal.Of(ErrorReason.PolicyNotConfirmed).With("policy_version", policy.Version)
                : null;
    }

    /// <summary>A cycle as it starts: which facts count is fixed from here on.</summary>
    public static CycleRow Start(YearMonth month, Policy policy, string by, long sequence, DateTimeOffset now) => new()
    {
        Month = CycleRun.CodeOf(month),
        Number = Cycle.Of(month).Number,
        Run = 1,
        State = CycleState.Sealing,
        PolicyVersion = policy.Version,
        PolicyHash = policy.ContentHash,
        CutOffAt = Cycle.Of(month).DataCutOff.UtcDateTime,
        SealedAt = now.UtcDateTime,
        SealedSequence = sequence,
        SnapshotHash = [],
        Households = 0,
        Evaluated = 0,
        StartedBy = by,
        Version = 1,
    };

    /// <summary>Starts a cancelled month again.</summary>
    public static void Restart(CycleRow row, Policy policy, string by, long sequence, DateTimeOffset now)
    {
        row.Run++;
        row.State = CycleState.Sealing;
        (row.PolicyVersion, row.PolicyHash) = (policy.Version, policy.ContentHash);
        (row.SealedAt, row.SealedSequence, row.SnapshotHash) = (now.UtcDateTime, sequence, []);
        (row.Households, row.Evaluated, row.EvaluatedAt) = (0, 0, null);
        (row.DecisionsHash, row.Figures) = (null, null);
        (row.StartedBy, row.ApprovedBy, row.ApprovedAt, row.CancelCause) = (by, null, null, null);
        (row.Owner, row.LeaseUntil) = (null, null);
    }

    /// <summary>A second person approves the figures of the review.</summary>
    public static Refusal? Approve(CycleRow row, string by, DateTimeOffset now)
    {
        if (row.State != CycleState.InReview)
        {
            return StateOf(row);
        }

        if (row.StartedBy == by)
        {
            return SecondPerson("start");
        }

        (row.State, row.ApprovedBy, row.ApprovedAt) = (CycleState.Approved, by, now.UtcDateTime);
        return null;
    }

    /// <summary>A third person publishes: from one moment to the next, everyone reads the new month.</summary>
    public static Refusal? Publish(CycleRow row, string by, int publication, DateTimeOffset now)
    {
        if (row.State != CycleState.Approved)
        {
            return StateOf(row);
        }

        if (row.StartedBy == by || row.ApprovedBy == by)
        {
            return SecondPerson(row.StartedBy == by ? "start" : "approve");
        }

        (row.State, row.PublishedBy, row.PublishedAt) = (CycleState.Published, by, now.UtcDateTime);
        row.Publication = publication;
        return null;
    }

    /// <summary>Gives a cycle up before its publication.</summary>
    public static Refusal? Cancel(CycleRow row, string cause)
    {
        if (row.State is CycleState.Published or CycleState.Cancelled)
        {
            return StateOf(row);
        }

        (row.State, row.CancelCause) = (CycleState.Cancelled, cause);
        return null;
    }

    private static Refusal StateOf(CycleRow row) =>
        Refusal.Of(ErrorReason.CycleState).With("state", CycleWire.NameOf(CycleWire.StateOf(row)));

    private static Refusal SecondPerson(string step) =>
        Refusal.Of(ErrorReason.SecondPersonRequired).With("step", step);
}
