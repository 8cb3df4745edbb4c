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
