using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Checks and keeps what was uploaded: what it is, whether it is harmful, whether there is room; then the
/// document, its event, its message and its request_id in one transaction.</summary>
internal sealed class DocumentUploads(
    DocumentsStore store,
    DocumentSeals seals,
    DocumentWire wire,
    DocumentTokens tokens,
    ClamdScanner scanner,
    Writes writes,
    Outbox outbox,
    AccountsApi accounts,
    DocumentNoted noted,
    FindRevision findRevision,
    TimeProvider clock)
{
    /// <summary>Refuses a kind that the household has as many of as are allowed.</summary>
    /// <exception cref="RefusalException">TOO_MANY_DOCUMENTS.</exception>
    public async Task RequireRoomAsync(UploadHeader header, CancellationToken stop) =>
        RequireRoom(await store.CountAsync(header.Household, header.Kind, stop));

    /// <summary>Checks a content and keeps it.</summary>
    /// <exception cref="RefusalException">DOCUMENT_TYPE_REFUSED, DOCUMENT_INFECTED, PARTNER_UNAVAILABLE,
    /// TOO_MANY_DOCUMENTS.</exception>
    public async Task<UploadDocumentResponse> KeepAsync(
        WriteRequest write, UploadHeader header, byte[] content, CancellationToken stop)
    {
        var format = FormatOf(content);
        var scan = await ScanAsync(content, stop);
        var account = await accounts.FindByHouseholdAsync(header.Household, stop);
        var seen = await tokens.SeenAsync(header.Household, default, stop);
        var index = seals.IndexOf(header.Household, header.Kind, header.Member, header.Sha256);
        return await writes.CommitAsync(
            write,
            async db =>
            {
                // The same content for the same purpose is the same document: nothing is added, nobody is told twice.
                if (await DocumentsStore.FindSameAsync(db, index, stop) is { } same)
                {
                    return ToResponse(same, seen, await findRevision(header.Household, stop) ?? 0);
                }

                RequireRoom(await DocumentsStore.CountAsync(db, header.Household, header.Kind, stop));
                var row = RowOf(header, format, scan, index, await DocumentsStore.NextNumberAsync(
                    db, header.Household, stop));
                await DocumentsStore.ReplaceRefusedAsync(db, row, stop);
                await store.AddAsync(db, row, content, stop);
                var revision = await noted(db, NoteOf(row, header.By), stop);
                Tell(db, account, row);
                return ToResponse(row, seen, revision);
            },
            stop);
    }

    private static DocumentNote NoteOf(DocumentRow row, Actor by) =>
        new(row.HouseholdId, row.Id, row.Kind, row.Member, row.State, row.UploadedAt) { By = by };

    private static DocumentFormat FormatOf(byte[] content)
    {
        var finding = DocumentContent.Examine(content);
        return finding.Format != DocumentFormat.Unspecified
            ? finding.Format
            : throw Refusal.Of(ErrorReason.DocumentTypeRefused)
                .With("found", finding.Found).With("allowed", DocumentContent.Allowed).ToException();
    }

    private static void RequireRoom(int count)
    {
        if (count >= DocumentLimits.PerKind)
        {
            throw Refusal.Of(ErrorReason.TooManyDocuments)
                .With("limit", DocumentLimits.PerKind.ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }

    // A scanner that is configured and gives no verdict lets nothing through.
    private async Task<DocumentScan> ScanAsync(byte[] content, CancellationToken stop) =>
        await scanner.ScanAsync(content, stop) switch
        {
            ScanResult.Unscanned => DocumentScan.Unscanned,
            ScanResult.Clean => DocumentScan.Clean,
            ScanResult.Infected => throw Refusal.Of(ErrorReason.DocumentInfected).ToException(),
            ScanResult.Unavailable => throw Refusal.Of(ErrorReason.PartnerUnavailable)
                .With("partner", "clamd").RetryAfter(TimeSpan.FromSeconds(30)).ToException(),
        };

    private DocumentRow RowOf(
        UploadHeader header, DocumentFormat format, DocumentScan scan, byte[] index, int number)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new DocumentRow
        {
            Id = id,
            HouseholdId = header.Household,
            Number = number,
            Kind = header.Kind,
            Member = header.Member,
            Format = format,
            SizeBytes = (int)header.Size,
            State = DocumentState.Received,
            Scan = scan,
            ContentIndex = index,
            DescriptionSealed = seals.Seal(id, new DocumentDescription(header.FileName, header.Sha256)),
            UploadedAt = now.UtcDateTime,
        };
    }

    private void Tell(ServiceDb db, AccountFacts? account, DocumentRow row)
    {
        if (account is { IsOpen: true })
        {
            var name = new DocumentName(row.HouseholdId, row.Id);
            outbox.Add(db, new Message(MessageKind.DocumentReceived, account.Id) { Subject = name.Text });
        }
    }

    private UploadDocumentResponse ToResponse(DocumentRow row, DecisionMark seen, long revision) => new()
    {
        Document = wire.ToWire(row),
        ConsistencyToken = tokens.Issue(row.HouseholdId, seen, revision),
    };
}
