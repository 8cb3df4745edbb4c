using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Own passwords: which are accepted, how they are kept, how they are changed and recovered.</summary>
public sealed class PasswordTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static Date Expiry => new() { Year = 2031, Month = 5, Day = 20 };

    private RunningService Service => running.Service;

    [Theory]
    [InlineData("نخلة 12", "TOO_SHORT")]
    [InlineData("🌴🌴🌴🌴🌴🌴🌴", "TOO_SHORT")]
    [InlineData("Password123", "COMMON")]
    [InlineData("QWERTYUIOP", "COMMON")]
    [InlineData("1qaz2wsx", "COMMON")]
    [InlineData("12345678", "COMMON")]
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "COMMON")]
    [InlineData("bbbbbbbbbbbb", "COMMON")]
    [InlineData("73737373", "COMMON")]
    [InlineData("mnopqrstuv", "COMMON")]
    [InlineData("حساب المواطن", "COMMON")]
    [InlineData("السعودية2026", "COMMON")]
    [InlineData("pass 1012345672 word", "CONTAINS_ID")]
    [InlineData("pass\u0661\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0662word", "CONTAINS_ID")]
    [InlineData("a wholly new password", null)]
    [InlineData("نخلةباسقة", null)]
    [InlineData("🌴🌴🌴🌙🌴🌴🌴🌴", null)]
    [InlineData("        x", null)]
    public void A_password_is_refused_by_the_rule_it_breaks(string password, string? rule) =>
        Assert.Equal(rule, PasswordRules.BrokenBy(password, "1012345672"));

    [Fact]
    public void A_password_has_at_most_128_characters_and_the_list_of_common_ones_is_long()
    {
        var mixed = string.Concat(Enumerable.Range(0, 64).Select(i => $"{(char)('a' + (i * 7 % 26))}\u0628"));
        Assert.Null(PasswordRules.BrokenBy(mixed));
        Assert.Equal("TOO_LONG", PasswordRules.BrokenBy(mixed + "x"));
        Assert.Equal("TOO_LONG", PasswordRules.BrokenBy(string.Concat(Enumerable.Repeat(mixed, 10_000))));
        Assert.True(PasswordRules.CommonCount > 500);
    }

    [Fact]
    public async Task A_password_is_kept_as_a_slow_hash_and_typed_in_another_form_it_is_the_same()
    {
        using var passwords = new Passwords();
        var hash = await passwords.HashAsync("caf\u00E9 \uFEFC\uFEFB 12345", default);
        var bytes = Convert.FromBase64String(hash);
        Assert.Equal((1, 2), (bytes[0], (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1))));
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)) >= 210_000);
        Assert.True(await passwords.MatchesAsync(hash, "cafe\u0301 \uFEFC\uFEFB 12345", default));
        Assert.False(await passwords.MatchesAsync(hash, "cafe \uFEFC\uFEFB 12345", default));
        Assert.False(await passwords.MatchesAsync(null, "anything at all", default));
        Assert.True(await passwords.MatchesAsync(await passwords.HashAsync("\uFFFFabc\uFFFE", default), "\uFFFFabc\uFFFE", default));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_its_repeat_answers_the_same_tokens()
    {
        var citizen = await Service.RegisterAsync();
        var other = await Service.SignInAsync(citizen);
        var request = Change(citizen, "a wholly new password");
        var changed = await Service.Accounts().ChangePasswordAsync(request, citizen.By);
        Assert.Equal(1, changed.EndedSessions);
        Assert.False(changed.Tokens.PasswordChangeRequired);
        Assert.Equal(changed, await Service.Accounts().ChangePasswordAsync(request, citizen.By));
        Assert.Equal("SESSION_REVOKED", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(
            new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(other))))).Reason);
        Assert.Equal(MessageKind.PasswordChanged, (await Service.SentToAsync(citizen.Mobile))[^1].Kind);
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(() => Service.TrySignInAsync(citizen.NationalId, citizen.Password))).Reason);
        Assert.NotNull((await Service.TrySignInAsync(citizen.NationalId, "a wholly new password")).Challenge);
        await Service.Accounts().GetAccountAsync(new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(changed.Tokens)));
    }

    [Fact]
    public async Task A_code_of_a_sign_in_is_worthless_after_the_password_changed()
    {
        var citizen = await Service.RegisterAsync();
        var challenge = (await Service.TrySignInAsync(citizen.NationalId, citizen.Password)).Challenge.Challenge;
        var code = await Service.LastCodeAsync(MessageKind.SignInCode, citizen.Mobile);
        await Service.Accounts().ChangePasswordAsync(Change(citizen, "a wholly new password"), citizen.By);
        var refused = await Refused.ByAsync(Service.Accounts().SignInAsync(
            new SignInRequest { RequestId = Citizens.NewId(), Code = new CodeSignIn { Challenge = challenge, Code = code } }, Clients.By()));
        Assert.Equal("CODE_REFUSED", refused.Reason);
    }

    [Fact]
    public async Task A_wrong_present_password_the_same_one_again_and_one_with_the_id_are_refused()
    {
        var citizen = await Service.RegisterAsync();
        var wrong = Change(citizen, "a wholly new password");
        wrong.PresentPassword = "not the one I have";
        Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(Service.Accounts().ChangePasswordAsync(wrong, citizen.By))).Reason);
        foreach (var (password, rule) in new[]
        {
            (citizen.Password, "SAME_AS_BEFORE"), ($"my {citizen.NationalId}", "CONTAINS_ID"), ("short", "TOO_SHORT"),
            (new string('x', 5_000), "TOO_LONG"), ("password", "COMMON"),
        })
        {
            var refused = await Refused.ByAsync(Service.Accounts().ChangePasswordAsync(Change(citizen, password), citizen.By));
            Assert.Equal((StatusCode.InvalidArgument, "PASSWORD_REFUSED", rule), (refused.Code, refused.Reason, refused.Metadata["rule"]));
        }

        await Service.SignInAsync(citizen);
    }

    [Fact]
    public async Task A_forgotten_password_is_recovered_and_every_session_ends()
    {
        var citizen = await Service.RegisterAsync();
        var started = await Service.Accounts().StartPasswordRecoveryAsync(Recovery(citizen.NationalId), Clients.By());
        Assert.Equal(Service.Clock.GetUtcNow().AddMinutes(10), started.TemporaryPasswordExpiresTime.ToDateTimeOffset());
        var complete = new CompletePasswordRecoveryRequest
        {
            RequestId = Citizens.NewId(),
            Recovery = started.Recovery,
            TemporaryPassword = await Service.LastTemporaryPasswordAsync(citizen.Mobile),
            NewPassword = "a wholly new password",
        };
        var done = await Service.Accounts().CompletePasswordRecoveryAsync(complete, Clients.By());
        Assert.Equal(done, await Service.Accounts().CompletePasswordRecoveryAsync(complete, Clients.By()));
        Assert.Equal(Service.Clock.GetUtcNow(), done.ChangedTime.ToDateTimeOffset());
        Assert.Equal("SESSION_REVOKED", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By))).Reason);
        Assert.Equal(MessageKind.PasswordChanged, (await Service.SentToAsync(citizen.Mobile))[^1].Kind);
        await Service.SignInAsync(citizen with { Password = "a wholly new password" });

        complete.RequestId = Citizens.NewId();
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(Service.Accounts().CompletePasswordRecoveryAsync(complete, Clients.By()))).Reason);
    }

    [Fact]
    public async Task The_temporary_password_of_a_recovery_signs_in_too_and_leaves_the_own_one_valid_until_it_is_used()
    {
        var citizen = await Service.RegisterAsync();
        await Service.Accounts().StartPasswordRecoveryAsync(Recovery(citizen.NationalId), Clients.By());
        await Service.SignInAsync(citizen);
        var temporary = await Service.LastTemporaryPasswordAsync(citizen.Mobile);
        var tokens = (await Service.TrySignInAsync(citizen.NationalId, temporary)).Tokens;
        Assert.True(tokens.PasswordChangeRequired);
        var changed = await Service.Accounts().ChangePasswordAsync(
            new ChangePasswordRequest { RequestId = Citizens.NewId(), NewPassword = "a wholly new password" },
            Clients.By(Citizens.CredentialsOf(tokens)));
        Assert.Equal(2, changed.EndedSessions);
    }

    [Fact]
    public async Task The_temporary_password_of_a_recovery_takes_five_attempts_and_a_refused_new_one_costs_none()
    {
        var citizen = await Service.RegisterAsync();
        var started = await Service.Accounts().StartPasswordRecoveryAsync(Recovery(citizen.NationalId), Clients.By());
        var temporary = await Service.LastTemporaryPasswordAsync(citizen.Mobile);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var refused = await Refused.ByAsync(CompleteAsync(temporary, "password"));
            Assert.Equal(("PASSWORD_REFUSED", "COMMON"), (refused.Reason, refused.Metadata["rule"]));
        }

        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(CompleteAsync("ABCDEFGH23", "a wholly new password"))).Reason);
        }

        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(CompleteAsync(temporary, "a wholly new password"))).Reason);

        AsyncUnaryCall<CompletePasswordRecoveryResponse> CompleteAsync(string given, string password) =>
            Service.Accounts().CompletePasswordRecoveryAsync(
                new CompletePasswordRecoveryRequest
                {
                    RequestId = Citizens.NewId(),
                    Recovery = started.Recovery,
                    TemporaryPassword = given,
                    NewPassword = password,
                },
                Clients.By());
    }

    [Fact]
    public void A_birth_date_is_compared_as_it_was_given_and_an_expiry_date_once_it_is_known()
    {
        var hijri = new Rules.Time.HijriDate(1390, 7, 15);
        var day = hijri.ToDateOnly();
        var byHijri = new AccountPerson("1012345672", day, AccountSeals.TextOf(hijri));
        var byGregorian = byHijri with { BirthHijri = null };
        Assert.True(RecoveryRules.IsBirth(byHijri, new(day, hijri)));
        Assert.False(RecoveryRules.IsBirth(byHijri, new(day.AddDays(1), Rules.Time.HijriDate.From(day.AddDays(1)))));
        Assert.True(RecoveryRules.IsBirth(byGregorian, new(day, null)));
        Assert.False(RecoveryRules.IsBirth(byGregorian, new(day.AddDays(1), null)));
        Assert.True(RecoveryRules.IsBirth(byHijri, new(day.AddDays(1), null)));
        Assert.False(RecoveryRules.IsBirth(byHijri, new(day.AddDays(2), null)));
        Assert.True(RecoveryRules.IsExpiry(byHijri, new(day, null)));
        Assert.True(RecoveryRules.IsExpiry(byHijri with { IdExpiry = day }, new(day, null)));
        Assert.False(RecoveryRules.IsExpiry(byHijri with { IdExpiry = day }, new(day.AddDays(1), null)));
    }

    private static ChangePasswordRequest Change(Citizen citizen, string password) => new()
    {
        RequestId = Citizens.NewId(),
        PresentPassword = citizen.Password,
        NewPassword = password,
    };

    private static StartPasswordRecoveryRequest Recovery(string person) => new()
    {
        RequestId = Citizens.NewId(),
        NationalId = person,
        BirthDate = Citizens.Birth,
        IdExpiryDate = Expiry,
    };
}
