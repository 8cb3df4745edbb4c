using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Closing an account.</summary>
public sealed class ClosingTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task A_closed_account_ends_its_sessions_tells_the_person_and_answers_a_repeat()
    {
        var citizen = await Service.RegisterAsync();
        var other = await Service.SignInAsync(citizen);
        var request = await RequestAsync(Service, citizen);
        var closed = await Service.Accounts().CloseAccountAsync(request, citizen.By);
        Assert.Equal(AccountState.Closed, closed.Account.State);
        Assert.Equal(Service.Clock.GetUtcNow(), closed.Account.ClosedTime.ToDateTimeOffset());
        Assert.Equal(closed, await Service.Accounts().CloseAccountAsync(request, citizen.By));
        var told = (await Service.SentToAsync(citizen.Mobile))[^1];
        Assert.Equal((MessageKind.AccountClosed, "2027-02-23"), (told.Kind, told.Facts["from_date"]));
        foreach (var tokens in new[] { citizen.Tokens, other })
        {
            var refused = await Refused.ByAsync(Service.Accounts().GetAccountAsync(
                new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(tokens))));
            Assert.Equal("SESSION_REVOKED", refused.Reason);
            Assert.Equal("REFRESH_REFUSED", (await Refused.ByAsync(Service.Accounts().RefreshSessionAsync(
                new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = tokens.RefreshToken }, Clients.By()))).Reason);
        }

        request.RequestId = Citizens.NewId();
        Assert.Equal("SESSION_REVOKED", (await Refused.ByAsync(Service.Accounts().CloseAccountAsync(request, citizen.By))).Reason);
    }

    [Fact]
    public async Task An_old_etag_and_a_wrong_password_close_nothing()
    {
        var citizen = await Service.RegisterAsync();
        var stale = await RequestAsync(Service, citizen);
        stale.Etag = "1";
        var conflict = await Refused.ByAsync(Service.Accounts().CloseAccountAsync(stale, citizen.By));
        Assert.Equal((StatusCode.Aborted, "CONFLICT", citizen.AccountName), (conflict.Code, conflict.Reason, conflict.Metadata["resource"]));
        foreach (var password in new[] { "", "not the one I have" })
        {
            var wrong = await RequestAsync(Service, citizen);
            wrong.Password = password;
            Assert.Equal("SIGN_IN_REFUSED", (await Refused.ByAsync(Service.Accounts().CloseAccountAsync(wrong, citizen.By))).Reason);
        }

        await Service.SignInAsync(citizen);
    }

    [Fact]
    public async Task A_room_may_block_the_closing_and_is_told_of_it()
    {
        var told = new List<HouseholdId>();
        HouseholdId? blocked = null;
        await using var service = await RunningService.StartAsync(configure: services =>
        {
            services.AddSingleton<ClosureBlock>(
                (household, _) => Task.FromResult(household == blocked ? "PAYMENT_IN_PROGRESS" : null));
            services.AddSingleton<AccountClosed>((_, household, _, _) =>
            {
                told.Add(household);
                return Task.CompletedTask;
            });
        });
        var citizen = await service.RegisterAsync();
        blocked = citizen.Household;
        var refused = await Refused.ByAsync(async () =>
            await service.Accounts().CloseAccountAsync(await RequestAsync(service, citizen), citizen.By));
        Assert.Equal(("CLOSURE_BLOCKED", "PAYMENT_IN_PROGRESS"), (refused.Reason, refused.Metadata["cause"]));
        Assert.Empty(told);
        blocked = null;
        await service.CloseAsync(citizen);
        Assert.Equal([citizen.Household], told);
    }

    private static async Task<CloseAccountRequest> RequestAsync(RunningService service, Citizen citizen) => new()
    {
        RequestId = Citizens.NewId(),
        Name = citizen.AccountName,
        Etag = (await service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By)).Account.Etag,
        Password = citizen.Password,
        Cause = "سافرت للعمل خارج المملكة",
    };
}
