using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>A change of mobile or e-mail: the old and the new one both prove themselves, and both are told.</summary>
public sealed class ContactTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task A_mobile_changes_with_both_codes_and_both_mobiles_are_told()
    {
        var (citizen, mobile) = (await Service.RegisterAsync(), Citizens.NewMobile());
        var started = await StartAsync(citizen, new() { NewMobile = "0" + mobile[4..] });
        Assert.True(started.OldCodeSent);
        var newCode = await Service.LastCodeAsync(MessageKind.NewContactCode, mobile);
        var oldCode = await Service.LastCodeAsync(MessageKind.OldContactCode, citizen.Mobile);
        foreach (var (one, other) in new[] { (newCode, ""), (newCode, Other(oldCode)), (Other(newCode), oldCode) })
        {
            Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(() => ConfirmAsync(citizen, started.Change, one, other))).Reason);
        }

        var before = await Service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By);
        var request = Confirmation(started.Change, newCode, oldCode);
        var changed = await Service.Accounts().ConfirmContactChangeAsync(request, citizen.By);
        Assert.Equal(mobile[^4..], changed.Account.MobileEnding);
        Assert.NotEqual(before.Account.Etag, changed.Account.Etag);
        Assert.Equal(changed, await Service.Accounts().ConfirmContactChangeAsync(request, citizen.By));
        Assert.Equal(mobile[^4..], (await Service.SentToAsync(citizen.Mobile)).Single(sent => sent.Kind == MessageKind.MobileChanged).Facts["ending"]);
        Assert.Single(await Service.SentToAsync(mobile), sent => sent.Kind == MessageKind.MobileChanged);
        var list = await Service.Notifications().ListNotificationsAsync(
            new Contracts.Notification.V1.ListNotificationsRequest { Parent = citizen.AccountName }, citizen.By);
        Assert.Single(list.Notifications, shown => shown.Title.En == "Your mobile was changed");

        // From now on codes go to the new mobile, and staff find the person by it.
        await Service.SignInAsync(citizen with { Mobile = mobile });
        var found = await Service.Accounts().GetAccountAsync(
            new GetAccountRequest { Mobile = mobile, Purpose = Clients.Asked }, Clients.By(Service.As(Role.Agent)));
        Assert.Equal(citizen.AccountName, found.Account.Name);
    }

    [Fact]
    public async Task The_first_email_needs_its_own_code_only_and_the_next_both()
    {
        var citizen = await Service.RegisterAsync();
        var first = await StartAsync(citizen, new() { NewEmail = "first.one@example.com" });
        Assert.False(first.OldCodeSent);
        var changed = await ConfirmAsync(citizen, first.Change, await CodeOfAsync(MessageKind.NewContactCode, "first.one@example.com"), "");
        Assert.Equal("f•••@example.com", changed.Account.EmailHint);

        var second = await StartAsync(citizen, new() { NewEmail = "second@example.org" });
        Assert.True(second.OldCodeSent);
        var newCode = await CodeOfAsync(MessageKind.NewContactCode, "second@example.org");
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(() => ConfirmAsync(citizen, second.Change, newCode, ""))).Reason);
        await ConfirmAsync(citizen, second.Change, newCode, await CodeOfAsync(MessageKind.OldContactCode, "first.one@example.com"));
        var told = (await Service.SentAsync()).Where(sent => sent is
        {
            Kind: MessageKind.EmailChanged,
            Email: "first.one@example.com" or "second@example.org",
        });
        Assert.Equal(
            ["first.one@example.com", "first.one@example.com", "second@example.org"],
            told.Select(sent => sent.Email!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_session_opened_by_Nafath_just_now_stands_for_the_code_of_a_lost_mobile()
    {
        await using var service = await RunningService.StartAsync();
        var (citizen, mobile) = (await service.RegisterAsync(), Citizens.NewMobile());
        var nafath = await OpenNafathAsync(service, citizen);
        var by = Clients.By(Citizens.CredentialsOf(nafath));
        var started = await service.Accounts().StartContactChangeAsync(
            new StartContactChangeRequest { RequestId = Citizens.NewId(), NewMobile = mobile }, by);
        var code = await service.LastCodeAsync(MessageKind.NewContactCode, mobile);
        var confirm = Confirmation(started.Change, code, "");
        service.Clock.Move(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        // The session opened by a password does not.
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(service.Accounts().ConfirmContactChangeAsync(confirm, citizen.By))).Reason);
        Assert.Equal(mobile[^4..], (await service.Accounts().ConfirmContactChangeAsync(confirm, by)).Account.MobileEnding);

        var late = await service.Accounts().StartContactChangeAsync(
            new StartContactChangeRequest { RequestId = Citizens.NewId(), NewMobile = citizen.Mobile }, by);
        service.Clock.Move(TimeSpan.FromSeconds(1));
        var lateCode = await service.LastCodeAsync(MessageKind.NewContactCode, citizen.Mobile);
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(service.Accounts().ConfirmContactChangeAsync(Confirmation(late.Change, lateCode, ""), by))).Reason);
    }

    [Fact]
    public async Task The_change_of_another_person_is_not_confirmed_even_with_its_codes()
    {
        var (citizen, stranger, mobile) = (await Service.RegisterAsync(), await Service.RegisterAsync(), Citizens.NewMobile());
        var started = await StartAsync(citizen, new() { NewMobile = mobile });
        var (newCode, oldCode) = (
            await Service.LastCodeAsync(MessageKind.NewContactCode, mobile), await Service.LastCodeAsync(MessageKind.OldContactCode, citizen.Mobile));
        Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(() => ConfirmAsync(stranger, started.Change, newCode, oldCode))).Reason);
        await ConfirmAsync(citizen, started.Change, newCode, oldCode);
    }

    [Fact]
    public async Task Tries_of_somebody_else_use_up_none_of_the_few_that_the_owner_has()
    {
        var (citizen, stranger, mobile) = (await Service.RegisterAsync(), await Service.RegisterAsync(), Citizens.NewMobile());
        var started = await StartAsync(citizen, new() { NewMobile = mobile });
        for (var attempt = 0; attempt < 10; attempt++)
        {
            Assert.Equal("CODE_REFUSED", (await Refused.ByAsync(() => ConfirmAsync(stranger, started.Change, "123456", "654321"))).Reason);
        }

        var newCode = await Service.LastCodeAsync(MessageKind.NewContactCode, mobile);
        var oldCode = await Service.LastCodeAsync(MessageKind.OldContactCode, citizen.Mobile);
        Assert.Equal(mobile[^4..], (await ConfirmAsync(citizen, started.Change, newCode, oldCode)).Account.MobileEnding);
    }

    [Fact]
    public async Task Changes_are_started_three_times_an_hour()
    {
        var citizen = await Service.RegisterAsync();
        for (var start = 0; start < 3; start++)
        {
            await StartAsync(citizen, new() { NewMobile = Citizens.NewMobile() });
        }

        Assert.Equal(
            "TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => StartAsync(citizen, new() { NewEmail = "other@example.com" }))).Reason);
    }

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private async Task<string> CodeOfAsync(MessageKind kind, string email) =>
        (await Service.SentAsync()).Last(sent => sent.Kind == kind && sent.Email == email).Facts["code"];

    private static ConfirmContactChangeRequest Confirmation(string change, string newCode, string oldCode) =>
        new() { RequestId = Citizens.NewId(), Change = change, NewCode = newCode, OldCode = oldCode };

    private async Task<StartContactChangeResponse> StartAsync(Citizen citizen, StartContactChangeRequest request)
    {
        request.RequestId = Citizens.NewId();
        return await Service.Accounts().StartContactChangeAsync(request, citizen.By);
    }

    private async Task<ConfirmContactChangeResponse> ConfirmAsync(Citizen citizen, string change, string newCode, string oldCode) =>
        await Service.Accounts().ConfirmContactChangeAsync(Confirmation(change, newCode, oldCode), citizen.By);

    // What a completed sign-in by Nafath does.
    private static async Task<SessionTokens> OpenNafathAsync(RunningService service, Citizen citizen)
    {
        var db = await service.DatabaseAsync();
        await using (db)
        {
            var account = await db.Accounts.SingleAsync(row => row.Id == citizen.Account);
            var tokens = service.Services.GetRequiredService<Sessions>().Open(db, account, SignInMethod.Nafath, "app", "127.0.0.0/24");
            await db.SaveChangesAsync();
            return tokens;
        }
    }
}
