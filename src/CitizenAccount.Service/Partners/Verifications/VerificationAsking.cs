using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>Asks partners what decisions wait for: once when facts are added, and of every household once a day,
/// because answers grow old. Asked twice, by two replicas perhaps, it asks nothing twice.</summary>
internal sealed partial class VerificationAsking(
    IDbContextFactory<ServiceDb> databases, SourceWaitsApi waits, PartnerAgreements agreements, PartnersOptions options,
    TimeProvider clock, ILogger<VerificationAsking> log) : BackgroundService
{
    private const int BatchSize = 500;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The kinds of asset that make one answer together.</summary>
    public static readonly StatusKind[] AssetKinds =
    [
        StatusKind.RealEstateValue, StatusKind.VehiclesValue, StatusKind.CashValue, StatusKind.PortfoliosValue,
        StatusKind.DomesticWorkers,
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Repeating.RunAsync(
        LookEvery, clock, RoundAsync, failure => LogFailed(log, failure.GetType().Name, failure.StackTrace),
        stoppingToken);

    private async Task RoundAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var late = db.VerificationQuestions
                .Where(row => row.State == QuestionState.Open && row.AnswerBy <= now.UtcDateTime);
            if (await late.AnyAsync(stop))
            {
                await late.ExecuteUpdateAsync(row => row.SetProperty(it => it.State, QuestionState.Expired), stop);
            }

            var cursor = await db.VerificationCursors.AsNoTracking().SingleAsync(stop);
            var today = Riyadh.DateOf(now);
            var after = cursor.Day == today ? cursor.Sequence : 0;
            while (await waits.ListAddedAsync(after, BatchSize, stop) is { Count: > 0 } added)
            {
                foreach (var household in added.Where(one => one.MayWait).Select(one => one.Household).Distinct())
                {
                    await AskAsync(household, now, stop);
                }

                after = added[^1].Sequence;
                await db.VerificationCursors.ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.Sequence, after).SetProperty(it => it.Day, today), stop);
            }
        }
    }

    private async Task AskAsync(HouseholdId household, DateTimeOffset now, CancellationToken stop)
    {
        var wanted = (await waits.ListAsync(household, stop)).SelectMany(WantedOf).ToArray();
        if (wanted.Length == 0)
        {
            return;
        }

        try
        {
            await AddAsync(household, wanted, now, stop);
        }
        catch (DbUpdateException failure) when (
            failure is DbUpdateConcurrencyException || StorageFailure.IsUniqueViolation(failure))
        {
            // Another replica asks the same at this moment.
        }
    }

    private async Task AddAsync(
        HouseholdId household, (string Partner, int Member, byte About)[] wanted, DateTimeOffset now,
        CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var asked = await db.VerificationQuestions.AsNoTracking()
                .Where(row => row.HouseholdId == household).ToListAsync(stop);
            foreach (var (partner, member, about) in wanted)
            {
                var before = asked.Find(row => (row.Partner, row.Member, row.About) == (partner, member, about));
                if (before is null || before.AnswerBy <= now.UtcDateTime)
                {
                    // A new question takes the place of one that is of no use any more.
                    if (before is not null)
                    {
                        db.VerificationQuestions.Remove(before);
                        await db.SaveChangesAsync(stop);
                    }

                    db.VerificationQuestions.Add(NewRow(household, partner, member, about, before, now));
                }
            }

            await db.SaveChangesAsync(stop);
        }
    }

    // All partners that know a kind of income are asked: one that is silent keeps the decision waiting.
    private IEnumerable<(string Partner, int Member, byte About)> WantedOf(Awaited awaited) => awaited.Fact switch
    {
        AwaitedFact.Income => agreements.All.Where(one => one.IncomeKinds.Length > 0)
            .Select(one => (one.Subject, awaited.Member, QuestionRow.Income)),
        AwaitedFact.DaysAbroad => AskedOf(StatusKind.DaysAbroad, awaited.Member),
        AwaitedFact.Assets => AssetKinds.SelectMany(kind => AskedOf(kind, awaited.Member)),
    };

    private IEnumerable<(string Partner, int Member, byte About)> AskedOf(StatusKind kind, int member) =>
        agreements.All.Where(one => one.StatusKinds.Contains(kind)).Select(one => (one.Subject, member, (byte)kind));

    private QuestionRow NewRow(
        HouseholdId household, string partner, int member, byte about, QuestionRow? before, DateTimeOffset now)
    {
        // What is known of the month that ended is whole.
        var month = YearMonth.Of(now).AddMonths(-1);
        return new QuestionRow
        {
            Id = Guid.CreateVersion7(now),
            Partner = partner,
            HouseholdId = household,
            Member = member,
            About = about,
            Month = (month.Year * 100) + month.Month,
            State = QuestionState.Open,
            AskedAt = now.UtcDateTime,
            WaitingSince = before is { State: not QuestionState.Answered } ? before.WaitingSince : now.UtcDateTime,
            AnswerBy = now.UtcDateTime.AddDays(options.AnswerDays),
            NotBefore = now.UtcDateTime,
        };
    }

    [LoggerMessage(4802, LogLevel.Error, "Partners could not be asked; it is tried again: {Failure} {Stack}")]
    private static partial void LogFailed(ILogger log, string failure, string? stack);
}
