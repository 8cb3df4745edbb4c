using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Payments;
using CitizenAccount.Service.Tests.Standins;
using Microsoft.EntityFrameworkCore;
using ObjectionState = CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>An objection is upheld, and the processes that carry its effects out are killed one after another.</summary>
public sealed class ObjectionKillTests : IDisposable
{
    private static readonly Rules.Time.YearMonth[] Months =
        [.. Enumerable.Range(0, 3).Select(PaymentStage.January.AddMonths)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-kill");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Whenever_the_process_is_killed_after_an_upholding_every_month_is_decided_again_and_compensated_exactly_once()
    {
        var (name, household, paid) = await UpholdAsync();

        // Killed as soon as it serves, when the first month is decided again, and when the objection has learnt of one.
        await KillWhenAsync(_ => Task.FromResult(true));
        await KillWhenAsync(db => db.Redecisions.AnyAsync(row => row.HouseholdId == household));
        await KillWhenAsync(db => db.PaymentLines.AnyAsync(row => row.Kind == LineKind.Compensation));
        await KillWhenAsync(db => db.ObjectionEffects.AnyAsync(row => row.DoneAt != null));
        await KillWhenAsync(async db => await db.Objections.AllAsync(row => row.State == ObjectionState.Closed)
            && await db.RedecisionsSeen.CountAsync() == Months.Length);
        await KillWhenAsync(_ => Task.FromResult(true));

        await using var read = await RunningService.StartAsync(folder: _folder.FullName);
        var objection = (await read.Objections().GetObjectionAsync(
            new() { Name = name, Purpose = CaseStage.For(name) },
            Clients.By(read.As(Contracts.Type.V1.Role.CaseWorker)))).Objection;
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Closed, objection.State);
        Assert.Single(objection.Events, one => one.Kind == ObjectionEventKind.Decided);
        Assert.Single(objection.Events, one => one.Kind == ObjectionEventKind.Closed);
        var db = await read.OpenDbAsync();
        await using (db)
        {
            var made = await db.Redecisions.Where(row => row.HouseholdId == household).ToListAsync();
            Assert.NotEmpty(made);
            Assert.Equal(made.Count, made.Select(row => row.Month).Distinct().Count());
            Assert.All(made, row => Assert.Equal((2, name), (row.Version, row.Reference)));
            Assert.Equal(made.Count, objection.Events.Count(one => one.Kind == ObjectionEventKind.Redecided));
            Assert.Equal(made.Count(row => row.Amount > row.AmountBefore), objection.Compensations.Count);
            Assert.Equal(Months.Length, await db.ObjectionEffects.CountAsync(row => row.DoneAt != null));
            var lines = await db.PaymentLines.Where(row => row.Kind == LineKind.Compensation).ToListAsync();
            Assert.Equal(Months.Length, made.Count);
            Assert.Equal(
                made.OrderBy(row => row.Month).Select(row => row.Amount - paid[row.Month]),
                lines.OrderBy(row => row.Month).Select(row => row.Amount));
            Assert.All(lines, row => Assert.True(row.Amount > 0));
            Assert.Equal(0, await db.ObjectionCounts.SumAsync(row => row.Cases));
        }

        await read.CleanAsync();
    }

    // Three months are decided and paid; then the objection is upheld, and nothing carries its effects out yet.
    private async Task<(string Name, Kernel.HouseholdId Household, Dictionary<int, long> Paid)> UpholdAsync()
    {
        await using var stage = await PaymentStage.StartAsync(settings: Settings, folder: _folder.FullName);
        var paid = await stage.PayMonthsAsync(Months);
        var name = await stage.UpholdAsync(Months);
        return (name, stage.Person.Household, paid.ToDictionary(pair => (pair.Key.Year * 100) + pair.Key.Month, pair => pair.Value));
    }

    private static Dictionary<string, string?> Settings => new() { ["Cases:SecondPersonFromMonths"] = "50" };

    private async Task KillWhenAsync(Func<Platform.Storage.ServiceDb, Task<bool>> holds)
    {
        await using var process = ServiceProcess.Start(
            "--data-directory", _folder.FullName, "--port", "0", "--set", "Cases:SweepSeconds=1");
        await process.AddressAsync();
        await using var app = Hosting();
        var databases = app.Services.GetRequiredService<IDbContextFactory<Platform.Storage.ServiceDb>>();
        await Poll.UntilAsync("it is time to kill", async () =>
        {
            await using var db = await databases.CreateDbContextAsync();
            return await holds(db);
        }, Soon.ProcessLimit);
        await process.KillAsync();
    }

    // The same configuration, built and not started: a window on the database.
    private WebApplication Hosting()
    {
        var plan = new Platform.Hosting.HostPlan { Environment = "Production" };
        plan.Settings["Storage:DataDirectory"] = _folder.FullName;
        plan.Settings["Listen:Port"] = "0";
        return Platform.Hosting.ServiceHost.Build(plan);
    }
}
