using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>A record that is sound by itself.</summary>
internal sealed record SoundRecord(
    string Record, NationalId Person, YearMonth Month, IncomeKind Kind, long Halalas, DateTime ObservedAt,
    bool Withdraws);

/// <summary>What makes a record acceptable that can be told from the record alone.</summary>
internal static class RecordRules
{
    /// <summary>Longest id of a record.</summary>
    public const int RecordMax = 64;

    private const long HalalasMax = 100_000_000;

    /// <summary>Reads a record.</summary>
    /// <returns>Why it is refused; null when it is sound.</returns>
    public static RecordProblem? Read(
        IncomeRecord record, PartnerAgreement agreement, DateTimeOffset now, out SoundRecord sound)
    {
        sound = null!;
        if (record.Record.Length is 0 or > RecordMax || record.Record.Any(char.IsControl)
            || !NationalId.TryParse(record.NationalId, out var person, out _)
            || record.IncomeMonth is not { Year: >= 2000 and <= 2199, Month: >= 1 and <= 12 } stated
            || !Enum.IsDefined(record.Kind) || record.Kind == Contracts.Type.V1.IncomeKind.Unspecified
            || record.Amount is not { CurrencyCode: Wire.Currency, Halalas: >= 0 and <= HalalasMax }
            || !TryRead(record, now, out var observed))
        {
            return RecordProblem.Malformed;
        }

        var (month, kind) = (new YearMonth(stated.Year, stated.Month), (IncomeKind)(int)record.Kind);
        var current = YearMonth.Of(now);
        if (!agreement.IncomeKinds.Contains(kind))
        {
            return RecordProblem.OutOfScope;
        }

        if (month > current || month < current.AddMonths(-agreement.MonthsBack))
        {
            return RecordProblem.MonthOutOfRange;
        }

        // What was established before the month began is an estimate from other months.
        if (Riyadh.DateOf(new DateTimeOffset(observed, TimeSpan.Zero)) < month.Day(1))
        {
            return RecordProblem.NotMonthExact;
        }

        sound = new SoundRecord(
            record.Record, person, month, kind, record.Amount.Halalas, observed, record.Withdraws);
        return null;
    }

    /// <summary>The day a record holds for: when it was established, but no day after its month.</summary>
    public static DateOnly DayOf(YearMonth month, DateTime observedAt)
    {
        var (observed, last) = (
            Riyadh.DateOf(new DateTimeOffset(observedAt, TimeSpan.Zero)), month.AddMonths(1).Day(1).AddDays(-1));
        return observed < last ? observed : last;
    }

    /// <summary>Why a record was refused, in words.</summary>
    public static LocalizedText TextOf(RecordProblem problem) => problem switch
    {
        RecordProblem.Malformed => new(
            "حقل ناقص أو غير صحيح. صحّحوا السجل وأرسلوه من جديد.", "A field is missing or wrong. Correct the record."),
        RecordProblem.PersonNotKnown => new(
            "لا توجد لدينا أسرة يُحتسب فيها صاحب هذا الرقم. تحققوا من رقم الهوية.",
            "No household here counts a person of this number. Check the ID number."),
        RecordProblem.OutOfScope => new(
            "نوع الدخل هذا غير متفق عليه مع جهتكم.", "This kind of income is not agreed with your organisation."),
        RecordProblem.MonthOutOfRange => new(
            "الشهر في المستقبل أو أقدم مما اتُّفق عليه مع جهتكم.",
            "The month is in the future, or before what was agreed with your organisation."),
        RecordProblem.ContradictsRecord => new(
            "أُرسل سجل بهذا المعرّف بمحتوى آخر. للتصحيح اسحبوا السابق وأرسلوا سجلًا بمعرّف جديد.",
            "A record of this id was sent with other content. To correct it, withdraw it and send one with a new id."),
        RecordProblem.NotMonthExact => new(
            "ثبت السجل قبل بداية شهره، فهو تقدير لا دخل شهر بعينه.",
            "The record was established before its month began: an estimate is no income of a month."),
        RecordProblem.Unspecified => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    private static bool TryRead(IncomeRecord record, DateTimeOffset now, out DateTime observed)
    {
        // Outside these years a timestamp cannot be read at all.
        var sound = record.ObservedTime is
        {
            Seconds: > 946_684_800 and < 7_258_118_400,
            Nanos: >= 0 and < 1_000_000_000,
        };
        observed = sound ? record.ObservedTime.ToDateTime() : default;
        return sound && observed <= now.UtcDateTime;
    }
}
