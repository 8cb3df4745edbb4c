using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>SQLite writes one transaction at a time, and who finds it busy sleeps and tries again, in no order, on a
/// thread of the pool. Here the transactions of this process on one file take turns in the order they came, without a
/// thread; between processes the file's own lock decides as before.</summary>
internal sealed class SqliteTurns : DbTransactionInterceptor, IDbConnectionInterceptor
{
    public static readonly SqliteTurns Instance = new();

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Files = new(StringComparer.Ordinal);

    private readonly ConditionalWeakTable<DbConnection, SemaphoreSlim> _taken = [];

    /// <summary>Waits for a turn of a connection beside EF, which has it until it is closed.</summary>
    public static async Task TakeAsync(SqliteConnection connection, CancellationToken stop)
    {
        var turn = TurnOf(connection);
        await turn.WaitAsync(stop);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                turn.Release();
            }
        };
    }

    // One that is begun without await, as migrations are, goes by the lock of the file alone.
    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        var turn = TurnOf(connection);
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Begun here, so that one that cannot begin gives its turn back at once.
            var begun = await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken);
            _taken.Add(connection, turn);
            return InterceptionResult<DbTransaction>.SuppressWithResult(begun);
        }
        catch
        {
            turn.Release();
            throw;
        }
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return Task.CompletedTask;
    }

    public override Task TransactionRolledBackAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(eventData);
        return Task.CompletedTask;
    }

    // One that was neither committed nor rolled back ends as its connection is closed.
    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => End(connection);

    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        End(connection);
        return Task.CompletedTask;
    }

    private static SemaphoreSlim TurnOf(DbConnection connection) =>
        Files.GetOrAdd(connection.DataSource, _ => new SemaphoreSlim(1, 1));

    private void End(TransactionEndEventData eventData) => End(eventData.Context!.Database.GetDbConnection());

    private void End(DbConnection connection)
    {
        if (_taken.TryGetValue(connection, out var turn) && _taken.Remove(connection))
        {
            turn.Release();
        }
    }
}
