using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What became of a reading.</summary>
internal enum ReviewOutcome
{
    Done = 1,

    /// <summary>There is no such document.</summary>
    NotFound = 2,

    /// <summary>It was read before, or replaced: only a received document is read.</summary>
    NotReceived = 3,
}

/// <summary>What a case worker decides on a document: accepted, or refused with a cause. In the caller's transaction:
/// the state, the event and the message are stored with whatever else the caller stores, or not at all.</summary>
internal sealed class DocumentReview(
    DocumentSeals seals, DocumentNoted noted, Outbox outbox, AccountsApi accounts, TimeProvider clock)
{
    /// <summary>Accepts a document.</summary>
    public Task<ReviewOutcome> AcceptAsync(ServiceDb db, DocumentName name, CancellationToken stop) =>
        ReadAsync(db, name, null, stop);

    /// <summary>Refuses a document; the citizen reads the cause, at most 1,000 characters in each language.</summary>
    public Task<ReviewOutcome> RefuseAsync(
        ServiceDb db, DocumentName name, LocalizedText cause, CancellationToken stop) =>
        ReadAsync(db, name, cause, stop);

    private async Task<ReviewOutcome> ReadAsync(
        ServiceDb db, DocumentName name, LocalizedText? refusal, CancellationToken stop)
    {
        var row = await db.Documents.SingleOrDefaultAsync(
            row => row.Id == name.Document && row.HouseholdId == name.Household, stop);
        if (row?.State != DocumentState.Received)
        {
            return row is null ? ReviewOutcome.NotFound : ReviewOutcome.NotReceived;
        }

        row.State = refusal is null ? DocumentState.Accepted : DocumentState.Refused;
        row.RefusalSealed = refusal is { } cause ? seals.SealRefusal(row.Id, cause) : null;
        row.ReadAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(stop);
        await noted(
            db,
            new DocumentNote(row.HouseholdId, row.Id, row.Kind, row.Member, row.State, row.ReadAt.Value)
            {
                By = new Actor(Role.CaseWorker, default),
            },
            stop);
        await TellAsync(db, name, refusal, stop);
        return ReviewOutcome.Done;
    }

    private async Task TellAsync(ServiceDb db, DocumentName name, LocalizedText? refusal, CancellationToken stop)
    {
        if (await accounts.FindByHouseholdAsync(name.Household, stop) is not { IsOpen: true } account)
        {
            return;
        }

        var message = refusal is { } cause
            ? new Message(MessageKind.DocumentRefused, account.Id)
            {
                Subject = name.Text,
                Facts = new Dictionary<string, string>
                {
                    ["cause_ar"] = cause.Arabic,
                    ["cause_en"] = cause.English,
                },
            }
            : new Message(MessageKind.DocumentAccepted, account.Id) { Subject = name.Text };
        outbox.Add(db, message);
    }
}
