using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Demo;

/// <summary>What the summary counts. Amounts are halalas.</summary>
internal sealed record DemoCounts(
    int Households, int Heads, int Eligible, int Pending, int Supported, long EligiblePersons, long SupportedPersons,
    long Total);

/// <summary>Counts a decided month for the demo's summary.</summary>
internal sealed class DemoStore(IDbContextFactory<ServiceDb> databases)
{
    public async Task<DemoCounts> CountAsync(int month, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            const byte Eligible = (byte)Rules.Decisions.Eligibility.Eligible;
            var decisions = db.Decisions.Where(row => row.Month == month);
            var eligible = decisions.Where(row => row.Eligibility == Eligible);
            var supported = eligible.Where(row => row.Amount > 0);
            var heads = eligible.Join(
                db.Households.Where(row => row.Kind == (byte)HouseholdKind.Head),
                decision => decision.HouseholdId, household => household.Id, (decision, _) => decision);
            return new DemoCounts(
                await decisions.CountAsync(stop),
                await heads.CountAsync(stop),
                await eligible.CountAsync(stop),
                await decisions.CountAsync(row => row.Eligibility == (byte)Rules.Decisions.Eligibility.Pending, stop),
                await supported.CountAsync(stop),
                await eligible.SumAsync(row => (long)row.CountedMembers, stop),
                await supported.SumAsync(row => (long)row.CountedMembers, stop),
                await supported.SumAsync(row => row.Amount, stop));
        }
    }

    /// <summary>The first household whose decision has something to tell: support reduced by income, and days abroad.
    /// </summary>
    public async Task<HouseholdId?> FindTellingAsync(int month, CancellationToken stop)
    {
        var telling = (long)ReasonSet.Empty
            .With(DecisionReason.ReducedByTaper).With(DecisionReason.DaysAbroadDeducted).Bits;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var decisions = db.Decisions.Where(row => row.Month == month);
            return await decisions.Where(row => (row.Reasons & telling) == telling)
                    .OrderBy(row => row.HouseholdId)
                    .Select(row => (HouseholdId?)row.HouseholdId).FirstOrDefaultAsync(stop)
                ?? await decisions.OrderBy(row => row.HouseholdId)
                    .Select(row => (HouseholdId?)row.HouseholdId).FirstOrDefaultAsync(stop);
        }
    }
}
