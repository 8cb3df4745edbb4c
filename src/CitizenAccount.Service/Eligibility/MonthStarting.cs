using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Starts the month whose cut-off has passed, once, whoever looks and however often. Only the start: that the
/// figures are approved and published is two people's doing, as ever.</summary>
internal sealed partial class MonthStarting(
    CycleStore store, CycleRun run, CycleSignal signal, PolicyBook policies, TimeProvider clock,
    ILogger<MonthStarting> log)
{
    /// <summary>Who started a month by the schedule.</summary>
    public const string Starter = "system:schedule";

    /// <summary>One look. A month that people started, or gave up, is left to them, and so is one whose values nobody
    /// has announced: that takes a person's word.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var month = DueAt(clock.GetUtcNow());
        if (await store.FindAsync(CycleRun.CodeOf(month), stop) is not null)
        {
            return;
        }

        if (policies.For(month).IsProvisional)
        {
            LogProvisional(log, month.ToString());
            return;
        }

        try
        {
            await run.StartAsync(month, Starter, confirmProvisional: false, stop);
            LogStarted(log, month.ToString());
            signal.Raise();
        }
        catch (RefusalException)
        {
            // Another replica, or a person, was faster.
        }
        catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
        {
            // The same, at the same moment.
        }
    }

    /// <summary>The latest month whose cut-off has passed.</summary>
    public static YearMonth DueAt(DateTimeOffset now)
    {
        var next = YearMonth.Of(now).AddMonths(1);
        return now < Cycle.Of(next).DataCutOff ? next.AddMonths(-1) : next;
    }

    [LoggerMessage(4105, LogLevel.Information, "The schedule started month {Month}")]
    private static partial void LogStarted(ILogger log, string month);

    [LoggerMessage(4106, LogLevel.Warning, "Month {Month} waits for a person to start it: its values are provisional")]
    private static partial void LogProvisional(ILogger log, string month);
}

/// <summary>What the schedule runs.</summary>
[DisallowConcurrentExecution]
internal sealed class MonthStartingJob(MonthStarting starting) : IJob
{
    public static readonly JobKey Key = new("start-month", "cycles");

    public ValueTask Execute(IJobExecutionContext context, CancellationToken stop) => new(starting.RunAsync(stop));
}
