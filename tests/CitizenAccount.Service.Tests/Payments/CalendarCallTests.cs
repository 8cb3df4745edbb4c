using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>The payment calendar over the wire.</summary>
public sealed class CalendarCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task Without_a_period_it_is_the_coming_twelve_months()
    {
        var months = await AskAsync(new GetPaymentCalendarRequest());
        Assert.Equal(12, months.Count);
        Assert.Equal("cycles/2026-11", months[0].Cycle);
        Assert.Equal("cycles/2027-10", months[^1].Cycle);
        Assert.Equal(Enumerable.Range(108, 12), months.Select(month => month.CycleNumber));
        Assert.False(months[0].Provisional);
        Assert.All(months.Skip(1), month => Assert.True(month.Provisional));
    }

    [Theory]
    [InlineData("2026-11-30T20:59:59Z", "cycles/2026-11")]
    [InlineData("2026-11-30T21:00:00Z", "cycles/2026-12")]
    public async Task The_current_month_is_the_one_that_clocks_in_Riyadh_show(string now, string first)
    {
        running.Service.Clock.MoveTo(DateTimeOffset.Parse(now, null));
        try
        {
            Assert.Equal(first, (await AskAsync(new GetPaymentCalendarRequest()))[0].Cycle);
        }
        finally
        {
            running.Service.Clock.MoveTo(RunningService.Start);
        }
    }

    [Fact]
    public async Task A_month_is_told_with_its_days_in_both_calendars()
    {
        var month = Assert.Single(await AskAsync(Span(2026, 12, 1)));
        Assert.Equal(new YearMonth { Year = 2026, Month = 12 }, month.BenefitMonth);
        Assert.Equal(Day(2026, 12, 10), month.PaymentDate);
        Assert.Equal(new HijriDate { Year = 1448, Month = 7, Day = 1 }, month.PaymentHijriDate);
        Assert.Equal(Day(2026, 11, 10), month.DataCutOffDate);
        Assert.Equal(DateTimeOffset.Parse("2026-11-10T21:00:00Z", null), month.DataCutOffTime.ToDateTimeOffset());
        Assert.Equal(Day(2026, 12, 15), month.ObjectionOpensDate);
        Assert.Equal(Day(2027, 3, 10), month.ObjectionClosesDate);
        Assert.Equal(PaymentDateShift.None, month.Shift);
    }

    [Theory]
    [InlineData(2026, 4, 9, PaymentDateShift.Friday)]
    [InlineData(2026, 1, 11, PaymentDateShift.Saturday)]
    [InlineData(2026, 12, 10, PaymentDateShift.None)]
    public async Task A_weekend_moves_the_payment_day(int year, int month, int day, PaymentDateShift shift)
    {
        var told = Assert.Single(await AskAsync(Span(year, month, 1)));
        Assert.Equal(Day(year, month, day), told.PaymentDate);
        Assert.Equal(Day(year, month, 10), told.NominalDate);
        Assert.Equal(shift, told.Shift);
    }

    [Theory]
    [InlineData(2017, 1, "cycles/2017-12")]
    [InlineData(2018, 12, "cycles/2018-01")]
    [InlineData(2028, 11, "cycles/2028-01")] // as far as the calendar reaches
    public async Task A_year_is_told_as_far_as_the_calendar_has_it(int year, int count, string first)
    {
        var months = await AskAsync(new GetPaymentCalendarRequest { Year = year });
        Assert.Equal(count, months.Count);
        Assert.Equal(first, months[0].Cycle);
        Assert.Equal(Enumerable.Range(months[0].CycleNumber, count), months.Select(month => month.CycleNumber));
    }

    [Fact]
    public async Task The_longest_span_and_the_first_payment_are_answered()
    {
        var months = await AskAsync(Span(2017, 12, 36));
        Assert.Equal(36, months.Count);
        Assert.True(months[0].FirstPayment);
        Assert.Equal(Day(2017, 12, 21), months[0].PaymentDate);
        Assert.NotEmpty(months[0].AnnouncementSource.Address);
        Assert.Single(months, month => month.FirstPayment);
    }

    private static GetPaymentCalendarRequest Span(int year, int month, int months) => new()
    {
        Span = new MonthSpan { FromMonth = new YearMonth { Year = year, Month = month }, Months = months },
    };

    private static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    private async Task<List<PaymentCalendarMonth>> AskAsync(GetPaymentCalendarRequest request) =>
        [.. (await running.Service.Payments().GetPaymentCalendarAsync(request, Clients.By())).Months];
}
