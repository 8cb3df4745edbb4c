using System.Data;
using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>What an audit of the journal came to.</summary>
internal sealed record AuditedLedger(
    long From, long Until, bool IsWhole, AuditFindings Findings, byte[] LastHash, TimeSpan Duration);

/// <summary>Proves the journal from its rows alone: once in the order it was written, for its chain; once household by
/// household, for the money; both as streams, at the same time. What a whole audit finds is remembered: while an
/// invariant is broken no money moves.</summary>
internal sealed class LedgerAuditing(
    IDbContextFactory<ServiceDb> databases, MoneyTransactions transactions, BulkInsert bulk, StorageOptions storage,
    TimeProvider clock)
{
    public async Task<AuditedLedger> AuditAsync(long from, long until, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        var (chain, money) = await OpenAsync(stop);
        await using (chain.Connection)
        await using (money.Connection)
        {
            var head = HeadOf(chain.Transaction);
            var (first, last) = (Math.Max(1, from), until == 0 ? head : Math.Min(until, head));
            var isWhole = first == 1 && last == head;
            var findings = new AuditFindings();
            var walk = new ChainWalk(findings);
            var inOrder = Task.Run(() => walk.Walk(chain.Transaction, first, last, stop), stop);
            if (isWhole)
            {
                await Task.Run(() => Balance(money.Transaction, findings, stop), stop);
                await inOrder;
                BatchAudit.Check(chain.Transaction, walk, findings);
                await RememberAsync(findings.FirstBroken, stop);
            }

            await inOrder;
            return new AuditedLedger(
                first, last, isWhole, findings, walk.LastHash, clock.GetElapsedTime(started));
        }
    }

    /// <summary>The invariant the last whole audit found broken; 0 when it was clean.</summary>
    public static Task<int> FindBrokenAsync(ServiceDb db, CancellationToken stop) =>
        db.JournalHeads.AsNoTracking().Select(head => head.BrokenInvariant).SingleAsync(stop);

    private sealed record Window(DbConnection Connection, DbTransaction Transaction);

    // Both views are opened while nobody moves money, so that they show the same moment.
    private async Task<(Window Chain, Window Money)> OpenAsync(CancellationToken stop)
    {
        Window? chain = null, money = null;
        await transactions.RunAsync(
            async (_, _) =>
            {
                chain = await OpenOneAsync(stop);
                money = await OpenOneAsync(stop);
                return false;
            },
            stop);
        return (chain!, money!);
    }

    private async Task<Window> OpenOneAsync(CancellationToken stop)
    {
        var connection = await bulk.OpenAsync(stop);
        var transaction = connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.Snapshot, stop);
        HeadOf(transaction);
        return new Window(connection, transaction);
    }

    private static long HeadOf(DbTransaction transaction) => transaction.Read(
        "SELECT \"Sequence\" FROM \"JournalHeads\"", reader => reader.GetInt64(0))[0];

    private void Balance(DbTransaction transaction, AuditFindings findings, CancellationToken stop)
    {
        var balances = new HouseholdBalances(findings);
        var hint = storage.Provider == StorageProvider.Sqlite
            ? "INDEXED BY \"IX_JournalEntries_HouseholdId_Sequence\""
            : "";
        foreach (var entry in JournalReading.ByHousehold(transaction, hint))
        {
            balances.Take(entry);
            stop.ThrowIfCancellationRequested();
        }

        BatchAudit.CheckTotals(transaction, balances, findings);
    }

    private async Task RememberAsync(int broken, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.JournalHeads.Where(head => head.BrokenInvariant != broken)
                .ExecuteUpdateAsync(head => head.SetProperty(one => one.BrokenInvariant, broken), stop);
        }
    }
}
