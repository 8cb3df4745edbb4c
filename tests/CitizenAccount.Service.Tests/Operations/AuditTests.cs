using System.Text;
using System.Text.Json;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Operations;

/// <summary>Every change with who made it and what stood there before, in a chain that nobody alters unseen.</summary>
public sealed class AuditTests
{
    /// <summary>The tables whose changes are audited. A new one is audited by itself; to leave one out is a decision to
    /// be written on its row, and this list shows that it was.</summary>
    private static readonly string[] Audited =
    [
        "Accounts", "ApplicationEvents", "Applications", "BankFiles", "BankReports", "CycleSteps", "Cycles", "Devices", "Documents",
        "Households", "IncomeSubmissions", "Members", "ObjectionEvents", "Objections", "OverpaidMonths", "PaymentBatches",
        "PaymentHolds", "Preferences", "Recoveries", "Sessions", "TicketAttachments", "TicketEntries", "Tickets",
    ];

    [Fact]
    public async Task A_change_is_kept_with_its_caller_and_what_stood_there_before_and_after()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.SubmittedAsync(service);
            service.Clock.Move(TimeSpan.FromMinutes(1));
            await person.BankAsync(Ibans.Of(41));
            var entries = await ReadAsync(service, new AuditFilter(Household: person.Household));
            var change = Assert.Single(entries, one => one.Subject == "Applications" && one.At == service.Clock.GetUtcNow().UtcDateTime);
            Assert.Equal(
                ($"person-{person.Number}", "citizenaccount.account.v1.ApplicationService.ChangeBankAccount", AuditedChange.Changed),
                (change.Actor, change.Call, change.Change));
            Assert.NotEmpty(change.CorrelationId);

            using var columns = JsonDocument.Parse(Reading(service).ContentOf(change)!);
            var content = columns.RootElement.GetProperty("ContentSealed");
            await using var db = await service.OpenDbAsync();
            var stored = await db.Applications.SingleAsync(row => row.HouseholdId == person.Household);
            Assert.Equal(stored.ContentSealed, content.GetProperty("after").GetBytesFromBase64());
            Assert.NotEqual(stored.ContentSealed, content.GetProperty("before").GetBytesFromBase64());

            // Nothing personal stands in the open.
            var raw = await File.ReadAllBytesAsync(Path.Combine(service.Folder, "citizen-account.db"));
            Assert.Equal(-1, raw.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Ibans.Of(41))));
        }
    }

    [Fact]
    public async Task A_refused_change_leaves_no_entry_and_a_repeated_one_leaves_it_once()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.SubmittedAsync(service);
            service.Clock.Move(TimeSpan.FromMinutes(1));
            var before = (await ReadAsync(service, new AuditFilter(Household: person.Household))).Count;
            var request = new Contracts.Account.V1.ChangeBankAccountRequest
            {
                RequestId = Citizens.NewId(),
                Household = person.Household.Name,
                Iban = "SA00",
                Etag = await person.EtagAsync(),
            };
            await Refused.ByAsync(() => service.Applications().ChangeBankAccountAsync(request, person.Options).ResponseAsync);
            Assert.Equal(before, (await ReadAsync(service, new AuditFilter(Household: person.Household))).Count);

            (request.Iban, request.RequestId) = (Ibans.Of(42), Citizens.NewId());
            await service.Applications().ChangeBankAccountAsync(request, person.Options);
            var once = await ReadAsync(service, new AuditFilter(Household: person.Household));
            Assert.Single(once, one => one.Subject == "Applications" && one.At == service.Clock.GetUtcNow().UtcDateTime);
            await service.Applications().ChangeBankAccountAsync(request, person.Options);
            Assert.Equal(once.Count, (await ReadAsync(service, new AuditFilter(Household: person.Household))).Count);
        }
    }

    [Fact]
    public async Task A_password_is_never_in_the_audit_only_that_one_was_set()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await service.RegisterAsync();
            await using var db = await service.OpenDbAsync();
            var hash = await db.Accounts.Where(row => row.PasswordHash != null).Select(row => row.PasswordHash!).FirstAsync();
            var entries = await ReadAsync(service, new AuditFilter());
            var contents = entries.Select(one => Encoding.UTF8.GetString(Reading(service).ContentOf(one)!)).ToArray();
            Assert.Contains(contents, content => content.Contains("\"PasswordHash\":", StringComparison.Ordinal)
                && content.Contains("\"after\":\"set\"", StringComparison.Ordinal));
            Assert.DoesNotContain(contents, content => content.Contains(hash, StringComparison.Ordinal));
            Assert.NotNull(person);
        }
    }

    [Fact]
    public async Task The_chain_fits_and_goes_on_across_a_restart()
    {
        var service = await RunningService.StartAsync();
        AuditVerdict first;
        await using (service)
        {
            var person = await Applicant.SubmittedAsync(service);
            first = await VerifyAsync(service);
            Assert.Equal((null, 0L), (first.Broken, first.Waiting));
            Assert.True(first.Entries > 5);
            await person.BankAsync(Ibans.Of(43));
            var second = await VerifyAsync(service);
            Assert.True(second.Entries > first.Entries);

            // What was known to be its end still stands in it; what was not does not.
            Assert.Null((await VerifyAsync(service, End(first))).Broken);
            Assert.Equal(3, (await VerifyAsync(service, (3, new string('0', 64)))).Broken);
            Assert.Equal(second.Entries + 1, (await VerifyAsync(service, (second.Entries + 9, "ff"))).Broken);
        }
    }

    public static TheoryData<string> Tampering =>
    [
        "UPDATE AuditEntries SET Actor = 'somebody else' WHERE Number = 4",
        "UPDATE AuditEntries SET At = '2026-01-01 00:00:00' WHERE Number = 4",
        "UPDATE AuditEntries SET Call = Call || 'x' WHERE Number = 4",
        "UPDATE AuditEntries SET Key = 'x' WHERE Number = 4",
        "UPDATE AuditEntries SET Change = 3 WHERE Number = 4",
        "UPDATE AuditEntries SET HouseholdId = zeroblob(16) WHERE Number = 4",
        "UPDATE AuditEntries SET ContentHash = zeroblob(32) WHERE Number = 4",
        "UPDATE AuditEntries SET ContentSealed = (SELECT ContentSealed FROM AuditEntries WHERE Number = 5) WHERE Number = 4",
        "UPDATE AuditEntries SET Hash = zeroblob(32) WHERE Number = 4",
        "DELETE FROM AuditEntries WHERE Number = 4",
        "UPDATE AuditEntries SET Number = 9 - Number WHERE Number IN (4, 5)",
    ];

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Whatever_is_altered_is_found(string tampering)
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await Applicant.SubmittedAsync(service);
            Assert.Null((await VerifyAsync(service)).Broken);
            Execute(service, tampering);
            Assert.Equal(4, (await VerifyAsync(service)).Broken);
        }
    }

    [Fact]
    public async Task A_cut_end_and_an_emptied_chain_are_found()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await Applicant.SubmittedAsync(service);
            var whole = await VerifyAsync(service);
            Execute(service, $"DELETE FROM AuditEntries WHERE Number = {whole.Entries}");
            Assert.Equal(whole.Entries, (await VerifyAsync(service)).Broken);
            Execute(service, "DELETE FROM AuditEntries");
            Assert.Equal(1, (await VerifyAsync(service)).Broken);

            // Whoever also rewrites the head is found by the end that was logged.
            Execute(service, "UPDATE AuditHeads SET Number = 0, Hash = zeroblob(32)");
            Assert.NotNull((await VerifyAsync(service, End(whole))).Broken);
        }
    }

    [Fact]
    public async Task An_erased_content_leaves_the_chain_whole()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await Applicant.SubmittedAsync(service);
            await VerifyAsync(service);
            Execute(service, "UPDATE AuditEntries SET ContentSealed = NULL WHERE Number = 4");
            var verdict = await VerifyAsync(service);
            Assert.Equal((null, 1L), (verdict.Broken, verdict.Erased));
        }
    }

    [Fact]
    public async Task Two_replicas_that_chain_at_once_make_one_chain()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var other = await RunningService.StartAsync(folder: service.Folder);
            await using (other)
            {
                var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                    Applicant.SubmittedAsync(i % 2 == 0 ? service : other)));
                await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? service : other).Services
                    .GetRequiredService<AuditChaining>().ChainAsync(CancellationToken.None)));
                var verdict = await VerifyAsync(service);
                Assert.Equal((null, 0L), (verdict.Broken, verdict.Waiting));
                await using var db = await service.OpenDbAsync();
                Assert.Equal(await db.AuditEntries.LongCountAsync(), verdict.Entries);
                Assert.Equal(6, people.Select(person => person.Household).Distinct().Count());
            }
        }
    }

    [Fact]
    public async Task Every_table_is_audited_or_was_left_out_on_purpose()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await using var db = await service.OpenDbAsync();
            Assert.Equal(
                Audited.Order(StringComparer.Ordinal),
                db.Model.GetEntityTypes().Where(entity => AuditScope.Covers(entity.ClrType))
                    .Select(entity => entity.GetTableName()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_command_verifies_and_exports_what_the_service_left()
    {
        var service = await RunningService.StartAsync();
        HouseholdId household;
        await using (service)
        {
            household = (await Applicant.SubmittedAsync(service)).Household;
            await using var verify = ServiceProcess.Start("audit", "verify", "--data-directory", service.Folder);
            Assert.Equal((0, ""), (await verify.EndAsync(), verify.Errors.Trim()));
            Assert.Contains("entries fit", verify.Output, StringComparison.Ordinal);

            await using var export = ServiceProcess.Start(
                "audit", "export", "--household", household.Name, "--data-directory", service.Folder);
            Assert.Equal(0, await export.EndAsync());
            var lines = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(lines, line => line.Contains("\"table\":\"Applications\"", StringComparison.Ordinal));
            Assert.All(lines, line =>
            {
                using var entry = JsonDocument.Parse(line);
                Assert.Equal(household.Name, entry.RootElement.GetProperty("household").GetString());
            });

            Execute(service, "UPDATE AuditEntries SET Actor = 'nobody' WHERE Number = 2");
            await using var broken = ServiceProcess.Start("audit", "verify", "--data-directory", service.Folder);
            Assert.Equal(1, await broken.EndAsync());
            Assert.Contains("BROKEN: entry 2", broken.Errors, StringComparison.Ordinal);
        }
    }

    private static AuditReading Reading(RunningService service) => service.Services.GetRequiredService<AuditReading>();

    private static async Task<List<AuditEntryRow>> ReadAsync(RunningService service, AuditFilter filter)
    {
        var rows = new List<AuditEntryRow>();
        await foreach (var row in Reading(service).ReadAsync(filter, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static async Task<AuditVerdict> VerifyAsync(RunningService service, (long, string)? known = null)
    {
        await service.Services.GetRequiredService<AuditChaining>().ChainAsync(CancellationToken.None);
        return await Reading(service).VerifyAsync(known, CancellationToken.None);
    }

    private static (long, string) End(AuditVerdict verdict)
    {
        var parts = verdict.Head.Split(':');
        return (long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1]);
    }

    private static void Execute(RunningService service, string text)
    {
        using var connection = StorageFeature.OpenSqlite(service.Services.GetRequiredService<StorageOptions>().SqliteConnectionString);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
