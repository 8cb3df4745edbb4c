using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>Makes compensation due: for an upheld objection by the asker's word, for a decision made again by what it
/// adds. Every cause has its effect once; a cause reaches back over five months at most.</summary>
internal sealed class Compensations(
    IDbContextFactory<ServiceDb> databases, Journal journal, EligibilityApi eligibility, TimeProvider clock)
{
    /// <summary>Most months one cause compensates.</summary>
    public const int MonthsMax = 5;

    private const int CauseMax = 200;
    private const int FeedPage = 500;

    /// <summary>Asks in the asker's transaction.</summary>
    public async Task<bool> AskAsync(
        ServiceDb db, HouseholdId household, YearMonth month, long amount, string cause, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        ArgumentException.ThrowIfNullOrEmpty(cause);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cause.Length, CauseMax);
        await Journal.TakeTurnAsync(db, stop);
        var code = Months.CodeOf(month);
        var asked = await db.PaymentLines.AsNoTracking()
            .Where(row => row.HouseholdId == household && row.Kind == LineKind.Compensation && row.Cause == cause)
            .Select(row => row.Month).ToListAsync(stop);
        if (asked.Contains(code) || asked.Count >= MonthsMax)
        {
            return false;
        }

        db.PaymentLines.Add(LineOf(household, code, cause, amount));
        await journal.AppendAsync(
            db,
            [
                new Booking(
                    EntryKind.Compensation, code, household, Book.Appropriation, Book.Payable, amount)
                {
                    Reference = cause,
                },
            ],
            stop);
        return true;
    }

    /// <summary>Takes over what was decided again since the last time, each in a transaction with the cursor.</summary>
    public async Task ReadFeedAsync(CancellationToken stop)
    {
        long after;
        var look = await databases.CreateDbContextAsync(stop);
        await using (look)
        {
            after = await look.PaymentFeedCursors
                .Where(row => row.Id == FeedCursorRow.Redecisions).Select(row => row.Sequence).SingleAsync(stop);
        }

        while (await eligibility.ListRedecisionsAsync(after, FeedPage, stop) is { Count: > 0 } page)
        {
            foreach (var one in page)
            {
                await TakeAsync(one, stop);
                after = one.Sequence;
            }
        }
    }

    private async Task TakeAsync(Redecided one, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    await Journal.TakeTurnAsync(db, stop);
                    if (await db.PaymentFeedCursors
                        .Where(row => row.Id == FeedCursorRow.Redecisions && row.Sequence < one.Sequence)
                        .ExecuteUpdateAsync(row => row.SetProperty(c => c.Sequence, one.Sequence), stop) == 1)
                    {
                        await BookAsync(db, one, stop);
                        await db.SaveChangesAsync(stop);
                        await transaction.CommitAsync(stop);
                    }
                }
            });
        }
    }

    // Before the month's own support is prepared nothing is booked: the batch then takes the newest version's amount.
    private async Task BookAsync(ServiceDb db, Redecided one, CancellationToken stop)
    {
        var month = Months.CodeOf(one.Month);
        var lines = await db.PaymentLines
            .Where(row => row.HouseholdId == one.Household && row.Month == month && row.Kind != LineKind.Recovery)
            .ToListAsync(stop);
        var own = lines.Where(row => row.Kind == LineKind.Regular || IsOfDecision(row)).ToList();
        var prepared = await IsPreparedAsync(db, one.Household, month, stop);
        var (added, overpaid) = (0L, 0L);
        if (prepared)
        {
            var due = own.Sum(row => row.Amount);
            var waiting = own.Where(row => row.Batch is null && row.Kind == LineKind.Compensation).ToList();
            added = one.Amount >= due
                ? one.Amount - due
                : -Math.Min(due - one.Amount, Math.Max(0, waiting.Sum(row => row.Amount)));
            overpaid = Math.Max(0, due + added - one.Amount);
            if (added > 0 && await IsExhaustedAsync(db, one, month, stop))
            {
                added = 0;
            }

            if (added != 0)
            {
                await AddAsync(db, one, month, added, waiting.Any(row => row.Held), stop);
            }
        }

        db.RedecisionsSeen.Add(new RedecisionSeenRow
        {
            HouseholdId = one.Household,
            Month = month,
            Version = one.Version,
            Reference = one.Reference,
            Due = one.Amount,
            Added = added,
            Overpaid = overpaid,
            SeenAt = clock.GetUtcNow().UtcDateTime,
        });
    }

    private async Task AddAsync(
        ServiceDb db, Redecided one, int month, long added, bool held, CancellationToken stop)
    {
        var cause = $"{one.Household.Name}/decisions/{one.Month}/versions/{one.Version}";
        var line = LineOf(one.Household, month, cause, added);
        line.Held = added < 0 && held;
        db.PaymentLines.Add(line);
        await journal.AppendAsync(
            db,
            [
                added > 0
                    ? new Booking(
                        EntryKind.Compensation, month, one.Household, Book.Appropriation, Book.Payable, added)
                    {
                        Reference = cause,
                    }
                    : new Booking(
                        EntryKind.Correction, month, one.Household, line.Held ? Book.Held : Book.Payable,
                        Book.Appropriation, -added)
                    {
                        Reference = cause,
                    },
            ],
            stop);
    }

    private static bool IsOfDecision(PaymentLineRow row) =>
        row.Kind == LineKind.Compensation && row.Cause.Contains("/versions/", StringComparison.Ordinal);

    // The regular batch has passed this household.
    private static async Task<bool> IsPreparedAsync(
        ServiceDb db, HouseholdId household, int month, CancellationToken stop)
    {
        var batch = await db.PaymentBatches.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Month == month && row.Kind == BatchKind.Regular, stop);
        return batch is not null && (batch.LinesMade || batch.Cursor.CompareTo(household) >= 0);
    }

    private static async Task<bool> IsExhaustedAsync(ServiceDb db, Redecided one, int month, CancellationToken stop) =>
        await db.RedecisionsSeen
            .Where(row => row.HouseholdId == one.Household && row.Reference == one.Reference && row.Added > 0
                && row.Month != month)
            .Select(row => row.Month).Distinct().CountAsync(stop) >= MonthsMax;

    private static PaymentLineRow LineOf(HouseholdId household, int month, string cause, long amount) => new()
    {
        HouseholdId = household,
        Month = month,
        Kind = LineKind.Compensation,
        Cause = cause,
        Amount = amount,
        Held = false,
        PaidMonth = 0,
    };
}
