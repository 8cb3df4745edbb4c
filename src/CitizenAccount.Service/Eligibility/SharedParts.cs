using System.Collections.Concurrent;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Date = CitizenAccount.Contracts.Type.V1.Date;
using HijriDate = CitizenAccount.Contracts.Type.V1.HijriDate;
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

/// <summary>When a decision was made and made known: the parts of an answer that go by the calendar hang on these.
/// </summary>
/// <param name="Month">Code of the month it is for.</param>
/// <param name="Decided">When it was decided.</param>
/// <param name="Published">When it was published.</param>
/// <param name="Notified">When the last household was told; null before.</param>
internal readonly record struct DecisionInstants(int Month, DateTime Decided, DateTime Published, DateTime? Notified)
{
    public static DecisionInstants Of(PublishedDecision decision) => new(
        decision.Row.Month, decision.DecidedAt, decision.PublishedAt, decision.NotifiedAt);
}

/// <summary>Everything an answer says but whose it is and how much: two households of one kind are told the same in all
/// else, and there are few kinds.</summary>
/// <param name="At">When.</param>
/// <param name="CycleNumber">Number of the cycle.</param>
/// <param name="Eligibility">The first result.</param>
/// <param name="Entitlement">The second result.</param>
/// <param name="Reasons">The reasons.</param>
/// <param name="IsPaid">There is an amount.</param>
internal readonly record struct AnswerKind(
    DecisionInstants At, int CycleNumber, byte Eligibility, byte Entitlement, long Reasons, bool IsPaid)
{
    public static AnswerKind Of(PublishedDecision decision)
    {
        var row = decision.Row;
        return new AnswerKind(
            DecisionInstants.Of(decision), decision.Cycle.Number, row.Eligibility, row.Entitlement, row.Reasons,
            row.Amount > 0);
    }
}

/// <summary>Keeps what is the same in many answers, each made once. Of what hangs on an instant of its own, as every
/// decision made again does, more than so many are made anew each time they are asked for.</summary>
internal sealed class Alike<TKey, TValue>(Func<TKey, TValue> make)
    where TKey : notnull
{
    private const int KeptMax = 10_000;

    private readonly ConcurrentDictionary<TKey, TValue> _kept = new();

    public TValue Of(TKey key)
    {
        if (_kept.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = make(key);
        if (_kept.Count < KeptMax)
        {
            _kept[key] = made;
        }

        return made;
    }
}

/// <summary>Makes the shared parts.</summary>
internal sealed class SharedPartsOfAnswers(PolicyBook policies, PaymentCalendar payments)
{
    public SharedParts Make(DecisionInstants at)
    {
        var month = CycleRun.MonthOf(at.Month);
        var (deadline, payment) = (DecisionWire.DeadlineOf(at), payments.For(month).Date);
        return new SharedParts(
            DecisionWire.NameOf(month), month.ToWire(), Timestamp.FromDateTime(at.Decided),
            Timestamp.FromDateTime(at.Published), deadline.ToWire(), deadline.ToHijri(), payment.ToWire(),
            payment.ToHijri(), policies.For(month).IsProvisional);
    }
}
