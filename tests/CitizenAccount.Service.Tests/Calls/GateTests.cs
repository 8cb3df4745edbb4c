using System.Diagnostics;
using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using HealthClient = CitizenAccount.Contracts.Grpc.Health.V1.Health.HealthClient;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>What the gate asks of every call, and what it makes of a bug behind it.</summary>
public sealed class GateTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private const string Secret = "1012345678 of Riyadh";

    public static TheoryData<string> Calls => WorkingCalls.Names;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_without_a_deadline_is_refused_and_told_the_longest(string name)
    {
        var refused = await Refused.ByAsync(() => SendAsync(name, deadline: null));
        Assert.Equal((StatusCode.InvalidArgument, "DEADLINE_REQUIRED"), (refused.Code, refused.Reason));
        Assert.Equal($"{LongestOf(name)}", refused.Metadata["longest_seconds"]);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_deadline_beyond_the_longest_is_refused(string name)
    {
        var refused = await Refused.ByAsync(() => SendAsync(name, TimeSpan.FromSeconds(LongestOf(name) + 15)));
        Assert.Equal("DEADLINE_REQUIRED", refused.Reason);
        await SendAsync(name, TimeSpan.FromSeconds(LongestOf(name)));
    }

    [Fact]
    public async Task The_longest_deadline_is_a_setting()
    {
        await using var service = await RunningService.StartAsync(
            new Dictionary<string, string?> { ["Limits:DeadlineMaxSeconds"] = "5" });
        var call = WorkingCalls.Of("citizenaccount.system.v1.SystemService.GetSystemInfo");
        var refused = await Refused.ByAsync(() => service.SendAsync(
            call.Descriptor, call.Sound(default, null), new CallOptions(deadline: In(TimeSpan.FromSeconds(30)))));
        Assert.Equal("5", refused.Metadata["longest_seconds"]);
        await service.SendAsync(
            call.Descriptor, call.Sound(default, null), new CallOptions(deadline: In(TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public async Task The_standard_tools_that_know_nothing_of_our_rule_need_no_deadline()
    {
        var answer = await new HealthClient(decided.Service.Channel).CheckAsync(new HealthCheckRequest());
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task A_bug_is_answered_with_a_correlation_id_and_nothing_else()
    {
        await using var service = await RunningService.StartAsync(configure: services =>
            services.AddSingleton<PaymentCalendarWire>(_ => throw new FormatException(Secret)));
        var refused = await Refused.ByAsync(
            service.Payments().GetPaymentCalendarAsync(new GetPaymentCalendarRequest(), Clients.By()));
        Assert.Equal((StatusCode.Internal, "INTERNAL_BUG"), (refused.Code, refused.Reason));
        var id = refused.Metadata["correlation_id"];
        Assert.True(id.Length >= 8);
        foreach (var text in new[] { refused.English, refused.Arabic })
        {
            Assert.DoesNotContain("FormatException", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }

        // Whoever is told the id finds the fault by it: its kind and place, and nothing it may have quoted.
        var logged = Assert.Single(service.Log.Errors);
        Assert.Equal(1001, logged.Id);
        Assert.Contains(id, logged.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(FormatException), logged.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log.Events, entry => entry.Text.Contains(Secret, StringComparison.Ordinal));
        await service.System().GetSystemInfoAsync(new(), Clients.By());
    }

    [Fact]
    public async Task Two_bugs_have_two_correlation_ids_and_that_of_the_client_is_taken_over()
    {
        await using var service = await RunningService.StartAsync(configure: services =>
            services.AddSingleton<PaymentCalendarWire>(_ => throw new FormatException(Secret)));
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var headers = new Metadata { { "traceparent", $"00-{trace}-00f067aa0ba902b7-01" } };
        var traced = await BugAsync(service, headers);
        Assert.Equal(trace, traced);
        Assert.NotEqual(await BugAsync(service, null), await BugAsync(service, null));
    }

    [Fact]
    public async Task A_call_its_client_gives_up_is_no_fault_of_the_service()
    {
        using var gone = new CancellationTokenSource();
        var watching = new HealthClient(decided.Service.Channel).Watch(
            new HealthCheckRequest(), new CallOptions(cancellationToken: gone.Token));
        Assert.True(await watching.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        await gone.CancelAsync();
        var ended = await Assert.ThrowsAsync<RpcException>(
            () => watching.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
    }

    private static async Task<string> BugAsync(RunningService service, Metadata? headers)
    {
        var refused = await Refused.ByAsync(
            service.Payments().GetPaymentCalendarAsync(new GetPaymentCalendarRequest(), Clients.By(headers)));
        return refused.Metadata["correlation_id"];
    }

    // A stream may take an hour.
    private static int LongestOf(string name) =>
        WorkingCalls.Of(name).Descriptor is { IsClientStreaming: false, IsServerStreaming: false } ? 60 : 3_600;

    private static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;

    private async Task SendAsync(string name, TimeSpan? deadline)
    {
        var call = WorkingCalls.Of(name);
        var household = RunningService.HouseholdAt(1);
        var credentials = call.Open ? null : decided.Service.AsUsual(call, household);
        await call.ServeAsync(
            decided.Service, household, call.UsualPurpose, new CallOptions(credentials, deadline is { } time ? In(time) : null));
    }
}
