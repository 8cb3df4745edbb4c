using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>A database that goes away under a running service: the calls that need it say so and ask to be repeated,
/// the others are served, and all is well when it is back.</summary>
[Collection(nameof(DatabaseTrouble))]
public sealed class GateFailureTests : IAsyncLifetime
{
    private RunningService _service = null!;

    private string DatabaseFile => Path.Combine(_service.Folder, "citizen-account.db");

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(5);
        await ReadAsync();
        await _service.FlushAccessRecordsAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_database_locked_by_another_program_is_unavailable_until_it_is_let_go()
    {
        var holder = await LockAsync();
        await AssertUnavailableAsync();
        await AssertOthersAreServedAsync();
        await holder.DisposeAsync();
        await ReadAsync();
        Assert.DoesNotContain(_service.Log.Errors, logged => logged.Id == 1001);
    }

    [Fact]
    public async Task A_database_that_is_gone_is_unavailable_until_it_is_back_and_no_empty_one_takes_its_place()
    {
        var away = DatabaseFile + ".away";
        SqliteConnection.ClearAllPools();
        File.Move(DatabaseFile, away);
        await AssertUnavailableAsync();
        await AssertOthersAreServedAsync();
        Assert.False(File.Exists(DatabaseFile));
        File.Move(away, DatabaseFile);
        await ReadAsync();
        Assert.DoesNotContain(_service.Log.Errors, logged => logged.Id == 1001);
    }

    [Fact]
    public async Task A_broken_database_is_unavailable_until_it_is_restored()
    {
        SqliteConnection.ClearAllPools();
        var backup = await File.ReadAllBytesAsync(DatabaseFile);
        await File.WriteAllBytesAsync(DatabaseFile, [.. Enumerable.Repeat((byte)0x5A, backup.Length)]);
        await AssertUnavailableAsync();
        await AssertOthersAreServedAsync();
        SqliteConnection.ClearAllPools();
        await File.WriteAllBytesAsync(DatabaseFile, backup);
        await ReadAsync();
        Assert.DoesNotContain(_service.Log.Errors, logged => logged.Id == 1001);
    }

    [Fact]
    public async Task Access_records_of_calls_served_while_nobody_could_write_are_stored_afterwards()
    {
        var before = await CountRecordsAsync();
        var writer = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await writer.OpenAsync();
        await using (writer)
        {
            using var begin = writer.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();

            // Readers are not held up by a writer.
            for (var call = 0; call < 10; call++)
            {
                await ReadAsync();
            }
        }

        await _service.FlushAccessRecordsAsync();
        Assert.Equal(before + 10, await CountRecordsAsync());
    }

    private async Task<int> CountRecordsAsync()
    {
        var db = await _service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        await using (db)
        {
            return await db.AccessRecords.CountAsync();
        }
    }

    // Nobody else may have the file open, so it is tried until the service has let go of its idle connections.
    private async Task<SqliteConnection> LockAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            SqliteConnection.ClearAllPools();
            var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False;Default Timeout=1");
            await connection.OpenAsync();
            try
            {
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;";
                await command.ExecuteNonQueryAsync();
                return connection;
            }
            catch (SqliteException) when (attempt < 10)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task AssertUnavailableAsync()
    {
        _service.Clock.Move(TimeSpan.FromSeconds(5));
        var refused = await Refused.ByAsync(ReadAsync);
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.True(refused.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.DoesNotContain("SQLite", refused.English, StringComparison.OrdinalIgnoreCase);
    }

    private async Task AssertOthersAreServedAsync()
    {
        await _service.Eligibility().EstimateSupportAsync(WorkingCalls.SoundEstimate, Clients.By());
        await _service.System().GetSystemInfoAsync(new(), Clients.By());
    }

    private async Task ReadAsync() => await _service.Eligibility().GetEligibilityAsync(
        new GetEligibilityRequest { Household = RunningService.HouseholdAt(1).Name },
        Clients.By(_service.AsCitizen(RunningService.HouseholdAt(1))));
}

/// <summary>Tests that empty the connection pools of the whole process in the middle of a test.</summary>
[CollectionDefinition(nameof(DatabaseTrouble))]
public sealed class DatabaseTrouble;
