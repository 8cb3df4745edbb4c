using System.Globalization;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What a household is told of a decision on it.</summary>
internal static class DecisionMessages
{
    /// <summary>Days to object, the day of the notification not counted.</summary>
    public const int ObjectionDays = 90;

    /// <summary>The messages: the result, and a stop or cut with its reasons.</summary>
    /// <param name="account">Whose list they stand in.</param>
    /// <param name="row">The decision.</param>
    /// <param name="before">What was due the month before, or by the version before; halalas.</param>
    /// <param name="now">When it is told.</param>
    public static IEnumerable<Message> Of(AccountId account, DecisionRow row, long before, DateTimeOffset now)
    {
        var verdict = (Verdict)row.Eligibility;
        if (verdict == Verdict.Pending)
        {
            yield return Tell(MessageKind.DecisionPending, Reasons(row));
            yield break;
        }

        if (row.Amount < before)
        {
            yield return Tell(MessageKind.SupportStopped, Reasons(row));
        }

        if (verdict == Verdict.Eligible && (row.Amount > 0 || before <= 0))
        {
            yield return Tell(
                MessageKind.DecidedEligible, ("amount", row.Amount.ToString(CultureInfo.InvariantCulture)));
        }
        else if (verdict == Verdict.NotEligible && before <= 0)
        {
            yield return Tell(MessageKind.DecidedNotEligible, [.. Reasons(row), ("object_until", UntilOf(now))]);
        }

        Message Tell(MessageKind kind, params (string Key, string Value)[] facts) => new(kind, account)
        {
            Subject = new DecisionName(row.HouseholdId, CycleRun.MonthOf(row.Month)).ToString(),
            Facts = facts.Append(("cycle", CycleRun.MonthOf(row.Month).ToString()))
                .ToDictionary(fact => fact.Item1, fact => fact.Item2),
        };
    }

    private static string UntilOf(DateTimeOffset now) => Riyadh.DateOf(now).AddDays(ObjectionDays)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static (string, string)[] Reasons(DecisionRow row)
    {
        Rules.LocalizedText[] texts =
            [.. new ReasonSet((ulong)row.Reasons).InOrder().Select(reason => ReasonTexts.Of(reason).What)];
        return
        [
            ("reasons_ar", string.Join(' ', texts.Select(text => text.Arabic))),
            ("reasons_en", string.Join(' ', texts.Select(text => text.English))),
        ];
    }
}
