using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications;

/// <summary>Adds versions of facts. A version is never changed.</summary>
internal static class FactsStore
{
    /// <summary>Adds the facts an application gives for the next cycle that can still be served, unless the newest
    /// version says the same.</summary>
    /// <returns>Whether it was another.</returns>
    public static async Task<bool> AddIfNewAsync(
        ServiceDb db, HouseholdId household, Application application, Moment at, CancellationToken stop)
    {
        var derived = For(application, at);
        var newest = await db.HouseholdFacts.AsNoTracking()
            .Where(row => row.HouseholdId == household)
            .OrderByDescending(row => row.Sequence)
            .Select(row => new { row.Facts, row.Positions })
            .FirstOrDefaultAsync(stop);
        if (newest is not null
            && newest.Facts.AsSpan().SequenceEqual(derived.Bytes)
            && (newest.Positions ?? InOrder(derived.Positions.Length)).AsSpan().SequenceEqual(derived.Positions))
        {
            return false;
        }

        // Whoever has the turn keeps it to the end of the transaction.
        await db.FactsTurns.Where(row => row.Id == 1)
            .ExecuteUpdateAsync(row => row.SetProperty(turn => turn.Turn, turn => turn.Turn + 1), stop);
        var last = await db.HouseholdFacts.MaxAsync(row => (long?)row.Sequence, stop) ?? 0;
        db.HouseholdFacts.Add(new HouseholdFactsRow
        {
            Sequence = last + 1,
            HouseholdId = household,
            KnownAt = at.Utc,
            Facts = derived.Bytes,
            Positions = derived.Positions,
        });
        return true;
    }

    /// <summary>The facts for the next cycle that can still be served, as of its data cut-off.</summary>
    public static DerivedFacts For(Application application, Moment at) => FactsOf.At(
        application, Riyadh.DateOf(Served.By(at.Now).Cycle.DataCutOff.AddTicks(-1)));

    /// <summary>The positions of members none of whom was ever removed.</summary>
    public static byte[] InOrder(int count) => [.. Enumerable.Range(1, count).Select(position => (byte)position)];
}
