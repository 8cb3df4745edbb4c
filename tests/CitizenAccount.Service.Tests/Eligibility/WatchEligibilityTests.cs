using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>What a client is told of its household's answer over time, and when that ends.</summary>
public sealed class WatchEligibilityTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartDecidedAsync(10, DecidedService.Seed);

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_stream_tells_the_state_and_then_what_changes()
    {
        var household = RunningService.HouseholdAt(4);
        using var stream = Watch(4);
        Assert.Equal("cycles/2026-12", (await NextAsync(stream)).Eligibility.Cycle);
        var january = RunningService.Month.AddMonths(1);
        _service.MovePastCutOffOf(january);
        await _service.PublishAsync(january);
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        do
        {
            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        }
        while (stream.ResponseStream.Current.Eligibility is not { Cycle: "cycles/2027-01" });

        var read = await _service.Eligibility().GetEligibilityAsync(
            new() { Household = household.Name, Consistency = new() { AtLeastAsFresh = stream.ResponseStream.Current.ConsistencyToken } },
            Clients.By(_service.AsCitizen(household)));
        Assert.Equal("cycles/2027-01", read.Eligibility.Cycle);
    }

    [Fact]
    public async Task A_stream_of_a_household_that_does_not_exist_is_refused()
    {
        using var stream = _service.Eligibility().WatchEligibility(
            new WatchEligibilityRequest { Household = "households/019318f0-0000-7000-8000-00000000dead", Purpose = Clients.Asked },
            Clients.By(_service.As(Role.Agent)));
        var refused = await Refused.ByAsync(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((StatusCode.NotFound, "HOUSEHOLD_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task A_sign_of_life_comes_every_half_minute_and_an_hour_is_the_end()
    {
        using var stream = Watch(4);
        Assert.NotNull((await NextAsync(stream)).Eligibility);
        _service.Clock.Move(TimeSpan.FromSeconds(30));
        WatchEligibilityResponse sign;
        do
        {
            // That all households were told may come in between: the days to object count from then.
            sign = await NextAsync(stream);
        }
        while (sign.Eligibility is not null);

        Assert.NotEmpty(sign.ConsistencyToken);
        _service.Clock.Move(TimeSpan.FromHours(1));
        while (await stream.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.NotEmpty(stream.ResponseStream.Current.ConsistencyToken);
        }

        Assert.Equal(StatusCode.OK, stream.GetStatus().StatusCode);
    }

    [Fact]
    public async Task While_nothing_is_published_for_a_household_its_stream_is_open_and_ends_with_the_session()
    {
        var citizen = await _service.RegisterAsync();
        var read = await _service.Applications().GetApplicationAsync(new() { Household = citizen.HouseholdName }, citizen.By);
        await _service.Applications().UpdateApplicationAsync(
            new()
            {
                RequestId = Citizens.NewId(),
                Household = citizen.HouseholdName,
                Application = Applicant.Household1,
                UpdateMask = new() { Paths = { "kind" } },
                Etag = read.Application.Etag,
            },
            citizen.By);
        using var stream = _service.Eligibility().WatchEligibility(
            new WatchEligibilityRequest { Household = citizen.HouseholdName }, citizen.By);
        Assert.Null((await NextAsync(stream)).Eligibility);
        await _service.Accounts().SignOutAsync(new() { RequestId = Citizens.NewId() }, citizen.By);
        var refused = await Refused.ByAsync(() => NextAsync(stream));
        Assert.Equal((StatusCode.Unauthenticated, "SESSION_REVOKED"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task A_stop_tells_the_streams_first()
    {
        using var stream = Watch(4);
        await NextAsync(stream);
        var stopping = _service.App.StopAsync();
        var refused = await Refused.ByAsync(() => NextAsync(stream));
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (refused.Code, refused.Reason));
        await stopping;
    }

    [Fact]
    public async Task A_session_has_five_streams()
    {
        var open = new List<AsyncServerStreamingCall<WatchEligibilityResponse>>();
        for (var count = 0; count < 5; count++)
        {
            open.Add(Watch(4));
            await NextAsync(open[^1]);
        }

        using var sixth = Watch(4);
        var refused = await Refused.ByAsync(() => NextAsync(sixth));
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_STREAMS"), (refused.Code, refused.Reason));
        open.ForEach(stream => stream.Dispose());
    }

    private AsyncServerStreamingCall<WatchEligibilityResponse> Watch(int index)
    {
        var household = RunningService.HouseholdAt(index);
        return _service.Eligibility().WatchEligibility(
            new WatchEligibilityRequest { Household = household.Name }, Clients.By(_service.AsCitizen(household)));
    }

    private static async Task<WatchEligibilityResponse> NextAsync(AsyncServerStreamingCall<WatchEligibilityResponse> stream)
    {
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        return stream.ResponseStream.Current;
    }
}
