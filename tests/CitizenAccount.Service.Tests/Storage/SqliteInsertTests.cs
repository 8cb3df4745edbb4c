using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Storage;

/// <summary>Rows put in by the native interface are the rows the provider would have put in.</summary>
public sealed class SqliteInsertTests : IDisposable
{
    private static readonly object?[] Values =
    [
        null, "", "نص", "with \"quotes\" and\nlines", Array.Empty<byte>(), new byte[] { 0, 1, 255 }, long.MinValue, long.MaxValue, 0L, -7,
        (byte)200, true, false, new DateTime(2026, 12, 10, 1, 2, 3, DateTimeKind.Utc), new DateTime(2026, 12, 10).AddTicks(1_234_500),
        new DateTime(2026, 12, 10, 10, 20, 30, DateTimeKind.Local), new DateTime(2026, 12, 10).AddTicks(1), DateTime.MinValue, DateTime.MaxValue,
        new DateOnly(1447, 6, 1), Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
    ];

    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteInsertTests()
    {
        _connection.Open();
        Run("CREATE TABLE T (Id INTEGER PRIMARY KEY, Number, Text TEXT, Bytes BLOB)");
    }

    public static TheoryData<int> Places() => [.. Enumerable.Range(0, Values.Length)];

    public void Dispose() => _connection.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public void A_value_is_stored_as_the_provider_stores_it(int place)
    {
        var value = Values[place];
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = "INSERT INTO T VALUES (1, $v, $v, $v)";
            command.Parameters.AddWithValue("$v", value ?? DBNull.Value);
            command.ExecuteNonQuery();
        }

        using (var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (?, ?, ?, ?)"))
        {
            insert.Bind(1, 2);
            for (var column = 2; column <= 4; column++)
            {
                insert.Bind(column, value);
            }

            insert.Execute();
        }

        var rows = Read();
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0], rows[1]);
    }

    [Fact]
    public void Bytes_that_are_a_part_of_others_are_stored_as_bytes_of_their_own()
    {
        using var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (1, NULL, NULL, ?)");
        insert.BindBytes(1, new byte[] { 9, 0, 255, 9 }.AsSpan(1, 2));
        insert.Execute();
        Assert.Equal("X'00FF'", Read()[0][2]);
    }

    [Fact]
    public void Many_rows_go_through_one_statement_and_a_value_of_the_row_before_is_not_kept()
    {
        using var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (?, ?, NULL, NULL)");
        for (var row = 1; row <= 3; row++)
        {
            insert.Bind(1, row);
            insert.Bind(2, row == 2 ? null : "text");
            insert.Execute();
        }

        Assert.Equal(["'text'", "NULL", "'text'"], Read().Select(row => row[0]));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void A_value_that_comes_again_after_another_is_stored_again(int place)
    {
        object?[] rows = [Values[place], Values[place], 5L, Values[place], "5", Values[place]];
        using (var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (?, ?, ?, ?)"))
        {
            for (var row = 0; row < rows.Length; row++)
            {
                insert.Bind(1, (long)row);
                insert.Bind(2, rows[row]);
                insert.Bind(3, rows[row]);
                insert.BindBytes(4, [(byte)row]);
                insert.Execute();
            }
        }

        var stored = Read();
        Assert.All([1, 3, 5], row => Assert.Equal(stored[0][..2], stored[row][..2]));
        Assert.Equal(["5", "'5'"], stored[2][..2]);
        Assert.Equal(["'5'", "'5'"], stored[4][..2]);
        Assert.Equal(["X'00'", "X'01'", "X'02'", "X'03'", "X'04'", "X'05'"], stored.Select(row => row[2]));
    }

    [Fact]
    public void A_row_that_breaks_a_rule_throws_what_a_statement_throws()
    {
        Run("INSERT INTO T (Id) VALUES (1)");
        using var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (?, NULL, NULL, NULL)");
        insert.Bind(1, 1);
        var failure = Assert.Throws<SqliteException>(insert.Execute);
        Assert.Equal((19, 1555), (failure.SqliteErrorCode, failure.SqliteExtendedErrorCode));
    }

    [Fact]
    public void A_value_no_column_has_is_a_bug_and_says_so()
    {
        using var insert = new SqliteInsert(_connection, "INSERT INTO T VALUES (?, NULL, NULL, NULL)");
        Assert.Throws<NotSupportedException>(() => insert.Bind(1, 1.5m));
    }

    private List<string[]> Read()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT quote(Number), quote(Text), quote(Bytes) FROM T ORDER BY Id";
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([reader.GetString(0), reader.GetString(1), reader.GetString(2)]);
        }

        return rows;
    }

    private void Run(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
