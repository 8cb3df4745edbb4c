using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>One prepared statement that is executed a row at a time, by the native interface itself: the provider finds
/// every parameter by its name again, for every row, and makes a reader for each. Values are stored as the provider
/// stores them.</summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    // What each place has from the row before: SQLite keeps it, and in most columns of a batch the next row says the
    // same. At first every place has null.
    private readonly object?[] _bound;

    // Stands for a value that is set anew with every row.
    private static readonly object Other = new();

    /// <param name="connection">An open connection, in a transaction that may write.</param>
    /// <param name="text">The statement, with a question mark for each value.</param>
    public SqliteInsert(SqliteConnection connection, string text)
    {
        _database = connection.Handle!;
        Check(sqlite3_prepare_v2(_database, text, out _statement));
        _bound = new object?[sqlite3_bind_parameter_count(_statement) + 1];
    }

    /// <summary>Sets a value of the next row; places count from 1.</summary>
    /// <exception cref="NotSupportedException">A value of a kind that no column has.</exception>
    public void Bind(int place, object? value)
    {
        value = value is DBNull ? null : value;
        if (Equals(_bound[place], value))
        {
            return;
        }

        Check(Set(place, value));
        _bound[place] = value is null or string or long ? value : Other;
    }

    /// <summary>As <see cref="Bind"/>, for bytes that are no array of their own.</summary>
    public void BindBytes(int place, ReadOnlySpan<byte> bytes)
    {
        Check(sqlite3_bind_blob(_statement, place, bytes));
        _bound[place] = Other;
    }

    private int Set(int place, object? value) => value switch
    {
        null => sqlite3_bind_null(_statement, place),
        string text => sqlite3_bind_text(_statement, place, text),
        byte[] bytes => sqlite3_bind_blob(_statement, place, bytes),
        long number => sqlite3_bind_int64(_statement, place, number),
        int number => sqlite3_bind_int64(_statement, place, number),
        byte number => sqlite3_bind_int64(_statement, place, number),
        bool flag => sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        DateTime instant => BindInstant(place, instant),
        DateOnly day => sqlite3_bind_text(
            _statement, place, day.ToString(@"yyyy\-MM\-dd", CultureInfo.InvariantCulture)),
        Guid id => sqlite3_bind_text(_statement, place, id.ToString("D").ToUpperInvariant()),
        _ => throw new NotSupportedException($"A column of {value.GetType().Name}."),
    };

    /// <summary>Inserts the row whose values are set.</summary>
    /// <exception cref="SqliteException">As every statement throws it.</exception>
    public void Execute()
    {
        Check(sqlite3_step(_statement));
        Check(sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    // The provider's "yyyy-MM-dd HH:mm:ss.FFFFFFF", made of the standard form: a pattern is parsed for each value.
    private int BindInstant(int place, DateTime instant)
    {
        Span<byte> text = stackalloc byte[33];
        instant.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[10] = (byte)' ';
        return sqlite3_bind_text(_statement, place, text[..27].TrimEnd((byte)'0').TrimEnd((byte)'.'));
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
