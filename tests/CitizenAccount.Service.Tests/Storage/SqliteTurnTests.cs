using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Storage;

/// <summary>Turns of writers on one file: a transaction that fails, is left or is given up lets the next one go.</summary>
public sealed class SqliteTurnTests
{
    [Fact]
    public async Task A_transaction_that_cannot_begin_gives_its_turn_back_also_when_it_is_tried_again_on_the_same_context()
    {
        await using var service = await RunningService.StartAsync();
        var storage = service.Services.GetRequiredService<StorageOptions>();
        var options = new DbContextOptionsBuilder<SqliteDb>();
        options.UseSqlite(new SqliteConnectionStringBuilder(storage.SqliteConnectionString) { DefaultTimeout = 1 }.ToString())
            .AddInterceptors(SqliteTurns.Instance);
        await using (var db = new SqliteDb(options.Options))
        {
            // Somebody beside us, such as another process, has the file.
            await using var other = StorageFeature.OpenSqlite(storage.SqliteConnectionString);
            await using var taken = await other.BeginTransactionAsync();
            for (var attempt = 0; attempt < 2; attempt++)
            {
                await Assert.ThrowsAsync<SqliteException>(() => db.Database.BeginTransactionAsync().WaitAsync(Soon.Limit));
            }

            await taken.RollbackAsync();
            await NextAsync(service);
        }

        await NextAsync(service);
    }

    [Fact]
    public async Task One_that_is_left_without_commit_and_one_that_is_cancelled_while_it_waits_hold_nobody_up()
    {
        await using var service = await RunningService.StartAsync();
        await using (var first = await service.OpenDbAsync())
        {
            var left = await first.Database.BeginTransactionAsync();
            await using var second = await service.OpenDbAsync();
            using var stop = new CancellationTokenSource();
            var waiting = second.Database.BeginTransactionAsync(stop.Token);
            Assert.False(waiting.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Soon.Limit));
            await left.DisposeAsync();
            await NextAsync(service);
        }

        var bulk = service.Services.GetRequiredService<BulkInsert>();
        await using (await bulk.OpenToWriteAsync(CancellationToken.None).WaitAsync(Soon.Limit))
        {
            await using var third = await service.OpenDbAsync();
            using var stop = new CancellationTokenSource();
            var waiting = third.Database.BeginTransactionAsync(stop.Token);
            Assert.False(waiting.IsCompleted);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Soon.Limit));
        }

        await NextAsync(service);
    }

    private static async Task NextAsync(RunningService service)
    {
        await using var db = await service.OpenDbAsync();
        await using var next = await db.Database.BeginTransactionAsync().WaitAsync(Soon.Limit);
        await next.CommitAsync();
    }
}
