using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Registration: its limits, its repeats, and one account a person whatever happens at once.</summary>
public sealed class RegistrationTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task The_terms_accepted_are_the_ones_in_force()
    {
        var request = Citizens.Registration(Citizens.NewNationalId(), Citizens.NewMobile());
        request.TermsVersion = "2019-05";
        var refused = await Refused.ByAsync(Service.Accounts().StartRegistrationAsync(request, Clients.By()));
        Assert.Equal((StatusCode.FailedPrecondition, "TERMS_OUTDATED"), (refused.Code, refused.Reason));
        Assert.Equal(Citizens.Terms, refused.Metadata["current_version"]);
    }

    [Fact]
    public async Task A_repeat_answers_the_same_and_sends_nothing_again()
    {
        var mobile = Citizens.NewMobile();
        var request = Citizens.Registration(Citizens.NewNationalId(), mobile);
        var first = await Service.Accounts().StartRegistrationAsync(request, Clients.By());
        Assert.Equal(first, await Service.Accounts().StartRegistrationAsync(request, Clients.By()));
        Assert.Single(await Service.SentToAsync(mobile));
        request.Language = Language.English;
        var reused = await Refused.ByAsync(Service.Accounts().StartRegistrationAsync(request, Clients.By()));
        Assert.Equal(("REQUEST_ID_REUSED", "language"), (reused.Reason, reused.Metadata["field"]));

        var confirm = new ConfirmRegistrationRequest
        {
            RequestId = Citizens.NewId(),
            Registration = first.Registration,
            Code = await Service.LastCodeAsync(MessageKind.RegistrationCode, mobile),
        };
        var confirmed = await Service.Accounts().ConfirmRegistrationAsync(confirm, Clients.By());
        Assert.Equal(confirmed, await Service.Accounts().ConfirmRegistrationAsync(confirm, Clients.By()));
        Assert.Equal(2, (await Service.SentToAsync(mobile)).Count);
    }

    [Fact]
    public async Task A_person_is_sent_three_codes_an_hour_and_so_is_a_mobile()
    {
        await using var service = await RunningService.StartAsync();
        var (person, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        for (var start = 0; start < 3; start++)
        {
            await service.Accounts().StartRegistrationAsync(Citizens.Registration(person, Citizens.NewMobile()), Clients.By());
            await service.Accounts().StartRegistrationAsync(Citizens.Registration(Citizens.NewNationalId(), mobile), Clients.By());
            service.Clock.Move(TimeSpan.FromMinutes(10));
        }

        foreach (var request in new[]
        {
            Citizens.Registration(person, Citizens.NewMobile()), Citizens.Registration(Citizens.NewNationalId(), mobile),
        })
        {
            var refused = await Refused.ByAsync(service.Accounts().StartRegistrationAsync(request, Clients.By()));
            Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_ATTEMPTS"), (refused.Code, refused.Reason));
            Assert.Equal(TimeSpan.FromMinutes(30), refused.Retry!.RetryDelay.ToTimeSpan());
        }

        // Refused attempts do not count: the wait is as long as it was said to be.
        service.Clock.Move(TimeSpan.FromMinutes(30));
        var again = await service.Accounts().StartRegistrationAsync(
            Citizens.Registration(person, Citizens.NewMobile()), Clients.By());
        Assert.Equal(service.Clock.GetUtcNow().AddMinutes(10), again.ResendTime.ToDateTimeOffset());
        await service.Accounts().StartRegistrationAsync(Citizens.Registration(Citizens.NewNationalId(), mobile), Clients.By());
    }

    [Fact]
    public async Task Of_many_starts_at_once_no_more_than_three_get_through()
    {
        var (person, sent) = (Citizens.NewNationalId(), 0);
        await Task.WhenAll(Enumerable.Range(0, 9).Select(async _ =>
        {
            try
            {
                await Service.Accounts().StartRegistrationAsync(Citizens.Registration(person, Citizens.NewMobile()), Clients.By());
                Interlocked.Increment(ref sent);
            }
            catch (RpcException refused)
            {
                Assert.Equal("TOO_MANY_ATTEMPTS", Refused.Read(refused).Reason);
            }
        }));
        Assert.InRange(sent, 0, 3);
    }

    [Fact]
    public async Task Two_registrations_of_one_person_at_once_make_one_account()
    {
        var person = Citizens.NewNationalId();
        string[] mobiles = [Citizens.NewMobile(), Citizens.NewMobile()];
        var confirms = new List<ConfirmRegistrationRequest>();
        foreach (var mobile in mobiles)
        {
            var started = await Service.Accounts().StartRegistrationAsync(Citizens.Registration(person, mobile), Clients.By());
            confirms.Add(new ConfirmRegistrationRequest
            {
                RequestId = Citizens.NewId(),
                Registration = started.Registration,
                Code = await Service.LastCodeAsync(MessageKind.RegistrationCode, mobile),
            });
        }

        await Task.WhenAll(confirms.Select(confirm => Service.Accounts().ConfirmRegistrationAsync(confirm, Clients.By()).ResponseAsync));
        Assert.Equal(1, await CountAsync(person));

        // The password of one of the two works; that of the other is void.
        var works = 0;
        foreach (var mobile in mobiles)
        {
            var temporary = await Service.LastTemporaryPasswordAsync(mobile);
            try
            {
                await Service.TrySignInAsync(person, temporary);
                works++;
            }
            catch (RpcException refused)
            {
                Assert.Equal("SIGN_IN_REFUSED", Refused.Read(refused).Reason);
            }
        }

        Assert.Equal(1, works);
    }

    [Fact]
    public async Task The_same_confirmation_many_times_at_once_has_one_effect()
    {
        var (person, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        var started = await Service.Accounts().StartRegistrationAsync(Citizens.Registration(person, mobile), Clients.By());
        var confirm = new ConfirmRegistrationRequest
        {
            RequestId = Citizens.NewId(),
            Registration = started.Registration,
            Code = await Service.LastCodeAsync(MessageKind.RegistrationCode, mobile),
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Service.Accounts().ConfirmRegistrationAsync(confirm, Clients.By()).ResponseAsync));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await CountAsync(person));
        Assert.Equal(
            [MessageKind.RegistrationCode, MessageKind.TemporaryPassword], (await Service.SentToAsync(mobile)).Select(message => message.Kind));
    }

    [Fact]
    public async Task A_closed_account_is_registered_again_after_ninety_days_and_only_its_mobile_is_told()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var closed = (await service.CloseAsync(citizen)).Account;
        Assert.Equal(new Date { Year = 2027, Month = 2, Day = 23 }, closed.MayRegisterAgainDate);
        var tooEarly = await Refused.ByAsync(() => service.ConfirmedAsync(citizen.NationalId, citizen.Mobile));
        Assert.Equal(("REGISTERED_AGAIN_TOO_EARLY", "2027-02-23"), (tooEarly.Reason, tooEarly.Metadata["from_date"]));

        // Somebody else's mobile is answered as ever, and nothing comes of it.
        var stranger = Citizens.NewMobile();
        await service.ConfirmedAsync(citizen.NationalId, stranger);
        Assert.Equal([MessageKind.RegistrationCode], (await service.SentToAsync(stranger)).Select(message => message.Kind));
        Assert.Equal(MessageKind.AlreadyRegistered, (await service.SentToAsync(citizen.Mobile))[^1].Kind);

        // 22 February ends in Riyadh at 21:00 UTC.
        service.Clock.MoveTo(new DateTimeOffset(2027, 2, 22, 20, 59, 59, TimeSpan.Zero));
        Assert.Equal(
            "REGISTERED_AGAIN_TOO_EARLY", (await Refused.ByAsync(() => service.ConfirmedAsync(citizen.NationalId, citizen.Mobile))).Reason);
        service.Clock.Move(TimeSpan.FromSeconds(1));
        var again = await service.RegisterAsync(citizen.NationalId, citizen.Mobile);
        Assert.NotEqual(citizen.AccountName, again.AccountName);
        Assert.NotEqual(citizen.HouseholdName, again.HouseholdName);
    }

    [Fact]
    public async Task The_options_are_checked_at_the_start()
    {
        foreach (var (key, value) in new[] { ("CodeMinutes", "6"), ("CodeAttempts", "0"), ("TermsVersion", ""), ("NoSuchKey", "1") })
        {
            var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(
                new Dictionary<string, string?> { [$"Accounts:{key}"] = value }));
            Assert.Contains("Accounts", refused.Message, StringComparison.Ordinal);
            Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        }
    }

    private async Task<int> CountAsync(string person)
    {
        var seals = Service.Services.GetRequiredService<AccountSeals>();
        var index = seals.IndexOf(Rules.Identity.NationalId.Parse(person));
        var db = await Service.DatabaseAsync();
        await using (db)
        {
            return await db.Accounts.CountAsync(row => row.NationalIdIndex == index);
        }
    }
}
