using CitizenAccount.Service.Operations;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Operations;

/// <summary>What is over its period goes, what is not stays, and that it went is on record.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task What_is_older_than_its_period_goes_and_the_purge_proves_what_it_removed()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await service.RegisterAsync();
            var person = await Applicant.SubmittedAsync(service);
            await ChainAsync(service);
            var old = await CountsAsync(service);
            Assert.True(old.Access > 0 && old.Sessions > 0 && old.Messages > 0 && old.Contents > 0);
            var first = await RunAsync(service, onlyLook: false);
            Assert.All(first, one => Assert.Equal(0, one.Removed));

            // Eleven years later, with a change that is new.
            service.Clock.Move(TimeSpan.FromDays(4_015));
            await Applicant.SubmittedAsync(service);
            await service.Services.GetRequiredService<AccessRecords>().FlushAsync(CancellationToken.None);
            await ChainAsync(service);
            var all = await CountsAsync(service);
            var look = await RunAsync(service, onlyLook: true);
            Assert.Equal(all, await CountsAsync(service));
            var removed = await RunAsync(service, onlyLook: false);
            Assert.Equal(look.Select(one => (one.Table, one.Removed)), removed.Select(one => (one.Table, one.Removed)));
            Assert.Equal(old.Access, Of(removed, "AccessRecords"));
            Assert.Equal(old.Sessions, Of(removed, "Sessions"));
            Assert.Equal(old.Contents, Of(removed, "AuditEntries"));
            var left = await CountsAsync(service);
            Assert.Equal((all.Access - old.Access, all.Sessions - old.Sessions), (left.Access, left.Sessions));

            // Each removal is an entry of the chain, which is whole although contents are gone.
            await using var db = await service.OpenDbAsync();
            Assert.True(await db.AuditEntries.AnyAsync(row => row.Subject == "AccessRecords" && row.Change == AuditedChange.Removed));
            await ChainAsync(service);
            var verdict = await service.Services.GetRequiredService<AuditReading>().VerifyAsync(null, CancellationToken.None);
            Assert.Equal((null, old.Contents), (verdict.Broken, verdict.Erased));
            Assert.NotNull(await db.Applications.SingleOrDefaultAsync(row => row.HouseholdId == person.Household));
            Assert.All(await RunAsync(service, onlyLook: false), one => Assert.Equal(0, one.Removed));
        }
    }

    [Fact]
    public async Task An_old_list_goes_with_its_links_and_a_new_one_of_the_same_households_stays_whole()
    {
        await using var service = await RunningService.StartAsync();
        var households = Enumerable.Range(0, 1_000).Select(RunningService.HouseholdAt).ToArray();
        const int Old = 30;
        for (var call = 0; call < Old; call++)
        {
            await service.AskForManyAsync(households.Skip(call));
        }

        service.Clock.Move(TimeSpan.FromDays(1_826));
        await service.AskForManyAsync(households);
        await service.FlushAccessRecordsAsync();
        Assert.Equal(Old, Of(await RunAsync(service, onlyLook: true), "AccessLists"));
        Assert.Equal(Old, Of(await RunAsync(service, onlyLook: false), "AccessLists"));
        await using var db = await service.OpenDbAsync();
        var left = await db.AccessLists.SingleAsync();
        Assert.Equal(service.Clock.GetUtcNow().UtcDateTime, left.At);
        Assert.Equal(households, await db.AccessListHouseholds.OrderBy(link => link.HouseholdId).Select(link => link.HouseholdId).ToArrayAsync());
        Assert.All(await db.AccessListHouseholds.ToListAsync(), link => Assert.Equal(left.Id, link.AccessListId));

        // In parts, each with its proof.
        Assert.Equal(2, await db.AuditEntries.CountAsync(row => row.Subject == "AccessLists" && row.Change == AuditedChange.Removed));
        Assert.Equal(0, Of(await RunAsync(service, onlyLook: false), "AccessLists"));
    }

    private static Task<IReadOnlyList<Purged>> RunAsync(RunningService service, bool onlyLook) =>
        service.Services.GetRequiredService<RetentionPurge>().RunAsync(onlyLook, CancellationToken.None);

    private static long Of(IReadOnlyList<Purged> purged, string table) => purged.Single(one => one.Table == table).Removed;

    private static Task ChainAsync(RunningService service) =>
        service.Services.GetRequiredService<AuditChaining>().ChainAsync(CancellationToken.None);

    private static async Task<(long Access, long Sessions, long Messages, long Contents)> CountsAsync(RunningService service)
    {
        await service.Services.GetRequiredService<AccessRecords>().FlushAsync(CancellationToken.None);
        await using var db = await service.OpenDbAsync();
        return (
            await db.AccessRecords.LongCountAsync(), await db.Sessions.LongCountAsync(), await db.Messages.LongCountAsync(),
            await db.AuditEntries.LongCountAsync(row => row.ContentSealed != null));
    }
}
