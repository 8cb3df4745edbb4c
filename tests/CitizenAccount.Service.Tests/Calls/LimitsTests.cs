using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using HealthClient = CitizenAccount.Contracts.Grpc.Health.V1.Health.HealthClient;
using Role = CitizenAccount.Contracts.Type.V1.Role;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Limits on rate, on calls at once and on size: over them the answer says when to come again, and everyone
/// else is served.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task Whoever_calls_too_often_is_told_the_limit_and_when_to_come_again()
    {
        await using var service = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:CallsBurst", "3"));
        var refused = await ExhaustAsync(service, null, 3);
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Code, refused.Reason));
        Assert.Equal(("1", "second"), (refused.Metadata["limit"], refused.Metadata["per"]));
        var violation = Assert.Single(refused.Quota!.Violations);
        Assert.Equal("citizenaccount.system.v1.SystemService.GetSystemInfo", violation.Subject);
        var wait = refused.Retry!.RetryDelay.ToTimeSpan();
        Assert.InRange(wait, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5));
        await Poll.UntilAsync("the caller is served again", () => IsServedAsync(service, null), Soon.Limit);
    }

    [Fact]
    public async Task The_limit_of_one_caller_and_call_is_not_that_of_another()
    {
        await using var service = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:CallsBurst", "2"));
        await ExhaustAsync(service, service.As(Role.Agent), 2);
        await InfoAsync(service, service.As(Role.Supervisor));
        await InfoAsync(service, null);
        await service.System().ListContactChannelsAsync(new(), Clients.By(service.As(Role.Agent)));
    }

    [Theory]
    [InlineData(null, "UNAUTHENTICATED")]
    [InlineData("Bearer forged", "UNAUTHENTICATED")]
    public async Task Who_is_refused_is_limited_as_well_and_leaves_no_more_records_than_the_limit(
        string? header, string reason)
    {
        await using var service = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:CallsBurst", "3"));
        var credentials = header is null ? null : new Metadata { { "authorization", header } };
        var reasons = new List<string>();
        for (var call = 0; call < 20; call++)
        {
            var refused = await Refused.ByAsync(service.Eligibility().GetEligibilityAsync(
                new() { Household = RunningService.HouseholdAt(1).Name }, Clients.By(credentials)));
            reasons.Add(refused.Reason);
        }

        Assert.Equal([reason, reason, reason], reasons.Take(3));
        Assert.InRange(reasons.Count(one => one == "RATE_LIMITED"), 10, 17);
        await service.FlushAccessRecordsAsync();
        var db = await service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        await using (db)
        {
            Assert.Equal(reasons.Count(one => one == reason), await db.AccessRecords.CountAsync());
        }
    }

    [Fact]
    public async Task A_role_that_is_not_admitted_is_limited_as_well()
    {
        await using var service = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:CallsBurst", "3"));
        var reasons = new List<string>();
        for (var call = 0; call < 12; call++)
        {
            reasons.Add((await Refused.ByAsync(service.Eligibility().GetEligibilityAsync(
                new() { Household = RunningService.HouseholdAt(1).Name }, Clients.By(service.As(Role.Releaser))))).Reason);
        }

        Assert.Equal("PERMISSION_DENIED", reasons[0]);
        Assert.Equal("RATE_LIMITED", reasons[^1]);
    }

    [Fact]
    public async Task Beyond_the_calls_served_at_once_load_is_shed_and_a_place_given_back_is_used_again()
    {
        await using var service = await StartAsync(("Limits:ConcurrentCallsMax", "1"));
        using var leave = new CancellationTokenSource();
        var watching = new HealthClient(service.Channel).Watch(
            new HealthCheckRequest(), new CallOptions(cancellationToken: leave.Token));
        Assert.True(await watching.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        for (var round = 0; round < 3; round++)
        {
            var refused = await Refused.ByAsync(() => InfoAsync(service, null));
            Assert.Equal((StatusCode.ResourceExhausted, "OVERLOADED"), (refused.Code, refused.Reason));
            Assert.True(refused.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        }

        await leave.CancelAsync();
        await Poll.UntilAsync("the place is free", () => IsServedAsync(service, null), Soon.Limit);

        // Refused, failed and served calls all gave their places back: one is free, no more and no fewer.
        var forged = new Metadata { { "authorization", "Bearer x" } };
        Assert.Equal("UNAUTHENTICATED", (await Refused.ByAsync(() => InfoAsync(service, forged))).Reason);
        await InfoAsync(service, null);
    }

    [Fact]
    public async Task A_message_over_the_size_limit_is_refused_and_the_connection_stays_usable()
    {
        await using var service = await RunningService.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            var refused = await Refused.ByAsync(service.System().GetSystemInfoAsync(
                new GetSystemInfoRequest { ClientName = new string('a', 5 * 1_024 * 1_024) }, Clients.By()));
            Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (refused.Code, refused.Reason));
            Assert.Equal("4194304", refused.Metadata["largest_bytes"]);
            await InfoAsync(service, null);
        }
    }

    [Fact]
    public async Task The_largest_message_is_a_setting_and_one_just_below_it_is_read()
    {
        await using var service = await StartAsync(("Limits:MessageMaxBytes", "2048"));
        var large = await Refused.ByAsync(() => NameAsync(service, 2_100));
        Assert.Equal(("MESSAGE_TOO_LARGE", "2048"), (large.Reason, large.Metadata["largest_bytes"]));

        // Read, and refused for what it says.
        var read = await Refused.ByAsync(() => NameAsync(service, 2_000));
        Assert.Equal(["client_name"], read.Fields);
    }

    private static Task<RunningService> StartAsync(params (string Key, string Value)[] settings) =>
        RunningService.StartAsync(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));

    private static async Task NameAsync(RunningService service, int length) =>
        await service.System().GetSystemInfoAsync(
            new GetSystemInfoRequest { ClientName = new string('a', length) }, Clients.By());

    // The bucket fills up by one a second while this runs, so that it may take a few calls more.
    private static async Task<Refused> ExhaustAsync(RunningService service, Metadata? credentials, int burst)
    {
        for (var call = 0; call < burst + 1_000; call++)
        {
            try
            {
                await InfoAsync(service, credentials);
            }
            catch (RpcException refused)
            {
                Assert.True(call >= burst, $"Only {call} calls were served of a burst of {burst}.");
                return Refused.Read(refused);
            }
        }

        throw new InvalidOperationException("The limit was never reached.");
    }

    private static async Task<bool> IsServedAsync(RunningService service, Metadata? credentials)
    {
        try
        {
            await InfoAsync(service, credentials);
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.ResourceExhausted)
        {
            return false;
        }
    }

    private static async Task InfoAsync(RunningService service, Metadata? credentials) =>
        await service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By(credentials));
}
