using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>A call that touches many households leaves one list: each of them reads it as a look of its own.</summary>
public sealed class AccessListTests
{
    private static readonly Purpose Review = new() { Code = PurposeCode.Ticket, Reference = "tickets/100200", LegalBasis = "agreed" };

    [Fact]
    public async Task A_person_sees_the_look_of_a_worker_who_asked_for_many_and_one_who_was_not_asked_for_does_not()
    {
        await using var service = await RunningService.StartAsync();
        Applicant[] people = [await Applicant.RegisterAsync(service), await Applicant.RegisterAsync(service), await Applicant.RegisterAsync(service)];
        service.Clock.Move(TimeSpan.FromMinutes(5));
        var asked = service.Clock.GetUtcNow();
        await service.AskForManyAsync(people[..2].Select(person => person.Household), purpose: Review);
        await Refused.ByAsync(() => service.AskForManyAsync(
            people[..2].Select(person => person.Household), service.Bearer("neighbour", [Role.CaseWorker], people[1].Household), Review));
        await service.FlushAccessRecordsAsync();
        foreach (var person in people[..2])
        {
            var look = Assert.Single(await ListAsync(person), record => record.Granted > 0);
            Assert.Equal((Role.CaseWorker, "Case worker"), (look.Role, look.Actor.En));
            Assert.Equal((Review.Code, Review.Reference, Review.LegalBasis), (look.Purpose, look.Reference, look.LegalBasis));
            Assert.Equal("Eligibility and entitlement, among others", look.What.En);
            Assert.Equal((1, person == people[1] ? 1 : 0, asked), (look.Granted, look.Denied, look.LastTime.ToDateTimeOffset()));
        }

        Assert.DoesNotContain(await ListAsync(people[2]), record => record.Role == Role.CaseWorker);
    }

    [Fact]
    public async Task Looks_among_many_and_looks_alone_make_one_history_newest_first_and_page_by_page_it_is_the_same()
    {
        await using var service = await RunningService.StartAsync();
        Applicant[] people = [await Applicant.RegisterAsync(service), await Applicant.RegisterAsync(service)];
        var begun = service.Clock.GetUtcNow();

        // Hour by hour: alone, among many, and both.
        for (var hour = 0; hour < 6; hour++)
        {
            if (hour % 3 != 0)
            {
                await service.AskForManyAsync(people.Select(person => person.Household));
                await service.AskForManyAsync(people.Select(person => person.Household));
            }

            if (hour % 3 != 1)
            {
                await service.AskForManyAsync([people[0].Household]);
            }

            service.Clock.Move(TimeSpan.FromHours(1));
        }

        await service.FlushAccessRecordsAsync();
        var all = await ListAsync(people[0]);
        Assert.Equal(
            [(5, 3), (4, 2), (3, 1), (2, 3), (1, 2), (0, 1)],
            all.Select(record => ((int)(record.HourTime.ToDateTimeOffset() - begun).TotalHours, record.Granted)));
        var (paged, request) = (new List<AccessRecord>(), new ListAccessRecordsRequest { Parent = people[0].Account.Name, PageSize = 1 });
        do
        {
            var page = await service.Accounts().ListAccessRecordsAsync(request, people[0].Options);
            paged.AddRange(page.Records);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(all, paged.Where(record => record.Role == Role.CaseWorker));
        Assert.Equal([2, 2, 2, 2], (await ListAsync(people[1])).Select(record => record.Granted));
    }

    [Fact]
    public async Task A_stop_writes_every_household_of_the_lists_that_are_queued_and_each_list_once()
    {
        const int Calls = 60;
        var households = Enumerable.Range(0, 1_000).Select(RunningService.HouseholdAt).ToArray();
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        var service = await RunningService.StartAsync(folder: folder.FullName);
        var worker = service.As(Role.CaseWorker);
        await service.AskForManyAsync(households, worker);
        await service.FlushAccessRecordsAsync();

        // While somebody else writes, nothing is stored: all of it is queued, until after the stop has begun.
        var writer = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "citizen-account.db")};Pooling=False");
        await writer.OpenAsync();
        Run(writer, "BEGIN IMMEDIATE");
        for (var call = 1; call < Calls; call++)
        {
            await service.AskForManyAsync(households.Reverse(), worker);
        }

        Assert.Equal(1L, Run(writer, """SELECT COUNT(*) FROM "AccessLists" """));
        var stopped = service.DisposeAsync().AsTask();
        Run(writer, "ROLLBACK");
        await stopped;
        Assert.Equal((long)Calls, Run(writer, """SELECT COUNT(*) FROM "AccessLists" """));
        Assert.Equal(Calls * 1_000L, Run(writer, """SELECT COUNT(*) FROM "AccessListHouseholds" """));
        Assert.Equal(
            1_000L,
            Run(writer, $"""SELECT COUNT(*) FROM (SELECT 1 FROM "AccessListHouseholds" GROUP BY "HouseholdId" HAVING COUNT(*) = {Calls})"""));
        await writer.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_list_and_its_links_name_the_same_households()
    {
        await using var service = await RunningService.StartAsync();
        var households = Enumerable.Range(0, 30).Select(RunningService.HouseholdAt).ToArray();
        await service.AskForManyAsync(households.Reverse());
        await service.AskForManyAsync(households.Take(3));
        await service.FlushAccessRecordsAsync();
        await using var db = await service.OpenDbAsync();
        var lists = await db.AccessLists.OrderBy(list => list.Outcome).ToListAsync();
        Assert.Equal([3, 30], lists.Select(list => list.HouseholdCount).Order());
        foreach (var list in lists)
        {
            Assert.Equal(
                AccessListRow.Unpack(list.Households),
                await db.AccessListHouseholds.Where(link => link.AccessListId == list.Id).Select(link => link.HouseholdId)
                    .Order().ToArrayAsync());
        }
    }

    [Fact]
    public void Households_are_packed_ascending_and_each_once()
    {
        HouseholdId[] households = [.. Enumerable.Range(0, 200).Select(RunningService.HouseholdAt), new(Guid.Empty), new(Guid.AllBitsSet)];
        var mixed = households.Concat(households.Take(50)).ToArray();
        new Random(7).Shuffle(mixed);
        Assert.Equal(households.Order(), AccessListRow.Unpack(AccessListRow.Pack(mixed)));
        Assert.Empty(AccessListRow.Pack([]));
    }

    [Fact]
    public void An_id_has_its_version_lies_in_the_bounds_of_its_instant_and_is_like_no_other()
    {
        var (now, ids) = (RunningService.Start.AddTicks(1_234), new HashSet<Guid>());
        for (var made = 0; made < 10_000; made++)
        {
            var id = RecordId.New(now);
            Assert.Equal((7, 2), (id.Version, id.Variant >> 2));
            Assert.True(ids.Add(id));
            Assert.InRange(Sorted(id), Sorted(RecordId.Lowest(now.UtcDateTime)), Sorted(RecordId.Highest(now.UtcDateTime)));
            Assert.True(string.CompareOrdinal(Sorted(RecordId.Highest(now.UtcDateTime.AddMilliseconds(-1))), Sorted(id)) < 0);
            Assert.True(string.CompareOrdinal(Sorted(RecordId.Lowest(now.UtcDateTime.AddMilliseconds(1))), Sorted(id)) > 0);
        }

        Assert.Equal(Sorted(Guid.CreateVersion7(now))[..12], Sorted(ids.First())[..12]);
        Assert.Equal(RecordId.Lowest(DateTime.UnixEpoch), RecordId.Lowest(DateTime.MinValue));
        Assert.True(string.CompareOrdinal(Sorted(RecordId.Highest(DateTime.MaxValue)), Sorted(RecordId.Highest(now.UtcDateTime))) > 0);

        static string Sorted(Guid id) => id.ToString("N");
    }

    [Fact]
    public async Task A_list_waits_where_there_is_no_room_until_some_is_given_back_or_nothing_is_taken_any_more()
    {
        var room = new AccessRoom(1_000);
        room.Take(900);
        room.Take(1_000);
        var waiting = Waiting(room);
        await Poll.UntilAsync("it waits", () => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Soon.Limit);
        room.GiveBack(900);
        Assert.False(waiting.Join(TimeSpan.Zero));
        room.GiveBack(1_000);
        Assert.True(waiting.Join(Soon.Limit));

        var last = Waiting(room);
        Assert.True(last.Join(Soon.Limit));
        last = Waiting(room);
        await Poll.UntilAsync("it waits", () => last.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Soon.Limit);
        room.Close();
        Assert.True(last.Join(Soon.Limit));

        static Thread Waiting(AccessRoom room)
        {
            var thread = new Thread(() => room.Take(500));
            thread.Start();
            return thread;
        }
    }

    // What staff did; the person's own looks stand there too.
    private static async Task<IReadOnlyList<AccessRecord>> ListAsync(Applicant person) =>
    [
        .. (await person.Service.Accounts().ListAccessRecordsAsync(new() { Parent = person.Account.Name, PageSize = 100 }, person.Options))
            .Records.Where(record => record.Role == Role.CaseWorker),
    ];

    private static object? Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
