using System.CommandLine;
using System.Globalization;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Operations;

/// <summary>The commands <c>backup</c> and <c>restore</c> for SQLite. A backup is made while the service runs; it is
/// one file, whole as of one instant, and checked before it is called one.</summary>
internal static class BackupCommand
{
    private const string Patience = "PRAGMA busy_timeout=30000";

    public static Command Backup(CommandHost host)
    {
        var output = new Option<string>("--output")
        {
            Description = "The backup to make: a new file.",
            Required = true,
        };
        var command = new Command("backup", "Copies the SQLite database while it serves, and checks the copy.")
        {
            output,
        };
        return host.OverFiles(command, async (storage, parsed, _) =>
        {
            var file = Path.GetFullPath(parsed.GetValue(output)!);
            RequireAbsent(file);
            if (!File.Exists(storage.SqliteFile))
            {
                throw new StartRefused($"there is no database {storage.SqliteFile}.");
            }

            Copy(storage.SqliteFile, file);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {new FileInfo(file).Length} bytes, checked. Without the keys it opens nothing: keep "
                + $"data-key, session-key.pem and receipt-key.pem of {storage.DataDirectory}, or the configured ones, "
                + $"in another place."));
            return 0;
        });
    }

    public static Command Restore(CommandHost host)
    {
        var input = new Option<string>("--input") { Description = "The backup.", Required = true };
        var replace = new Option<bool>("--replace")
        {
            Description = "Moves a database that is there aside, into a file of its own; the service must be stopped.",
        };
        var command = new Command("restore", "Brings a backup back as the SQLite database.") { input, replace };
        return host.OverFiles(command, async (storage, parsed, _) =>
        {
            var backup = Path.GetFullPath(parsed.GetValue(input)!);
            if (!File.Exists(backup))
            {
                throw new StartRefused($"there is no backup {backup}.");
            }

            Check(backup);
            Directory.CreateDirectory(Path.GetDirectoryName(storage.SqliteFile)!);
            if (File.Exists(storage.SqliteFile))
            {
                MoveAside(storage.SqliteFile, parsed.GetValue(replace));
            }

            Copy(backup, storage.SqliteFile);
            await Console.Out.WriteLineAsync(
                "Restored. Before it serves: empty Redis, run migrate if this program is newer than the backup, then "
                + "audit verify and the ledger's audit; what the bank reported since the backup is imported again.");
            return 0;
        });
    }

    private static void RequireAbsent(string file)
    {
        if (File.Exists(file))
        {
            throw new StartRefused($"{file} is there already. Choose a new name; no backup is written over.");
        }
    }

    // A database that somebody uses is locked here, and is not moved from under that process.
    private static void MoveAside(string database, bool mayReplace)
    {
        if (!mayReplace)
        {
            throw new StartRefused(
                $"{database} is there already. Stop the service and say --replace; it is moved aside, not deleted.");
        }

        var isFree = true;
        try
        {
            using var lonely = new SqliteConnection(
                $"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=2");
            lonely.Open();

            // Brings what is beside the file into it. It succeeds only when no other process has it open.
            isFree = Execute(lonely, "PRAGMA journal_mode=DELETE") == "delete";
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is 5 or 6)
        {
            isFree = false;
        }

        if (!isFree)
        {
            throw new StartRefused($"{database} is in use. Stop the service first.");
        }

        var aside = string.Create(
            CultureInfo.InvariantCulture,
            $"{database}.before-restore-{File.GetLastWriteTimeUtc(database):yyyyMMddHHmmss}");
        RequireAbsent(aside);
        File.Move(database, aside);
    }

    // The copy gets its name when it is whole.
    private static void Copy(string from, string to)
    {
        var unfinished = $"{to}.unfinished";
        try
        {
            File.Delete(unfinished);
            new FileStream(unfinished, PrivateFile.Private(FileMode.CreateNew)).Dispose();
            using (var source = new SqliteConnection($"Data Source={from};Mode=ReadOnly;Pooling=False"))
            using (var copy = new SqliteConnection($"Data Source={unfinished};Mode=ReadWrite;Pooling=False"))
            {
                source.Open();
                copy.Open();

                // A writer that begins or ends its log holds everybody up for a moment; the copying waits for it.
                Execute(source, Patience);
                Execute(copy, Patience);
                source.BackupDatabase(copy);
                Execute(copy, "PRAGMA journal_mode=DELETE");
            }

            Check(unfinished);
            File.Move(unfinished, to);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new StartRefused($"{to} could not be written: {failure.Message}");
        }
    }

    private static void Check(string file)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            connection.Open();
            if (Execute(connection, "PRAGMA integrity_check") != "ok"
                || Execute(connection, "SELECT count(*) FROM Migrations") == "0")
            {
                throw new StartRefused($"{file} is broken. Take another backup.");
            }
        }
        catch (SqliteException failure)
        {
            throw new StartRefused($"{file} is no database of this service, or is broken ({failure.SqliteErrorCode}).");
        }
    }

    private static string? Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
