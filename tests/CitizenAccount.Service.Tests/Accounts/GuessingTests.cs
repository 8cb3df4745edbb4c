using System.Net;
using System.Net.Sockets;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Guessing passwords is slowed down, and no stranger locks anybody out by it.</summary>
public sealed class GuessingTests
{
    [Fact]
    public async Task After_five_wrong_passwords_a_place_waits_longer_and_longer_and_others_do_not()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        using var attacker = From(service, "127.0.2.1");
        using var owner = From(service, "127.0.3.1");
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => SignInAsync(attacker, citizen, "wrong password"))).Reason);
        }

        await AssertWaitAsync(TimeSpan.FromSeconds(30));
        service.Clock.Move(TimeSpan.FromSeconds(30));
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => SignInAsync(attacker, citizen, "wrong password"))).Reason);
        await AssertWaitAsync(TimeSpan.FromSeconds(60));

        // Not even the right password helps there; from elsewhere it works at once, and forgets what failed.
        Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => SignInAsync(attacker, citizen, citizen.Password))).Reason);
        Assert.NotNull((await SignInAsync(owner, citizen, citizen.Password)).Challenge);

        async Task AssertWaitAsync(TimeSpan wait)
        {
            var refused = await Refused.ByAsync(() => SignInAsync(attacker, citizen, "wrong password"));
            Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_ATTEMPTS"), (refused.Code, refused.Reason));
            Assert.Equal(wait, refused.Retry!.RetryDelay.ToTimeSpan());
        }
    }

    [Fact]
    public async Task After_twenty_wrong_passwords_in_an_hour_places_that_failed_wait_and_a_new_one_gets_its_try()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        for (var place = 0; place < 5; place++)
        {
            using var attacker = From(service, $"127.0.{10 + place}.1");
            for (var guess = 0; guess < 4; guess++)
            {
                Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => SignInAsync(attacker, citizen, "wrong password"))).Reason);
            }
        }

        using var again = From(service, "127.0.12.9");
        Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => SignInAsync(again, citizen, "wrong password"))).Reason);
        using var owner = From(service, "127.0.77.1");
        Assert.NotNull((await SignInAsync(owner, citizen, citizen.Password)).Challenge);
    }

    [Fact]
    public async Task After_a_hundred_wrong_passwords_in_a_row_only_places_the_person_has_a_session_from_are_served()
    {
        await using var service = await RunningService.StartAsync(
            new Dictionary<string, string?> { ["Accounts:FailuresInARow"] = "8", ["Accounts:FailuresAnHour"] = "100" });
        var citizen = await service.RegisterAsync();
        for (var guess = 0; guess < 8; guess++)
        {
            using var attacker = From(service, $"127.0.{20 + guess}.1");
            Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => SignInAsync(attacker, citizen, "wrong password"))).Reason);
        }

        using var unfamiliar = From(service, "127.0.99.1");
        Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => SignInAsync(unfamiliar, citizen, citizen.Password))).Reason);
        Assert.NotNull((await service.TrySignInAsync(citizen.NationalId, citizen.Password)).Challenge);
        Assert.NotNull((await SignInAsync(unfamiliar, citizen, citizen.Password)).Challenge);
    }

    [Fact]
    public async Task Many_guesses_at_once_are_five_at_most()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var reasons = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            async _ => (await Refused.ByAsync(() => service.TrySignInAsync(citizen.NationalId, "wrong password"))).Reason));
        Assert.InRange(reasons.Count(reason => reason == "SIGN_IN_REFUSED"), 0, 5);
        Assert.All(reasons, reason => Assert.True(reason is "SIGN_IN_REFUSED" or "TOO_MANY_ATTEMPTS"));
    }

    [Fact]
    public async Task A_stolen_token_guesses_the_present_password_no_faster()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(ChangeAsync())).Reason);
        }

        Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(ChangeAsync())).Reason);

        AsyncUnaryCall<ChangePasswordResponse> ChangeAsync() => service.Accounts().ChangePasswordAsync(
            new ChangePasswordRequest
            {
                RequestId = Citizens.NewId(),
                PresentPassword = "wrong password",
                NewPassword = "a wholly new one",
            },
            citizen.By);
    }

    [Fact]
    public async Task A_right_password_sends_ten_codes_an_hour_and_no_more()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        for (var code = 0; code < 10; code++)
        {
            await service.TrySignInAsync(citizen.NationalId, citizen.Password);
        }

        var refused = await Refused.ByAsync(() => service.TrySignInAsync(citizen.NationalId, citizen.Password));
        Assert.Equal("TOO_MANY_ATTEMPTS", refused.Reason);
    }

    // A client with an address of its own on the loopback network.
    private static GrpcChannel From(RunningService service, string address) => GrpcChannel.ForAddress(
        service.App.Urls.First(), new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (context, stop) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, stop);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
        });

    private static async Task<SignInResponse> SignInAsync(GrpcChannel channel, Citizen citizen, string password) =>
        await new AccountService.AccountServiceClient(channel).SignInAsync(
            new SignInRequest
            {
                RequestId = Citizens.NewId(),
                Password = new PasswordSignIn { NationalId = citizen.NationalId, Password = password },
            },
            Clients.By());
}
