using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>What a case worker decides on a document, what the citizen is told, and what stands in the database.
/// </summary>
public sealed class DocumentReviewTests(DocumentService running) : IClassFixture<DocumentService>
{
    private static readonly LocalizedText Cause = new("الصورة غير واضحة.", "The picture is not clear.");

    private RunningService Service => running.Service;

    [Fact]
    public async Task A_document_received_accepted_or_refused_is_told_to_the_household()
    {
        var household = running.Household();
        var account = RunningService.AccountOf(household);
        var accepted = await Service.UploadAsync(household, Papers.Pdf("to accept"));
        var refused = await Service.UploadAsync(household, Papers.Pdf("to refuse"), DocumentKind.Lease);
        await Service.UploadAsync(household, Papers.Pdf("to refuse"), DocumentKind.Lease);
        Assert.Equal(ReviewOutcome.Done, await ReadAsync(accepted, null));
        Assert.Equal(ReviewOutcome.Done, await ReadAsync(refused, Cause));
        var messages = await MessagesAsync(account);
        Assert.Equal(
            [
                (MessageKind.DocumentReceived, accepted.Name), (MessageKind.DocumentReceived, refused.Name),
                (MessageKind.DocumentAccepted, accepted.Name), (MessageKind.DocumentRefused, refused.Name),
            ],
            messages.Select(message => (message.Row.Kind, message.Row.Subject)).OrderBy(message => message.Kind).ThenBy(message => message.Subject == refused.Name));
        Assert.Equal((Cause.Arabic, Cause.English), (messages[^1].Facts["cause_ar"], messages[^1].Facts["cause_en"]));
        var listed = await Service.ListAsync(household);
        Assert.Equal((DocumentState.Refused, Cause.Arabic, Cause.English), (listed[0].State, listed[0].Refusal.Ar, listed[0].Refusal.En));
        Assert.Equal((DocumentState.Accepted, null), (listed[1].State, listed[1].Refusal));
    }

    [Fact]
    public async Task A_document_is_read_once_and_only_its_own_household_has_it()
    {
        var household = running.Household();
        var document = await Service.UploadAsync(household, Papers.Pdf("read once"));
        Assert.True(DocumentName.TryParse(document.Name, out var name));
        Assert.Equal(ReviewOutcome.NotFound, await ReadAsync(name with { Household = running.Household() }, null));
        Assert.Equal(ReviewOutcome.Done, await ReadAsync(name, null));
        Assert.Equal(ReviewOutcome.NotReceived, await ReadAsync(name, Cause));
        Assert.Equal(DocumentState.Accepted, Assert.Single(await Service.ListAsync(household)).State);
    }

    [Fact]
    public async Task A_new_document_takes_the_place_of_the_refused_one_and_of_no_other()
    {
        var household = running.Household();
        var refused = await Service.UploadAsync(household, Papers.Pdf("refused"));
        var other = await Service.UploadAsync(household, Papers.Pdf("received"));
        var ofMember = await Service.UploadAsync(household, Papers.Pdf("refused too"), member: 2);
        await ReadAsync(refused, Cause);
        await ReadAsync(ofMember, Cause);
        var again = await Service.UploadAsync(household, Papers.Pdf("refused"));
        Assert.NotEqual(refused.Name, again.Name);
        var states = (await Service.ListAsync(household)).ToDictionary(document => document.Name, document => document.State);
        Assert.Equal(DocumentState.Replaced, states[refused.Name]);
        Assert.Equal(DocumentState.Received, states[other.Name]);
        Assert.Equal(DocumentState.Refused, states[ofMember.Name]);
        Assert.Equal(DocumentState.Received, states[again.Name]);
    }

    [Fact]
    public async Task What_was_replaced_makes_room_for_another()
    {
        var household = running.Household();
        var first = await Service.UploadAsync(household, Papers.Png("first of fifty"));
        for (var number = 1; number < 49; number++)
        {
            await Service.UploadAsync(household, Papers.Png($"others {number}"));
        }

        await ReadAsync(first, Cause);
        await Service.UploadAsync(household, Papers.Png("fiftieth takes its place"));
        await Service.UploadAsync(household, Papers.Png("fiftieth again"));
        Assert.Equal("TOO_MANY_DOCUMENTS", (await Refused.ByAsync(() => Service.UploadAsync(household, Papers.Png("too many")))).Reason);
    }

    [Fact]
    public async Task Nothing_of_a_document_stands_in_clear_in_the_database_files()
    {
        var household = running.Household();
        var content = Papers.Pdf("marker-that-must-not-be-found", 2 * Papers.Megabyte);
        var header = Uploading.HeaderOf(household, content);
        header.FileName = "file-name-that-must-not-be-found.pdf";
        var document = (await Service.UploadAsync(Service.AsCitizen(household), header, content)).Document;
        await ReadAsync(document, new LocalizedText("سبب", "cause-that-must-not-be-found"));
        var files = Directory.GetFiles(Service.Folder, "citizen-account.db*").Select(ReadShared).ToArray();
        Assert.True(files.Sum(file => file.Length) > content.Length);
        byte[][] secrets =
        [
            "that-must-not-be-found"u8.ToArray(), "%PDF-"u8.ToArray(), "................"u8.ToArray(),
            Convert.FromHexString(header.ContentSha256), System.Text.Encoding.ASCII.GetBytes(header.ContentSha256),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(files, file => file.AsSpan().IndexOf(secret) >= 0));
    }

    [Fact]
    public async Task A_part_moved_to_another_place_or_document_does_not_open()
    {
        var household = running.Household();
        var document = await Service.UploadAsync(household, Papers.Pdf("parts", 2 * Papers.Megabyte));
        Assert.True(DocumentName.TryParse(document.Name, out var name));
        var seals = Service.Services.GetRequiredService<DocumentSeals>();
        var db = await OpenAsync();
        await using (db)
        {
            var row = await db.Documents.SingleAsync(row => row.Id == name.Document);
            var parts = await db.DocumentParts.AsNoTracking().Where(part => part.DocumentId == row.Id).OrderBy(part => part.Part).ToListAsync();
            Assert.Equal([0, 1], parts.Select(part => part.Part));
            seals.OpenPart(row, parts[0]);
            var moved = new DocumentPartRow { DocumentId = row.Id, Part = 0, ContentSealed = parts[1].ContentSealed };
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => seals.OpenPart(row, moved));
            var other = new DocumentPartRow { DocumentId = row.Id, Part = 0, ContentSealed = parts[0].ContentSealed };
            other.ContentSealed[30] ^= 1;
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => seals.OpenPart(row, other));
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private Task<ServiceDb> OpenAsync() =>
        Service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();

    private Task<ReviewOutcome> ReadAsync(Document document, LocalizedText? cause)
    {
        Assert.True(DocumentName.TryParse(document.Name, out var name));
        return ReadAsync(name, cause);
    }

    private async Task<ReviewOutcome> ReadAsync(DocumentName name, LocalizedText? cause)
    {
        var review = Service.Services.GetRequiredService<DocumentReview>();
        var db = await OpenAsync();
        await using (db)
        {
            var transaction = await db.Database.BeginTransactionAsync();
            await using (transaction)
            {
                var outcome = cause is { } text
                    ? await review.RefuseAsync(db, name, text, CancellationToken.None)
                    : await review.AcceptAsync(db, name, CancellationToken.None);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return outcome;
            }
        }
    }

    private async Task<IReadOnlyList<(MessageRow Row, IReadOnlyDictionary<string, string> Facts)>> MessagesAsync(AccountId account)
    {
        var outbox = Service.Services.GetRequiredService<Platform.Outbox.Outbox>();
        var db = await OpenAsync();
        await using (db)
        {
            var rows = await db.Messages.AsNoTracking().Where(row => row.AccountId == account).ToListAsync();
            return [.. rows.OrderBy(row => row.Kind).Select(row => (row, outbox.Open(row).Facts))];
        }
    }
}
