using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>Which account is paid when, as a table and through a real client.</summary>
public sealed class BankAccountTests
{
    private static readonly Iban Old = Iban.Parse(Ibans.First);
    private static readonly Iban New = Iban.Parse(Ibans.Of(7));

    // Change, in Riyadh; the first month paid to the new account; the moment it takes over.
    public static TheoryData<string, string, string> Changes => new()
    {
        { "2026-12-09T12:00:00+03:00", "2027-01", "2026-12-11T00:00:00+03:00" },
        { "2026-12-10T12:00:00+03:00", "2027-01", "2026-12-11T00:00:00+03:00" },
        { "2026-12-10T23:59:59+03:00", "2027-01", "2026-12-11T00:00:00+03:00" },
        { "2026-12-11T00:00:00+03:00", "2027-02", "2027-01-11T00:00:00+03:00" },
        { "2026-12-11T12:00:00+03:00", "2027-02", "2027-01-11T00:00:00+03:00" },
        { "2026-12-31T23:59:59+03:00", "2027-02", "2027-01-11T00:00:00+03:00" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_account_serves_its_cycle_and_until_then_the_old_one_is_paid(string changed, string first, string over)
    {
        var application = Changed(DateTimeOffset.Parse(changed, null));
        var month = YearMonth.Parse(first);
        Assert.Equal(Old.Value, BankAccounts.For(application, month.AddMonths(-1))!.Iban);
        Assert.Equal(New.Value, BankAccounts.For(application, month)!.Iban);
        Assert.Equal(New.Value, BankAccounts.For(application, month.AddMonths(5))!.Iban);
        var takesOver = DateTimeOffset.Parse(over, null);
        Assert.Equal((Old.Value, New.Value), Shown(application, takesOver.AddSeconds(-1)));
        Assert.Equal((New.Value, null), Shown(application, takesOver));
        Assert.Equal((New.Value, null), Shown(application, takesOver.AddDays(1)));
    }

    [Fact]
    public void The_first_account_and_one_given_before_submission_are_in_use_at_once()
    {
        var at = new Moment(RunningService.Start);
        var application = BankAccounts.Give(MemberRulesTests.Fresh(), Old, at).Change!.After;
        Assert.Equal((Old.Value, null), Shown(application, at.Now));
        application = BankAccounts.Give(application, New, at).Change!.After;
        Assert.Equal((New.Value, null), Shown(application, at.Now));
    }

    [Fact]
    public void Of_two_changes_on_their_way_each_serves_its_month()
    {
        var third = Iban.Parse(Ibans.Of(9));
        var application = Changed(DateTimeOffset.Parse("2026-12-09T12:00:00+03:00", null));
        application = BankAccounts.Give(application, third, new(DateTimeOffset.Parse("2026-12-11T12:00:00+03:00", null))).Change!.After;
        Assert.Equal(
            [Old.Value, New.Value, third.Value],
            new[] { new YearMonth(2026, 12), new(2027, 1), new(2027, 2) }.Select(month => BankAccounts.For(application, month)!.Iban));
    }

    [Fact]
    public void The_same_account_again_is_no_change()
    {
        var application = Changed(RunningService.Start);
        Assert.True(BankAccounts.Give(application, New, new(RunningService.Start)).Change!.IsNothing);
    }

    [Fact]
    public async Task A_change_is_answered_with_its_cycle_told_and_never_shown_whole()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            var first = await person.BankAsync(Ibans.First);
            Assert.Equal(("80", "7519", VerificationState.Unverified),
                (first.Application.BankAccount.BankCode, first.Application.BankAccount.IbanEnding, first.Application.BankAccount.Verification));
            Assert.Null(first.Application.BankAccount.Pending);
            await person.UpdateAsync(Applicant.Household1, "kind", "address", "housing.kind");
            await person.AddSpouseAsync();
            await person.SubmitAsync();
            service.Clock.MoveTo(DateTimeOffset.Parse("2026-12-09T12:00:00+03:00", null));
            var changed = await person.BankAsync(Ibans.Of(7));
            Assert.Equal(("7519", "0007", "cycles/2027-01"),
                (changed.Application.BankAccount.IbanEnding, changed.Application.BankAccount.Pending.IbanEnding, changed.Application.BankAccount.Pending.Serves.Cycle));
            Assert.Equal(("cycles/2027-01", false), (changed.Serves.Cycle, changed.Serves.AfterCutOff));
            Assert.DoesNotContain(Ibans.Of(7)[4..20], changed.ToString(), StringComparison.Ordinal);
            Assert.Equal(MessageKind.BankAccountChanged, (await person.MessagesAsync())[^1]);
            service.Clock.MoveTo(Riyadh.EndOf(new(2026, 12, 10)));
            Assert.Equal(("0007", null), ((await person.GetAsync()).BankAccount.IbanEnding, (await person.GetAsync()).BankAccount.Pending));
            var payee = await service.Services.GetRequiredService<ApplicationsApi>()
                .FindPayeeAsync(person.Household, new(2026, 12), CancellationToken.None);
            Assert.Equal((Ibans.First, false), (payee!.Iban.Value, payee.Confirmed));
        }
    }

    [Fact]
    public async Task The_sixth_change_of_a_month_is_refused_until_the_next_month()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            for (var change = 1; change <= 5; change++)
            {
                await person.BankAsync(Ibans.Of(change));
            }

            var refused = await Refused.ByAsync(async () => await person.BankAsync(Ibans.Of(6)));
            Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED", "5", "month"),
                (refused.Code, refused.Reason, refused.Metadata["limit"], refused.Metadata["per"]));
            var wait = refused.Retry!.RetryDelay.ToTimeSpan();
            service.Clock.Move(wait - TimeSpan.FromSeconds(1));
            Assert.Equal("RATE_LIMITED", (await Refused.ByAsync(async () => await person.BankAsync(Ibans.Of(6)))).Reason);
            service.Clock.Move(TimeSpan.FromSeconds(1));
            await person.BankAsync(Ibans.Of(6));
        }
    }

    [Fact]
    public async Task Nobody_changes_the_account_for_another()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            var request = WorkingCalls.SoundBankAccount(person.Household);
            var refused = await Refused.ByAsync(service.Applications().ChangeBankAccountAsync(request, Clients.By(service.As(Role.CaseWorker))));
            Assert.Equal("PERMISSION_DENIED", refused.Reason);
            var both = Clients.By(service.Bearer("both", [Role.Citizen, Role.CaseWorker], null));
            Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(service.Applications().ChangeBankAccountAsync(request, both))).Reason);
        }
    }

    private static Service.Applications.Application Changed(DateTimeOffset at)
    {
        var application = BankAccounts.Give(MemberRulesTests.Fresh(), Old, new(RunningService.Start)).Change!.After with
        {
            State = StoredState.Submitted,
            Examined = new ExaminedTerms(Rules.Households.HouseholdKind.Head, default),
        };
        return BankAccounts.Give(application, New, new Moment(at)).Change!.After;
    }

    private static (string? InUse, string? Pending) Shown(Service.Applications.Application application, DateTimeOffset now) =>
        (BankAccounts.InUse(application, now)?.Iban, BankAccounts.Pending(application, now)?.Iban);
}
