using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using HealthClient = CitizenAccount.Contracts.Grpc.Health.V1.Health.HealthClient;
using Status = CitizenAccount.Contracts.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>The standard health contract over the wire, up to the end of the process.</summary>
public sealed class HealthCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Theory]
    [InlineData("")]
    [InlineData("citizenaccount.account.v1.AccountService")]
    [InlineData("citizenaccount.eligibility.v1.EligibilityService")]
    [InlineData("citizenaccount.payment.v1.PaymentService")]
    [InlineData("citizenaccount.system.v1.SystemService")]
    [InlineData("grpc.health.v1.Health")]
    [InlineData("grpc.reflection.v1.ServerReflection")]
    public async Task The_server_and_each_of_its_services_is_serving(string service)
    {
        var answer = await Client().CheckAsync(new HealthCheckRequest { Service = service }, Clients.By());
        Assert.Equal(Status.Serving, answer.Status);
    }

    [Theory]
    [InlineData("no.such.Service")]
    [InlineData("citizenaccount.system.v1.systemservice")]
    [InlineData(" ")]
    public async Task A_service_the_server_does_not_have_is_not_found(string service)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client().CheckAsync(new HealthCheckRequest { Service = service }, Clients.By()));
        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task The_list_has_the_server_and_all_its_services()
    {
        var answer = await Client().ListAsync(new HealthListRequest(), Clients.By());
        Assert.Equal(
            [
                "", "citizenaccount.account.v1.AccountService", "citizenaccount.account.v1.ApplicationService",
                "citizenaccount.eligibility.v1.CycleService", "citizenaccount.eligibility.v1.EligibilityService",
                "citizenaccount.notification.v1.NotificationService", "citizenaccount.objection.v1.ObjectionService",
                "citizenaccount.partner.v1.IncomeVerificationService", "citizenaccount.payment.v1.DisbursementService",
                "citizenaccount.payment.v1.PaymentService", "citizenaccount.system.v1.SystemService",
                "citizenaccount.voice.v1.VoiceService", "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection",
            ],
            answer.Statuses.Keys.Order(StringComparer.Ordinal));
        Assert.All(answer.Statuses.Values, status => Assert.Equal(Status.Serving, status.Status));
    }

    [Fact]
    public async Task Watching_a_service_that_is_not_there_says_so_and_goes_on()
    {
        using var watching = Client().Watch(new HealthCheckRequest { Service = "no.such.Service" }, Clients.By());
        Assert.Equal(Status.ServiceUnknown, await NextAsync(watching));
    }

    [Fact]
    public async Task A_stop_is_told_to_those_who_watch_before_anything_is_refused()
    {
        await using var service = await RunningService.StartAsync(
            new Dictionary<string, string?> { ["Listen:DrainSeconds"] = "2" });
        var client = new HealthClient(service.Channel);
        using var whole = client.Watch(new HealthCheckRequest(), Clients.By());
        using var one = client.Watch(
            new HealthCheckRequest { Service = "citizenaccount.system.v1.SystemService" }, Clients.By());
        Assert.Equal(Status.Serving, await NextAsync(whole));
        Assert.Equal(Status.Serving, await NextAsync(one));

        var stopping = service.App.StopAsync();
        Assert.Equal(Status.NotServing, await NextAsync(whole));
        Assert.Equal(Status.NotServing, await NextAsync(one));
        Assert.Equal(Status.NotServing, (await client.CheckAsync(new HealthCheckRequest(), Clients.By())).Status);

        // A load balancer that has not noticed yet still gets its answers.
        await service.System().GetSystemInfoAsync(new(), Clients.By());
        Assert.False(await whole.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        Assert.False(await one.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        await stopping.WaitAsync(Soon.Limit);
        Assert.Empty(service.Log.Errors);
    }

    private static async Task<Status> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watching)
    {
        Assert.True(await watching.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        return watching.ResponseStream.Current.Status;
    }

    private HealthClient Client() => new(running.Service.Channel);
}
