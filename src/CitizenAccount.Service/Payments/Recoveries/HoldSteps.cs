using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>Holds payments back and lets them go. Held money stays due; when the last hold on a household is lifted,
/// what was held goes into the next batch.</summary>
internal sealed class HoldSteps(
    IDbContextFactory<ServiceDb> databases, MoneyTransactions transactions, Journal journal,
    ApplicationsApi applications, Sealing sealing, TimeProvider clock)
{
    /// <summary>Who places and lifts what no person does.</summary>
    public const string System = "system";

    /// <summary>The resource name of a hold.</summary>
    public static string NameOf(HoldRow row) => $"{row.HouseholdId.Name}/paymentHolds/{row.Id:D}";

    /// <summary>Places a hold in the caller's transaction, which has made sure that none with this cause stands.
    /// </summary>
    public HoldRow Place(ServiceDb db, HouseholdId household, HoldCause cause, string by, string note)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var row = new HoldRow
        {
            Id = id,
            HouseholdId = household,
            Cause = cause,
            NoteSealed = sealing.Seal(note, PlaceOf(id)),
            PlacedBy = by,
            PlacedAt = now.UtcDateTime,
            Version = 1,
        };
        db.PaymentHolds.Add(row);
        return row;
    }

    /// <summary>What staff wrote.</summary>
    public string NoteOf(HoldRow row) => sealing.Open(row.NoteSealed, PlaceOf(row.Id));

    /// <summary>Why it was lifted; null while it stands.</summary>
    public string? ReleaseNoteOf(HoldRow row) =>
        row.ReleaseNoteSealed is { } note ? sealing.Open(note, PlaceOf(row.Id)) : null;

    /// <summary>Lifts a hold in the caller's transaction.</summary>
    public async Task LiftAsync(ServiceDb db, HoldRow row, string by, string note, CancellationToken stop)
    {
        await Journal.TakeTurnAsync(db, stop);
        (row.ReleasedBy, row.ReleasedAt) = (by, clock.GetUtcNow().UtcDateTime);
        row.ReleaseNoteSealed = sealing.Seal(note, PlaceOf(row.Id));
        row.Version++;
        if (await db.PaymentHolds.AnyAsync(
            other => other.HouseholdId == row.HouseholdId && other.ReleasedAt == null && other.Id != row.Id, stop))
        {
            return;
        }

        var lines = await db.PaymentLines
            .Where(line => line.HouseholdId == row.HouseholdId && line.Held && line.Batch == null).ToListAsync(stop);
        var bookings = lines.GroupBy(line => line.PaidMonth).Select(group => (group.Key, Sum: group.Sum(l => l.Amount)))
            .Where(group => group.Sum > 0)
            .Select(group => new Booking(
                EntryKind.HoldReleased, group.Key, row.HouseholdId, Book.Held, Book.Payable, group.Sum)
            {
                Reference = NameOf(row),
            });
        foreach (var line in lines)
        {
            line.Held = false;
        }

        await journal.AppendAsync(db, [.. bookings], stop);
    }

    /// <summary>Lifts holds of our own whose reason is gone: the household has an account that can be paid to; after a
    /// return, another one than the money came back from, and confirmed by the bank.</summary>
    public async Task SweepAsync(int month, CancellationToken stop)
    {
        List<HoldRow> holds;
        var look = await databases.CreateDbContextAsync(stop);
        await using (look)
        {
            holds = await look.PaymentHolds.AsNoTracking()
                .Where(row => row.ReleasedAt == null && row.PlacedBy == System
                    && (row.Cause == HoldCause.InvalidIban || row.Cause == HoldCause.PaymentReturned))
                .OrderBy(row => row.PlacedAt).ToListAsync(stop);
        }

        await SweepAsync([.. holds.Where(row => row.Cause == HoldCause.InvalidIban)], Months.Of(month), stop);
        await SweepAsync([.. holds.Where(row => row.Cause == HoldCause.PaymentReturned)], null, stop);
    }

    private async Task SweepAsync(HoldRow[] holds, YearMonth? month, CancellationToken stop)
    {
        foreach (var some in holds.Chunk(500))
        {
            HouseholdId[] households = [.. some.Select(row => row.HouseholdId).Distinct().Order()];
            var payees = (await applications.ListPayeesAsync(month, households, stop))
                .ToDictionary(payee => payee.Household);
            foreach (var hold in some.Where(row => payees.ContainsKey(row.HouseholdId)))
            {
                await TryLiftAsync(hold, payees[hold.HouseholdId], stop);
            }
        }
    }

    private Task<bool> TryLiftAsync(
        HoldRow seen, HouseholdPayee payee, CancellationToken stop) => transactions.RunAsync(
        async (db, _) =>
        {
            var row = await db.PaymentHolds.SingleAsync(row => row.Id == seen.Id, stop);
            var isGone = row.Cause == HoldCause.InvalidIban
                ? payee.Verification != VerificationState.Differs
                : payee.Verification == VerificationState.Confirmed && await IsOtherAsync(db, payee, stop);
            if (row.ReleasedAt is not null || !isGone)
            {
                return false;
            }

            await LiftAsync(db, row, System, "", stop);
            return true;
        },
        stop);

    private async Task<bool> IsOtherAsync(ServiceDb db, HouseholdPayee payee, CancellationToken stop)
    {
        var back = await db.PaymentInstructions.AsNoTracking()
            .Where(row => row.HouseholdId == payee.Household && row.State >= InstructionState.Returned && !row.Replaced)
            .Select(row => new { row.Batch, row.IbanSealed }).ToListAsync(stop);
        return back.All(row => sealing.Open(
            row.IbanSealed, BoundAccount.PlaceOf(payee.Household, row.Batch)) != payee.Iban);
    }

    private static string PlaceOf(Guid id) => $"hold/{id:D}";
}
