using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>The way of a person: register, code, temporary password, own password, sign in with a code.</summary>
public sealed class JourneyTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task A_person_registers_sets_a_password_and_signs_in_with_a_code()
    {
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        var started = await Service.Accounts().StartRegistrationAsync(Citizens.Registration(id, mobile), Clients.By());
        var now = Service.Clock.GetUtcNow();
        Assert.Equal(now.AddMinutes(5), started.CodeExpiresTime.ToDateTimeOffset());
        var code = await Service.LastCodeAsync(MessageKind.RegistrationCode, mobile);
        Assert.Matches("^[0-9]{6}$", code);

        var confirmed = await Service.Accounts().ConfirmRegistrationAsync(
            new ConfirmRegistrationRequest { RequestId = Citizens.NewId(), Registration = started.Registration, Code = code },
            Clients.By());
        Assert.Equal(now.AddMinutes(10), confirmed.TemporaryPasswordExpiresTime.ToDateTimeOffset());
        var temporary = await Service.LastTemporaryPasswordAsync(mobile);
        Assert.Matches("^[A-HJ-NP-Z2-9]{10}$", temporary);

        var first = (await Service.TrySignInAsync(id, temporary)).Tokens;
        Assert.True(first.PasswordChangeRequired);
        Assert.Equal(SignInMethod.TemporaryPassword, first.Session.Method);
        var changed = await Service.Accounts().ChangePasswordAsync(
            new ChangePasswordRequest { RequestId = Citizens.NewId(), NewPassword = Citizens.Password },
            Clients.By(Citizens.CredentialsOf(first)));
        Assert.False(changed.Tokens.PasswordChangeRequired);
        Assert.Equal(0, changed.EndedSessions);

        var own = await Service.Accounts().GetAccountAsync(new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(changed.Tokens)));
        Assert.Equal((AccountState.Open, id[^4..], mobile[^4..], Citizens.Terms, ""), (
            own.Account.State, own.Account.NationalIdEnding, own.Account.MobileEnding, own.Account.TermsVersion, own.Account.MemberOf));
        Assert.StartsWith("households/", own.Account.Household, StringComparison.Ordinal);
        Assert.Equal(changed.Tokens.Account, own.Account.Name);

        var citizen = new Citizen(id, mobile, Citizens.Password, changed.Tokens, own.Account.Household);
        var again = await Service.SignInAsync(citizen, "app");
        Assert.Equal((SignInMethod.Password, "app", true), (again.Session.Method, again.Session.Client, again.Session.Current));
        Assert.Equal(
            [
                MessageKind.RegistrationCode, MessageKind.TemporaryPassword, MessageKind.AccountOpened, MessageKind.SignInCode,
                MessageKind.NewSignIn,
            ],
            (await Service.SentToAsync(mobile)).Select(message => message.Kind));
    }

    [Fact]
    public async Task A_temporary_password_lets_its_holder_do_one_thing()
    {
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        await Service.ConfirmedAsync(id, mobile);
        var tokens = (await Service.TrySignInAsync(id, await Service.LastTemporaryPasswordAsync(mobile))).Tokens;
        foreach (var call in WorkingCalls.All.Where(call => call.Roles.Length == 0 || call.Roles.Contains(Role.Citizen)))
        {
            if (call.Name.EndsWith(".ChangePassword", StringComparison.Ordinal) || call.Name.EndsWith(".SignOut", StringComparison.Ordinal))
            {
                continue;
            }

            var refused = await Refused.ByAsync(() => Service.SendAsync(
                call.Descriptor, call.Sound(RunningService.HouseholdAt(1), null), Clients.By(Citizens.CredentialsOf(tokens))));
            Assert.Equal((StatusCode.FailedPrecondition, "PASSWORD_CHANGE_REQUIRED"), (refused.Code, refused.Reason));
        }

        await Service.Accounts().SignOutAsync(
            new SignOutRequest { RequestId = Citizens.NewId() }, Clients.By(Citizens.CredentialsOf(tokens)));
    }

    [Fact]
    public async Task A_temporary_password_works_once_and_for_ten_minutes()
    {
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        await using var service = await RunningService.StartAsync();
        await service.ConfirmedAsync(id, mobile);
        var temporary = await service.LastTemporaryPasswordAsync(mobile);
        await service.TrySignInAsync(id, temporary.ToLowerInvariant());
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => service.TrySignInAsync(id, temporary))).Reason);

        // Registered again before an own password was set, a new one is sent and works until its last moment.
        await service.ConfirmedAsync(id, mobile);
        var second = await service.LastTemporaryPasswordAsync(mobile);
        Assert.NotEqual(temporary, second);
        await service.ConfirmedAsync(id, mobile);
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => service.TrySignInAsync(id, second))).Reason);
        var third = await service.LastTemporaryPasswordAsync(mobile);
        service.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => service.TrySignInAsync(id, third))).Reason);
        service.Clock.Move(-TimeSpan.FromSeconds(1));
        Assert.True((await service.TrySignInAsync(id, third)).Tokens.PasswordChangeRequired);
    }

    [Fact]
    public async Task The_repeat_of_the_first_password_change_answers_the_same_tokens()
    {
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        await Service.ConfirmedAsync(id, mobile);
        var first = (await Service.TrySignInAsync(id, await Service.LastTemporaryPasswordAsync(mobile))).Tokens;
        var request = new ChangePasswordRequest { RequestId = Citizens.NewId(), NewPassword = Citizens.Password };
        var by = Clients.By(Citizens.CredentialsOf(first));
        var once = await Service.Accounts().ChangePasswordAsync(request, by);
        Assert.Equal(once, await Service.Accounts().ChangePasswordAsync(request, by));

        // A second change by the temporary password's session is none of its rights any more.
        request.RequestId = Citizens.NewId();
        var refused = await Refused.ByAsync(Service.Accounts().ChangePasswordAsync(request, by));
        Assert.Equal("SESSION_REVOKED", refused.Reason);
    }
}
