using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Quartz;
using CycleState = CitizenAccount.Contracts.Eligibility.V1.CycleState;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Months that start by the schedule.</summary>
public sealed class MonthStartingTests
{
    private static readonly Dictionary<string, string?> Scheduled = new() { ["Cycles:StartBySchedule"] = "true" };

    [Theory]
    [InlineData("2026-11-10T20:59:59Z", "2026-11")]
    [InlineData("2026-11-10T21:00:00Z", "2026-12")]
    [InlineData("2026-11-30T21:00:00Z", "2026-12")]
    [InlineData("2026-12-10T20:59:59Z", "2026-12")]
    [InlineData("2026-12-10T21:00:00Z", "2027-01")]
    public void The_latest_month_whose_cut_off_has_passed_in_Riyadh_is_due(string now, string month) =>
        Assert.Equal(month, MonthStarting.DueAt(DateTimeOffset.Parse(now, null)).ToString());

    [Fact]
    public async Task It_starts_once_however_many_look_and_two_people_take_it_from_there()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(30, 7);
        var starting = service.Services.GetRequiredService<MonthStarting>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => starting.RunAsync(CancellationToken.None)));
        var cycle = await service.ReviewableAsync();
        Assert.Equal((MonthStarting.Starter, 30), (cycle.StartedBy, cycle.Counts.Households));
        await starting.RunAsync(CancellationToken.None);
        await service.ApproveCycleAsync();
        await service.PublishCycleAsync();
        await starting.RunAsync(CancellationToken.None);
        Assert.Equal(CycleState.Published, (await service.GetCycleAsync()).State);
        await using (var db = await service.App.Services.GetRequiredService<IDbContextFactory<Platform.Storage.ServiceDb>>().CreateDbContextAsync())
        {
            Assert.Equal(1, await db.Cycles.CountAsync());
        }

        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task A_month_that_people_gave_up_and_one_with_values_nobody_announced_are_left_to_them()
    {
        await using var service = await RunningService.StartAsync();
        await service.LoadAsync(5, 7);
        var starting = service.Services.GetRequiredService<MonthStarting>();
        await starting.RunAsync(CancellationToken.None);
        var cycle = await service.ReviewableAsync();
        await service.Cycles().CancelCycleAsync(
            new() { RequestId = Citizens.NewId(), Name = cycle.Name, Cause = "Sources were late." }, service.Operator());
        await starting.RunAsync(CancellationToken.None);
        Assert.Equal(CycleState.Cancelled, (await service.GetCycleAsync()).State);

        service.MovePastCutOffOf(new YearMonth(2027, 1));
        await starting.RunAsync(CancellationToken.None);
        Assert.Equal("CYCLE_NOT_FOUND", (await Refused.ByAsync(() => service.GetCycleAsync("cycles/2027-01"))).Reason);
        Assert.Contains(service.Log.Events, logged => logged.Text.Contains("2027-01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_scheduler_has_the_job_every_night_and_running_it_starts_the_month()
    {
        await using var service = await RunningService.StartAsync(Scheduled);
        await service.LoadAsync(5, 7);
        var scheduler = await service.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var trigger = Assert.Single(await scheduler.GetTriggersOfJob(MonthStartingJob.Key));
        var next = trigger.GetFireTimeAfter(RunningService.Start)!.Value;
        Assert.Equal(Riyadh.At(new DateOnly(2026, 11, 26), new TimeOnly(1, 0)), next);
        await scheduler.TriggerJob(MonthStartingJob.Key);
        await CycleDesk.UntilAsync(async () =>
        {
            await using var db = await service.Services.GetRequiredService<IDbContextFactory<Platform.Storage.ServiceDb>>()
                .CreateDbContextAsync();
            return await db.Cycles.AnyAsync();
        });
        Assert.Equal(MonthStarting.Starter, (await service.ReviewableAsync()).StartedBy);
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_scheduler_and_an_operator_starts_the_month()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Null(service.Services.GetService<ISchedulerFactory>());
    }
}
