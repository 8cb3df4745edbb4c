using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The schedule of the room, on Quartz.NET: on SQL Server in its tables in the service's database, clustered,
/// so that one of the replicas fires; on SQLite, whose file Quartz does not cluster over, in memory. Either way what
/// it fires has one effect however often it is fired.</summary>
internal static class CycleSchedule
{
    public static void AddCycleSchedule(
        this IServiceCollection services, CycleOptions cycles, StorageOptions storage)
    {
        services.AddSingleton<MonthStarting>();
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_cycle_progress", "How much of the newest month is decided, 0 to 1.",
            async (db, _, stop) => await db.Cycles.OrderByDescending(row => row.Month)
                .Select(row => new { row.Households, row.Evaluated }).FirstOrDefaultAsync(stop)
                is { Households: > 0 } at ? (double)at.Evaluated / at.Households : 0));
        if (!cycles.StartBySchedule)
        {
            return;
        }

        services.AddQuartz(quartz =>
        {
            if (storage.Provider == StorageProvider.SqlServer)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UseSqlServer(storage.ConnectionString!);
                    store.UseClustering();
                    store.ProvisionSchema();
                });
            }

            // Times are those of Riyadh, which is three hours ahead all the year.
            quartz.ScheduleJob<MonthStartingJob>(
                trigger => trigger.WithIdentity("every-night", "cycles").WithCronSchedule(
                    $"0 {cycles.StartMinute} {(cycles.StartHour + 21) % 24} * * ?",
                    cron => cron.InTimeZone(TimeZoneInfo.Utc)
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
                job => job.WithIdentity(MonthStartingJob.Key));
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
