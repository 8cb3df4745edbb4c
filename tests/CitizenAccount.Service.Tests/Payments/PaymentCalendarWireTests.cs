using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments;
using Confidence = CitizenAccount.Contracts.Type.V1.Confidence;
using HijriDate = CitizenAccount.Contracts.Type.V1.HijriDate;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Payments;

public sealed class PaymentCalendarWireTests
{
    private static readonly YearMonth Current = new(2026, 11);

    [Fact]
    public void A_month_is_told_with_every_date_in_both_calendars()
    {
        var month = Show("2026-12");
        Assert.Equal(new Contracts.Type.V1.YearMonth { Year = 2026, Month = 12 }, month.BenefitMonth);
        Assert.Equal(109, month.CycleNumber);
        Assert.Equal("cycles/2026-12", month.Cycle);
        Assert.Equal(Date(2026, 12, 10), month.PaymentDate);
        Assert.Equal(Hijri(1448, 7, 1), month.PaymentHijriDate);
        Assert.Equal(month.PaymentDate, month.NominalDate);
        Assert.Equal(month.PaymentHijriDate, month.NominalHijriDate);
        Assert.Equal(PaymentDateShift.None, month.Shift);
        Assert.Equal(Date(2026, 11, 10), month.DataCutOffDate);
        Assert.Equal(Hijri(1448, 5, 30), month.DataCutOffHijriDate);
        Assert.Equal(new DateTime(2026, 11, 10, 21, 0, 0, DateTimeKind.Utc), month.DataCutOffTime.ToDateTime());
        Assert.Equal(Date(2026, 12, 15), month.ObjectionOpensDate);
        Assert.Equal(Hijri(1448, 7, 6), month.ObjectionOpensHijriDate);
        Assert.Equal(Date(2027, 3, 10), month.ObjectionClosesDate);
        Assert.Equal(Hijri(1448, 10, 2), month.ObjectionClosesHijriDate);
        Assert.False(month.FirstPayment);
        Assert.Null(month.AnnouncementSource);
        Assert.Equal(Confidence.Unspecified, month.AnnouncementConfidence);
        Assert.Equal("", month.AnnouncementNote);
    }

    [Theory]
    [InlineData("2026-04", 9, 14, PaymentDateShift.Friday)]
    [InlineData("2025-10", 9, 14, PaymentDateShift.Friday)]
    [InlineData("2026-01", 11, 16, PaymentDateShift.Saturday)]
    [InlineData("2026-12", 10, 15, PaymentDateShift.None)]
    public void A_weekend_moves_the_payment_day_and_says_why(
        string month, int paid, int objectionOpens, PaymentDateShift shift)
    {
        var shown = Show(month);
        Assert.Equal(paid, shown.PaymentDate.Day);
        Assert.Equal(10, shown.NominalDate.Day);
        Assert.Equal(shift, shown.Shift);
        Assert.Equal(objectionOpens, shown.ObjectionOpensDate.Day);
    }

    [Fact]
    public void The_first_payment_is_announced_with_its_source()
    {
        var first = Show("2017-12");
        Assert.True(first.FirstPayment);
        Assert.Equal(1, first.CycleNumber);
        Assert.Equal(Date(2017, 12, 21), first.PaymentDate);
        Assert.Equal(PaymentDateShift.Announced, first.Shift);
        Assert.Equal(Confidence.High, first.AnnouncementConfidence);
        Assert.Equal("The first payment.", first.AnnouncementNote);
        Assert.Equal("payment-day-2017-12", first.AnnouncementSource.Id);
        Assert.Equal("2017-12-21", first.AnnouncementSource.Published);
        Assert.StartsWith("Reuters", first.AnnouncementSource.Title, StringComparison.Ordinal);
        Assert.StartsWith("https://www.reuters.com/", first.AnnouncementSource.Address, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_without_a_date_says_so()
    {
        var source = Show("2019-08").AnnouncementSource;
        Assert.Equal("n.d.", source.Published);
        Assert.Equal("https://sauress.com/almowaten/2378530", source.Address);
    }

    [Theory]
    [InlineData("2017-12", false)]
    [InlineData("2026-10", false)]
    [InlineData("2026-11", false)]
    [InlineData("2026-12", true)]
    [InlineData("2028-11", true)]
    public void Months_after_the_current_one_are_provisional(string month, bool provisional) =>
        Assert.Equal(provisional, Show(month).Provisional);

    [Fact]
    public void An_announced_month_is_no_longer_provisional()
    {
        var announced = new AnnouncedPaymentDay(
            new YearMonth(2027, 3),
            new DateOnly(2027, 3, 8),
            "the programme",
            Rules.Policies.Confidence.Medium,
            "Before Eid.");
        var month = new PaymentCalendarWire(PaymentCalendar.Published.WithAnnounced([announced]))
            .ToWire(announced.Month, Current);
        Assert.False(month.Provisional);
        Assert.Equal(Date(2027, 3, 8), month.PaymentDate);
        Assert.Equal(Date(2027, 3, 10), month.NominalDate);
        Assert.Equal(Date(2027, 3, 13), month.ObjectionOpensDate);
        Assert.Equal(Confidence.Medium, month.AnnouncementConfidence);
        Assert.Equal("", month.AnnouncementSource.Address);
    }

    [Fact]
    public void The_days_to_object_are_those_of_the_policies()
    {
        foreach (var month in PolicyBook.FirstMonth.Through(new YearMonth(2028, 12)))
        {
            Assert.Equal(ObjectionDays.OpensAfter, Parameter("objection.payment.opens_after_days", month));
            Assert.Equal(ObjectionDays.ClosesAfter, Parameter("objection.payment.window_days", month));
        }
    }

    [Fact]
    public void Every_known_month_can_be_shown_and_its_dates_are_in_order()
    {
        foreach (var month in PolicyBook.FirstMonth.Through(new YearMonth(2060, 12)))
        {
            var shown = Show(month.ToString());
            Assert.True(Day(shown.DataCutOffDate) < Day(shown.PaymentDate));
            Assert.Equal(Day(shown.PaymentDate).AddDays(5), Day(shown.ObjectionOpensDate));
            Assert.Equal(Day(shown.PaymentDate).AddDays(90), Day(shown.ObjectionClosesDate));
            Assert.NotEqual(PaymentDateShift.Unspecified, shown.Shift);
        }
    }

    private static PaymentCalendarMonth Show(string month) =>
        new PaymentCalendarWire(PaymentCalendar.Published).ToWire(YearMonth.Parse(month), Current);

    private static int Parameter(string key, YearMonth month) =>
        PolicyBook.Published.Parameters.Single(parameter => parameter.Key == key).At(month).Value.GetInt32();

    private static Date Date(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    private static HijriDate Hijri(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    private static DateOnly Day(Date date) => new(date.Year, date.Month, date.Day);
}
