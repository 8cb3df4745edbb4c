using System.Text;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Samples;

/// <summary>What an app on a phone does: signs in, changes the bank account, hands in a document, and shows
/// notifications as they come.</summary>
internal sealed class CitizenApp(CitizenAccountClient client, TextWriter screen)
{
    private const int TriesMax = 3;

    public async Task RunAsync(
        string nationalId, string password, string iban, Func<Task<string>> askCode, CancellationToken stop)
    {
        // Where a phone keeps secrets; here nowhere.
        var session = await SigningIn.ByPasswordAsync(
            client, nationalId, password, askCode, (_, _) => ValueTask.CompletedTask, stop);
        var citizen = client.As(session);
        var household = (await citizen.Accounts.GetAccountAsync(new(), cancellationToken: stop)).Account.Household;
        try
        {
            await ChangeBankAccountAsync(citizen, household, iban, stop);
            await screen.WriteLineAsync("تم حفظ الحساب البنكي.");
        }
        catch (InvalidRequestException wrong)
        {
            // Everything that is wrong at once, beside the fields it belongs to.
            foreach (var field in wrong.Fields)
            {
                await screen.WriteLineAsync($"{field.Field}: {field.Arabic}");
            }
        }

        await using var lease = new MemoryStream(Encoding.ASCII.GetBytes(SampleLease));
        var header = new UploadDocumentHeader
        {
            Household = household,
            Kind = DocumentKind.Lease,
            FileName = "عقد الإيجار.pdf",
        };
        var document = await citizen.UploadDocumentAsync(header, lease, stop: stop);
        await screen.WriteLineAsync($"{document.FileName}: {document.SizeBytes}");
        await ShowNewestAsync(citizen, session.Account, stop);
    }

    // Somebody may have changed the application on another phone meanwhile: read again, decide again, send anew.
    private static async Task ChangeBankAccountAsync(
        CitizenAccountClient citizen, string household, string iban, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await citizen.Applications.GetApplicationAsync(
                new GetApplicationRequest { Household = household }, cancellationToken: stop);
            try
            {
                var request = new ChangeBankAccountRequest
                {
                    Household = household,
                    Iban = iban,
                    Etag = read.Application.Etag,
                };
                await citizen.Applications.ChangeBankAccountAsync(request, cancellationToken: stop);
                return;
            }
            catch (ConflictException) when (tries < TriesMax)
            {
            }
        }
    }

    // The watch comes back by itself when the phone leaves a tunnel; it ends when its reader does.
    private async Task ShowNewestAsync(CitizenAccountClient citizen, string account, CancellationToken stop)
    {
        await foreach (var notification in citizen.WatchNotificationsAsync(
            account, DateTimeOffset.UnixEpoch, stop))
        {
            await screen.WriteLineAsync(notification.Title.Ar);
            return;
        }
    }

    private const string SampleLease =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + "trailer<</Root 1 0 R>>\n%%EOF\n";
}
