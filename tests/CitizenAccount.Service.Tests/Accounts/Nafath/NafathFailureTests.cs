using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts.Nafath;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts.Nafath;

/// <summary>A Nafath that is down, slow or talks nonsense is PARTNER_UNAVAILABLE, and nothing is lost by it.</summary>
public sealed class NafathFailureTests(NafathHouse house) : IClassFixture<NafathHouse>
{
    public static TheoryData<string> Bodies =>
    [
        "", "nonsense", "[]", "null", "{}", """{"transId":"","random":"12"}""", """{"transId":"t","random":"1"}""",
        """{"transId":"t","random":"123"}""", """{"transId":"t","random":"ab"}""", """{"transId":["t"],"random":{}}""",
        """{"transId":"t","random":"٤٢"}""", """{"status":"PERHAPS"}""", """{"status":7}""", "{\"status\":\"" + new string('x', 200_000) + "\"}",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Nonsense_is_no_answer(string body)
    {
        var (person, _) = await house.NewAccountAsync();
        var open = await house.StartAsync(house.NewPerson());
        await house.Nafath.TellAsync("/control/faults", new { body });
        await AssertUnavailableAsync(() => house.StartAsync(person));
        await AssertUnavailableAsync(() => house.CompleteAsync(open.SignIn));
        await house.Nafath.TellAsync("/control/faults", new { });
        await house.StartAsync(person);
        Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(open.SignIn)).State);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_error_is_no_answer(int status)
    {
        var open = await house.StartAsync(house.NewPerson());
        await house.Nafath.TellAsync("/control/faults", new { status });
        await AssertUnavailableAsync(() => house.StartAsync(house.NewPerson()));
        await AssertUnavailableAsync(() => house.CompleteAsync(open.SignIn));
        await house.Nafath.TellAsync("/control/faults", new { });
        Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(open.SignIn)).State);
    }

    [Fact]
    public async Task A_failed_question_is_asked_once_more_and_a_failed_start_is_not()
    {
        await house.Nafath.TellAsync("/control/faults", new { status = 500, calls = 1 });
        await AssertUnavailableAsync(() => house.StartAsync(house.NewPerson()));

        var open = await house.StartAsync(house.NewPerson());
        await house.Nafath.TellAsync("/control/faults", new { status = 500, calls = 1 });
        Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(open.SignIn)).State);
        await house.Nafath.TellAsync("/control/faults", new { status = 500, calls = 2 });
        await AssertUnavailableAsync(() => house.CompleteAsync(open.SignIn));
        Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(open.SignIn)).State);
    }

    [Fact]
    public async Task A_slow_provider_is_not_waited_for()
    {
        await house.Nafath.TellAsync("/control/faults", new { delayMilliseconds = 60_000 });
        await AssertUnavailableAsync(() => house.StartAsync(house.NewPerson()));
        await house.Nafath.TellAsync("/control/faults", new { });
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_is_sent_once_and_known_again_when_it_is_repeated()
    {
        var (person, _) = await house.NewAccountAsync();
        var requestId = NafathHouse.NewRequestId();
        await house.Nafath.TellAsync("/control/faults", new { drop = true });
        await AssertUnavailableAsync(() => house.StartAsync(person, requestId));
        await house.Nafath.TellAsync("/control/faults", new { });
        var started = await house.StartAsync(person, requestId);
        var transactions = (await house.Nafath.AskAsync("/control/transactions")).AsArray();
        var shown = Assert.Single(transactions, one => (string?)one!["nationalId"] == person)!;
        Assert.Equal((string?)shown["random"], started.Number);
    }

    [Fact]
    public async Task A_caller_who_gives_up_finds_the_number_when_asking_again()
    {
        var (person, requestId) = (house.NewPerson(), NafathHouse.NewRequestId());
        var request = new StartNafathSignInRequest { RequestId = requestId, NationalId = person };
        await house.Nafath.TellAsync("/control/faults", new { delayMilliseconds = 1_700 });
        var gone = await Assert.ThrowsAsync<RpcException>(async () => await house.Accounts.StartNafathSignInAsync(
            request, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300))));
        Assert.Equal(StatusCode.DeadlineExceeded, gone.StatusCode);
        var early = await Refused.ByAsync(() => house.StartAsync(person, requestId));
        Assert.Equal((StatusCode.Aborted, "STILL_IN_FLIGHT"), (early.Code, early.Reason));

        StartNafathSignInResponse? found = null;
        await Standins.Poll.UntilAsync(
            "the first start is answered",
            async () =>
            {
                try
                {
                    found = await house.StartAsync(person, requestId);
                    return true;
                }
                catch (RpcException failure) when (Refused.Read(failure).Reason == "STILL_IN_FLIGHT")
                {
                    return false;
                }
            },
            Soon.Limit);
        await house.Nafath.TellAsync("/control/faults", new { });
        var transactions = (await house.Nafath.AskAsync("/control/transactions")).AsArray();
        var shown = Assert.Single(transactions, one => (string?)one!["nationalId"] == person)!;
        Assert.Equal((string?)shown["random"], found!.Number);
    }

    [Fact]
    public async Task A_start_that_died_half_way_holds_its_place_for_a_minute_and_no_longer()
    {
        var (person, requestId) = (house.NewPerson(), NafathHouse.NewRequestId());
        await house.Service.Services.GetRequiredService<NafathStore>().ReserveAsync(
            NationalId.Parse(person), Guid.Parse(requestId), CancellationToken.None);
        Assert.Equal("STILL_IN_FLIGHT", (await Refused.ByAsync(() => house.StartAsync(person, requestId))).Reason);
        Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => house.StartAsync(person))).Reason);
        await house.MoveAsync(NafathStore.AnsweredWithin);
        Assert.Equal(2, (await house.StartAsync(person, requestId)).Number.Length);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_unavailable()
    {
        await using var nafath = await SimulatorProcess.StartAsync("nafath");
        await using var service = await RunningService.StartAsync(NafathHouse.SettingsFor(nafath.Address));
        var started = await service.Accounts().StartNafathSignInAsync(WorkingCalls.SoundNafathStart, Clients.By());
        await nafath.KillAsync();
        service.Clock.Move(TimeSpan.FromSeconds(2));
        await AssertUnavailableAsync(async () => await service.Accounts().CompleteNafathSignInAsync(
            NafathHouse.Completion(started.SignIn), Clients.By()));
        service.Clock.Move(TimeSpan.FromSeconds(60));
        await AssertUnavailableAsync(async () => await service.Accounts().StartNafathSignInAsync(
            WorkingCalls.SoundNafathStart, Clients.By()));
        Assert.Empty(service.Log.Errors);
    }

    [Theory]
    [InlineData("Nafath:BaseUrl", "http://nafath.example")]
    [InlineData("Nafath:BaseUrl", "nafath")]
    [InlineData("Nafath:AppKey", "")]
    [InlineData("Nafath:AppKey", "a\nb")]
    [InlineData("Nafath:Audience", "")]
    [InlineData("Nafath:Issuer", "")]
    [InlineData("Nafath:TimeoutSeconds", "0")]
    [InlineData("Nafath:Timeout", "1")]
    public async Task A_start_with_a_setting_that_cannot_be_used_is_refused(string key, string value)
    {
        var settings = NafathHouse.SettingsFor("https://nafath.example");
        settings[key] = value;
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(settings));
        Assert.Contains(key.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    private static async Task AssertUnavailableAsync(Func<Task> call)
    {
        var refused = await Refused.ByAsync(call);
        Assert.Equal((StatusCode.Unavailable, "PARTNER_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.Equal("nafath", refused.Metadata["partner"]);
        Assert.NotNull(refused.Retry);
    }
}
