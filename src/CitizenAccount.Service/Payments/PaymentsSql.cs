using System.Data.Common;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Payments;

/// <summary>Runs the hand-written statements of bulk work, inside the transaction they are given.</summary>
internal static class PaymentsSql
{
    /// <summary>How a statement takes the first rows only; the number is <c>@count</c>.</summary>
    public static string Limit(StorageProvider provider) => provider switch
    {
        StorageProvider.Sqlite => "LIMIT @count",
        StorageProvider.SqlServer => "OFFSET 0 ROWS FETCH NEXT @count ROWS ONLY",
    };

    /// <summary>Changes rows and answers how many.</summary>
    public static int Execute(
        this DbTransaction transaction, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = CommandOf(transaction.Connection!, transaction, text, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Reads rows.</summary>
    public static List<T> Read<T>(
        this DbTransaction transaction, string text, Func<DbDataReader, T> row,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = CommandOf(transaction.Connection!, transaction, text, values);
        return Read(command, row);
    }

    /// <summary>Reads rows outside of any transaction.</summary>
    public static List<T> Read<T>(
        this DbConnection connection, string text, Func<DbDataReader, T> row,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = CommandOf(connection, null, text, values);
        return Read(command, row);
    }

    /// <summary>A statement ready to run; the values of its parameters may be replaced and it run again.</summary>
    public static DbCommand CommandOf(
        DbConnection connection, DbTransaction? transaction, string text,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Bind(name, value ?? DBNull.Value);
        }

        return command;
    }

    private static List<T> Read<T>(DbCommand command, Func<DbDataReader, T> row)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
