using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Calls;
using FsCheck;
using FsCheck.Fluent;
using Refusal = CitizenAccount.Service.Platform.Calls.Refusal;

namespace CitizenAccount.Service.Tests.Payments;

public sealed class CalendarPeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_set_means_twelve_months_from_the_current_one() =>
        Assert.Equal(Period("2026-11", "2027-10"), CalendarPeriod.Parse(new(), Now));

    [Theory]
    [InlineData("2026-11-30T20:59:59Z", "2026-11")]
    [InlineData("2026-11-30T21:00:00Z", "2026-12")]
    public void The_current_month_is_the_one_in_Riyadh(string now, string first)
    {
        var period = CalendarPeriod.Parse(new(), DateTimeOffset.Parse(now, null));
        Assert.Equal(YearMonth.Parse(first), period.First);
    }

    [Theory]
    [InlineData(2017, 12, 1, "2017-12", "2017-12")]
    [InlineData(2017, 12, 36, "2017-12", "2020-11")]
    [InlineData(2026, 1, 12, "2026-01", "2026-12")]
    [InlineData(2028, 11, 1, "2028-11", "2028-11")]
    [InlineData(2025, 12, 36, "2025-12", "2028-11")]
    public void A_span_is_so_many_months_from_its_first(int year, int month, int months, string first, string last) =>
        Assert.Equal(Period(first, last), CalendarPeriod.Parse(Span(year, month, months), Now));

    [Theory]
    [InlineData(2017, 11, 1)]
    [InlineData(2017, 11, 36)]
    [InlineData(2000, 1, 1)]
    [InlineData(2028, 12, 1)]
    [InlineData(2028, 11, 2)]
    [InlineData(2025, 12, 36, "2026-10-31T12:00:00Z", "2028-10")]
    [InlineData(2199, 12, 36)]
    public void A_span_that_leaves_the_known_months_is_refused_with_both_ends(
        int year, int month, int months, string? now = null, string last = "2028-11")
    {
        var at = now is null ? Now : DateTimeOffset.Parse(now, null);
        AssertOutOfRange(Refusing.By(() => CalendarPeriod.Parse(Span(year, month, months), at)), last);
    }

    [Theory]
    [InlineData(2017, "2017-12", "2017-12")]
    [InlineData(2018, "2018-01", "2018-12")]
    [InlineData(2026, "2026-01", "2026-12")]
    [InlineData(2028, "2028-01", "2028-11")]
    public void A_year_is_its_months_as_far_as_the_calendar_reaches(int year, string first, string last) =>
        Assert.Equal(Period(first, last), CalendarPeriod.Parse(new() { Year = year }, Now));

    [Theory]
    [InlineData(1)]
    [InlineData(2016)]
    [InlineData(2029)]
    [InlineData(9999)]
    public void A_year_outside_the_calendar_is_refused_with_both_ends(int year) =>
        AssertOutOfRange(Refusing.By(() => CalendarPeriod.Parse(new() { Year = year }, Now)), "2028-11");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_000)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_year_that_is_none_is_malformed(int year) =>
        AssertMalformed(new() { Year = year }, "year");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(37)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_span_has_one_to_thirty_six_months(int months) =>
        AssertMalformed(Span(2026, 1, months), "span.months");

    [Theory]
    [InlineData(2026, 0)]
    [InlineData(2026, 13)]
    [InlineData(0, 1)]
    [InlineData(-2026, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void A_first_month_that_is_none_is_malformed(int year, int month) =>
        AssertMalformed(Span(year, month, 1), "span.from_month");

    [Fact]
    public void Everything_wrong_with_a_span_is_named_at_once()
    {
        AssertMalformed(new() { Span = new() }, "span.from_month", "span.months");
        AssertMalformed(Span(2026, 13, 37), "span.from_month", "span.months");
    }

    [Fact]
    public void Whatever_is_asked_is_answered_within_the_known_months_or_refused()
    {
        var numbers = Gen.Frequency(
            (1, Gen.Choose(int.MinValue, int.MaxValue)), (9, Gen.Choose(-1, 40)), (9, Gen.Choose(2015, 2031)));
        var spans = numbers.SelectMany(year => numbers.SelectMany(
            month => numbers.Select(months => Span(year, month, months))));
        var years = numbers.Select(year => new GetPaymentCalendarRequest { Year = year });
        Prop.ForAll(Gen.OneOf(spans, years).ToArbitrary(), request =>
        {
            try
            {
                var months = CalendarPeriod.Parse(request, Now).Months.ToList();
                return months.Count is >= 1 and <= CalendarPeriod.MonthsMax
                    && months[0] >= YearMonth.Parse("2017-12") && months[^1] <= YearMonth.Parse("2028-11");
            }
            catch (RefusalException refused)
            {
                return refused.Refusal.Reason is ErrorReason.InvalidRequest or ErrorReason.MonthOutOfRange;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void AssertOutOfRange(Refusal refusal, string last)
    {
        Assert.Equal(ErrorReason.MonthOutOfRange, refusal.Reason);
        var facts = Refusing.FactsOf(refusal);
        Assert.Equal("2017-12", facts["first_month"]);
        Assert.Equal(last, facts["last_month"]);
    }

    private static void AssertMalformed(GetPaymentCalendarRequest request, params string[] fields)
    {
        var refusal = Refusing.By(() => CalendarPeriod.Parse(request, Now));
        Assert.Equal(ErrorReason.InvalidRequest, refusal.Reason);
        Assert.Equal(fields, Refusing.FieldsOf(refusal));
    }

    private static CalendarPeriod Period(string first, string last) =>
        new(YearMonth.Parse(first), YearMonth.Parse(last));

    private static GetPaymentCalendarRequest Span(int year, int month, int months) => new()
    {
        Span = new MonthSpan { FromMonth = new() { Year = year, Month = month }, Months = months },
    };
}
