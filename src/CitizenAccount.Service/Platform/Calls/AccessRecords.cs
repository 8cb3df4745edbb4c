using System.Threading.Channels;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>One look at, or try at, a person's data: who, why, and how it ended. Only added, never changed.</summary>
[NotAudited("a record itself, only added")]
internal sealed class AccessRecordRow
{
    public required Guid Id { get; init; }

    public required DateTime At { get; init; }

    public required string Actor { get; init; }

    public required string Roles { get; init; }

    public required string Call { get; init; }

    public HouseholdId? HouseholdId { get; init; }

    public required int Purpose { get; init; }

    public required string Reference { get; init; }

    public required string LegalBasis { get; init; }

    /// <summary>The gRPC status; denied tries are on record too.</summary>
    public required int Outcome { get; init; }
}

internal sealed class AccessRecordTable : IEntityTypeConfiguration<AccessRecordRow>
{
    public void Configure(EntityTypeBuilder<AccessRecordRow> builder)
    {
        builder.ToTable("AccessRecords");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(100);
        builder.Property(row => row.Roles).HasMaxLength(200);
        builder.Property(row => row.Call).HasMaxLength(200);
        builder.Property(row => row.Reference).HasMaxLength(100);
        builder.Property(row => row.LegalBasis).HasMaxLength(200);
        builder.HasIndex(row => new { row.HouseholdId, row.At });
    }
}

/// <summary>Writes access records in batches behind the calls, so that a read does not wait for a write. The queue is
/// bounded, by its items and by the households of its lists: when it is full, calls wait for it rather than go
/// unrecorded. At a stop everything queued is written.</summary>
internal sealed class AccessRecords(
    BulkInsert bulk, TimeProvider clock, ILogger<AccessRecords> log) : BackgroundService
{
    private const int QueueMax = 50_000;
    private const int QueuedHouseholdsMax = 200_000;

    private readonly Channel<AccessItem> _queue = Channel.CreateBounded<AccessItem>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly AccessRoom _room = new(QueuedHouseholdsMax);

    private long _added;
    private long _stored;

    /// <summary>Queues the record of a call, or its list where it touched many households.</summary>
    public void Add(CallState state, StatusCode outcome)
    {
        // One household alone is its record's own: with a list and a link it would cost more.
        var item = state.Households.Count > 1
            ? new AccessItem(null, ListOf(state, outcome))
            : new AccessItem(RecordOf(state, outcome), null);
        Interlocked.Increment(ref _added);
        if (item.List is { } list)
        {
            _room.Take(list.HouseholdCount);
        }

        if (!_queue.Writer.TryWrite(item))
        {
            _queue.Writer.WriteAsync(item).AsTask().GetAwaiter().GetResult();
        }
    }

    private AccessRecordRow RecordOf(CallState state, StatusCode outcome)
    {
        var now = clock.GetUtcNow();
        return new AccessRecordRow
        {
            Id = RecordId.New(now),
            At = now.UtcDateTime,
            Actor = ActorOf(state),
            Roles = Cut(state.Caller.RoleNames, 200),
            Call = state.Policy.FullName,
            HouseholdId = state.Household,
            Purpose = (int)(state.Purpose?.Code ?? 0),
            Reference = Cut(state.Purpose?.Reference ?? "", 100),
            LegalBasis = Cut(state.Purpose?.LegalBasis ?? "", 200),
            Outcome = (int)outcome,
        };
    }

    private AccessListRow ListOf(CallState state, StatusCode outcome)
    {
        var now = clock.GetUtcNow();
        return new AccessListRow
        {
            Id = RecordId.New(now),
            At = now.UtcDateTime,
            Actor = ActorOf(state),
            Roles = Cut(state.Caller.RoleNames, 200),
            Call = state.Policy.FullName,
            Purpose = (int)(state.Purpose?.Code ?? 0),
            Reference = Cut(state.Purpose?.Reference ?? "", 100),
            LegalBasis = Cut(state.Purpose?.LegalBasis ?? "", 200),
            Outcome = (int)outcome,
            Households = AccessListRow.Pack(state.Households),
        };
    }

    /// <summary>Waits until everything queued so far is stored.</summary>
    public async Task FlushAsync(CancellationToken stop)
    {
        var wanted = Interlocked.Read(ref _added);
        while (Interlocked.Read(ref _stored) < wanted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock, stop);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var closing = stoppingToken.Register(Close);
        var batch = new AccessBatch();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (!batch.IsFull && _queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await StoreAsync(batch, stoppingToken);
        }
    }

    private void Close()
    {
        _queue.Writer.TryComplete();
        _room.Close();
    }

    // A database that is down keeps the batch; it is tried again until it is stored or the service stops.
    private async Task StoreAsync(AccessBatch batch, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await StoreAsync(batch);
                Interlocked.Add(ref _stored, batch.Count);
                _room.GiveBack(batch.Households);
                batch.Clear();
                return;
            }
            catch (Exception failure) when (StorageFailure.IsUnavailable(failure))
            {
                log.AccessRecordsNotStored(batch.Count, failure.GetType().Name);
                if (stoppingToken.IsCancellationRequested && attempt > 3)
                {
                    throw;
                }

                await Task.Delay(
                    TimeSpan.FromMilliseconds(Math.Min(200 * attempt, 5_000)), clock, CancellationToken.None);
            }
        }
    }

    private async Task StoreAsync(AccessBatch batch)
    {
        var connection = await bulk.OpenToWriteAsync(CancellationToken.None);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using (transaction)
            {
                batch.Write(bulk, transaction);
                await transaction.CommitAsync(CancellationToken.None);
            }
        }
    }

    private static string ActorOf(CallState state) =>
        Cut(state.Caller.IsKnown ? state.Caller.Subject : "anonymous", 100);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
