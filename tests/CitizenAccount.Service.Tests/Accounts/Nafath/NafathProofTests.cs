using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts.Nafath;

/// <summary>Signed results with one thing wrong open nothing; a rotated key is learnt.</summary>
public sealed class NafathProofTests(NafathHouse house) : IClassFixture<NafathHouse>
{
    [Theory]
    [InlineData("signature")]
    [InlineData("kid")]
    [InlineData("none")]
    [InlineData("hs256")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("subject")]
    [InlineData("expired")]
    [InlineData("early")]
    [InlineData("old")]
    [InlineData("undated")]
    [InlineData("transaction")]
    [InlineData("request")]
    [InlineData("status")]
    [InlineData("text")]
    [InlineData("missing")]
    public async Task A_result_with_one_thing_wrong_is_refused_and_ends_the_sign_in(string wrong)
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person, proof: wrong);
        var refused = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn));
        Assert.Equal((StatusCode.Unauthenticated, "NAFATH_PROOF_REFUSED"), (refused.Code, refused.Reason));

        // A sound result afterwards does not save it.
        await house.Nafath.TellAsync("/control/faults", new { });
        Assert.Equal("NAFATH_SIGN_IN_NOT_FOUND", (await Refused.ByAsync(() => house.CompleteAsync(started.SignIn))).Reason);
        await using var db = await house.DatabaseAsync();
        Assert.Equal(0, await db.Sessions.CountAsync(row => row.AccountId == account));
    }

    [Fact]
    public async Task A_result_of_another_sign_in_of_the_same_person_is_refused()
    {
        // The first one's result is kept, and given out for the second.
        var (person, _) = await house.NewAccountAsync();
        var first = await house.StartAnsweredAsync(person);
        var earlier = (await house.Nafath.AskAsync("/control/transactions")).AsArray().Single(one => (string?)one!["nationalId"] == person)!;
        using var status = await house.Nafath.Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/mfa/request/status")
        {
            Content = JsonContent.Create(new
            {
                nationalId = person,
                transId = (string?)earlier["transId"],
                random = first.Number,
            }),
            Headers = { { "APP-ID", "x" }, { "APP-KEY", "x" } },
        });
        var body = await status.Content.ReadAsStringAsync();
        Assert.Contains("COMPLETED", body, StringComparison.Ordinal);
        Assert.Equal(NafathState.Completed, (await house.CompleteAsync(first.SignIn)).State);

        var second = await house.StartAsync(person);
        await house.Nafath.TellAsync("/control/faults", new { body });
        var refused = await Refused.ByAsync(() => house.CompleteAsync(second.SignIn));
        Assert.Equal("NAFATH_PROOF_REFUSED", refused.Reason);
        await house.Nafath.TellAsync("/control/faults", new { });
    }

    [Fact]
    public async Task A_rotated_key_is_learnt_by_one_fetch_and_a_known_one_needs_none()
    {
        await SignInAsync();
        var before = await FetchesAsync();
        await SignInAsync();
        Assert.Equal(before, await FetchesAsync());

        await house.Nafath.TellAsync("/control/rotate", new { });
        await SignInAsync();
        await SignInAsync();
        Assert.Equal(before + 1, await FetchesAsync());
    }

    [Fact]
    public async Task Keys_out_of_reach_leave_the_sign_in_open()
    {
        var (person, _) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        await house.Nafath.TellAsync("/control/rotate", new { });
        await house.Nafath.TellAsync("/control/faults", new { keysDown = true });
        var refused = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn));
        Assert.Equal(("PARTNER_UNAVAILABLE", "nafath"), (refused.Reason, refused.Metadata["partner"]));

        await house.Nafath.TellAsync("/control/faults", new { });
        Assert.Equal(NafathState.Completed, (await house.CompleteAsync(started.SignIn)).State);
    }

    private async Task SignInAsync()
    {
        var (person, _) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        Assert.Equal(NafathState.Completed, (await house.CompleteAsync(started.SignIn)).State);
    }

    private async Task<int> FetchesAsync() => (int)(await house.Nafath.AskAsync("/control/keys"))["fetches"]!;
}
