using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>A payment day that the programme announces goes before the 10th, and people are told of it.</summary>
public sealed class AnnouncedDayTests
{
    private static readonly DateOnly Day = new(2027, 1, 7);

    [Fact]
    public async Task A_month_is_paid_on_its_announced_day_and_no_other_and_whoever_is_due_is_told()
    {
        await using var stage = await PaymentStage.StartAsync(settings: Announcing("2027-01", "2027-01-07"));
        var service = stage.Service;
        var calendar = await service.Payments().GetPaymentCalendarAsync(
            new() { Span = new() { FromMonth = new() { Year = 2027, Month = 1 }, Months = 1 } }, Clients.By());
        Assert.Equal(PaymentDateShift.Announced, calendar.Months[0].Shift);
        var refused = await Refused.ByAsync(service.Disbursement().PrepareBatchAsync(
            PaymentDesk.Preparing(PaymentStage.January, day: new DateOnly(2027, 1, 10)), service.Operator()));
        Assert.Equal(("NOT_A_PAYMENT_DAY", "2027-01-07"), (refused.Reason, refused.Metadata["payment_date"]));
        await stage.PayAsync(PaymentStage.January, day: Day);
        Notification? told = null;
        await CycleDesk.UntilAsync(async () => (told = (await service.Notifications().ListNotificationsAsync(
            new() { Parent = stage.Person.Account.Name, PageSize = 50 }, stage.Person.Options)).Notifications
            .SingleOrDefault(one => one.Kind == NotificationKind.Announcement)) is not null);
        Assert.Contains("2027-01-07", told!.Body.Ar, StringComparison.Ordinal);
        Assert.Contains("2027-01-07", told.Body.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-01", "2027-02-07")]
    [InlineData("2019-08", "2019-08-09")]
    [InlineData("January", "2027-01-07")]
    public async Task An_announcement_that_cannot_be_is_refused_at_the_start(string month, string day)
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(Announcing(month, day)));
        Assert.Contains("Payments:AnnouncedDays", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Announcing(string month, string day) => new()
    {
        ["Payments:AnnouncedDays:0:Month"] = month,
        ["Payments:AnnouncedDays:0:Date"] = day,
        ["Payments:AnnouncedDays:0:Source"] = "Announced for a test",
    };
}
