using System.Text;
using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Notification.V1;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Streams: watches that come back, files that arrive whole.</summary>
public sealed class StreamTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => Service.Faults.Clear();

    [Fact]
    public async Task A_watch_that_breaks_goes_on_and_tells_nothing_twice_and_loses_nothing()
    {
        var citizen = await Service.RegisterAsync();
        var since = Service.Clock.GetUtcNow().AddHours(-1);
        var told = (await citizen.Client.Notifications.ListNotificationsAsync(new() { Parent = citizen.Account })).Notifications;
        Assert.NotEmpty(told);
        Service.Faults.Add("WatchNotifications", CallFault.Unreachable);
        Service.Faults.Add("WatchNotifications", CallFault.BreaksAfter(400));
        using var stop = new CancellationTokenSource(Soon.Limit);
        var names = new List<string>();
        var signedIn = false;
        await foreach (var notification in citizen.Client.WatchNotificationsAsync(citizen.Account, since, stop.Token))
        {
            names.Add(notification.Name);
            if (names.Count == told.Count && !signedIn)
            {
                // Something new while the watch is on: a changed password is told.
                signedIn = true;
                Service.Clock.Move(TimeSpan.FromSeconds(1));
                await citizen.Client.Accounts.ChangePasswordAsync(
                    new ChangePasswordRequest { PresentPassword = citizen.Password, NewPassword = "Another-palm-garden-8" });
            }

            if (names.Count > told.Count)
            {
                break;
            }
        }

        Assert.Equal(names.Distinct(), names);
        Assert.Superset(told.Select(notification => notification.Name).ToHashSet(), names.ToHashSet());
        Assert.True(Service.Faults.SentOf("WatchNotifications") >= 3);
    }

    [Fact]
    public async Task A_watch_that_is_refused_for_good_says_so()
    {
        var citizen = await Service.RegisterAsync();
        var refused = await Assert.ThrowsAnyAsync<RefusedException>(async () =>
        {
            await foreach (var _ in citizen.Client.WatchNotificationsAsync("accounts/01900000-0000-7000-8000-000000000000"))
            {
            }
        });
        Assert.Equal(ErrorReason.AccountNotFound, refused.Reason);
    }

    [Fact]
    public async Task A_document_is_uploaded_once_though_the_answer_was_lost_and_downloaded_whole_though_the_stream_broke()
    {
        var citizen = await Service.RegisterAsync();
        var content = Pdf(600_000);
        Service.Faults.Add("UploadDocument", CallFault.AnswerLost);
        var sent = 0L;
        var document = await citizen.Client.UploadDocumentAsync(
            new UploadDocumentHeader { Household = citizen.Household, Kind = DocumentKind.Lease, FileName = "عقد.pdf" },
            new MemoryStream(content), new Reported(bytes => sent = bytes));
        Assert.Equal(content.Length, sent);
        var kept = await citizen.Client.Applications.ListDocumentsAsync(new ListDocumentsRequest { Parent = citizen.Household });
        Assert.Equal(document.Name, Assert.Single(kept.Documents).Name);

        Service.Faults.Add("DownloadDocument", CallFault.BreaksAfter(300_000));
        using var target = new MemoryStream();
        var read = await citizen.Client.DownloadDocumentAsync(document.Name, target);
        Assert.Equal(content, target.ToArray());
        Assert.Equal("عقد.pdf", read.FileName);
        Assert.Equal(2, Service.Faults.SentOf("DownloadDocument"));
    }

    [Fact]
    public async Task A_document_that_is_refused_while_it_is_sent_says_why()
    {
        var citizen = await Service.RegisterAsync();
        await Assert.ThrowsAsync<InvalidRequestException>(() => citizen.Client.UploadDocumentAsync(
            new UploadDocumentHeader { Household = citizen.Household, Kind = DocumentKind.Lease, FileName = "a.pdf" },
            new MemoryStream(Encoding.UTF8.GetBytes("no document at all"))));
    }

    [Fact]
    public async Task A_list_is_read_to_its_end_page_by_page()
    {
        var citizen = await Service.RegisterAsync();
        Service.Clock.Move(TimeSpan.FromSeconds(1));
        await citizen.Client.Accounts.ChangePasswordAsync(
            new ChangePasswordRequest { PresentPassword = citizen.Password, NewPassword = "Another-palm-garden-9" });
        var all = Paging.AllAsync(
            token => citizen.Client.Notifications.ListNotificationsAsync(
                new ListNotificationsRequest { Parent = citizen.Account, PageSize = 1, PageToken = token }),
            page => page.Notifications, page => page.NextPageToken);
        var names = new List<string>();
        await foreach (var notification in all)
        {
            names.Add(notification.Name);
        }

        Assert.True(names.Count > 1);
        Assert.Equal(names.Distinct(), names);
    }

    private static byte[] Pdf(int size)
    {
        var start = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n");
        var end = Encoding.ASCII.GetBytes("\ntrailer<</Root 1 0 R>>\n%%EOF\n");
        var filling = Enumerable.Repeat((byte)'\n', size - start.Length - end.Length);
        return [.. start, .. filling, .. end];
    }

    private sealed class Reported(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
