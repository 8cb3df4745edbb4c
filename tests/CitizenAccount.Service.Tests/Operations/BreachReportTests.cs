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

    private static Grpc.Core.CallOptions Thief(RunningService service) => Clients.By(service.Bearer("agent-7", [Role.Agent], null));

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
