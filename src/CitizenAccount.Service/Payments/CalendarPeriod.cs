using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments;

/// <summary>Which months of the payment calendar are asked for, checked field by field.</summary>
/// <param name="First">First month.</param>
/// <param name="Last">Last month, included.</param>
internal sealed record CalendarPeriod(YearMonth First, YearMonth Last)
{
    /// <summary>Most months in one answer.</summary>
    public const int MonthsMax = 36;

    /// <summary>Months answered when the request names none.</summary>
    public const int MonthsDefault = 12;

    /// <summary>The months, in order.</summary>
    public IEnumerable<YearMonth> Months => First.Through(Last);

    /// <summary>Reads a request as of an instant.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field; MONTH_OUT_OF_RANGE.</exception>
    public static CalendarPeriod Parse(GetPaymentCalendarRequest request, DateTimeOffset now)
    {
        var current = YearMonth.Of(now);
        var known = new CalendarPeriod(Cycle.First.Month, current.AddMonths(BenefitMonths.MonthsAhead));
        return request.PeriodCase switch
        {
            GetPaymentCalendarRequest.PeriodOneofCase.Span => OfSpan(request.Span, known),
            GetPaymentCalendarRequest.PeriodOneofCase.Year => OfYear(request.Year, known),
            GetPaymentCalendarRequest.PeriodOneofCase.None => OfMonths(current, MonthsDefault, known),
        };
    }

    private static CalendarPeriod OfSpan(MonthSpan span, CalendarPeriod known)
    {
        var check = new RequestCheck();
        var first = default(YearMonth);
        if (span.FromMonth is { } month)
        {
            month.TryRead(check, "span.from_month", out first);
        }
        else
        {
            check.Add("span.from_month", new("اختر الشهر الأول.", "Give the first month."));
        }

        check.That(
            span.Months is >= 1 and <= MonthsMax,
            "span.months",
            "عدد الأشهر من \u20661\u2069 إلى \u206636\u2069.",
            "The number of months lies between 1 and 36.");
        check.ThrowIfBad();
        return OfMonths(first, span.Months, known);
    }

    private static CalendarPeriod OfMonths(YearMonth first, int months, CalendarPeriod known) =>
        first >= known.First && first.MonthsUntil(known.Last) >= months - 1
            ? new CalendarPeriod(first, first.AddMonths(months - 1))
            : throw OutOfRange(known);

    // Of a year the calendar reaches only in part, the part: 2017 has only its December.
    private static CalendarPeriod OfYear(int year, CalendarPeriod known)
    {
        var check = new RequestCheck();
        check.That(
            year is >= 1 and <= 9999,
            "year",
            "سنة غير صحيحة: اكتب سنة ميلادية مثل \u20662026\u2069.",
            "No such year: give a Gregorian year such as 2026.");
        check.ThrowIfBad();
        if (year < known.First.Year || year > known.Last.Year)
        {
            throw OutOfRange(known);
        }

        var (january, december) = (new YearMonth(year, 1), new YearMonth(year, 12));
        return new CalendarPeriod(
            january < known.First ? known.First : january, december > known.Last ? known.Last : december);
    }

    private static RefusalException OutOfRange(CalendarPeriod known) =>
        BenefitMonths.OutOfRange(known.First, known.Last).ToException();
}
