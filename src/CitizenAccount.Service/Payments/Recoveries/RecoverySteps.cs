using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>The lawful life of a recovery: opened, decided by a second person, told, and only after the window to
/// object has passed withheld from; suspended by an objection, and given up when that is upheld.</summary>
internal sealed class RecoverySteps(
    IDbContextFactory<ServiceDb> databases, Journal journal, Compensations compensations, AccountsApi accounts,
    Outbox outbox, PaymentsOptions options, TimeProvider clock)
{
    /// <summary>The resource name of a recovery.</summary>
    public static string NameOf(RecoveryRow row) => $"{row.HouseholdId.Name}/recoveries/{row.Id:D}";

    public async Task<IReadOnlyList<OpenRecovery>> ListOpenAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.Recoveries.AsNoTracking()
                .Where(row => row.HouseholdId == household
                    && (row.State == RecoveryStanding.Opened || row.State == RecoveryStanding.Approved
                        || row.State == RecoveryStanding.Suspended || row.State == RecoveryStanding.Running))
                .OrderBy(row => row.Id).ToListAsync(stop);
            return [.. rows.Select(row => new OpenRecovery(NameOf(row), row.ClosesOn, row.Objection))];
        }
    }

    /// <summary>Approves an opened one: notice is given with it, and the claim is booked.</summary>
    public async Task<Refusal?> ApproveAsync(ServiceDb db, RecoveryRow row, string by, CancellationToken stop)
    {
        if (WhyNotDecide(row, by) is { } refusal)
        {
            return refusal;
        }

        // Who cannot be told cannot object, and nothing is taken back from them.
        if (await accounts.FindByHouseholdAsync(row.HouseholdId, stop) is not { IsOpen: true } account)
        {
            return NotAllowed("NO_NOTICE");
        }

        var now = clock.GetUtcNow();
        (row.State, row.DecidedBy, row.DecidedAt) = (RecoveryStanding.Approved, by, now.UtcDateTime);
        row.NoticeAt = now.UtcDateTime;
        row.ClosesOn = Riyadh.DateOf(now).AddDays(options.RecoveryWindowDays);
        row.Notice = $"{account.Id.Name}/notifications/{Tell(db, row, account.Id, row.ClosesOn.Value):D}";
        row.Version++;

        // Whoever files at this moment is waited for: what is open suspends it from its first day.
        await Journal.TakeTurnAsync(db, stop);
        if (await PaymentObjections.FindOtherAsync(db, row.HouseholdId, "", stop) is { } open)
        {
            (row.State, row.Objection) = (RecoveryStanding.Suspended, open);
        }

        await journal.AppendAsync(
            db,
            [
                new Booking(
                    EntryKind.RecoveryOpened, Months.CodeOf(YearMonth.Of(now)), row.HouseholdId, Book.Recoverable,
                    Book.Appropriation, row.Total)
                {
                    Reference = NameOf(row),
                },
            ],
            stop);
        return null;
    }

    private Guid Tell(ServiceDb db, RecoveryRow row, AccountId account, DateOnly closesOn) => outbox.Add(
        db,
        new Message(MessageKind.RecoveryNotice, account)
        {
            Subject = NameOf(row),
            Facts = new Dictionary<string, string>
            {
                ["amount"] = row.Total.ToString(CultureInfo.InvariantCulture),
                ["object_until"] = closesOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        });

    /// <summary>Refuses an opened one.</summary>
    public async Task<Refusal?> RefuseAsync(ServiceDb db, RecoveryRow row, string by, CancellationToken stop)
    {
        if (WhyNotDecide(row, by) is { } refusal)
        {
            return refusal;
        }

        (row.State, row.DecidedBy) = (RecoveryStanding.Refused, by);
        row.DecidedAt = clock.GetUtcNow().UtcDateTime;
        row.Version++;
        await FreeMonthsAsync(db, row, stop);
        return null;
    }

    /// <summary>Gives up one that was approved: what is outstanding is no claim any more.</summary>
    public async Task<Refusal?> CancelAsync(ServiceDb db, RecoveryRow row, CancellationToken stop)
    {
        if (row.State is not (RecoveryStanding.Approved or RecoveryStanding.Suspended or RecoveryStanding.Running))
        {
            return NotAllowed("NO_PROOF");
        }

        row.State = RecoveryStanding.Cancelled;
        row.Version++;
        await FreeMonthsAsync(db, row, stop);
        var name = NameOf(row);
        var outstanding = row.Total - row.Recovered;
        if (outstanding > 0)
        {
            var opened = await db.JournalEntries.AsNoTracking()
                .Where(entry => entry.HouseholdId == row.HouseholdId && entry.Kind == EntryKind.RecoveryOpened
                    && entry.Reference == name)
                .Select(entry => new { entry.Sequence, entry.Month }).SingleAsync(stop);
            await journal.AppendAsync(
                db,
                [
                    new Booking(
                        EntryKind.Correction, opened.Month, row.HouseholdId, Book.Appropriation, Book.Recoverable,
                        outstanding)
                    {
                        Reference = name,
                        Corrects = opened.Sequence,
                    },
                ],
                stop);
        }

        return null;
    }

    public static async Task SuspendAsync(ServiceDb db, HouseholdId household, string objection, CancellationToken stop)
    {
        // Whoever withholds at this moment is waited for.
        await Journal.TakeTurnAsync(db, stop);
        var rows = await db.Recoveries
            .Where(row => row.HouseholdId == household
                && (row.State == RecoveryStanding.Approved || row.State == RecoveryStanding.Running))
            .ToListAsync(stop);
        foreach (var row in rows)
        {
            (row.State, row.Objection) = (RecoveryStanding.Suspended, objection);
            row.Version++;
        }
    }

    /// <summary>Lets what an objection suspended go on; what was to be taken back for a month it was upheld for is
    /// given up, and what was withheld of it by then given back.</summary>
    public async Task ResumeAsync(
        ServiceDb db, HouseholdId household, string objection, IReadOnlyList<YearMonth> upheld, CancellationToken stop)
    {
        int[] months = [.. upheld.Select(Months.CodeOf)];
        var rows = await db.Recoveries
            .Where(row => row.HouseholdId == household && row.State == RecoveryStanding.Suspended
                && row.Objection == objection)
            .ToListAsync(stop);
        var other = await PaymentObjections.FindOtherAsync(db, household, objection, stop);
        foreach (var row in rows)
        {
            row.Objection = "";
            if (months.Length > 0 && await db.OverpaidMonths.AnyAsync(
                month => month.RecoveryId == row.Id && months.Contains(month.Month), stop))
            {
                await CancelAsync(db, row, stop);
                await GiveBackAsync(db, row, objection, stop);
                continue;
            }

            row.State = row.Recovered > 0 ? RecoveryStanding.Running : RecoveryStanding.Approved;
            row.Version++;
            if (other is not null)
            {
                // Another is open still, and suspends it from here on.
                (row.State, row.Objection) = (RecoveryStanding.Suspended, other);
            }
        }
    }

    // What was withheld by then was not owed.
    private async Task GiveBackAsync(ServiceDb db, RecoveryRow row, string objection, CancellationToken stop)
    {
        if (row.Recovered > 0)
        {
            await compensations.AskAsync(
                db, row.HouseholdId, YearMonth.Of(clock.GetUtcNow()), row.Recovered, $"{NameOf(row)}/{objection}",
                stop);
        }
    }

    /// <summary>What one payment may give to a recovery: 0 before notice and a closed window, under suspension, and
    /// never above the outstanding claim or the cap.</summary>
    public static long InstalmentOf(RecoveryRow row, long payment, DateOnly today) =>
        row.State is RecoveryStanding.Approved or RecoveryStanding.Running
        && row.Objection.Length == 0 && row.NoticeAt is not null && row.ClosesOn is { } closes && today > closes
            ? Math.Max(0, Math.Min(row.Total - row.Recovered, checked(payment * row.SharePercent) / 100))
            : 0;

    public static Refusal NotAllowed(string guard) =>
        Refusal.Of(ErrorReason.RecoveryNotAllowed).With("guard", guard);

    private static Refusal? WhyNotDecide(RecoveryRow row, string by) =>
        row.State == RecoveryStanding.Suspended
            ? Refusal.Of(ErrorReason.RecoverySuspended).With("objection", row.Objection)
        : row.State != RecoveryStanding.Opened ? NotAllowed("NO_PROOF")
        : row.OpenedBy == by ? Refusal.Of(ErrorReason.SecondPersonRequired).With("step", "open")
        : null;

    private static async Task FreeMonthsAsync(ServiceDb db, RecoveryRow row, CancellationToken stop)
    {
        var months = await db.OverpaidMonths.Where(month => month.RecoveryId == row.Id).ToListAsync(stop);
        foreach (var month in months)
        {
            month.Counts = false;
        }
    }
}
