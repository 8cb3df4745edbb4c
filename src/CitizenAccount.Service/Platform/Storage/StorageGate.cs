using System.Data.Common;
using CitizenAccount.Service.Platform.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Stands before the database at start: makes a new embedded one, applies migrations when told to, and
/// refuses to serve on a database of another version, each with one line that says what to do.</summary>
internal sealed class StorageGate(IDbContextFactory<ServiceDb> databases, StorageOptions options)
{
    /// <summary>Opens the database for serving.</summary>
    /// <exception cref="StartRefused">It cannot be used as it is.</exception>
    public async Task OpenAsync(CancellationToken stop)
    {
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.SqliteFile))
        {
            // There is nothing to lose in a database that does not exist yet.
            await MigrateAsync(stop);
            return;
        }

        await OpenExistingAsync(stop);
    }

    /// <summary>Makes sure that there is a database and that it is of this version.</summary>
    /// <exception cref="StartRefused">It cannot be used as it is.</exception>
    public async Task OpenExistingAsync(CancellationToken stop)
    {
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.SqliteFile))
        {
            throw new StartRefused(
                $"there is no database {options.SqliteFile}. Name its folder with --data-directory.");
        }

        await GuardAsync(async db =>
        {
            var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
            var applied = (await db.Database.GetAppliedMigrationsAsync(stop)).ToHashSet(StringComparer.Ordinal);
            if (!applied.IsSubsetOf(known))
            {
                throw new StartRefused(
                    "the database was written by a newer version of this service. Start that version.");
            }

            if (applied.Count < known.Count)
            {
                throw new StartRefused(
                    "the database is of an older version. Back it up, then run this program with: migrate");
            }
        });
    }

    /// <summary>Brings the database to this version and returns the names of the migrations it applied.</summary>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken stop)
    {
        IReadOnlyList<string> pending = [];
        await GuardAsync(async db =>
        {
            MakeFile();
            pending = [.. await db.Database.GetPendingMigrationsAsync(stop)];
            await db.Database.MigrateAsync(stop);
        });
        return pending;
    }

    /// <summary>Makes sure the data directory exists and can be written.</summary>
    public void PrepareFolder()
    {
        if (options.Provider != StorageProvider.Sqlite)
        {
            return;
        }

        var folder = Path.GetDirectoryName(options.SqliteFile)!;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".write-probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused(
                $"the data directory {folder} cannot be written. Give this user the right to, or choose another with "
                + "--data-directory.");
        }
    }

    // Every other connection opens what is there and never makes a file by itself.
    private void MakeFile()
    {
        if (options.Provider == StorageProvider.Sqlite && !File.Exists(options.SqliteFile))
        {
            StorageFeature.OpenSqlite($"Data Source={options.SqliteFile};Mode=ReadWriteCreate;Pooling=False").Dispose();
        }
    }

    private async Task GuardAsync(Func<ServiceDb, Task> work)
    {
        PrepareFolder();
        try
        {
            var db = await databases.CreateDbContextAsync();
            await using (db)
            {
                await work(db);
            }
        }
        catch (SqliteException failure)
        {
            throw new StartRefused(failure.SqliteErrorCode switch
            {
                5 or 6 => $"the database file {options.SqliteFile} is locked by another process. Stop that process, or "
                    + "choose another data directory with --data-directory.",
                8 => $"the database file {options.SqliteFile} is read-only. Give this user the right to write it.",
                11 or 26 => $"the file {options.SqliteFile} is broken or no database of this service. Restore it from "
                    + "a backup, or move it away to start empty.",
                13 => $"the disk that holds {options.SqliteFile} is full. Free some space.",
                14 => $"the database file {options.SqliteFile} cannot be opened. Check its rights and its folder.",
                _ => $"the database file {options.SqliteFile} cannot be used (SQLite error {failure.SqliteErrorCode}).",
            });
        }
        catch (Exception failure) when (failure is SqlException or DbException)
        {
            throw new StartRefused(
                "SQL Server cannot be reached or refuses this login. Check Storage:ConnectionString and the server "
                + $"({failure.GetType().Name}).");
        }
    }
}
