using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Stored = CitizenAccount.Service.Eligibility.CycleState;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Two replicas, each a process of its own on one SQLite file, run a month from its start to its publication
/// and its messages, and one of them is killed somewhere. Decisions, steps and messages must be those of a run that
/// nobody disturbed. The seed chooses the moment; <c>CITIZENACCOUNT_KILL_SEEDS=20</c> tries so many.</summary>
public sealed class CycleKillTests(CycleKillTests.LoadedMonth loaded) : IClassFixture<CycleKillTests.LoadedMonth>
{
    private const string SeedsVariable = "CITIZENACCOUNT_KILL_SEEDS";
    private const int SeedsUsually = 2;

    public static TheoryData<int> Seeds()
    {
        var data = new TheoryData<int>();
        var count = Environment.GetEnvironmentVariable(SeedsVariable) is { Length: > 0 } asked
            ? int.Parse(asked, CultureInfo.InvariantCulture)
            : SeedsUsually;
        for (var seed = 1; seed <= count; seed++)
        {
            data.Add(seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_replica_killed_anywhere_in_a_cycle_changes_no_decision_and_loses_none(int seed)
    {
        await using var run = await ReplicatedRun.StartAsync(loaded.Folder);
        var outcome = await run.RunAsync(KillMoment.Of(seed));
        Assert.Equal(LoadedMonth.Households, outcome.Decisions);
        Assert.Equal(loaded.Undisturbed, outcome);
    }

    /// <summary>A data directory with a population whose month can be started, and what a run over it comes to when no
    /// process is killed.</summary>
    public sealed class LoadedMonth : IAsyncLifetime
    {
        /// <summary>Three partitions.</summary>
        internal const int Households = (2 * CycleSealing.PartitionSize) + 500;

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-kill");

        internal string Folder => _folder.FullName;

        internal Outcome Undisturbed { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            await using (var app = ReplicatedRun.Build(Folder))
            {
                app.Services.GetRequiredService<DevelopmentIssuer>();
                await app.Services.GetRequiredService<StorageGate>().OpenAsync(CancellationToken.None);
                await app.Services.GetRequiredService<PopulationLoading>().LoadAsync(
                    new Population(11, ReplicatedRun.Month), ReplicatedRun.Month, Households, _ => { },
                    CancellationToken.None);
            }

            SqliteConnection.ClearAllPools();
            await using var run = await ReplicatedRun.StartAsync(Folder);
            Undisturbed = await run.RunAsync(null);
        }

        public Task DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }

    /// <summary>What a run came to. Equal for two runs over the same facts.</summary>
    internal sealed record Outcome(
        string Snapshot, string DecisionsHash, string Rows, int Decisions, int Publications, string Steps, string Messages);

    /// <summary>When a replica is killed: as soon as something holds, and some ticks later.</summary>
    internal sealed record KillMoment(string Name, Func<ServiceDb, Task<bool>> Holds, int TicksLater)
    {
        private static readonly (string Name, Func<ServiceDb, Task<bool>> Holds)[] Moments =
        [
            ("the month is started", db => db.Cycles.AnyAsync()),
            ("it is sealed", db => db.Cycles.AnyAsync(row => row.State != Stored.Sealing)),
            ("a partition is leased", db => db.CyclePartitions.AnyAsync(row => row.LeaseUntil != null)),
            ("a partition is done", db => db.CyclePartitions.AnyAsync(row => row.DoneAt != null)),
            ("two partitions are done", async db => await db.CyclePartitions.CountAsync(row => row.DoneAt != null) > 1),
            ("it is in review", db => db.Cycles.AnyAsync(row => row.EvaluatedAt != null)),
            ("it is approved", db => db.Cycles.AnyAsync(row => row.ApprovedAt != null)),
            ("it is published", db => db.Cycles.AnyAsync(row => row.PublishedAt != null)),
            ("some households are told", db => db.CyclePartitions.AnyAsync(row => row.NoticedAt != null)),
        ];

        public static KillMoment Of(int seed)
        {
            var chance = new Random(seed);
            var (name, holds) = Moments[(seed * 4) % Moments.Length];
            return new KillMoment(name, holds, chance.Next(0, 40));
        }
    }

    /// <summary>Two replicas over a copy of a data directory.</summary>
    private sealed class ReplicatedRun : IAsyncDisposable
    {
        /// <summary>The processes go by the real clock: the cut-off of this month has passed whenever it is.</summary>
        public static readonly YearMonth Month = YearMonth.Of(TimeProvider.System.GetUtcNow());

        private static readonly string CycleName = CycleDesk.NameOf(Month);
        private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
        private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

        private readonly DirectoryInfo _folder;
        private readonly WebApplication _window;
        private readonly ServiceProcess[] _replicas;
        private readonly CancellationTokenSource _killed = new();
        private GrpcChannel[] _channels = [];

        private ReplicatedRun(DirectoryInfo folder)
        {
            _folder = folder;
            _window = Build(folder.FullName);
            _replicas = [Serve(folder.FullName), Serve(folder.FullName)];
        }

        public static async Task<ReplicatedRun> StartAsync(string from)
        {
            var folder = Directory.CreateTempSubdirectory("citizen-account-kill");
            foreach (var file in Directory.GetFiles(from))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            var run = new ReplicatedRun(folder);
            try
            {
                run._channels =
                [
                    GrpcChannel.ForAddress(await run._replicas[0].AddressAsync()),
                    GrpcChannel.ForAddress(await run._replicas[1].AddressAsync()),
                ];
                return run;
            }
            catch
            {
                await run.DisposeAsync();
                throw;
            }
        }

        /// <summary>The service of this configuration, built and not started: a window on database and keys.</summary>
        public static WebApplication Build(string folder)
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Security:DevelopmentIssuer"] = "true";
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            return ServiceHost.Build(plan);
        }

        public async Task<Outcome> RunAsync(KillMoment? moment)
        {
            var killing = moment is null ? Task.CompletedTask : KillAsync(moment);
            var start = CycleDesk.StartOf(Month, confirm: true);
            await CallAsync((client, options) => client.StartCycleAsync(start, options), "maker", Role.Operator);
            await UntilAsync("the review", db => db.Cycles.AnyAsync(row => row.State == Stored.InReview));
            var review = await CallAsync(
                (client, options) => client.ReviewCycleAsync(new() { Name = CycleName }, options), "checker", Role.Approver);
            var approval = new ApproveCycleRequest
            {
                RequestId = Citizens.NewId(),
                Name = CycleName,
                ReviewSha256 = review.Review.ReviewSha256,
            };
            await CallAsync((client, options) => client.ApproveCycleAsync(approval, options), "checker", Role.Approver);
            var publication = new PublishCycleRequest { RequestId = Citizens.NewId(), Name = CycleName };
            await CallAsync((client, options) => client.PublishCycleAsync(publication, options), "releaser", Role.Releaser);
            await UntilAsync("the messages", db => db.Cycles.AnyAsync(row => row.NoticedAt != null));
            await killing;
            return await ReadAsync();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var channel in _channels)
            {
                channel.Dispose();
            }

            foreach (var replica in _replicas)
            {
                await replica.DisposeAsync();
            }

            await _window.DisposeAsync();
            _killed.Dispose();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }

        // A lease of four seconds: what a killed replica held is taken over soon.
        private static ServiceProcess Serve(string folder) => ServiceProcess.StartIn(
            "Development",
            "--data-directory", folder, "--port", "0", "--set", "Security:DevelopmentIssuer=true",
            "--set", "Cycles:LeaseSeconds=4");

        private async Task KillAsync(KillMoment moment)
        {
            await UntilAsync(moment.Name, moment.Holds);
            using var ticks = new PeriodicTimer(Tick);
            for (var i = 0; i < moment.TicksLater; i++)
            {
                await ticks.WaitForNextTickAsync();
            }

            await _replicas[0].KillAsync();
            await _killed.CancelAsync();
        }

        // Asks the replica that will be killed, and the other one when that is gone: the same request, as a client does.
        private async Task<T> CallAsync<T>(
            Func<CycleService.CycleServiceClient, CallOptions, AsyncUnaryCall<T>> call, string who, Role role)
        {
            var token = _window.Services.GetRequiredService<DevelopmentIssuer>()
                .Issue(who, [role], null, TimeSpan.FromMinutes(30));
            var since = TimeProvider.System.GetTimestamp();
            for (var attempt = 0; ; attempt++)
            {
                var channel = _channels[_killed.IsCancellationRequested ? 1 : attempt % 2];
                try
                {
                    return await call(
                        new CycleService.CycleServiceClient(channel),
                        Clients.By(new Metadata { { "authorization", $"Bearer {token}" } }));
                }
                catch (RpcException failure) when (
                    MayRepeat(failure, channel) && TimeProvider.System.GetElapsedTime(since) < Limit)
                {
                    // Sent again under the same request_id.
                }
            }
        }

        // A connection that breaks may be told in several ways; a living replica must never answer INTERNAL.
        private bool MayRepeat(RpcException failure, GrpcChannel channel) =>
            channel == _channels[0]
            || failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Aborted;

        private async Task UntilAsync(string what, Func<ServiceDb, Task<bool>> holds)
        {
            var since = TimeProvider.System.GetTimestamp();
            using var ticks = new PeriodicTimer(Tick);
            while (true)
            {
                await using (var db = await OpenAsync())
                {
                    if (await holds(db))
                    {
                        return;
                    }
                }

                Assert.True(
                    TimeProvider.System.GetElapsedTime(since) < Limit,
                    $"It did not come to {what}. Errors: {_replicas[1].Errors} {_replicas[1].Output}");
                await ticks.WaitForNextTickAsync();
            }
        }

        private Task<ServiceDb> OpenAsync() =>
            _window.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();

        private async Task<Outcome> ReadAsync()
        {
            await using var db = await OpenAsync();
            var cycle = await db.Cycles.AsNoTracking().SingleAsync();
            var rows = await db.Decisions.AsNoTracking().OrderBy(row => row.HouseholdId).ToListAsync();
            var steps = await db.CycleSteps.AsNoTracking().OrderBy(step => step.Number).ToListAsync();
            var messages = await db.Messages.AsNoTracking()
                .Select(row => new { row.AccountId, row.Kind })
                .ToListAsync();
            return new Outcome(
                Convert.ToHexString(cycle.SnapshotHash),
                Convert.ToHexString(cycle.DecisionsHash!),
                HashOf(rows.Select(row => $"{row.Month}|{row.HouseholdId.Name}|{Convert.ToHexString(DecisionBytes.Write(row))}")),
                rows.Count,
                await db.Cycles.CountAsync(row => row.Publication != null),
                string.Join(' ', steps.Select(step => $"{step.Number}.{step.State}.{step.By}")),
                $"{messages.Count} " + HashOf(messages
                    .Select(one => $"{one.AccountId}|{one.Kind}").Order(StringComparer.Ordinal)));
        }

        private static string HashOf(IEnumerable<string> lines)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var line in lines)
            {
                hash.AppendData(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            }

            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }
}
