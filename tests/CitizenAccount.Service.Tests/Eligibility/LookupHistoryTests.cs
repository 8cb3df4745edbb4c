using System.Collections.Concurrent;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Two replicas over one database and one Redis, decisions that are replaced or months that are published all
/// the while, and readers who carry their tokens from one replica to the other. Everything is written down as it begins and as it ends, and the
/// history is checked afterwards: no read is older than its token, none older than two seconds by the clock, no client
/// is led back, who asks the database is never told less than was committed before, and nothing is answered that was
/// never decided. Amounts, or months, are the version numbers, so an answer tells which version it is.</summary>
public sealed class LookupHistoryTests : IAsyncLifetime, IDisposable
{
    private const string Redis = "redis-server";
    private const int Households = 3;
    private const int Writes = 120;
    private const int Months = 24;
    private const int Readers = 8;
    private const int ReadsPerWrite = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-test");
    private readonly ConcurrentQueue<Commit> _commits = new();
    private readonly ConcurrentQueue<Read> _reads = new();

    private RedisServer? _redis;
    private CutLine? _line;
    private RunningService[] _replicas = [];
    private readonly SemaphoreSlim _read = new(0);

    private long _order;
    private volatile bool _ended;
    private bool _byMonth;

    private sealed record Commit(int Household, int Version, long Began, long Ended, DateTimeOffset EndedAt);

    private sealed record Read(
        int Household, int Version, int Floor, bool FromDatabase, long Began, DateTimeOffset BeganAt);

    public void Dispose() => _read.Dispose();

    public async Task InitializeAsync()
    {
        if (Needs.Missing(Redis) is not null)
        {
            return;
        }

        _redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Redis:Configuration"] = _redis.ConnectionString,
            ["Limits:CallsPerSecond"] = "1000000",
            ["Limits:CallsBurst"] = "1000000",
        };
        var one = await RunningService.StartDecidedAsync(
            Households, DecidedService.Seed, settings, _folder.FullName);
        _line = CutLine.To(_redis.Port);
        settings["Redis:Configuration"] = _line.ConnectionString;
        _replicas = [one, await RunningService.StartAsync(settings, _folder.FullName)];
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
            Assert.Empty(replica.Log.Errors);
        }

        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        _redis?.Dispose();
        _read.Dispose();
        _folder.Delete(recursive: true);
    }

    [NeedsFact(Redis)]
    public Task In_quiet_weather_no_reader_is_led_back() => RunAsync(Writes, ReplaceAsync, _ => { });

    [NeedsFact(Redis)]
    public Task Nor_while_redis_is_killed_and_started_again_frozen_and_emptied() =>
        RunAsync(Writes, ReplaceAsync, write => Harm(write, every: 10));

    [NeedsFact(Redis)]
    public Task Nor_while_one_replica_is_cut_off_from_redis_and_the_other_is_not() => RunAsync(Writes, ReplaceAsync, write =>
    {
        switch (write % 40)
        {
            case 10:
                _line!.Cut();
                break;
            case 30:
                _line!.Mend();
                break;
        }
    });

    [NeedsFact(Redis)]
    public async Task Nor_while_month_after_month_is_published_and_redis_is_harmed()
    {
        _byMonth = true;
        foreach (var replica in _replicas)
        {
            replica.MovePastCutOffOf(RunningService.Month.AddMonths(Months));
        }

        await RunAsync(Months, PublishAsync, write => Harm(write, every: 1));
        foreach (var replica in _replicas)
        {
            _reads.Clear();
            await ReadTogetherAsync(replica, fromDatabase: true);
            Assert.All(_reads, read => Assert.Equal(Months + 1, read.Version));
        }
    }

    // Every so many writes something else.
    private void Harm(int write, int every)
    {
        switch (write % every == 0 ? write / every % 4 : -1)
        {
            case 0:
                _redis!.Resume();
                break;
            case 1:
                _redis!.Kill();
                break;
            case 2:
                _redis!.RestartAsync().GetAwaiter().GetResult();
                break;
            case 3:
                _redis!.Stall();
                break;
        }
    }

    private async Task RunAsync(int writes, Func<int, Task> writeAsync, Action<int> weather)
    {
        var readers = Enumerable.Range(0, Readers).Select(seed => Task.Run(() => ReadAllAsync(seed))).ToArray();
        try
        {
            for (var write = 0; write < writes; write++)
            {
                weather(write);
                await writeAsync(write);
                foreach (var replica in _replicas)
                {
                    replica.Clock.Move(TimeSpan.FromMilliseconds(write % 5 == 0 ? 700 : 90));
                }

                // Writers and readers keep step, however fast either is; which of them is first stays open.
                for (var read = 0; read < ReadsPerWrite; read++)
                {
                    Assert.True(await _read.WaitAsync(Soon.Limit), "Nobody reads.");
                }
            }
        }
        finally
        {
            _ended = true;
            _redis!.Resume();
            _line!.Mend();
        }

        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromMinutes(2));
        AssertHistory(writes);
    }

    private void AssertHistory(int writes)
    {
        var commits = _commits.ToArray();
        Assert.Equal(_byMonth ? writes * Households : writes, commits.Length);
        Assert.True(_reads.Count >= writes * ReadsPerWrite);
        Assert.Contains(_reads, read => read.Version > 1 && read.Floor > 0);
        Assert.Contains(_reads, read => read.FromDatabase);
        foreach (var read in _reads)
        {
            // Never older than what the token, or the same client, has seen.
            Assert.True(read.Version >= read.Floor, $"A token that saw version {read.Floor} was answered by: {read}");

            var own = commits.Where(commit => commit.Household == read.Household).ToArray();
            var bound = own.Where(commit =>
                    read.FromDatabase
                        ? commit.Ended < read.Began
                        : commit.EndedAt <= read.BeganAt - TimeSpan.FromSeconds(2))
                .Select(commit => commit.Version).DefaultIfEmpty(1).Max();
            Assert.True(read.Version >= bound, $"Version {bound} was committed long before this read: {read}");
        }
    }

    private async Task ReadAllAsync(int seed)
    {
        var random = new Random(seed);
        var tokens = new string[Households];
        var floors = new int[Households];
        while (!_ended)
        {
            var index = random.Next(Households);
            var replica = _replicas[random.Next(_replicas.Length)];
            if (_byMonth && random.Next(4) == 0)
            {
                await ReadTogetherAsync(replica, fromDatabase: random.Next(3) == 0);
                continue;
            }

            var household = RunningService.HouseholdAt(index);

            // Every second reader always carries its token; the others ask the database now and then.
            var carries = tokens[index] is not null && random.Next(4) != 0;
            var asks = !carries && random.Next(3) == 0;
            var wanted = carries ? new Consistency { AtLeastAsFresh = tokens[index] }
                : asks ? new Consistency { FullyConsistent = true }
                : null;
            var (began, beganAt) = (Interlocked.Increment(ref _order), replica.Clock.GetUtcNow());
            var answer = await replica.Eligibility().GetEligibilityAsync(
                new GetEligibilityRequest { Household = household.Name, Consistency = wanted },
                Clients.By(replica.AsCitizen(household)));
            var version = VersionOf(answer.Eligibility);
            _reads.Enqueue(new Read(index, version, carries ? floors[index] : 0, asks, began, beganAt));
            _read.Release();

            // The newest token serves; one of an answer without a token may be older than that.
            if (version >= floors[index])
            {
                (tokens[index], floors[index]) = (answer.ConsistencyToken, version);
            }
        }
    }

    // All households of one answer are of one month: a publication is one step for everybody.
    private async Task ReadTogetherAsync(RunningService replica, bool fromDatabase)
    {
        var request = new BatchGetEligibilityRequest
        {
            Households = { Enumerable.Range(0, Households).Select(index => RunningService.HouseholdAt(index).Name) },
            Purpose = Clients.Asked,
            Consistency = fromDatabase ? new Consistency { FullyConsistent = true } : null,
        };
        var (began, beganAt) = (Interlocked.Increment(ref _order), replica.Clock.GetUtcNow());
        var answer = await replica.Eligibility().BatchGetEligibilityAsync(request, Clients.By(replica.As(Role.CaseWorker)));
        var version = Assert.Single(answer.Results.Select(result => VersionOf(result.Eligibility)).Distinct());
        for (var index = 0; index < Households; index++)
        {
            _reads.Enqueue(new Read(index, version, 0, fromDatabase, began, beganAt));
        }

        _read.Release();
    }

    // The cycle's own amount is none of these.
    private int VersionOf(HouseholdEligibility answer) =>
        _byMonth ? 1 + (answer.BenefitMonth.Year * 12) + answer.BenefitMonth.Month
            - (RunningService.Month.Year * 12) - RunningService.Month.Month
        : answer.Entitlement.Halalas is > 1 and < 1_000 and var version ? (int)version : 1;

    // One replica after the other decides and publishes the month after the last.
    private async Task PublishAsync(int write)
    {
        var began = Interlocked.Increment(ref _order);
        await _replicas[write % _replicas.Length].PublishAsync(RunningService.Month.AddMonths(write + 1));
        var (ended, endedAt) = (Interlocked.Increment(ref _order), _replicas.Max(replica => replica.Clock.GetUtcNow()));
        for (var index = 0; index < Households; index++)
        {
            _commits.Enqueue(new Commit(index, write + 2, began, ended, endedAt));
        }
    }

    private async Task ReplaceAsync(int write)
    {
        var (index, version) = (write % Households, 2 + (write / Households));
        var household = RunningService.HouseholdAt(index);
        var began = Interlocked.Increment(ref _order);
        var writer = _replicas[version % _replicas.Length];
        var db = await writer.OpenDbAsync();
        await using (db)
        {
            var sequence = (await db.Redecisions.MaxAsync(row => (long?)row.Sequence) ?? 0) + 1;
            db.Redecisions.Add(RowOf(household, version, sequence, writer.Clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync();
        }

        // The clock of a replica that is behind decides for its readers, so the later of both is when it ended.
        var ended = _replicas.Max(replica => replica.Clock.GetUtcNow());
        _commits.Enqueue(new Commit(index, version, began, Interlocked.Increment(ref _order), ended));
    }

    private static RedecisionRow RowOf(HouseholdId household, int version, long sequence, DateTime now) => new()
    {
        Sequence = sequence,
        HouseholdId = household,
        Month = CycleRun.CodeOf(RunningService.Month),
        Version = version,
        Cause = RedecisionCause.Correction,
        Reference = "made by a test",
        Facts = [],
        Eligibility = 1,
        Entitlement = 1,
        Reasons = 0,
        Amount = version,
        CountedIncome = 0,
        WeightTenths = 10,
        CountedMembers = 1,
        AmountBefore = 0,
        PolicyVersion = "test",
        PolicyHash = "test",
        DecidedAt = now,
    };
}
