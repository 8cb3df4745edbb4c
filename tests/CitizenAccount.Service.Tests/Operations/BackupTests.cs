using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Operations;

/// <summary>A backup is made beside a service that works, and is the whole database again.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-backup");

    [Fact]
    public async Task A_backup_made_while_people_write_is_whole_and_can_be_served()
    {
        var (backup, other) = (Path.Combine(_folder.FullName, "one.db"), Path.Combine(_folder.FullName, "other"));
        Applicant before;
        var service = await RunningService.StartAsync();
        await using (service)
        {
            before = await Applicant.SubmittedAsync(service);
            using var stop = new CancellationTokenSource();
            var writing = WriteUntilAsync(service, stop.Token);
            await RunAsync(0, "backup", "--output", backup, "--data-directory", service.Folder);
            await stop.CancelAsync();
            Assert.True(await writing > 0);
            Directory.CreateDirectory(other);
            File.Copy(Path.Combine(service.Folder, "data-key"), Path.Combine(other, "data-key"));
            Assert.True(
                OperatingSystem.IsWindows() || File.GetUnixFileMode(backup) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        await RunAsync(0, "restore", "--input", backup, "--data-directory", other);
        var restored = await RunningService.StartAsync(folder: other);
        await using (restored)
        {
            await using var db = await restored.OpenDbAsync();
            Assert.True(await db.Applications.AnyAsync(row => row.HouseholdId == before.Household));
            await restored.Services.GetRequiredService<AuditChaining>().ChainAsync(CancellationToken.None);
            var verdict = await restored.Services.GetRequiredService<AuditReading>().VerifyAsync(null, CancellationToken.None);
            Assert.Null(verdict.Broken);
            Assert.NotEqual(0, verdict.Entries);
            await Applicant.SubmittedAsync(restored);
        }
    }

    [Fact]
    public async Task Nothing_is_written_over()
    {
        var (backup, empty) = (Path.Combine(_folder.FullName, "one.db"), Path.Combine(_folder.FullName, "empty"));
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.SubmittedAsync(service);
            await RunAsync(0, "backup", "--output", backup, "--data-directory", service.Folder);
            Assert.Contains("already", await RunAsync(1, "backup", "--output", backup, "--data-directory", service.Folder), StringComparison.Ordinal);
            Assert.Contains("already", await RunAsync(1, "restore", "--input", backup, "--data-directory", service.Folder), StringComparison.Ordinal);
            Assert.NotNull(await person.GetAsync());
            Assert.Contains("no database", await RunAsync(1, "backup", "--output", backup + "2", "--data-directory", empty), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_that_is_served_is_not_replaced()
    {
        var (backup, other) = (Path.Combine(_folder.FullName, "one.db"), Path.Combine(_folder.FullName, "other"));
        await using var serving = ServiceProcess.StartIn("Development", "--data-directory", other, "--port", "0");
        await serving.AddressAsync();
        await RunAsync(0, "backup", "--output", backup, "--data-directory", other);
        Assert.Contains(
            "in use", await RunAsync(1, "restore", "--input", backup, "--replace", "--data-directory", other), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(other, "*.before-restore-*"));
    }

    [Fact]
    public async Task A_broken_backup_is_refused_and_a_database_that_goes_is_moved_aside()
    {
        var (backup, other) = (Path.Combine(_folder.FullName, "one.db"), Path.Combine(_folder.FullName, "other"));
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await Applicant.SubmittedAsync(service);
            await RunAsync(0, "backup", "--output", backup, "--data-directory", service.Folder);
        }

        await RunAsync(0, "restore", "--input", backup, "--data-directory", other);
        await RunAsync(0, "restore", "--input", backup, "--replace", "--data-directory", other);
        Assert.Single(Directory.GetFiles(other, "citizen-account.db.before-restore-*"));

        var bytes = await File.ReadAllBytesAsync(backup);
        Array.Fill(bytes, (byte)0xAB, 8_000, 60_000);
        var broken = Path.Combine(_folder.FullName, "broken.db");
        await File.WriteAllBytesAsync(broken, bytes);
        Assert.Contains("broken", await RunAsync(1, "restore", "--input", broken, "--replace", "--data-directory", other), StringComparison.Ordinal);
        var text = Path.Combine(_folder.FullName, "text.db");
        await File.WriteAllTextAsync(text, "no database");
        Assert.Contains("broken", await RunAsync(1, "restore", "--input", text, "--replace", "--data-directory", other), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(other, "citizen-account.db")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<int> WriteUntilAsync(RunningService service, CancellationToken stop)
    {
        var written = 0;
        while (!stop.IsCancellationRequested)
        {
            var person = await Applicant.SubmittedAsync(service);
            await person.BankAsync(Ibans.Of(60 + (written++ % 30)));
        }

        return written;
    }

    private static async Task<string> RunAsync(int code, params string[] arguments)
    {
        await using var run = ServiceProcess.Start(arguments);
        var ended = await run.EndAsync();
        Assert.True(code == ended, $"{ended}: {run.Output} {run.Errors}");
        return run.Errors;
    }
}
