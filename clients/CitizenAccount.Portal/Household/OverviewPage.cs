using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Portal.Notifications;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Household;

/// <summary>What a citizen sees first: how the household stands, what is asked of it, what comes next.</summary>
internal static class OverviewPage
{
    private const int BarsMax = 12;

    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var (client, household, stop) = (page.Client, page.Household, page.Stop);
        var eligibility = client.Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household }, cancellationToken: stop).OrNullAsync();
        var payments = client.Payments.ListPaymentsAsync(
            new ListPaymentsRequest { Parent = household, PageSize = BarsMax }, cancellationToken: stop).OrNullAsync();
        var application = client.Applications.GetApplicationAsync(
            new GetApplicationRequest { Household = household }, cancellationToken: stop).OrNullAsync();
        var objections = client.Objections.ListObjectionsAsync(
            new ListObjectionsRequest { Household = household, PageSize = 5 }, cancellationToken: stop).OrNullAsync();
        var unread = NotificationsPage.UnreadAsync(page);
        await Task.WhenAll(eligibility, payments, application, objections, unread);
        return page.Show<OverviewView, OverviewModel>(new OverviewModel(
            (await eligibility)?.Eligibility,
            (await payments)?.Payments ?? [],
            (await application)?.Application ?? new Application(),
            [.. (await objections)?.Objections.Where(one => one.State < ObjectionState.Decided) ?? []],
            await unread));
    }
}

/// <summary>What the overview shows.</summary>
/// <param name="Eligibility">The latest published result; null before the first.</param>
/// <param name="Payments">The newest payments, the newest first.</param>
/// <param name="Application">The application.</param>
/// <param name="Open">Objections that wait for an answer.</param>
/// <param name="Unread">Notifications not read yet.</param>
public sealed record OverviewModel(
    HouseholdEligibility? Eligibility, IReadOnlyList<Payment> Payments, Application Application,
    IReadOnlyList<Objection> Open, int Unread);
