using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Applications;

/// <summary>Goes through the households whose applications are examined and gives the notices that are due. Run twice
/// it gives none twice; stopped anywhere it goes on at the next run. A household it fails for holds up no other.
/// </summary>
internal sealed partial class NoticeSweep(
    HouseholdsStore households, ApplicationsStore store, ApplicationSeals seals, ApplicationsSaving saving,
    ApplicationTransactions transactions, DocumentLinks documents, ApplicationOptions options, TimeProvider clock,
    ILogger<NoticeSweep> log)
{
    private const int BatchSize = 500;

    private static readonly Actor System = new(Role.Operator, default);

    /// <summary>Looks at every household once.</summary>
    /// <returns>How many households changed.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var changed = 0;
        var after = default(HouseholdId);
        while (await households.ListExaminedAsync(after, BatchSize, stop) is { Count: > 0 } batch)
        {
            foreach (var (household, content) in batch)
            {
                stop.ThrowIfCancellationRequested();
                changed += await TryAsync(household, content, stop) ? 1 : 0;
            }

            after = batch[^1].Household;
        }

        return changed;
    }

    private async Task<bool> TryAsync(HouseholdId household, byte[] content, CancellationToken stop)
    {
        try
        {
            return await LookAtAsync(new ReadApplication(household, 0, seals.Open(household, content)), stop);
        }
        catch (Exception failure) when (
            failure is not OperationCanceledException && !StorageFailure.IsUnavailable(failure))
        {
            LogPassedOver(log, household.Name, failure.GetType().Name, failure.StackTrace);
            return false;
        }
    }

    private async Task<bool> LookAtAsync(ReadApplication seen, CancellationToken stop)
    {
        // Most households need nothing: only for the others a transaction is opened, and they are looked at again.
        var at = new Moment(clock.GetUtcNow());
        if (IsNothing(await GiveAsync(seen, at, stop), seen.Application) && !MovesWithTime(seen.Application))
        {
            return false;
        }

        return await transactions.RunAsync(async db =>
        {
            var read = await store.ReadAsync(db, seen.Household, stop);
            var change = await GiveAsync(read, at, stop);
            if (IsNothing(change, read.Application))
            {
                return read.Application.EverSubmitted
                    && await FactsStore.AddIfNewAsync(db, read.Household, read.Application, at, stop);
            }

            await saving.SaveAsync(db, read, change, System, stop);
            return true;
        }, otherwise: false, stop);
    }

    private async Task<Change> GiveAsync(ReadApplication read, Moment at, CancellationToken stop)
    {
        var missing = await documents.FindMissingAsync(read.Household, read.Application, stop);
        Need[] needs =
        [
            .. Notices.Of(
                read.Application, at.Today, options.StaleMonths, missing.Select(document => document.Member)),
        ];
        return Notices.Give(read.Application, needs, at);
    }

    private static bool IsNothing(Change change, Application before) => ReferenceEquals(change.After, before);

    // What the next cycle will find changes by the day alone where something has a last day: an income, a lease, the
    // time a notice gives. Looked at every day, so that a run that was missed is made good by the next.
    private static bool MovesWithTime(Application application) =>
        application.Notices.Count > 0
        || application.Housing?.ValidUntil is not null
        || application.Active.Any(member => member.Incomes.Any(income => (income.Until ?? income.From) is not null));

    [LoggerMessage(1501, LogLevel.Error, "The run of notices passed over {Household}: {Kind} {Stack}")]
    private static partial void LogPassedOver(ILogger log, string household, string kind, string? stack);
}

/// <summary>Runs the sweep once a day, and again soon when it failed: the day may be the last before a cut-off.
/// </summary>
internal sealed partial class NoticeClock(
    NoticeSweep sweep, ApplicationOptions options, TimeProvider clock, ILogger<NoticeClock> log) : BackgroundService
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = UntilNext();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(wait, clock, stoppingToken);
                await sweep.RunAsync(stoppingToken);
                wait = UntilNext();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // It must not end the service. The text of an exception may quote what it was about, so only its kind
                // and place are told.
                LogFailed(log, failure.GetType().Name, failure.StackTrace);
                wait = AgainAfter;
            }
        }
    }

    private TimeSpan UntilNext()
    {
        var now = clock.GetUtcNow();
        var today = Riyadh.At(Riyadh.DateOf(now), new TimeOnly(options.NoticeHour, 0));
        return (today > now ? today : today.AddDays(1)) - now;
    }

    [LoggerMessage(
        1500, LogLevel.Error, "The daily run of notices failed; it is tried again soon: {Kind} {Stack}")]
    private static partial void LogFailed(ILogger log, string kind, string? stack);
}
