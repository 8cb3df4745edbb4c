using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Sessions: short access tokens, rotating refresh tokens, and an end that is known everywhere within five
/// seconds.</summary>
public sealed class SessionTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task An_access_token_lives_ten_minutes_and_a_refresh_brings_the_next()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        Assert.Equal(service.Clock.GetUtcNow().AddMinutes(10), citizen.Tokens.AccessExpiresTime.ToDateTimeOffset());
        service.Clock.Move(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await ReadAsync(service, citizen.Tokens);
        service.Clock.Move(TimeSpan.FromSeconds(1));
        await AssertRefusedAsync(service, citizen.Tokens, "TOKEN_EXPIRED");
        var next = await RefreshAsync(service, citizen.Tokens.RefreshToken);
        Assert.NotEqual(citizen.Tokens.RefreshToken, next.RefreshToken);
        Assert.Equal(citizen.Tokens.Session.Name, next.Session.Name);
        Assert.Equal(service.Clock.GetUtcNow(), next.Session.LastSeenTime.ToDateTimeOffset());
        await ReadAsync(service, next);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_without_use_and_after_ninety_at_the_latest()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        service.Clock.Move(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        var tokens = await RefreshAsync(service, citizen.Tokens.RefreshToken);
        service.Clock.Move(TimeSpan.FromDays(29));
        tokens = await RefreshAsync(service, tokens.RefreshToken);
        service.Clock.Move(TimeSpan.FromDays(29));
        tokens = await RefreshAsync(service, tokens.RefreshToken);
        Assert.Equal(tokens.Session.EndsTime, tokens.RefreshExpiresTime);
        service.Clock.Move(TimeSpan.FromDays(2) + TimeSpan.FromSeconds(1));
        await AssertRefreshRefusedAsync(service, tokens.RefreshToken);

        var idle = await service.SignInAsync(citizen);
        service.Clock.Move(TimeSpan.FromDays(30));
        await AssertRefreshRefusedAsync(service, idle.RefreshToken);
    }

    [Fact]
    public async Task Using_an_old_refresh_token_again_ends_the_whole_session_and_the_person_is_told()
    {
        var citizen = await Service.RegisterAsync();
        var other = await Service.SignInAsync(citizen);
        var second = await RefreshAsync(Service, citizen.Tokens.RefreshToken);
        var third = await RefreshAsync(Service, second.RefreshToken);
        await AssertRefreshRefusedAsync(Service, citizen.Tokens.RefreshToken);
        await AssertRefreshRefusedAsync(Service, third.RefreshToken);
        foreach (var tokens in new[] { citizen.Tokens, second, third })
        {
            await AssertRefusedAsync(Service, tokens, "SESSION_REVOKED");
        }

        Assert.Equal(MessageKind.SessionsEnded, (await Service.SentToAsync(citizen.Mobile))[^1].Kind);
        await ReadAsync(Service, other);
        await RefreshAsync(Service, other.RefreshToken);
    }

    [Fact]
    public async Task A_repeat_of_a_refresh_answers_the_same_pair_for_a_minute_and_ends_nothing()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var request = new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = citizen.Tokens.RefreshToken };
        var first = await service.Accounts().RefreshSessionAsync(request, Clients.By());
        service.Clock.Move(TimeSpan.FromSeconds(59));
        Assert.Equal(first, await service.Accounts().RefreshSessionAsync(request, Clients.By()));
        service.Clock.Move(TimeSpan.FromSeconds(1));
        var refused = await Refused.ByAsync(service.Accounts().RefreshSessionAsync(request, Clients.By()));
        Assert.Equal("REPLAY_EXPIRED", refused.Reason);
        await RefreshAsync(service, first.Tokens.RefreshToken);
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_under_one_request_id_one_has_effect_and_all_are_answered_alike()
    {
        var citizen = await Service.RegisterAsync();
        var request = new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = citizen.Tokens.RefreshToken };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Service.Accounts().RefreshSessionAsync(request, Clients.By()).ResponseAsync));
        Assert.Single(answers.Distinct());
        await RefreshAsync(Service, answers[0].Tokens.RefreshToken);
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_under_two_request_ids_one_wins_and_the_session_ends()
    {
        var citizen = await Service.RegisterAsync();
        var tries = Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                return await RefreshAsync(Service, citizen.Tokens.RefreshToken);
            }
            catch (RpcException refused)
            {
                Assert.Equal("REFRESH_REFUSED", Refused.Read(refused).Reason);
                return null;
            }
        });
        var won = Assert.Single(await Task.WhenAll(tries), tokens => tokens is not null)!;
        await AssertRefreshRefusedAsync(Service, won.RefreshToken);
        await AssertRefusedAsync(Service, won, "SESSION_REVOKED");
    }

    [Fact]
    public async Task A_made_up_refresh_token_ends_nothing()
    {
        var citizen = await Service.RegisterAsync();
        foreach (var token in new[] { "x", citizen.Tokens.RefreshToken[..^1], citizen.Tokens.AccessToken[..90], new string('A', 43) })
        {
            await AssertRefreshRefusedAsync(Service, token);
        }

        await RefreshAsync(Service, citizen.Tokens.RefreshToken);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_or_all_of_them_and_a_repeat_is_answered()
    {
        var citizen = await Service.RegisterAsync();
        var (second, third) = (await Service.SignInAsync(citizen), await Service.SignInAsync(citizen));
        var request = new SignOutRequest { RequestId = Citizens.NewId() };
        var by = Clients.By(Citizens.CredentialsOf(second));
        Assert.Equal(1, (await Service.Accounts().SignOutAsync(request, by)).Ended);
        await AssertRefusedAsync(Service, second, "SESSION_REVOKED");
        await AssertRefreshRefusedAsync(Service, second.RefreshToken);
        await ReadAsync(Service, third);
        Assert.Equal(1, (await Service.Accounts().SignOutAsync(request, by)).Ended);
        var again = await Refused.ByAsync(Service.Accounts().SignOutAsync(new SignOutRequest { RequestId = Citizens.NewId() }, by));
        Assert.Equal("SESSION_REVOKED", again.Reason);

        var everywhere = await Service.Accounts().SignOutAsync(
            new SignOutRequest { RequestId = Citizens.NewId(), Everywhere = true }, Clients.By(Citizens.CredentialsOf(third)));
        Assert.Equal(2, everywhere.Ended);
        await AssertRefusedAsync(Service, third, "SESSION_REVOKED");
        await AssertRefusedAsync(Service, citizen.Tokens, "SESSION_REVOKED");
    }

    [Fact]
    public async Task Sessions_are_listed_the_last_used_first_page_by_page_and_revoked_one_by_one()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var names = new List<string> { citizen.Tokens.Session.Name };
        foreach (var client in new[] { "app", "portal", "kiosk" })
        {
            service.Clock.Move(TimeSpan.FromSeconds(10));
            names.Insert(0, (await service.SignInAsync(citizen, client)).Session.Name);
        }

        var request = new ListSessionsRequest { Parent = citizen.AccountName, PageSize = 3 };
        var first = await service.Accounts().ListSessionsAsync(request, citizen.By);
        request.PageToken = first.NextPageToken;
        var second = await service.Accounts().ListSessionsAsync(request, citizen.By);
        Assert.Equal(names, first.Sessions.Concat(second.Sessions).Select(session => session.Name));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal([false, false, false, true], first.Sessions.Concat(second.Sessions).Select(session => session.Current));
        Assert.All(first.Sessions, session => Assert.Equal("127.0.0.0/24", session.Place));
        var stranger = await service.RegisterAsync();
        Assert.Equal("ACCOUNT_NOT_FOUND", (await Refused.ByAsync(service.Accounts().ListSessionsAsync(request, stranger.By))).Reason);
        Assert.Equal("PAGE_TOKEN_INVALID", (await Refused.ByAsync(service.Accounts().ListSessionsAsync(
            new ListSessionsRequest { Parent = stranger.AccountName, PageToken = first.NextPageToken }, stranger.By))).Reason);

        var revoke = new RevokeSessionRequest { RequestId = Citizens.NewId(), Name = names[0] };
        Assert.Equal("SESSION_NOT_FOUND", (await Refused.ByAsync(service.Accounts().RevokeSessionAsync(revoke, stranger.By))).Reason);
        Assert.True((await service.Accounts().RevokeSessionAsync(revoke, citizen.By)).Changed);
        Assert.True((await service.Accounts().RevokeSessionAsync(revoke, citizen.By)).Changed);
        revoke.RequestId = Citizens.NewId();
        Assert.False((await service.Accounts().RevokeSessionAsync(revoke, citizen.By)).Changed);
        var supervised = new RevokeSessionRequest { RequestId = Citizens.NewId(), Name = names[1], Purpose = Clients.Asked };
        Assert.True((await service.Accounts().RevokeSessionAsync(supervised, Clients.By(service.As(Role.Supervisor)))).Changed);
        request.PageToken = "";
        var left = await service.Accounts().ListSessionsAsync(request, citizen.By);
        Assert.Equal(names[2..], left.Sessions.Select(session => session.Name));
    }

    [Fact]
    public async Task Another_replica_knows_of_an_ended_session_within_five_seconds()
    {
        await using var one = await RunningService.StartAsync();
        var citizen = await one.RegisterAsync();
        await using var two = await RunningService.StartAsync(folder: one.Folder);
        await ReadAsync(two, citizen.Tokens);
        await one.Accounts().SignOutAsync(new SignOutRequest { RequestId = Citizens.NewId() }, citizen.By);
        two.Clock.Move(TimeSpan.FromSeconds(5));
        await AssertRefusedAsync(two, citizen.Tokens, "SESSION_REVOKED");
    }

    [Fact]
    public async Task When_the_database_cannot_say_what_was_revoked_nobody_is_let_in()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        await using (var service = await RunningService.StartAsync(folder: folder.FullName))
        {
            var citizen = await service.RegisterAsync();
            await ReadAsync(service, citizen.Tokens);
            var file = Path.Combine(folder.FullName, "citizen-account.db");
            File.Move(file, file + ".away");

            // Last, so that no connection that a worker opened meanwhile still reaches the file under its new name.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            service.Clock.Move(TimeSpan.FromSeconds(5));
            var refused = await Refused.ByAsync(service.System().GetSystemInfoAsync(new(), citizen.By));
            Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.Code, refused.Reason));
            File.Move(file + ".away", file);
            await service.System().GetSystemInfoAsync(new(), citizen.By);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task When_a_persons_rights_change_old_claims_are_out_of_date_at_once_and_a_refresh_brings_the_new()
    {
        var citizen = await Service.RegisterAsync();
        var household = new HouseholdId(Guid.CreateVersion7());
        var api = Service.Services.GetRequiredService<AccountsApi>();
        var db = await Service.DatabaseAsync();
        await using (db)
        {
            await api.NoteMembershipAsync(db, NationalId.Parse(citizen.NationalId), household, 3, CancellationToken.None);
            await db.SaveChangesAsync();
        }

        Service.Clock.Move(TimeSpan.FromSeconds(5));
        await AssertRefusedAsync(Service, citizen.Tokens, "TOKEN_EXPIRED");
        var next = await RefreshAsync(Service, citizen.Tokens.RefreshToken);
        var own = await Service.Accounts().GetAccountAsync(new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(next)));
        Assert.Equal(household.Name, own.Account.MemberOf);
    }

    private static async Task ReadAsync(RunningService service, SessionTokens tokens) =>
        await service.Accounts().GetAccountAsync(new GetAccountRequest(), Clients.By(Citizens.CredentialsOf(tokens)));

    private static async Task<SessionTokens> RefreshAsync(RunningService service, string token) =>
        (await service.Accounts().RefreshSessionAsync(
            new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = token }, Clients.By())).Tokens;

    private static async Task AssertRefreshRefusedAsync(RunningService service, string token)
    {
        var refused = await Refused.ByAsync(() => RefreshAsync(service, token));
        Assert.Equal((StatusCode.Unauthenticated, "REFRESH_REFUSED"), (refused.Code, refused.Reason));
    }

    private static async Task AssertRefusedAsync(RunningService service, SessionTokens tokens, string reason)
    {
        var refused = await Refused.ByAsync(() => ReadAsync(service, tokens));
        Assert.Equal((StatusCode.Unauthenticated, reason), (refused.Code, refused.Reason));
    }
}
