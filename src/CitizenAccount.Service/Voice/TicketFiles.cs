using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Voice;

/// <summary>An attachment that was looked at.</summary>
internal sealed record CheckedFile(string Name, byte[] Content, bool Scanned);

/// <summary>Looks at attachments as documents are looked at: by content, and by the scanner where there is one.
/// </summary>
internal sealed class TicketFiles(ClamdScanner scanner)
{
    /// <summary>Checks all of them; one that is refused refuses all.</summary>
    /// <exception cref="RefusalException">DOCUMENT_TOO_LARGE, DOCUMENT_TYPE_REFUSED, DOCUMENT_INFECTED,
    /// PARTNER_UNAVAILABLE.</exception>
    public async Task<IReadOnlyList<CheckedFile>> CheckAsync(
        IReadOnlyList<TicketAttachment> attachments, CancellationToken stop)
    {
        TicketRequests.RequireSizes(attachments);
        var found = new List<CheckedFile>(attachments.Count);
        foreach (var attachment in attachments)
        {
            var content = attachment.Content.ToByteArray();
            var finding = DocumentContent.Examine(content);
            if (finding.Format == DocumentFormat.Unspecified)
            {
                throw Refusal.Of(ErrorReason.DocumentTypeRefused)
                    .With("found", finding.Found).With("allowed", DocumentContent.Allowed).ToException();
            }

            found.Add(new CheckedFile(attachment.FileName.Trim(), content, await ScanAsync(content, stop)));
        }

        return found;
    }

    // A scanner that is configured and gives no verdict lets nothing through.
    private async Task<bool> ScanAsync(byte[] content, CancellationToken stop) =>
        await scanner.ScanAsync(content, stop) switch
        {
            ScanResult.Unscanned => false,
            ScanResult.Clean => true,
            ScanResult.Infected => throw Refusal.Of(ErrorReason.DocumentInfected).ToException(),
            ScanResult.Unavailable => throw Refusal.Of(ErrorReason.PartnerUnavailable)
                .With("partner", "clamd").RetryAfter(TimeSpan.FromSeconds(30)).ToException(),
        };
}
