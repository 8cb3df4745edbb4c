using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Tells a database that is down or busy from a bug.</summary>
internal static class StorageFailure
{
    // SQLITE_BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB: the file or its disk, not our statement.
    private static readonly HashSet<int> SqliteDown = [5, 6, 8, 10, 11, 13, 14, 26];

    // EIO, EFBIG, ENOSPC, EROFS, EDQUOT: the disk under a file that is no database.
    private static readonly HashSet<int> DiskDown = [5, 27, 28, 30, 122];

    // Deadlock, snapshot conflict, time-out, and the transient login and network numbers.
    private static readonly HashSet<int> SqlServerDown =
    [
        -2, -1, 2, 53, 64, 233, 1205, 3960, 4060, 10053, 10054, 10060, 10061, 10928, 10929,
        18401, 40197, 40501, 40613,
    ];

    /// <summary>Whether a unique index refused the write: somebody else wrote the same thing first.</summary>
    public static bool IsUniqueViolation(Exception failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException server => server.Number is 2601 or 2627,
        DbUpdateException { InnerException: { } inner } => IsUniqueViolation(inner),
        _ => false,
    };

    /// <summary>Whether the same request may succeed later; nothing was changed.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        SqliteException sqlite => SqliteDown.Contains(sqlite.SqliteErrorCode),
        SqlException server => SqlServerDown.Contains(server.Number),
        RetryLimitExceededException => true,
        IOException disk => DiskDown.Contains(disk.HResult),
        DbUpdateException { InnerException: { } inner } => IsUnavailable(inner),
        InvalidOperationException { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };
}
