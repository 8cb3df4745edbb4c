using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;
using CitizenAccount.Service.Voice;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CitizenAccount.Service.Tests.Voice;

/// <summary>Tickets in GetWorkload: counted with every step, in the line of their unit and of who works on them.</summary>
public sealed class TicketWorkloadTests : IAsyncLifetime
{
    private RunningService _service = null!;

    private VoiceService.VoiceServiceClient Calls => _service.Voice();

    public async Task InitializeAsync() => _service = await RunningService.StartAsync();

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_ticket_counts_where_it_waits_until_it_is_answered()
    {
        var ticket = await OpenAsync();
        Assert.Equal(("voice-general", 1, 1, 0), await LineAsync("voice-general"));
        await AssignAsync(ticket, unit: "payments");
        Assert.Equal(("voice-general", 0, 0, 0), await LineAsync("voice-general"));
        Assert.Equal(("voice-payments", 1, 1, 0), await LineAsync("voice-payments"));
        await AssignAsync(ticket);
        Assert.Equal(("voice-payments", 1, 0, 0), await LineAsync("voice-payments"));
        await Calls.AddTicketMessageAsync(
            new() { RequestId = Citizens.NewId(), Name = ticket.Name, Text = "ما رقم الفاتورة؟", AskCitizen = true, Purpose = For(ticket) }, Worker);
        Assert.Equal(("voice-payments", 1, 0, 1), await LineAsync("voice-payments"));
        var mine = Assert.Single((await WorkloadAsync("")).Assignees);
        Assert.Equal(("worker-1", 1), (mine.Assignee, mine.Counts.Open));

        // The wait ends by itself, the promise is broken, and the supervisors have it.
        _service.Clock.Move(TimeSpan.FromDays(40));
        var sweep = _service.Services.GetRequiredService<TicketSweep>();
        await sweep.RunAsync(CancellationToken.None);
        await sweep.RunAsync(CancellationToken.None);
        var late = (await WorkloadAsync("voice-supervisors")).Total;
        Assert.Equal((1, 1, 1), (late.Open, late.Unassigned, late.Breached));
        Assert.True(late.OldestWorkingDays > 20, $"{late}");
        await Calls.AssignTicketAsync(new() { RequestId = Citizens.NewId(), Name = ticket.Name, Purpose = For(ticket) }, Supervisor);
        await Calls.ResolveTicketAsync(
            new() { RequestId = Citizens.NewId(), Name = ticket.Name, Resolution = new() { Ar = "تم حل المشكلة.", En = "It is solved." }, Purpose = For(ticket) },
            Supervisor);
        Assert.Equal(0, (await WorkloadAsync("")).Total.Open);
        Assert.Equal(["queue"], (await Refused.ByAsync(_service.Objections().GetWorkloadAsync(new() { Queue = "voice-nobody" }, Worker))).Fields);
    }

    [Fact]
    public async Task Tickets_that_were_open_before_they_were_counted_are_counted_by_the_migration()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        await AssignAsync(one);
        await OpenAsync();
        var counted = await RowsAsync();
        await using (var db = await _service.OpenDbAsync())
        {
            await db.ObjectionCounts.ExecuteDeleteAsync();
            var migrator = db.GetService<IMigrator>();
            await migrator.MigrateAsync("PaymentObjections");
            await migrator.MigrateAsync();
        }

        Assert.Equal(counted, await RowsAsync());
        await AssignAsync(two);
        Assert.Equal(("voice-general", 3, 1, 0), await LineAsync("voice-general"));
    }

    // Without the shard: which one is of no meaning.
    private async Task<List<(string Scope, DateOnly Due, DateOnly Started, bool Held, bool Waiting, long Cases)>> RowsAsync()
    {
        await using var db = await _service.OpenDbAsync();
        return [.. (await db.ObjectionCounts.AsNoTracking().Where(row => row.Cases != 0).ToListAsync())
            .GroupBy(row => (row.Scope, row.DueOn, row.StartedOn, row.Held, row.Waiting))
            .Select(same => (same.Key.Scope, same.Key.DueOn, same.Key.StartedOn, same.Key.Held, same.Key.Waiting, same.Sum(row => row.Cases)))
            .Order()];
    }

    private CallOptions Worker => Clients.By(_service.Bearer("worker-1", [Role.CaseWorker], null));

    private CallOptions Supervisor => Clients.By(_service.Bearer("supervisor-1", [Role.Supervisor], null));

    private static Purpose For(Ticket ticket) => CaseStage.For(ticket.Name);

    private async Task<Ticket> OpenAsync() => (await Calls.OpenTicketAsync(TicketStoryTests.Opening(), Clients.By())).Ticket;

    private async Task AssignAsync(Ticket ticket, string unit = "") => await Calls.AssignTicketAsync(
        new() { RequestId = Citizens.NewId(), Name = ticket.Name, Unit = unit, Purpose = For(ticket) }, Worker);

    private async Task<Workload> WorkloadAsync(string queue) =>
        (await _service.Objections().GetWorkloadAsync(new() { Queue = queue }, Supervisor)).Workload;

    private async Task<(string Queue, long Open, long Unassigned, long Waiting)> LineAsync(string queue)
    {
        var line = Assert.Single((await WorkloadAsync("")).Queues, one => one.Queue == queue);
        Assert.Equal(line.Counts, Assert.Single((await WorkloadAsync(queue)).Queues).Counts);
        return (line.Queue, line.Counts.Open, line.Counts.Unassigned, line.Counts.Waiting);
    }
}
