using System.Text;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CitizenAccount.Service.Tests.Storage;

/// <summary>One model on two databases. SQLite runs here; SQL Server is held by its generated script, because no server
/// runs where these tests do.</summary>
public sealed class StorageTests
{
    [Fact]
    public void The_model_has_no_change_that_the_migrations_lack()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var server = new SqlServerDesignTime().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(server.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Both_databases_have_the_same_migrations()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var server = new SqlServerDesignTime().CreateDbContext([]);
        Assert.Equal(
            sqlite.Database.GetMigrations().Select(NameOf), server.Database.GetMigrations().Select(NameOf));
    }

    /// <summary>When this fails on purpose, run it once with CITIZENACCOUNT_ACCEPT_SQL=1, read the difference, commit it.
    /// </summary>
    [Fact]
    public void The_sql_server_script_is_the_accepted_one()
    {
        using var server = new SqlServerDesignTime().CreateDbContext([]);
        var script = server.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        AssertAccepted("sqlserver-migrations.sql", script);
    }

    /// <summary>As above.</summary>
    [Fact]
    public void The_sql_server_statements_of_the_lookups_are_the_accepted_ones()
    {
        using var server = new SqlServerDesignTime().CreateDbContext([]);
        var household = new HouseholdId(Guid.Empty);
        int[] months = [202612, 202611];
        var (from, until) = (new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc), new DateTime(2026, 12, 1, 9, 0, 0, DateTimeKind.Utc));
        string[] statements =
        [
            HouseholdsSql.NewestFacts(StorageProvider.SqlServer),
            server.Decisions.Where(row => row.Month == 202612 && row.HouseholdId == household).ToQueryString(),
            server.Decisions.Where(row => months.Contains(row.Month) && row.HouseholdId == household)
                .OrderByDescending(row => row.Month).ToQueryString(),
            server.Cycles.Where(row => row.Publication != null).OrderByDescending(row => row.Month).ToQueryString(),
            server.NewestLooksAt(household, from, until).Take(1).ToQueryString(),
            server.LooksAt(household, from, until).ToQueryString(),
            server.LooksBetween(from, until).Where(look => look.HouseholdId != null && look.Outcome == 0)
                .Select(look => look.HouseholdId).Distinct().ToQueryString(),
        ];
        AssertAccepted("sqlserver-lookups.sql", string.Join("\n\n", statements));
    }

    [Fact]
    public async Task The_embedded_database_keeps_a_write_ahead_log_and_checks_foreign_keys()
    {
        await using var service = await RunningService.StartAsync();
        var bulk = service.Services.GetRequiredService<BulkInsert>();
        await using var connection = await bulk.OpenAsync(default);
        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
        Assert.Equal(1L, Scalar(connection, "PRAGMA foreign_keys"));
    }

    // A second tree would double what a look at many costs; a migration that rebuilds the table would bring it back.
    [Fact]
    public async Task A_link_of_a_list_is_its_key_and_no_row_besides_on_the_embedded_database()
    {
        await using var service = await RunningService.StartAsync();
        var bulk = service.Services.GetRequiredService<BulkInsert>();
        await using var connection = await bulk.OpenAsync(default);
        Assert.Equal(1L, Scalar(connection, "SELECT wr FROM pragma_table_list WHERE name = 'AccessListHouseholds'"));
    }

    [Fact]
    public async Task Ids_sort_in_the_database_as_they_were_made_and_instants_come_back_as_utc()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(300, seed: 2);
        await using var db = await service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        var ids = await db.Households.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 300).Select(RunningService.HouseholdAt), ids);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(DateTimeKind.Utc, (await db.Households.FirstAsync()).CreatedAt.Kind);
    }

    [Fact]
    public async Task Nothing_that_names_a_person_stands_in_clear_in_the_database_files()
    {
        const int Households = 200;
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(Households, seed: 9);
        var files = Directory.GetFiles(service.Folder, "citizen-account.db*").Select(ReadShared).ToArray();
        Assert.True(files.Sum(file => file.Length) > 100_000);
        var population = new Population(9, RunningService.Month);
        for (var i = 0; i < Households; i++)
        {
            var household = population.Household(i);
            string[] personal =
            [
                household.Iban.Value, household.Mobile.Value,
                .. household.Persons.Select(person => person.NationalId.Value),
                .. household.Persons.Select(person => $"\n{person.GivenName}"),
            ];
            foreach (var value in personal)
            {
                var bytes = Encoding.UTF8.GetBytes(value);
                Assert.DoesNotContain(files, file => file.AsSpan().IndexOf(bytes) >= 0);
            }
        }
    }

    private static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static object? Scalar(System.Data.Common.DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static void AssertAccepted(string name, string text)
    {
        var path = Path.Combine(House.Repository.Root, "tests/CitizenAccount.Service.Tests/Storage", name);
        var normal = text.ReplaceLineEndings("\n").Trim() + "\n";
        if (Environment.GetEnvironmentVariable("CITIZENACCOUNT_ACCEPT_SQL") == "1")
        {
            File.WriteAllText(path, normal);
        }

        Assert.True(File.Exists(path), $"{name} is missing: run this test once with CITIZENACCOUNT_ACCEPT_SQL=1.");
        Assert.Equal(File.ReadAllText(path), normal);
    }
}
