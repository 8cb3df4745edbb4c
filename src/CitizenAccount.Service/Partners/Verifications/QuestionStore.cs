using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>Questions to partners, and which connection has which. A question is leased to one connection at a time;
/// one that broke or fell silent gives it back, so that none is lost and none is worked on twice.</summary>
internal sealed class QuestionStore(IDbContextFactory<ServiceDb> databases, TimeProvider clock)
{
    /// <summary>How long a lease lasts that is not renewed.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(120);

    private const string Call = "citizenaccount.partner.v1.IncomeVerificationService.ServeVerifications";

    public async Task<long> CountWaitingAsync(string partner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.VerificationQuestions.LongCountAsync(
                row => row.Partner == partner && row.State == QuestionState.Open, stop);
        }
    }

    /// <summary>Leases up to so many open questions to a connection, the oldest first, and records for each household
    /// that its partner is asked.</summary>
    public async Task<IReadOnlyList<QuestionRow>> LeaseAsync(
        string partner, Guid connection, byte[] abouts, int count, Purpose purpose, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (at, until) = (now.UtcDateTime, now.UtcDateTime + LeaseFor);
        var leased = new List<QuestionRow>();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var free = await db.VerificationQuestions.AsNoTracking()
                .Where(row => row.Partner == partner && row.State == QuestionState.Open && row.NotBefore <= at
                    && row.AnswerBy > at && abouts.Contains(row.About)
                    && (row.LeasedUntil == null || row.LeasedUntil <= at))
                .OrderBy(row => row.AskedAt).ThenBy(row => row.Id).Take(count).ToListAsync(stop);
            foreach (var one in free)
            {
                var taken = await db.VerificationQuestions
                    .Where(row => row.Id == one.Id && row.State == QuestionState.Open
                        && (row.LeasedUntil == null || row.LeasedUntil <= at))
                    .ExecuteUpdateAsync(
                        row => row.SetProperty(it => it.LeasedBy, connection).SetProperty(it => it.LeasedUntil, until),
                        stop);
                if (taken == 1)
                {
                    leased.Add(one);
                    db.AccessRecords.Add(RecordOf(partner, one.HouseholdId, purpose, now));
                }
            }

            await db.SaveChangesAsync(stop);
        }

        return leased;
    }

    public async Task RenewAsync(Guid connection, CancellationToken stop)
    {
        DateTime? until = clock.GetUtcNow().UtcDateTime + LeaseFor;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.VerificationQuestions
                .Where(row => row.LeasedBy == connection && row.State == QuestionState.Open)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.LeasedUntil, until), stop);
        }
    }

    /// <summary>Gives back what a connection has.</summary>
    public async Task ReleaseAsync(Guid connection, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.VerificationQuestions
                .Where(row => row.LeasedBy == connection && row.State == QuestionState.Open)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.LeasedBy, (Guid?)null)
                        .SetProperty(it => it.LeasedUntil, (DateTime?)null),
                    stop);
        }
    }

    /// <summary>Ends a question about somebody who is no member any more.</summary>
    public async Task DropAsync(Guid question, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.VerificationQuestions.Where(row => row.Id == question).ExecuteDeleteAsync(stop);
        }
    }

    /// <summary>What a household's case waits for, and since when.</summary>
    public async Task<IReadOnlyList<SourceWait>> FindWaitsAsync(HouseholdId household, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.VerificationQuestions.AsNoTracking()
                .Where(row => row.HouseholdId == household && row.State != QuestionState.Answered)
                .Select(row => new { row.About, row.Member, row.WaitingSince }).ToListAsync(stop);
            return
            [
                .. rows.Select(row => new SourceWait(
                    row.About == QuestionRow.Income ? FactSource.IncomeRecords
                    : row.About == (byte)Contracts.Partner.V1.StatusKind.DaysAbroad ? FactSource.BorderRecords
                    : FactSource.AssetRecords,
                    row.Member, row.WaitingSince)),
            ];
        }
    }

    private static AccessRecordRow RecordOf(
        string partner, HouseholdId household, Purpose purpose, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            At = now.UtcDateTime,
            Actor = partner,
            Roles = nameof(Role.Partner),
            Call = Call,
            HouseholdId = household,
            Purpose = (int)purpose.Code,
            Reference = purpose.Reference,
            LegalBasis = purpose.LegalBasis,
            Outcome = 0,
        };
}
