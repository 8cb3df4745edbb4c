using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Sessions that renew themselves.</summary>
public sealed class SessionTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => Service.Faults.Clear();

    [Fact]
    public async Task Many_calls_at_once_renew_an_expired_session_once()
    {
        var citizen = await Service.RegisterAsync();
        var kept = new List<SessionTokens>();
        var (session, client) = Open(citizen, (tokens, _) =>
        {
            kept.Add(tokens);
            return ValueTask.CompletedTask;
        });
        Service.Clock.Move(TimeSpan.FromMinutes(11));
        var before = Service.Faults.SentOf("RefreshSession");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => client.Accounts.GetAccountAsync(new GetAccountRequest()).ResponseAsync)).WaitAsync(Soon.Limit);
        Assert.Equal(20, answers.Length);
        Assert.Equal(before + 1, Service.Faults.SentOf("RefreshSession"));
        Assert.Equal(session.Tokens, Assert.Single(kept));
    }

    [Fact]
    public async Task A_renewal_whose_answer_was_lost_ends_no_session()
    {
        var citizen = await Service.RegisterAsync();
        var (_, client) = Open(citizen);
        Service.Clock.Move(TimeSpan.FromMinutes(11));
        Service.Faults.Add("RefreshSession", CallFault.AnswerLost, times: 2);
        Assert.NotEmpty((await client.Accounts.GetAccountAsync(new GetAccountRequest())).Account.Name);
    }

    [Fact]
    public async Task Two_instances_that_renew_the_same_session_both_go_on()
    {
        var citizen = await Service.RegisterAsync();
        var (one, two) = (Open(citizen).Client, Open(citizen).Client);
        Service.Clock.Move(TimeSpan.FromMinutes(11));
        await one.Accounts.GetAccountAsync(new GetAccountRequest());
        Assert.NotEmpty((await two.Accounts.GetAccountAsync(new GetAccountRequest())).Account.Name);
    }

    [Fact]
    public async Task A_token_the_service_refuses_is_renewed_even_when_the_clients_clock_is_slow()
    {
        var citizen = await Service.RegisterAsync();
        var slow = new TestClock(Service.Clock.GetUtcNow());
        var session = new CitizenSession(citizen.Session.Tokens, clock: slow);
        Service.Clock.Move(TimeSpan.FromMinutes(11));
        var before = Service.Faults.SentOf("GetAccount");
        await Service.Client.As(session).Accounts.GetAccountAsync(new GetAccountRequest());
        Assert.Equal(before + 2, Service.Faults.SentOf("GetAccount"));
    }

    [Fact]
    public async Task A_clients_clock_that_is_fast_renews_once_and_not_for_every_call()
    {
        var citizen = await Service.RegisterAsync();
        var fast = new TestClock(Service.Clock.GetUtcNow().AddHours(3));
        var client = Service.Client.As(new CitizenSession(citizen.Session.Tokens, clock: fast));
        var before = Service.Faults.SentOf("RefreshSession");
        for (var i = 0; i < 5; i++)
        {
            await client.Accounts.GetAccountAsync(new GetAccountRequest());
        }

        Assert.Equal(before + 1, Service.Faults.SentOf("RefreshSession"));
    }

    [Fact]
    public async Task A_session_that_was_ended_elsewhere_asks_to_sign_in()
    {
        var citizen = await Service.RegisterAsync();
        var other = Service.Client.As(await Service.SignInAsync(citizen));
        await other.Accounts.SignOutAsync(new SignOutRequest { Everywhere = true });
        Service.Clock.Move(TimeSpan.FromMinutes(11));
        var refused = await Assert.ThrowsAsync<SignInRequiredException>(
            async () => await citizen.Client.Accounts.GetAccountAsync(new GetAccountRequest()));
        Assert.Contains(refused.Reason, new[] { ErrorReason.RefreshRefused, ErrorReason.SessionRevoked });
    }

    private (CitizenSession Session, CitizenAccountClient Client) Open(
        TestCitizen citizen, Func<SessionTokens, CancellationToken, ValueTask>? renewed = null)
    {
        var session = new CitizenSession(citizen.Session.Tokens, renewed, Service.Clock);
        return (session, Service.Client.As(session));
    }
}
