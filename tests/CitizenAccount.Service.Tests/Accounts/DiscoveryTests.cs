using System.Diagnostics;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Nobody finds out whether a person has an account: registration, sign-in and recovery answer alike in words,
/// status and time.</summary>
public sealed class DiscoveryTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static Date Expiry => new() { Year = 2031, Month = 5, Day = 20 };

    private RunningService Service => running.Service;

    [Fact]
    public async Task Registering_a_person_who_has_an_account_looks_like_any_other_and_opens_nothing()
    {
        var citizen = await Service.RegisterAsync();
        var stranger = Citizens.NewMobile();
        var fresh = Citizens.NewMobile();
        var known = await Service.Accounts().StartRegistrationAsync(Citizens.Registration(citizen.NationalId, stranger), Clients.By());
        var unknown = await Service.Accounts().StartRegistrationAsync(
            Citizens.Registration(Citizens.NewNationalId(), fresh), Clients.By());
        Assert.Equal(unknown.CodeExpiresTime, known.CodeExpiresTime);
        Assert.Equal(unknown.ResendTime, known.ResendTime);
        Assert.Equal(unknown.Registration.Length, known.Registration.Length);

        var knownEnd = await ConfirmAsync(known.Registration, stranger);
        var unknownEnd = await ConfirmAsync(unknown.Registration, fresh);
        Assert.Equal(unknownEnd, knownEnd);

        // The stranger is sent the code and nothing else; the person learns of it.
        Assert.Equal([MessageKind.RegistrationCode], (await Service.SentToAsync(stranger)).Select(message => message.Kind));
        Assert.Equal(MessageKind.AlreadyRegistered, (await Service.SentToAsync(citizen.Mobile))[^1].Kind);
        Assert.Equal(MessageKind.TemporaryPassword, (await Service.SentToAsync(fresh))[^1].Kind);
        Assert.NotNull((await Service.SignInAsync(citizen)).AccessToken);
    }

    [Fact]
    public async Task An_unknown_id_a_wrong_password_an_expired_temporary_one_and_a_closed_account_are_refused_alike()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var closed = await service.RegisterAsync();
        await service.CloseAsync(closed);
        var (late, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        await service.ConfirmedAsync(late, mobile);
        var temporary = await service.LastTemporaryPasswordAsync(mobile);
        service.Clock.Move(TimeSpan.FromMinutes(11));
        Refused[] refusals =
        [
            await Refused.ByAsync(() => service.TrySignInAsync(Citizens.NewNationalId(), citizen.Password)),
            await Refused.ByAsync(() => service.TrySignInAsync(citizen.NationalId, "some other password")),
            await Refused.ByAsync(() => service.TrySignInAsync(late, temporary)),
            await Refused.ByAsync(() => service.TrySignInAsync(closed.NationalId, closed.Password)),
        ];
        Assert.All(refusals, refused => Assert.Equal(
            (StatusCode.Unauthenticated, "SIGN_IN_REFUSED", refusals[0].Arabic, refusals[0].English, 0),
            (refused.Code, refused.Reason, refused.Arabic, refused.English, refused.Metadata.Count)));
    }

    [Fact]
    public async Task A_recovery_answers_alike_for_the_right_the_wrong_and_the_unknown_person()
    {
        var citizen = await Service.RegisterAsync();
        var right = await RecoverAsync(citizen.NationalId, Citizens.Birth);
        var wrong = await RecoverAsync(citizen.NationalId, new Date { Year = 1988, Month = 3, Day = 15 });
        var unknown = await RecoverAsync(Citizens.NewNationalId(), Citizens.Birth);
        Assert.Equal(right.TemporaryPasswordExpiresTime, wrong.TemporaryPasswordExpiresTime);
        Assert.Equal(right.TemporaryPasswordExpiresTime, unknown.TemporaryPasswordExpiresTime);
        Assert.Equal(right.Recovery.Length, unknown.Recovery.Length);

        // One temporary password of the registration, and one of the recovery that was right.
        Assert.Equal(2, (await Service.SentToAsync(citizen.Mobile)).Count(message => message.Kind == MessageKind.TemporaryPassword));
        foreach (var recovery in new[] { wrong.Recovery, unknown.Recovery, "x" })
        {
            var refused = await Refused.ByAsync(Service.Accounts().CompletePasswordRecoveryAsync(
                new CompletePasswordRecoveryRequest
                {
                    RequestId = Citizens.NewId(),
                    Recovery = recovery,
                    TemporaryPassword = "ABCDEFGH23",
                    NewPassword = "a wholly new password",
                },
                Clients.By()));
            Assert.Equal("CODE_REFUSED", refused.Reason);
        }
    }

    [Fact]
    public async Task Limits_are_counted_alike_for_persons_with_and_without_an_account()
    {
        var citizen = await Service.RegisterAsync();
        foreach (var person in new[] { citizen.NationalId, Citizens.NewNationalId() })
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                await RecoverAsync(person, Citizens.Birth);
            }

            var refused = await Refused.ByAsync(() => RecoverAsync(person, Citizens.Birth));
            Assert.Equal("TOO_MANY_ATTEMPTS", refused.Reason);
            Assert.Equal(TimeSpan.FromHours(1), refused.Retry!.RetryDelay.ToTimeSpan());
        }
    }

    [Fact]
    public async Task Sign_in_registration_and_recovery_take_as_long_for_a_person_with_an_account_as_for_one_without()
    {
        await using var service = await RunningService.StartAsync(new Dictionary<string, string?>
        {
            ["Accounts:FailuresOfAPlace"] = "10",
            ["Accounts:FailuresAnHour"] = "100",
            ["Accounts:StartsAnHour"] = "20",
            ["Limits:CallsBurst"] = "100000",
        });
        var known = new List<string>();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            known.Add((await service.RegisterAsync()).NationalId);
        }

        // A busy machine may spoil one measurement; a difference that somebody could use is there in each of three.
        IReadOnlyList<string> different = [];
        for (var measurement = 0; measurement < 3; measurement++)
        {
            different = await MeasureAsync(service, known);
            if (different.Count == 0)
            {
                return;
            }

            service.Clock.Move(TimeSpan.FromHours(25));
        }

        Assert.Empty(different);
    }

    private static async Task<IReadOnlyList<string>> MeasureAsync(RunningService service, List<string> known)
    {
        const int Rounds = 40;
        var times = new Dictionary<(string Call, bool Exists), List<double>>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var exists in round % 2 == 0 ? new[] { true, false } : [false, true])
            {
                var person = exists ? known[round % known.Count] : Citizens.NewNationalId();
                var mobile = Citizens.NewMobile();
                StartRegistrationResponse started = new();
                await TimeAsync("sign-in", exists, () => Refused.ByAsync(() => service.TrySignInAsync(person, "a wrong password")));
                await TimeAsync("registration", exists, async () => started = await service.Accounts().StartRegistrationAsync(
                    Citizens.Registration(person, mobile), Clients.By()));
                var code = await service.LastCodeAsync(MessageKind.RegistrationCode, mobile);
                await TimeAsync("confirmation", exists, async () => await service.Accounts().ConfirmRegistrationAsync(
                    new ConfirmRegistrationRequest { RequestId = Citizens.NewId(), Registration = started.Registration, Code = code },
                    Clients.By()));
                await TimeAsync("recovery", exists, async () => await service.Accounts().StartPasswordRecoveryAsync(
                    Recovery(person, Citizens.Birth), Clients.By()));
            }
        }

        var ratios = times.Keys.Select(key => key.Call).Distinct()
            .Select(call => (call, Ratio: Median(times[(call, true)]) / Median(times[(call, false)])));
        return [.. ratios.Where(pair => pair.Ratio is < 0.5 or > 2)
            .Select(pair => $"{pair.call} takes {pair.Ratio:0.00} times as long for a person with an account")];

        async Task TimeAsync(string call, bool exists, Func<Task> work)
        {
            var start = Stopwatch.GetTimestamp();
            await work();
            var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!times.TryGetValue((call, exists), out var list))
            {
                times[(call, exists)] = list = [];
            }

            list.Add(taken);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static StartPasswordRecoveryRequest Recovery(string person, Date birth) => new()
    {
        RequestId = Citizens.NewId(),
        NationalId = person,
        BirthDate = birth,
        IdExpiryDate = Expiry,
    };

    private async Task<StartPasswordRecoveryResponse> RecoverAsync(string person, Date birth) =>
        await Service.Accounts().StartPasswordRecoveryAsync(Recovery(person, birth), Clients.By());

    private async Task<ConfirmRegistrationResponse> ConfirmAsync(string registration, string mobile) =>
        await Service.Accounts().ConfirmRegistrationAsync(
            new ConfirmRegistrationRequest
            {
                RequestId = Citizens.NewId(),
                Registration = registration,
                Code = await Service.LastCodeAsync(MessageKind.RegistrationCode, mobile),
            },
            Clients.By());
}
