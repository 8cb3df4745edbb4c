using System.Collections.Concurrent;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Date = CitizenAccount.Contracts.Type.V1.Date;
using HijriDate = CitizenAccount.Contracts.Type.V1.HijriDate;
using Reason = CitizenAccount.Contracts.Eligibility.V1.Reason;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What every answer about a cycle says alike, in the form of the wire. Made once and put into all of them:
/// nobody changes a part of an answer after it is made, and most of an answer is the same for millions.</summary>
/// <param name="Cycle">The cycle's name.</param>
/// <param name="Month">The month it is for.</param>
/// <param name="Decided">When it was decided.</param>
/// <param name="Published">When it was published.</param>
/// <param name="Deadline">Last day to object.</param>
/// <param name="DeadlineHijri">The same in the Hijri calendar.</param>
/// <param name="Payment">Payment day of the month.</param>
/// <param name="PaymentHijri">The same in the Hijri calendar.</param>
/// <param name="Provisional">The policy was carried on from the month before.</param>
internal sealed record SharedParts(
    string Cycle, YearMonth Month, Timestamp Decided, Timestamp Published, Date Deadline, HijriDate DeadlineHijri,
    Date Payment, HijriDate PaymentHijri, bool Provisional);

/// <summary>Keeps the shared parts, and the reasons in words, which are few.</summary>
internal sealed class SharedPartsOfAnswers(PolicyBook policies, PaymentCalendar payments)
{
    // A decision made again has instants of its own; more of them than this are made anew each time they are asked for.
    private const int KeptMax = 10_000;

    private readonly ConcurrentDictionary<Instants, SharedParts> _parts = new();
    private readonly ConcurrentDictionary<(long Reasons, byte Entitlement), Reason[]> _reasons = new();

    private readonly record struct Instants(int Month, DateTime Decided, DateTime Published, DateTime? Notified);

    public SharedParts Of(PublishedDecision decision)
    {
        var key = new Instants(
            decision.Row.Month, decision.DecidedAt, decision.PublishedAt, decision.NotifiedAt);
        return _parts.TryGetValue(key, out var known) ? known : Keep(_parts, key, Make(decision));
    }

    /// <summary>The reasons of a decision in words, the deciding one first.</summary>
    public Reason[] ReasonsOf(DecisionRow row)
    {
        var key = (row.Reasons, row.Entitlement);
        return _reasons.TryGetValue(key, out var known)
            ? known
            : Keep(_reasons, key, [.. DecisionWire.ReasonsOf(row)]);
    }

    private SharedParts Make(PublishedDecision decision)
    {
        var month = CycleRun.MonthOf(decision.Row.Month);
        var (deadline, payment) = (DecisionWire.DeadlineOf(decision), payments.For(month).Date);
        return new SharedParts(
            DecisionWire.NameOf(month), month.ToWire(), Timestamp.FromDateTime(decision.DecidedAt),
            Timestamp.FromDateTime(decision.PublishedAt), deadline.ToWire(), deadline.ToHijri(), payment.ToWire(),
            payment.ToHijri(), policies.For(month).IsProvisional);
    }

    private static TValue Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, TKey key, TValue made)
        where TKey : notnull
    {
        if (kept.Count < KeptMax)
        {
            kept[key] = made;
        }

        return made;
    }
}
