using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Operations;

/// <summary>After a breach: whose data were read, by whom, in a window.</summary>
public sealed class BreachReportTests
{
    [Fact]
    public async Task The_report_names_each_household_that_was_read_in_the_window_and_none_outside_it()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var (read, spared) = (await Applicant.SubmittedAsync(service), await Applicant.SubmittedAsync(service));
            service.Clock.Move(TimeSpan.FromHours(2));
            var from = service.Clock.GetUtcNow();
            for (var i = 0; i < 3; i++)
            {
                await service.Applications().GetApplicationAsync(
                    new() { Household = read.Household.Name, Purpose = Clients.Asked }, Thief(service));
            }

            service.Clock.Move(TimeSpan.FromHours(1));
            var until = service.Clock.GetUtcNow();
            service.Clock.Move(TimeSpan.FromHours(1));
            await service.Applications().GetApplicationAsync(
                new() { Household = spared.Household.Name, Purpose = Clients.Asked }, Thief(service));
            await service.Services.GetRequiredService<AccessRecords>().FlushAsync(CancellationToken.None);

            await using var report = ServiceProcess.Start(
                "breach-report", "--from", Text(from), "--until", Text(until), "--data-directory", service.Folder);
            Assert.Equal(0, await report.EndAsync());
            var lines = report.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.StartsWith("# 1 households were read", lines[0], StringComparison.Ordinal);
            var line = Assert.Single(lines.Skip(2));
            Assert.StartsWith($"{read.Household.Name},agent-7,", line, StringComparison.Ordinal);
            Assert.Contains(",3,", line, StringComparison.Ordinal);

            await using var nobody = ServiceProcess.Start(
                "breach-report", "--from", Text(from), "--until", Text(until), "--actor", "agent-8", "--data-directory", service.Folder);
            Assert.Equal(0, await nobody.EndAsync());
            Assert.StartsWith("# 0 households", nobody.Output, StringComparison.Ordinal);

            await using var wrong = ServiceProcess.Start(
                "breach-report", "--from", "yesterday", "--until", Text(until), "--data-directory", service.Folder);
            Assert.Equal(1, await wrong.EndAsync());
            Assert.Contains("no instant", wrong.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_report_counts_every_household_of_a_call_for_many_and_a_refused_one_as_one_call()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var households = Enumerable.Range(0, 12).Select(RunningService.HouseholdAt).ToArray();
            await service.AskForManyAsync(households, Worker(service));
            service.Clock.Move(TimeSpan.FromHours(1));
            var from = service.Clock.GetUtcNow();
            await service.AskForManyAsync(households[..9], Worker(service));
            service.Clock.Move(TimeSpan.FromMinutes(1));
            await service.AskForManyAsync(households[7..10], Worker(service));
            var last = service.Clock.GetUtcNow();
            await service.AskForManyAsync([households[8]], Worker(service));
            await service.AskForManyAsync(households[..2], service.Bearer("worker-8", [Role.CaseWorker], null));
            await Refused.ByAsync(service.Eligibility().BatchGetEligibilityAsync(
                new()
                {
                    Households = { households[10].Name, households[11].Name },
                    Purpose = Clients.Asked,
                    Consistency = new() { AtLeastAsFresh = "made up" },
                },
                Clients.By(Worker(service))));
            service.Clock.Move(TimeSpan.FromMinutes(1));
            var until = service.Clock.GetUtcNow();
            await service.AskForManyAsync(households, Worker(service));
            Assert.Equal(2, (await service.LooksAsync(look => look.Outcome != 0)).Count);

            await using var report = ServiceProcess.Start(
                "breach-report", "--from", Text(from), "--until", Text(until), "--actor", "worker-7", "--data-directory", service.Folder);
            Assert.True(await report.EndAsync() == 0, report.Errors);
            var lines = report.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.StartsWith("# 10 households were read", lines[0], StringComparison.Ordinal);
            Assert.EndsWith("; 1 calls were refused or failed.", lines[0], StringComparison.Ordinal);
            const string Call = "citizenaccount.eligibility.v1.EligibilityService.BatchGetEligibility";
            Assert.Equal(
                households[..10].Select((household, at) => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{household.Name},worker-7,CaseWorker,{Call},CitizenRequest,{(at < 7 ? 1 : at == 8 ? 3 : at == 7 ? 2 : 1)},"
                    + $"{(at < 9 ? from : last).UtcDateTime:O},{(at < 7 ? from : last).UtcDateTime:O}")),
                lines.Skip(2));
        }
    }

    private static Grpc.Core.Metadata Worker(RunningService service) => service.Bearer("worker-7", [Role.CaseWorker], null);

    private static Grpc.Core.CallOptions Thief(RunningService service) => Clients.By(service.Bearer("agent-7", [Role.Agent], null));

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
