using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Carries one month's examination from its start to its publication. Any replica may carry on where another
/// stopped: every part of the work is held by a lease and stored in one transaction with the mark that it is done.
/// </summary>
internal sealed class CycleRun(
    CycleStore store, CycleSealing sealing, CycleEvaluation evaluation, ApplicationsApi applications,
    PolicyBook policies, CycleOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly string _owner = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Starts a month: which facts count is fixed from here on.</summary>
    /// <exception cref="RefusalException">CYCLE_EXISTS, CUT_OFF_NOT_PASSED, POLICY_NOT_CONFIRMED.</exception>
    public async Task<CycleRow> StartAsync(
        YearMonth month, string startedBy, bool confirmProvisional, CancellationToken stop)
    {
        var policy = policies.For(month);
        var existing = await store.FindAsync(CodeOf(month), stop);
        var now = clock.GetUtcNow();
        Require(CycleSteps.WhyNotStart(existing, month, policy, confirmProvisional, now));
        var sequence = await applications.LastSequenceAsync(stop);
        if (existing is null)
        {
            var row = CycleSteps.Start(month, policy, startedBy, sequence, now);
            await store.AddAsync(row, FirstStep(row), stop);
            return row;
        }

        await ChangeAsync(month, startedBy, (_, row) =>
        {
            CycleSteps.Restart(row, policy, startedBy, sequence, now);
            return Task.FromResult<Refusal?>(null);
        }, stop);
        return await store.GetAsync(CodeOf(month), stop);
    }

    /// <summary>Starts a month and counts and hashes its facts at once.</summary>
    /// <exception cref="RefusalException">As <see cref="StartAsync"/>.</exception>
    public async Task<CycleRow> SealAsync(
        YearMonth month, string startedBy, bool confirmProvisional, CancellationToken stop)
    {
        await StartAsync(month, startedBy, confirmProvisional, stop);
        await SealStartedAsync(month, stop);
        return await store.GetAsync(CodeOf(month), stop);
    }

    /// <summary>Counts and hashes the facts of a started month, here or wherever it is done already.</summary>
    public async Task SealStartedAsync(YearMonth month, CancellationToken stop)
    {
        using var pause = new PeriodicTimer(Pause, clock);
        while (await store.GetAsync(CodeOf(month), stop) is { State: CycleState.Sealing } row)
        {
            if (!await TryAsync(row, () => sealing.SealAsync(row, () => ClaimAsync(row, stop), stop), stop))
            {
                await pause.WaitForNextTickAsync(stop);
            }
        }
    }

    /// <summary>Decides what is not decided yet and hands the cycle to review, together with every replica that does
    /// the same.</summary>
    /// <param name="month">The sealed month.</param>
    /// <param name="decided">Told of the decisions just stored here, one partition at a time.</param>
    /// <param name="stop">Stops between two partitions; nothing stored is lost.</param>
    public async Task EvaluateAsync(
        YearMonth month, Action<IReadOnlyList<DecisionRow>>? decided, CancellationToken stop)
    {
        await SealStartedAsync(month, stop);
        using var pause = new PeriodicTimer(Pause, clock);
        while (await store.GetAsync(CodeOf(month), stop) is { State: CycleState.Evaluating } row)
        {
            await evaluation.EvaluateAsync(row, _owner, decided, stop);
            if (!await TryAsync(row, () => evaluation.TryCloseAsync(row, stop), stop))
            {
                // Another replica works on the rest; should it die, its leases end.
                await pause.WaitForNextTickAsync(stop);
            }
        }
    }

    /// <summary>A second person approves what the first one started.</summary>
    /// <exception cref="RefusalException">CYCLE_STATE, SECOND_PERSON_REQUIRED.</exception>
    public Task ApproveAsync(YearMonth month, string approvedBy, CancellationToken stop) => ChangeAsync(
        month, approvedBy, (_, row) => Task.FromResult(CycleSteps.Approve(row, approvedBy, clock.GetUtcNow())), stop);

    /// <summary>A third person publishes: from one moment to the next, everyone reads the new month.</summary>
    /// <exception cref="RefusalException">CYCLE_STATE, SECOND_PERSON_REQUIRED.</exception>
    public Task PublishAsync(YearMonth month, string publishedBy, CancellationToken stop) => ChangeAsync(
        month, publishedBy, async (db, row) => CycleSteps.Publish(
            row, publishedBy, await CycleStore.NextPublicationAsync(db, stop), clock.GetUtcNow()), stop);

    /// <summary>A benefit month as it is stored.</summary>
    public static int CodeOf(YearMonth month) => (month.Year * 100) + month.Month;

    /// <summary>A stored benefit month.</summary>
    public static YearMonth MonthOf(int code) => new(code / 100, code % 100);

    /// <summary>The record of a cycle's start.</summary>
    public static CycleStepRow FirstStep(CycleRow row) => new()
    {
        Month = row.Month,
        Number = 1,
        Run = row.Run,
        State = row.State,
        At = row.SealedAt,
        By = row.StartedBy,
        Note = "",
    };

    private Task ChangeAsync(
        YearMonth month, string by, Func<Platform.Storage.ServiceDb, CycleRow, Task<Refusal?>> step,
        CancellationToken stop) => store.ChangeAsync(CodeOf(month), async (db, row) =>
        {
            Require(await step(db, row));
            db.CycleSteps.Add(await CycleStore.StepAsync(db, row, by, "", clock.GetUtcNow(), stop));
        }, stop);

    private Task<bool> ClaimAsync(CycleRow row, CancellationToken stop) =>
        store.ClaimAsync(row, _owner, clock.GetUtcNow().UtcDateTime, options.CycleLease, stop);

    // Work under the lease of the cycle; false when another holds it, or was faster.
    private async Task<bool> TryAsync(CycleRow row, Func<Task<bool>> work, CancellationToken stop)
    {
        try
        {
            return await ClaimAsync(row, stop) && await work();
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    private static void Require(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw refusal.ToException();
        }
    }
}
