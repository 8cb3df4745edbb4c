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
/// bounded: when it is full, calls wait for it rather than go unrecorded. At a stop everything queued is written.
/// </summary>
internal sealed class AccessRecords(
    BulkInsert bulk, TimeProvider clock, ILogger<AccessRecords> log) : BackgroundService
{
    private const int QueueMax = 50_000;
    private const int BatchMax = 5_000;

    // Every hot call leaves one: the change tracker would cost more than the call itself.
    private static readonly BulkTable<AccessRecordRow> Columns = new("AccessRecords",
    [
        new("Id", row => row.Id.ToByteArray(bigEndian: true)),
        new("At", row => row.At),
        new("Actor", row => row.Actor),
        new("Roles", row => row.Roles),
        new("Call", row => row.Call),
        new("HouseholdId", row => row.HouseholdId?.ToBytes()),
        new("Purpose", row => (long)row.Purpose),
        new("Reference", row => row.Reference),
        new("LegalBasis", row => row.LegalBasis),
        new("Outcome", row => (long)row.Outcome),
    ]);

    private readonly Channel<AccessRecordRow> _queue = Channel.CreateBounded<AccessRecordRow>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _added;
    private long _stored;

    /// <summary>Queues the record of a call, or its records where it touched many households.</summary>
    public void Add(CallState state, StatusCode outcome)
    {
        // The same for every household of a call: made once.
        var roles = Cut(state.Caller.RoleNames, 200);
        if (state.Households.Count == 0)
        {
            Add(state, state.Household, roles, outcome);
        }

        foreach (var household in state.Households)
        {
            Add(state, household, roles, outcome);
        }
    }

    private void Add(CallState state, HouseholdId? household, string roles, StatusCode outcome)
    {
        var now = clock.GetUtcNow();
        var row = new AccessRecordRow
        {
            Id = Guid.CreateVersion7(now),
            At = now.UtcDateTime,
            Actor = Cut(state.Caller.IsKnown ? state.Caller.Subject : "anonymous", 100),
            Roles = roles,
            Call = state.Policy.FullName,
            HouseholdId = household,
            Purpose = (int)(state.Purpose?.Code ?? 0),
            Reference = Cut(state.Purpose?.Reference ?? "", 100),
            LegalBasis = Cut(state.Purpose?.LegalBasis ?? "", 200),
            Outcome = (int)outcome,
        };
        Interlocked.Increment(ref _added);
        if (!_queue.Writer.TryWrite(row))
        {
            _queue.Writer.WriteAsync(row).AsTask().GetAwaiter().GetResult();
        }
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
        using var closing = stoppingToken.Register(() => _queue.Writer.TryComplete());
        var batch = new List<AccessRecordRow>(BatchMax);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < BatchMax && _queue.Reader.TryRead(out var row))
            {
                batch.Add(row);
            }

            await StoreAsync(batch, stoppingToken);
        }
    }

    // A database that is down keeps the batch; it is tried again until it is stored or the service stops.
    private async Task StoreAsync(List<AccessRecordRow> batch, CancellationToken stoppingToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await StoreAsync(batch);
                Interlocked.Add(ref _stored, batch.Count);
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

    private async Task StoreAsync(List<AccessRecordRow> batch)
    {
        var connection = await bulk.OpenToWriteAsync(CancellationToken.None);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using (transaction)
            {
                bulk.Write(transaction, Columns, batch);
                await transaction.CommitAsync(CancellationToken.None);
            }
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
