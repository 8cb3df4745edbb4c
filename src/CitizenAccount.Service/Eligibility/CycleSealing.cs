using System.Buffers.Binary;
using System.Security.Cryptography;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Counts and hashes the facts of a started month and cuts its households into partitions. Fact versions are
/// only ever added, so what was fixed at the start is read here as it was then.</summary>
internal sealed class CycleSealing(CycleStore store, ApplicationsApi applications)
{
    /// <summary>Households of a partition. Where partitions are cut is part of the hash of the decisions.</summary>
    public const int PartitionSize = 10_000;

    /// <summary>Seals; false when the lease was lost meanwhile.</summary>
    /// <param name="row">The started cycle.</param>
    /// <param name="renew">Renews the lease; false when it went to another.</param>
    /// <param name="stop">Stops before anything is stored.</param>
    public async Task<bool> SealAsync(CycleRow row, Func<Task<bool>> renew, CancellationToken stop)
    {
        var cut = new FactsCut(row.CutOffAt, row.SealedSequence);
        var partitions = new List<CyclePartitionRow>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var after = default(HouseholdId);
        while (await applications.ListFactsAsync(cut, after, PartitionSize, stop) is { Count: > 0 } batch)
        {
            Append(hash, batch);
            partitions.Add(new CyclePartitionRow
            {
                Month = row.Month,
                Index = partitions.Count,
                After = after,
                Through = batch[^1].Household,
                Households = batch.Count,
            });
            after = batch[^1].Household;
            if (!await renew())
            {
                return false;
            }
        }

        var snapshot = hash.GetHashAndReset();
        await store.ChangeAsync(row.Month, async (db, current) =>
        {
            if (current.State != CycleState.Sealing || current.Run != row.Run)
            {
                return;
            }

            // Those of a run that was cancelled; its decisions are replaced partition by partition.
            await db.CyclePartitions.Where(partition => partition.Month == row.Month).ExecuteDeleteAsync(stop);
            db.CyclePartitions.AddRange(partitions);
            current.SnapshotHash = snapshot;
            current.Households = partitions.Sum(partition => partition.Households);
            current.State = CycleState.Evaluating;
            (current.Owner, current.LeaseUntil) = (null, null);
        }, stop);
        return true;
    }

    private static void Append(IncrementalHash hash, IReadOnlyList<FactsVersion> batch)
    {
        Span<byte> sequence = stackalloc byte[8];
        foreach (var version in batch)
        {
            BinaryPrimitives.WriteInt64LittleEndian(sequence, version.Sequence);
            hash.AppendData(version.Household.ToBytes());
            hash.AppendData(sequence);
            hash.AppendData(version.Facts);
        }
    }
}
