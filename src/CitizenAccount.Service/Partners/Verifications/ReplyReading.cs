using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>A reply that fits its question.</summary>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Day">The day the answer holds for.</param>
internal sealed record ReadReply(VerificationFailure? Failure, DateOnly Day)
{
    /// <summary>Halalas of each kind of income; a kind that is not named has none.</summary>
    public IReadOnlyDictionary<IncomeKind, long> Incomes { get; init; } = new Dictionary<IncomeKind, long>();

    /// <summary>Halalas of an asset, days abroad, or domestic workers.</summary>
    public long Value { get; init; }
}

/// <summary>Reads replies: every bad field is named.</summary>
internal static class ReplyReading
{
    private const long IncomeMax = 100_000_000;
    private const long AssetMax = 1_000_000_000_000;

    /// <exception cref="RefusalException">INVALID_REQUEST.</exception>
    public static ReadReply Read(
        VerificationReply reply, QuestionRow question, PartnerAgreement agreement, DateTimeOffset now)
    {
        var check = new RequestCheck();
        if (reply.OutcomeCase == VerificationReply.OutcomeOneofCase.Failure)
        {
            check.That(
                Enum.IsDefined(reply.Failure) && reply.Failure != VerificationFailure.Unspecified, "reply.failure",
                "سبب التعذر غير معروف.", "No known cause of a failure.");
            check.ThrowIfBad();
            return new ReadReply(reply.Failure, default);
        }

        var isIncome = question.About == QuestionRow.Income;
        var fits = reply.OutcomeCase == (isIncome
            ? VerificationReply.OutcomeOneofCase.Income
            : VerificationReply.OutcomeOneofCase.Status);
        check.That(
            fits, isIncome ? "reply.income" : "reply.status",
            "الجواب ليس من جنس السؤال.", "The answer is of another kind than the question.");
        var observed = ReadTime(reply, now, check);
        var incomes = fits && isIncome ? ReadIncomes(reply.Income, agreement, check) : [];
        var value = fits && !isIncome ? ReadValue(reply.Status, (StatusKind)question.About, check) : 0;
        check.ThrowIfBad();

        // What is known of a month is known by its last day, however much later it was looked up.
        var day = isIncome
            ? Submissions.RecordRules.DayOf(new(question.Month / 100, question.Month % 100), observed)
            : Riyadh.DateOf(new DateTimeOffset(observed, TimeSpan.Zero));
        return new ReadReply(null, day) { Incomes = incomes, Value = value };
    }

    private static DateTime ReadTime(VerificationReply reply, DateTimeOffset now, RequestCheck check)
    {
        var sound = reply.ObservedTime is
        {
            Seconds: > 946_684_800 and < 7_258_118_400,
            Nanos: >= 0 and < 1_000_000_000,
        };
        var observed = sound ? reply.ObservedTime.ToDateTime() : default;
        check.That(
            sound && observed <= now.UtcDateTime, "reply.observed_time",
            "وقت التحقق مطلوب ولا يكون في المستقبل.", "When it was established is needed, and not in the future.");
        return observed;
    }

    private static Dictionary<IncomeKind, long> ReadIncomes(
        IncomeReply reply, PartnerAgreement agreement, RequestCheck check)
    {
        var incomes = new Dictionary<IncomeKind, long>();
        for (var at = 0; at < reply.Incomes.Count; at++)
        {
            var (income, field) = (reply.Incomes[at], $"reply.income.incomes[{at}]");
            var isKnown = Enum.IsDefined(income.Kind) && agreement.IncomeKinds.Contains((IncomeKind)(int)income.Kind);
            check.That(
                isKnown, $"{field}.kind", "نوع الدخل غير متفق عليه مع جهتكم.",
                "This kind of income is not agreed with your organisation.");
            check.That(
                income.Amount is { CurrencyCode: Wire.Currency, Halalas: >= 0 and <= IncomeMax }, $"{field}.amount",
                "المبلغ بالريال السعودي من صفر إلى مليون ريال.", "An amount in SAR, from 0 to 1,000,000.00.");
            if (isKnown)
            {
                // Two employers are two lines of one kind.
                var kind = (IncomeKind)(int)income.Kind;
                incomes[kind] = incomes.GetValueOrDefault(kind) + Math.Clamp(income.Amount?.Halalas ?? 0, 0, IncomeMax);
            }
        }

        return incomes;
    }

    private static long ReadValue(Value? value, StatusKind kind, RequestCheck check)
    {
        var (sound, read) = kind switch
        {
            StatusKind.DaysAbroad => (value is { KindCase: Value.KindOneofCase.Integer, Integer: >= 0 and <= 366 },
                value?.Integer ?? 0),
            StatusKind.DomesticWorkers => (value is { KindCase: Value.KindOneofCase.Integer, Integer: >= 0 and <= 100 },
                value?.Integer ?? 0),
            _ => (value?.Money is { CurrencyCode: Wire.Currency, Halalas: >= 0 and <= AssetMax },
                value?.Money?.Halalas ?? 0),
        };
        check.That(
            sound, "reply.status", "القيمة ليست مما يُجاب به عن هذا السؤال.",
            "The value is none that answers this question.");
        return read;
    }
}
