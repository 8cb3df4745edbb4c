using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;
using CitizenAccount.Service.Tests.Voice;
using Role = CitizenAccount.Contracts.Type.V1.Role;

namespace CitizenAccount.Service.Tests.Operations;

/// <summary>Everything held on a person, for that person and nobody else; no table is forgotten.</summary>
public sealed class PersonExportTests
{
    [Fact]
    public async Task Every_table_says_what_it_holds_on_a_person_or_why_it_holds_nothing()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await using var db = await service.OpenDbAsync();
            var holdings = service.Services.GetServices<Holding>().ToDictionary(one => one.Row);
            var faults = new List<string>();
            foreach (var table in db.Model.GetEntityTypes())
            {
                var nothing = table.ClrType.GetCustomAttribute<NothingHeldAttribute>();
                if (holdings.ContainsKey(table.ClrType) == nothing is not null)
                {
                    faults.Add($"{table.ClrType.Name}: state a Holding in its room, or [NothingHeld(why)] on the row; one of both");
                }

                if (holdings.TryGetValue(table.ClrType, out var holding))
                {
                    faults.AddRange(table.GetProperties().Select(column => column.Name)
                        .Where(name => name.EndsWith("Sealed", StringComparison.Ordinal) || name.EndsWith("Index", StringComparison.Ordinal))
                        .Where(name => !holding.Opened.ContainsKey(name) && !holding.Left.Contains(name))
                        .Select(name => $"{table.ClrType.Name}.{name}: open it or leave it out"));
                }
            }

            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }
    }

    [Fact]
    public async Task Everything_is_there_with_its_seals_opened_and_nothing_of_another_person()
    {
        await using var stage = await CaseStage.StartAsync(people: 2);
        var (service, person, other) = (stage.Service, stage.Person, stage.People[1]);
        var paper = Papers.Pdf("theirs");
        await stage.FileAsync(person);
        await stage.FileAsync(other);
        var document = await service.UploadAsync(person.Credentials, Uploading.HeaderOf(person.Household, paper), paper);
        var opening = TicketStoryTests.Opening();
        opening.Applicant = null;
        opening.Text = "صوتي في هذا الطلب يُسمع ويُعطى لي كاملًا";
        await service.Voice().OpenTicketAsync(opening, person.Options);
        await service.Disbursement().HoldPaymentAsync(WorkingCalls.SoundHold(person.Household, Clients.Asked), Clients.By(service.As(Role.CaseWorker)));

        using var archive = await ExportAsync(service, new HeldPerson(person.Account, person.Household, person.NationalId, null));
        var text = await TextAsync(archive);
        Assert.Contains(person.NationalId.Value, text, StringComparison.Ordinal);
        Assert.Contains(Ibans.First, text, StringComparison.Ordinal);
        Assert.Contains(opening.Text, text, StringComparison.Ordinal);
        Assert.Contains(stage.Filing(person).Text, text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.NationalId.Value, text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Household.Name, text, StringComparison.Ordinal);
        Assert.DoesNotContain("PasswordHash", Encoding.UTF8.GetString(await BytesAsync(archive.GetEntry("Accounts.json")!)), StringComparison.Ordinal);
        var file = archive.Entries.Single(entry => entry.FullName.StartsWith("Documents/", StringComparison.Ordinal));
        Assert.EndsWith($"{document.Document.Name.Split('/')[^1]}.pdf", file.FullName, StringComparison.Ordinal);
        Assert.Equal(paper, await BytesAsync(file));
        Assert.Equal(
            Wanted,
            archive.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal))
                .Select(entry => entry.FullName[..^5]).Intersect(Wanted).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_dependant_gets_what_is_said_of_the_own_person_and_not_the_rest_of_the_household()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var head = await Applicant.RegisterAsync(service);
            var wife = Applicant.NewId();
            await head.AddAsync(await head.AdditionAsync(Contracts.Account.V1.Relationship.Spouse, wife));
            await head.AddChildAsync();
            await head.BankAsync(Ibans.First);
            var nobody = new HouseholdId(Guid.CreateVersion7());
            using var archive = await ExportAsync(
                service, new HeldPerson(new AccountId(Guid.CreateVersion7()), nobody, wife, (head.Household, 2)));
            var text = await TextAsync(archive);
            Assert.Contains(wife.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain(head.NationalId.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Ibans.First, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_command_writes_a_private_file_once_and_the_person_sees_that_it_was_made()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.SubmittedAsync(service);
            var file = Path.Combine(service.Folder, "export.zip");
            string[] command = ["person-export", "--account", person.Account.Name, "--reference", "request-17", "--output", file, "--data-directory", service.Folder];
            await using (var first = ServiceProcess.Start(command))
            {
                Assert.True(await first.EndAsync() == 0, first.Errors);
                Assert.Contains("Applications: 1", first.Output, StringComparison.Ordinal);
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            using (var archive = new ZipArchive(File.OpenRead(file)))
            {
                Assert.Contains(person.NationalId.Value, await TextAsync(archive), StringComparison.Ordinal);
            }

            // Never over a file that is there, and of nobody who is not.
            await using (var again = ServiceProcess.Start(command))
            {
                Assert.Equal(1, await again.EndAsync());
            }

            command[2] = new AccountId(Guid.CreateVersion7()).Name;
            await using (var unknown = ServiceProcess.Start(command))
            {
                Assert.Equal(1, await unknown.EndAsync());
                Assert.Contains("there is no accounts/", unknown.Errors, StringComparison.Ordinal);
            }

            // The command goes by the machine's clock.
            service.Clock.MoveTo(TimeProvider.System.GetUtcNow().AddDays(1));
            var records = await service.Accounts().ListAccessRecordsAsync(new() { Parent = person.Account.Name }, person.Options);
            Assert.Contains(records.Records, record => record.What.En == "A copy of all your data" && record.Purpose == Contracts.Type.V1.PurposeCode.CitizenRequest);
        }
    }

    [Fact]
    public async Task A_look_among_many_is_there_and_who_else_was_among_them_is_not()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var (person, other) = (await Applicant.RegisterAsync(service), await Applicant.RegisterAsync(service));
            await service.AskForManyAsync([person.Household, other.Household], service.Bearer("worker-9", [Role.CaseWorker], null));
            await service.AskForManyAsync([other.Household, RunningService.HouseholdAt(1)], service.Bearer("worker-8", [Role.CaseWorker], null));
            using var archive = await ExportAsync(service, new HeldPerson(person.Account, person.Household, person.NationalId, null));
            var look = Assert.Single(JsonNode.Parse(await BytesAsync(archive.GetEntry("AccessLists.json")!))!.AsArray())!.AsObject();
            Assert.Equal("worker-9", (string)look["Actor"]!);
            Assert.EndsWith("BatchGetEligibility", (string)look["Call"]!, StringComparison.Ordinal);
            Assert.Equal((int)Clients.Asked.Code, (int)look["Purpose"]!);
            Assert.False(look.ContainsKey("Households"));
            var text = await TextAsync(archive);
            Assert.DoesNotContain($"{other.Household.Value:N}", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain($"{other.Household.Value:D}", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    // What the stage makes; the rest of the tables may hold rows of its own course.
    private static readonly string[] Wanted =
    [
        "AccessRecords", "Accounts", "ApplicationEvents", "Applications", "AuditEntries", "Decisions", "Documents", "HouseholdFacts",
        "Households", "Members", "Messages", "ObjectionEvents", "Objections", "PaymentHolds", "TicketEntries", "Tickets",
    ];

    private static async Task<ZipArchive> ExportAsync(RunningService service, HeldPerson who)
    {
        await service.Services.GetRequiredService<Service.Platform.Calls.AccessRecords>().FlushAsync(CancellationToken.None);
        var content = new MemoryStream();
        await service.Services.GetRequiredService<PersonExport>().WriteAsync(who, content, CancellationToken.None);
        content.Position = 0;
        return new ZipArchive(content);
    }

    private static async Task<string> TextAsync(ZipArchive archive)
    {
        var text = new StringBuilder();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.EndsWith(".json", StringComparison.Ordinal)))
        {
            text.Append(Encoding.UTF8.GetString(await BytesAsync(entry)));
        }

        return text.ToString();
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        await using var stream = await entry.OpenAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }
}
