using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A published decision with what its cycle says of it.</summary>
internal sealed record PublishedDecision(DecisionRow Row, PublishedCycle Cycle);

/// <summary>What readers need of a published cycle.</summary>
internal sealed record PublishedCycle(
    int Month, int Number, int Publication, DateTime DecidedAt, DateTime PublishedAt, string PolicyVersion,
    string PolicyHash, byte[] SnapshotHash);

/// <summary>Reads published decisions. What is not published does not exist here.</summary>
internal sealed class EligibilityStore(IDbContextFactory<ServiceDb> databases)
{
    /// <summary>The published cycles, newest month first.</summary>
    public async Task<IReadOnlyList<PublishedCycle>> ListPublishedAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Cycles.AsNoTracking()
                .Where(row => row.Publication != null)
                .OrderByDescending(row => row.Month)
                .Select(row => new PublishedCycle(
                    row.Month, row.Number, row.Publication!.Value, row.SealedAt, row.PublishedAt!.Value,
                    row.PolicyVersion, row.PolicyHash, row.SnapshotHash))
                .ToListAsync(stop);
        }
    }

    /// <summary>The decision of one month, published or not; the caller asks only for published months.</summary>
    public async Task<DecisionRow?> FindAsync(int month, HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Decisions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Month == month && row.HouseholdId == household, stop);
        }
    }

    /// <summary>The household's decisions in these months, newest first.</summary>
    public async Task<IReadOnlyList<DecisionRow>> ListAsync(
        HouseholdId household, IReadOnlyList<int> months, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Decisions.AsNoTracking()
                .Where(row => months.Contains(row.Month) && row.HouseholdId == household)
                .OrderByDescending(row => row.Month)
                .ToListAsync(stop);
        }
    }
}
