using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Portal.Pages;
using Google.Protobuf.Collections;

namespace CitizenAccount.Portal.Notifications;

/// <summary>What the citizen was told, the newest first; what was seen here is marked as read when the citizen says so.
/// </summary>
internal static class NotificationsPage
{
    private const int PageSize = 20;

    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted && await MarkAsync(page, form.All("seen")))
        {
            return page.Go("/notifications");
        }

        var answer = await page.Client.Notifications.ListNotificationsAsync(
            new ListNotificationsRequest
            {
                Parent = page.Citizen!.Account,
                PageSize = PageSize,
                PageToken = page.Query("after"),
            },
            cancellationToken: page.Stop);
        return page.Show<NotificationsView, NotificationsModel>(
            new NotificationsModel(answer.Notifications, answer.Unread, answer.NextPageToken));
    }

    /// <summary>How many are unread; none when that cannot be told now.</summary>
    public static async Task<int> UnreadAsync(PageContext page) => (await page.Client.Notifications
        .ListNotificationsAsync(
            new ListNotificationsRequest { Parent = page.Citizen!.Account, UnreadOnly = true, PageSize = 1 },
            cancellationToken: page.Stop).OrNullAsync())?.Unread ?? 0;

    // Only what stood on the page: what came meanwhile was not seen.
    private static Task<bool> MarkAsync(PageContext page, IReadOnlyList<string> seen)
    {
        var account = page.Citizen!.Account;
        var request = new MarkNotificationsReadRequest { RequestId = page.Form.RequestId, Parent = account };
        request.Names.Add(seen.Select(id => $"{account}/notifications/{id}"));
        return page.Form.TryAsync(async () => await page.Client.Notifications.MarkNotificationsReadAsync(
            request, cancellationToken: page.Stop));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Notifications">The newest first.</param>
/// <param name="Unread">How many are unread, also of those not on this page.</param>
/// <param name="Next">Token of the older ones; empty when there are none.</param>
public sealed record NotificationsModel(RepeatedField<Notification> Notifications, int Unread, string Next);
