using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo.Stories;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Stories;

/// <summary>The twelve named stories from the first SMS to the decision: what each household is due for the month whose
/// cut-off its story lies around, and for the month after, and what it was told on the way.</summary>
public sealed class TwelveStoriesTests(StoriesTold told) : IClassFixture<StoriesTold>
{
    [Fact]
    public void There_are_twelve_and_no_two_are_the_same() =>
        Assert.Equal(12, told.Stories.Select(story => story.Name).Distinct().Count());

    [Theory]
    [InlineData("couple", 1_080_00, 1_080_00)]
    [InlineData("family-of-six", 2_088_00, 2_088_00)] // 12,000 is under the threshold of 12,499
    [InlineData("independent", 720_00, 720_00)]
    [InlineData("widow", 1_152_00, 1_152_00)]
    [InlineData("citizen-mother", 1_512_00, 1_512_00)]
    [InlineData("mobility-card", 1_080_00, 1_080_00)]
    [InlineData("newborn", 1_080_00, 1_296_00)] // born on the 8th, added on the 11th: serves the month after
    [InlineData("divorce", 936_00, 936_00)]
    [InlineData("death", 1_080_00, 1_080_00)]
    [InlineData("iban-on-the-9th", 1_080_00, 1_080_00)]
    [InlineData("iban-on-the-11th", 1_080_00, 1_080_00)]
    [InlineData("closed", 0, 0)]
    public async Task Each_household_is_due_what_its_story_says(string name, long month, long next)
    {
        var story = StoryOf(name);
        var decisions = await told.Service.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = story.Citizen.Household.Name, Purpose = Clients.Asked },
            Clients.By(told.Service.As(Role.Agent)));
        var due = decisions.Decisions.ToDictionary(decision => decision.Name[^7..]);
        Assert.Equal($"{month} {Reasons(due["2027-02"])}", $"{due["2027-02"].Entitlement.Halalas} {Reasons(due["2027-02"])}");
        Assert.Equal(next, due["2027-03"].Entitlement.Halalas);
        var eligible = name == "closed" ? EligibilityResult.NotEligible : EligibilityResult.Eligible;
        Assert.All(decisions.Decisions, decision => Assert.Equal(eligible, decision.EligibilityResult));
    }

    [Theory]
    [InlineData("couple", "application", "cycles/2027-01", false)]
    [InlineData("newborn", "newborn", "cycles/2027-03", true)]
    [InlineData("divorce", "divorce", "cycles/2027-02", false)]
    [InlineData("death", "death", "cycles/2027-02", false)]
    [InlineData("iban-on-the-9th", "iban", "cycles/2027-02", false)]
    [InlineData("iban-on-the-11th", "iban", "cycles/2027-03", true)]
    public void Every_change_says_which_cycle_it_serves_and_why(string name, string change, string cycle, bool late)
    {
        var serves = StoryOf(name).Serves[change];
        if (name != "couple")
        {
            Assert.Equal((cycle, late), (serves.Cycle, serves.AfterCutOff));
        }

        Assert.NotEmpty(serves.Text.Ar);
        Assert.NotEmpty(serves.Text.En);
    }

    [Theory]
    [InlineData("iban-on-the-9th")]
    [InlineData("iban-on-the-11th")]
    public void Until_its_cycle_the_old_account_is_paid(string name)
    {
        var account = StoryOf(name).Citizen.Application.BankAccount;
        Assert.Equal(StoryIdentities.Iban(Number(name), 1)[^4..], account.IbanEnding);
        Assert.Equal(StoryIdentities.Iban(Number(name), 2)[^4..], account.Pending.IbanEnding);
        Assert.Equal(StoryOf(name).Serves["iban"], account.Pending.Serves);
    }

    [Fact]
    public async Task A_late_birth_keeps_the_day_it_happened_and_the_time_it_became_known()
    {
        var story = StoryOf("newborn");
        var events = await told.Service.Applications().ListApplicationEventsAsync(
            new ListApplicationEventsRequest
            {
                Parent = story.Citizen.Household.Name,
                Kinds = { ApplicationEventKind.MemberAdded },
                Purpose = Clients.Asked,
            },
            Clients.By(told.Service.As(Role.Agent)));
        var added = events.Events[0];
        Assert.Equal((2027, 1, 8), (added.EffectiveDate.Year, added.EffectiveDate.Month, added.EffectiveDate.Day));
        Assert.Equal(new DateOnly(2027, 1, 11), Riyadh.DateOf(added.RecordedTime.ToDateTimeOffset()));
        Assert.Equal("cycles/2027-03", added.Serves.Cycle);
    }

    [Fact]
    public async Task The_household_is_told_of_every_change_once()
    {
        var story = StoryOf("newborn");
        var account = story.Citizen.Account;
        var told1 = await told.Service.Notifications().ListNotificationsAsync(
            new ListNotificationsRequest { Parent = account, Purpose = Clients.Asked },
            Clients.By(told.Service.As(Role.Agent)));
        var kinds = told1.Notifications.Select(notification => notification.Kind).ToList();
        Assert.Contains(NotificationKind.Account, kinds);
        Assert.Contains(NotificationKind.DataChanged, kinds);
        Assert.Equal(told1.Notifications.Count, told1.Notifications.Select(n => n.Name).Distinct().Count());
        Assert.All(told1.Notifications, notification =>
        {
            Assert.DoesNotContain(story.Citizen.NationalId, notification.Body.Ar + notification.Body.En, StringComparison.Ordinal);
            Assert.NotEmpty(notification.Title.Ar);
        });
    }

    [Fact]
    public async Task A_closed_account_signs_in_no_more_and_is_answered_as_an_unknown_one()
    {
        var story = StoryOf("closed");
        var closed = await Refused.ByAsync(SignInAsync(story.Citizen.NationalId, story.Citizen.Password));
        var unknown = await Refused.ByAsync(SignInAsync(StoryIdentities.NationalId(99, 9), story.Citizen.Password));
        Assert.Equal((StatusCode.Unauthenticated, "SIGN_IN_REFUSED"), (closed.Code, closed.Reason));
        Assert.Equal((unknown.Code, unknown.Reason, unknown.Arabic), (closed.Code, closed.Reason, closed.Arabic));
    }

    [Fact]
    public async Task Who_is_supported_signs_in_and_reads_the_own_decision()
    {
        var citizen = StoryOf("couple").Citizen;
        await citizen.ReturnAsync();
        var answer = await told.Service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = citizen.Household.Name }, Clients.By(citizen.Credentials));
        Assert.Equal(1_080_00, answer.Eligibility.Entitlement.Halalas);
        Assert.Equal(ApplicationState.Active, citizen.Application.State);
    }

    private AsyncUnaryCall<SignInResponse> SignInAsync(string nationalId, string password) =>
        told.Service.Accounts().SignInAsync(
            new SignInRequest
            {
                RequestId = Guid.NewGuid().ToString(),
                Password = new PasswordSignIn { NationalId = nationalId, Password = password },
            },
            Clients.By());

    private Story StoryOf(string name) => told.Stories.Single(story => story.Name == name);

    private int Number(string name) => 1 + told.Stories.Select(story => story.Name).ToList().IndexOf(name);

    private static string Reasons(Decision decision) =>
        string.Join(',', decision.Reasons.Select(reason => reason.Code));
}
