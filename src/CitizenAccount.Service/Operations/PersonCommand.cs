using System.CommandLine;
using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Operations;

/// <summary>The command <c>person-export</c>: everything held on a person, for that person (PDPL, Article 4: the right
/// to obtain the own data). The person sees in the record of who looked that it was made.</summary>
internal static class PersonCommand
{
    private const int ReferenceMax = 100;

    public static Command Make(CommandHost host)
    {
        var account = new Option<string>("--account")
        {
            Description = "The account, accounts/{id}; an agent finds it by national ID.",
            Required = true,
        };
        var reference = new Option<string>("--reference")
        {
            Description = "Why: the number of the person's request. It is shown to the person.",
            Required = true,
        };
        var output = new Option<string>("--output") { Description = "A new ZIP file.", Required = true };
        var command = new Command(PersonExport.Call, "Writes everything held on a person into a ZIP.")
        {
            account, reference, output,
        };
        return host.Over(command, async (services, parsed, stop) =>
        {
            var who = await FindAsync(services, parsed.GetValue(account)!, stop);
            var why = parsed.GetValue(reference)!.Trim();
            if (why.Length is 0 or > ReferenceMax)
            {
                throw new StartRefused($"--reference has 1 to {ReferenceMax} characters.");
            }

            // First the record: what was exported without one would be a look that nobody knows of.
            await RecordAsync(services, who, why, stop);
            var counts = await WriteAsync(services, who, parsed.GetValue(output)!, stop);
            foreach (var (table, rows) in counts)
            {
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table}: {rows}"));
            }

            return 0;
        });
    }

    private static async Task<HeldPerson> FindAsync(IServiceProvider services, string name, CancellationToken stop)
    {
        if (!AccountId.TryParseName(name, out var id))
        {
            throw new StartRefused($"{name} is no account: write it as accounts/{{id}}.");
        }

        var db = await services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop)
                ?? throw new StartRefused($"there is no {name} in this database.");
            return new HeldPerson(
                row.Id, row.HouseholdId,
                NationalId.Parse(services.GetRequiredService<AccountSeals>().PersonOf(row).NationalId),
                row.MemberOf is { } household ? (household, row.MemberPosition) : null);
        }
    }

    private static async Task RecordAsync(
        IServiceProvider services, HeldPerson who, string reference, CancellationToken stop)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var db = await services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync(stop);
        await using (db)
        {
            db.AccessRecords.Add(new AccessRecordRow
            {
                Id = Guid.CreateVersion7(now),
                At = now.UtcDateTime,
                Actor = $"operator:{Environment.UserName}",
                Roles = nameof(Role.Operator),
                Call = PersonExport.Call,
                HouseholdId = who.Household,
                Purpose = (int)PurposeCode.CitizenRequest,
                Reference = reference,
                LegalBasis = "",
                Outcome = (int)Grpc.Core.StatusCode.OK,
            });
            await db.SaveChangesAsync(stop);
        }
    }

    private static async Task<IReadOnlyDictionary<string, int>> WriteAsync(
        IServiceProvider services, HeldPerson who, string path, CancellationToken stop)
    {
        try
        {
            var file = new FileStream(path, PrivateFile.Private(FileMode.CreateNew));
            await using (file)
            {
                return await services.GetRequiredService<PersonExport>().WriteAsync(who, file, stop);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{path} cannot be written: {failure.Message}");
        }
    }
}
