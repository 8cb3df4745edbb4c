using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A start that cannot be says one line on the error stream, what is wrong and what to do, and ends with 1.
/// Each test starts the real process.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-start");

    private string DatabaseFile => Path.Combine(_folder.FullName, "citizen-account.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_no_database_refuses_the_start()
    {
        await File.WriteAllTextAsync(DatabaseFile, new string('x', 8_192));
        await AssertRefusedAsync("broken or no database");
    }

    [Fact]
    public async Task A_broken_database_refuses_the_start()
    {
        await MigrateAsync();
        var bytes = await File.ReadAllBytesAsync(DatabaseFile);
        Array.Fill(bytes, (byte)0x5A, 0, 4_096);
        await File.WriteAllBytesAsync(DatabaseFile, bytes);
        await AssertRefusedAsync("broken or no database");
    }

    [Fact]
    public async Task A_locked_database_refuses_the_start()
    {
        await MigrateAsync();
        await using var other = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await other.OpenAsync();
        Execute(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE Migrations SET ProductVersion='x';");
        await AssertRefusedAsync("locked by another process");
    }

    [Fact]
    public async Task A_database_of_an_older_version_refuses_the_start_until_it_is_migrated()
    {
        await using (var empty = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False"))
        {
            await empty.OpenAsync();
            Execute(empty, "CREATE TABLE \"Migrations\" (\"MigrationId\" TEXT PRIMARY KEY, \"ProductVersion\" TEXT NOT NULL);");
        }

        await AssertRefusedAsync("run this program with: migrate");
        await MigrateAsync();
        await using var service = ServiceProcess.Start("--data-directory", _folder.FullName, "--port", "0");
        await service.AddressAsync();
    }

    [Fact]
    public async Task A_database_of_a_newer_version_refuses_the_start()
    {
        await MigrateAsync();
        await using (var newer = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False"))
        {
            await newer.OpenAsync();
            Execute(newer, "INSERT INTO \"Migrations\" VALUES ('29991231000000_Later', '99.0.0');");
        }

        await AssertRefusedAsync("newer version");
    }

    [Fact]
    public async Task A_taken_port_refuses_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await AssertRefusedAsync("address already in use", "--port", $"{port}");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_refuses_the_start()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        await AssertRefusedAsync("cannot be written", "--data-directory", Path.Combine(file, "data"));
    }

    [Fact]
    public async Task A_policy_file_with_a_gap_refuses_the_start_and_names_it()
    {
        var policies = CopyPolicies();
        var path = Path.Combine(policies, "policy-support.json");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace("\"from\": \"2022-07\"", "\"from\": \"2022-09\"", StringComparison.Ordinal));
        await AssertRefusedAsync("has a gap at 2022-07", "--set", $"Policies:Directory={policies}");
    }

    [Fact]
    public Task A_folder_without_policies_refuses_the_start() =>
        AssertRefusedAsync("the policies cannot be used", "--set", $"Policies:Directory={_folder.FullName}");

    [Theory]
    [InlineData("Storage:Providr=Sqlite", "Providr")]
    [InlineData("Storage:Provider=Oracle", "Storage")]
    [InlineData("Listen:DrainSeconds=900", "Listen:DrainSeconds must lie between 0 and 300")]
    [InlineData("Listen:Address=everywhere", "Listen:Address must be an IP address")]
    [InlineData("Listen:Address=0.0.0.0", "Listen:CertificateFile is needed")]
    [InlineData("Listen:CertificateFile=nowhere.pem", "Listen:CertificateFile cannot be used")]
    [InlineData("Storage:Provider=SqlServer", "Storage:ConnectionString is needed")]
    [InlineData("Security:DevelopmentIssuer=true", "outside development")]
    [InlineData("Security:DataKeys:0=short", "Security:DataKeys")]
    [InlineData("Limits:CallsBurst=0", "Limits:CallsBurst")]
    public Task A_wrong_setting_refuses_the_start_and_is_named(string setting, string said) =>
        AssertRefusedAsync(said, "--set", setting);

    [Fact]
    public Task A_setting_that_is_no_pair_refuses_the_start() =>
        AssertRefusedAsync("write it as Key=Value", "--set", "nonsense");

    [Fact]
    public async Task A_sql_server_that_is_not_there_refuses_the_start()
    {
        var port = FreePort();
        var key = Convert.ToBase64String(new byte[32]);
        await AssertRefusedAsync(
            "SQL Server cannot be reached",
            "--set", "Storage:Provider=SqlServer",
            "--set", $"Storage:ConnectionString=Server=tcp:127.0.0.1,{port};User Id=x;Password=x;Encrypt=false;Connect Timeout=2;ConnectRetryCount=0",
            "--set", $"Security:DataKeys:0={key}");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task MigrateAsync()
    {
        await using var migrate = ServiceProcess.Start("migrate", "--data-directory", _folder.FullName);
        Assert.Equal(0, await migrate.EndAsync());
    }

    private async Task AssertRefusedAsync(string said, params string[] arguments)
    {
        string[] folder = arguments.Contains("--data-directory") ? [] : ["--data-directory", _folder.FullName];
        string[] port = arguments.Contains("--port") ? [] : ["--port", "0"];
        await using var service = ServiceProcess.Start([.. arguments, .. folder, .. port]);
        var code = await service.EndAsync();
        Assert.Equal(1, code);
        var line = Assert.Single(service.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.StartsWith("Cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    private string CopyPolicies()
    {
        var folder = _folder.CreateSubdirectory("policies").FullName;
        var rules = typeof(Rules.Policies.PolicyBook).Assembly;
        foreach (var name in rules.GetManifestResourceNames()
            .Where(name => name.StartsWith("policy-", StringComparison.Ordinal) || name == "sources.json"))
        {
            using var file = File.Create(Path.Combine(folder, name));
            rules.GetManifestResourceStream(name)!.CopyTo(file);
        }

        return folder;
    }
}
