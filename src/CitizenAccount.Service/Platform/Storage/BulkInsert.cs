using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Parameters of hand-written statements.</summary>
internal static class Parameters
{
    public static void Bind(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>A column of a bulk insert: its name, and how a row fills it.</summary>
internal sealed record BulkColumn<T>(string Name, Func<T, object?> Value);

/// <summary>A table that is filled in bulk, with the columns in the order of their names here.</summary>
internal sealed record BulkTable<T>(string Name, IReadOnlyList<BulkColumn<T>> Columns);

/// <summary>Inserts many rows without the change tracker, inside the caller's connection and transaction.</summary>
internal abstract class BulkInsert
{
    /// <summary>Bytes of an id as it is stored.</summary>
    public const int IdSize = 16;

    /// <summary>Opens a connection to read by.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken stop);

    /// <summary>Opens a connection for one transaction that <see cref="Write"/> may be used in; on SQLite its turn to
    /// write has come, and it lasts until the connection is closed.</summary>
    public virtual Task<DbConnection> OpenToWriteAsync(CancellationToken stop) => OpenAsync(stop);

    /// <summary>Inserts the rows; all of them or, when the transaction is rolled back, none.</summary>
    public abstract void Write<T>(DbTransaction transaction, BulkTable<T> table, IReadOnlyList<T> rows);

    /// <summary>As <see cref="Write"/>, for a table of ids alone: the rows are one after the other, because an object
    /// for each would cost as much as such a row itself.</summary>
    public virtual void WriteIds(
        DbTransaction transaction, string table, IReadOnlyList<string> columns, ReadOnlyMemory<byte> rows)
    {
        byte[] ValueOf(int row, int column) => rows.Slice(((row * columns.Count) + column) * IdSize, IdSize).ToArray();

        Write(
            transaction,
            new BulkTable<int>(
                table, [.. columns.Select((name, at) => new BulkColumn<int>(name, row => ValueOf(row, at)))]),
            [.. Enumerable.Range(0, rows.Length / (columns.Count * IdSize))]);
    }
}

/// <summary>One prepared statement, executed a row at a time.</summary>
internal sealed class SqliteBulkInsert(string connectionString) : BulkInsert
{
    public override Task<DbConnection> OpenAsync(CancellationToken stop) =>
        Task.FromResult<DbConnection>(StorageFeature.OpenSqlite(connectionString));

    public override async Task<DbConnection> OpenToWriteAsync(CancellationToken stop)
    {
        var connection = StorageFeature.OpenSqlite(connectionString);
        try
        {
            await SqliteTurns.TakeAsync(connection, stop);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override void Write<T>(DbTransaction transaction, BulkTable<T> table, IReadOnlyList<T> rows)
    {
        using var insert = Into(transaction, table.Name, [.. table.Columns.Select(column => column.Name)]);
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                insert.Bind(i + 1, table.Columns[i].Value(row));
            }

            insert.Execute();
        }
    }

    public override void WriteIds(
        DbTransaction transaction, string table, IReadOnlyList<string> columns, ReadOnlyMemory<byte> rows)
    {
        using var insert = Into(transaction, table, columns);
        for (var left = rows.Span; left.Length > 0; left = left[(columns.Count * IdSize)..])
        {
            for (var i = 0; i < columns.Count; i++)
            {
                insert.BindBytes(i + 1, left.Slice(i * IdSize, IdSize));
            }

            insert.Execute();
        }
    }

    private static SqliteInsert Into(DbTransaction transaction, string table, IReadOnlyList<string> columns) => new(
        (SqliteConnection)transaction.Connection!,
        $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
        + $"VALUES ({string.Join(", ", columns.Select(_ => "?"))})");
}

/// <summary>SqlBulkCopy over a reader of the rows.</summary>
internal sealed class SqlServerBulkInsert(string connectionString) : BulkInsert
{
    public override async Task<DbConnection> OpenAsync(CancellationToken stop)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(stop);
        return connection;
    }

    public override void Write<T>(DbTransaction transaction, BulkTable<T> table, IReadOnlyList<T> rows)
    {
        using var copy = new SqlBulkCopy(
            (SqlConnection)transaction.Connection!, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)transaction);
        copy.DestinationTableName = $"[{table.Name}]";
        copy.BatchSize = 10_000;
        using var data = new DataTable();
        foreach (var column in table.Columns)
        {
            data.Columns.Add(column.Name, typeof(object));
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        foreach (var row in rows)
        {
            data.Rows.Add([.. table.Columns.Select(column => column.Value(row) ?? DBNull.Value)]);
        }

        copy.WriteToServer(data);
    }
}
