using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>A whole run, from an empty database to thousands of answers and refusals, with the log at its most
/// talkative: nothing in it tells who anybody is, and no credential stands in it.</summary>
public sealed partial class GateLogTests
{
    private const int Households = 60;

    [Theory]
    [InlineData("Information")]
    [InlineData("Trace")]
    public async Task The_log_of_a_whole_run_tells_nothing_about_anybody(string level)
    {
        var secrets = new List<string>();
        await using var service = await RunningService.StartDecidedAsync(
            Households, DecidedService.Seed, new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = level,
                ["Logging:LogLevel:Microsoft"] = level,
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = level,
                ["Logging:LogLevel:Grpc"] = level,
                ["Logging:LogLevel:System"] = level,
                ["Logging:Console:LogLevel:Default"] = "None",
            });
        await CallEverythingAsync(service, secrets);
        await service.FlushAccessRecordsAsync();

        var log = string.Join('\n', service.Log.Events.Select(logged => logged.Text));
        Assert.True(service.Log.Events.Count > 500);
        Assert.Equal(level == "Trace", service.Log.Events.Any(logged => logged.Level < LogLevel.Information));
        Assert.Contains("EligibilityService.GetEligibility", log, StringComparison.Ordinal);
        foreach (var household in DecidedService.People.Take(Households))
        {
            secrets.AddRange(SecretsOf(household));
        }

        Assert.All(secrets, secret =>
            Assert.False(log.Contains(secret, StringComparison.Ordinal), $"The log holds {secret}."));
        Assert.DoesNotMatch(LikeNationalId(), log);
        Assert.DoesNotMatch(LikeIban(), log);
        Assert.DoesNotMatch(LikeToken(), log);
    }

    [Fact]
    public async Task Every_call_leaves_one_line_with_its_name_status_and_correlation()
    {
        await using var service = await RunningService.StartDecidedAsync(
            2, DecidedService.Seed, new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Information" });
        var household = RunningService.HouseholdAt(1);
        var ended = new Dictionary<string, StatusCode>(StringComparer.Ordinal);
        foreach (var call in WorkingCalls.All)
        {
            var credentials = call.Open ? null : service.AsUsual(call, household);
            ended[call.Name] = await call.ServeAsync(service, household, call.UsualPurpose, Clients.By(credentials));
        }

        await Refused.ByAsync(
            service.Eligibility().GetEligibilityAsync(new() { Household = household.Name }, Clients.By()));
        var lines = service.Log.Events.Where(logged => logged.Id == 1000).Select(logged => logged.Text).ToList();
        Assert.Equal(WorkingCalls.All.Count + 1, lines.Count);
        Assert.All(WorkingCalls.All, call => Assert.Contains(lines, line =>
            line.StartsWith($"{call.Name} {ended[call.Name]} in ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("GetEligibility Unauthenticated in ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Matches("correlation [0-9A-Za-z:-]{8,}", line));
    }

    private static IEnumerable<string> SecretsOf(SyntheticHousehold household) =>
        household.Persons.SelectMany(person => new[] { person.NationalId.Value, person.GivenName })
            .Append(household.Iban.Value).Append(household.Mobile.Value).Append(household.Mobile.Value[^9..]);

    // Served, refused, denied, malformed and over the limit; with national ID and IBAN where they do not belong.
    private static async Task CallEverythingAsync(RunningService service, List<string> secrets)
    {
        for (var index = 0; index < Households; index++)
        {
            var person = DecidedService.People[index];
            var household = RunningService.HouseholdAt(index);
            Metadata?[] callers =
                [null, service.AsCitizen(household), service.As(Role.Agent), service.As(Role.Partner)];
            foreach (var credentials in callers)
            {
                secrets.AddRange(credentials?.Select(entry => entry.Value["Bearer ".Length..]) ?? []);
                foreach (var call in WorkingCalls.All)
                {
                    await TryAsync(() => service.SendAsync(
                        call.Descriptor, call.Sound(household, Clients.Asked), Clients.By(credentials)));
                }
            }

            var citizen = Clients.By(service.AsCitizen(household));
            await TryAsync(async () => await service.Eligibility().GetEligibilityAsync(
                new() { Household = $"households/{person.Persons[0].NationalId.Value}" }, citizen));
            await TryAsync(async () => await service.System().GetSystemInfoAsync(
                new() { ClientName = person.Persons[0].GivenName, ClientVersion = person.Iban.Value }, citizen));
            await TryAsync(async () => await service.Eligibility().ListDecisionsAsync(
                new() { Parent = household.Name, PageToken = person.Mobile.Value }, citizen));
        }
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException refused)
        {
            Refused.Read(refused);
        }
    }

    [GeneratedRegex(@"(?<![0-9A-Fa-f.:\-])[12]\d{9}(?![0-9A-Fa-f.:\-])")]
    private static partial Regex LikeNationalId();

    [GeneratedRegex(@"SA\d{2}[0-9A-Z]{20}")]
    private static partial Regex LikeIban();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.")]
    private static partial Regex LikeToken();
}
