using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts.Nafath;

/// <summary>Signing in by Nafath, through a real client and a simulated Nafath that is a process of its own.</summary>
public sealed class NafathSignInTests(NafathHouse house) : IClassFixture<NafathHouse>
{
    [Fact]
    public async Task The_number_to_pick_is_the_one_the_app_shows_and_the_person_has_a_minute()
    {
        var person = house.NewPerson();
        var started = await house.StartAsync(person);
        var shown = (await house.Nafath.AskAsync("/control/transactions")).AsArray().Single(one => (string?)one!["nationalId"] == person)!;
        Assert.Matches("^[0-9]{2}$", started.Number);
        Assert.Equal((string?)shown["random"], started.Number);
        Assert.Equal(("ar", "Login"), ((string?)shown["local"], (string?)shown["service"]));
        Assert.Equal(house.Service.Clock.GetUtcNow().AddSeconds(60), started.ExpiresTime.ToDateTimeOffset());
        Assert.DoesNotContain((string)shown["transId"]!, started.SignIn, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", started.SignIn);
    }

    [Fact]
    public async Task The_app_speaks_the_language_that_was_asked_for()
    {
        var request = WorkingCalls.SoundNafathStart;
        request.NationalId = house.NewPerson();
        request.Language = Contracts.Type.V1.Language.English;
        await house.Accounts.StartNafathSignInAsync(request, Clients.By());
        var shown = (await house.Nafath.AskAsync("/control/transactions")).AsArray().Single(one => (string?)one!["nationalId"] == request.NationalId)!;
        Assert.Equal("en", (string?)shown["local"]);
    }

    [Fact]
    public async Task A_person_who_picked_the_number_is_signed_in()
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAsync(person);
        var requestId = NafathHouse.NewRequestId();
        var waiting = await house.CompleteAsync(started.SignIn, requestId);
        Assert.Equal((NafathState.Waiting, null), (waiting.State, waiting.Tokens));

        await house.Nafath.TellAsync("/control/answer", new { nationalId = person, status = "COMPLETED" });
        var completed = await house.CompleteAsync(started.SignIn, requestId);
        Assert.Equal(NafathState.Completed, completed.State);
        Assert.Equal(account.Name, completed.Tokens.Account);
        Assert.Equal(SignInMethod.Nafath, completed.Tokens.Session.Method);
        Assert.Equal(("portal", "127.0.0.0/24"), (completed.Tokens.Session.Client, completed.Tokens.Session.Place));
        Assert.False(completed.Tokens.PasswordChangeRequired);
        Assert.NotEmpty(completed.Tokens.RefreshToken);
        await AssertKnownAsync(completed.Tokens);
    }

    [Fact]
    public async Task A_completed_sign_in_is_replayed_and_cannot_be_completed_again()
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        var requestId = NafathHouse.NewRequestId();
        var first = await house.CompleteAsync(started.SignIn, requestId);
        Assert.Equal(first, await house.CompleteAsync(started.SignIn, requestId));

        var again = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn));
        Assert.Equal("NAFATH_SIGN_IN_NOT_FOUND", again.Reason);
        await using var db = await house.DatabaseAsync();
        Assert.Equal(1, await db.Sessions.CountAsync(row => row.AccountId == account));

        await house.MoveAsync(TimeSpan.FromSeconds(60));
        var late = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn, requestId));
        Assert.Equal("REPLAY_EXPIRED", late.Reason);
    }

    [Fact]
    public async Task Two_completions_at_once_open_one_session()
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        await house.MoveAsync(TimeSpan.FromSeconds(2));
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EndOfAsync(started.SignIn)));
        Assert.Single(ends, end => end.Length == 0);
        Assert.All(ends, end => Assert.Contains(end, (string[])["", "RATE_LIMITED", "NAFATH_SIGN_IN_NOT_FOUND"]));
        await using var db = await house.DatabaseAsync();
        Assert.Equal(1, await db.Sessions.CountAsync(row => row.AccountId == account));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("signature", 0)]
    public async Task Two_answers_that_are_collected_at_once_have_one_effect(string proof, int sessions)
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAsync(person);
        await house.Nafath.TellAsync("/control/answer", new { nationalId = person, status = "COMPLETED" });
        await house.Nafath.TellAsync("/control/faults", new { proof, delayMilliseconds = 600 });
        await using var db = await house.DatabaseAsync();
        var first = EndOfAsync(started.SignIn);
        await Standins.Poll.UntilAsync(
            "the first question is asked",
            () => db.NafathSignIns.AnyAsync(row => row.AskedAt != null && row.EndedAt == null && row.StartedAt == house.Service.Clock.GetUtcNow().UtcDateTime),
            Soon.Limit);
        house.Service.Clock.Move(TimeSpan.FromSeconds(2));
        var second = EndOfAsync(started.SignIn);
        string[] ends = [await first, await second];
        await house.Nafath.TellAsync("/control/faults", new { });
        Assert.Equal(sessions, ends.Count(end => end.Length == 0));
        Assert.All(ends, end => Assert.Contains(end, (string[])["", "NAFATH_PROOF_REFUSED", "NAFATH_SIGN_IN_NOT_FOUND", "CONFLICT"]));
        Assert.Equal(sessions, await db.Sessions.CountAsync(row => row.AccountId == account));
    }

    [Theory]
    [InlineData("REJECTED", NafathState.Rejected)]
    [InlineData("EXPIRED", NafathState.Expired)]
    public async Task A_refusal_and_silence_are_final(string answer, NafathState state)
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person, answer);
        var requestId = NafathHouse.NewRequestId();
        var ended = await house.CompleteAsync(started.SignIn, requestId);
        Assert.Equal((state, null), (ended.State, ended.Tokens));
        Assert.Equal(ended, await house.CompleteAsync(started.SignIn, requestId));

        await house.Nafath.TellAsync("/control/answer", new { nationalId = person, status = "COMPLETED" });
        var refused = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn));
        Assert.Equal((StatusCode.NotFound, "NAFATH_SIGN_IN_NOT_FOUND"), (refused.Code, refused.Reason));
        await using var db = await house.DatabaseAsync();
        Assert.Equal(0, await db.Sessions.CountAsync(row => row.AccountId == account));

        // The place is free again at once.
        Assert.NotEqual(started.SignIn, (await house.StartAsync(person)).SignIn);
    }

    [Fact]
    public async Task A_minute_without_an_answer_is_over_whatever_the_provider_says()
    {
        var (person, _) = await house.NewAccountAsync();
        var started = await house.StartAsync(person);
        await house.Nafath.TellAsync("/control/faults", new { body = """{"status":"WAITING"}""" });
        house.Service.Clock.Move(TimeSpan.FromSeconds(57));
        Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(started.SignIn)).State);
        Assert.Equal(NafathState.Expired, (await house.CompleteAsync(started.SignIn)).State);
        await house.Nafath.TellAsync("/control/faults", new { });
    }

    [Fact]
    public async Task An_answer_of_the_last_second_may_be_collected_after_the_minute_and_not_after_two()
    {
        var (person, _) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        await house.MoveAsync(TimeSpan.FromSeconds(70));
        Assert.Equal(NafathState.Completed, (await house.CompleteAsync(started.SignIn)).State);

        var late = await house.StartAnsweredAsync(person);
        await house.MoveAsync(TimeSpan.FromSeconds(120));
        Assert.Equal(NafathState.Expired, (await house.CompleteAsync(late.SignIn)).State);
    }

    [Fact]
    public async Task A_start_sent_again_answers_the_same_number_and_asks_nobody_twice()
    {
        var (person, requestId) = (house.NewPerson(), NafathHouse.NewRequestId());
        var first = await house.StartAsync(person, requestId);
        Assert.Equal(first, await house.StartAsync(person, requestId));
        Assert.Equal(1, await TransactionsOfAsync(person));

        var other = await Refused.ByAsync(() => house.StartAsync(house.NewPerson(), requestId));
        Assert.Equal(("REQUEST_ID_REUSED", "national_id"), (other.Reason, other.Metadata["field"]));
    }

    [Fact]
    public async Task One_sign_in_is_open_at_a_time_for_a_person()
    {
        var person = house.NewPerson();
        var first = await house.StartAsync(person);
        await house.MoveAsync(TimeSpan.FromSeconds(20));
        var refused = await Refused.ByAsync(() => house.StartAsync(person));
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_ATTEMPTS"), (refused.Code, refused.Reason));
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Retry!.RetryDelay.ToTimeSpan());
        Assert.Equal(1, await TransactionsOfAsync(person));
        await house.StartAsync(house.NewPerson());

        await house.MoveAsync(TimeSpan.FromSeconds(40));
        await house.StartAsync(person);
        Assert.Equal(2, await TransactionsOfAsync(person));
        var old = await Refused.ByAsync(() => house.CompleteAsync(first.SignIn));
        Assert.Equal("NAFATH_SIGN_IN_NOT_FOUND", old.Reason);
    }

    [Fact]
    public async Task Of_many_starts_at_once_for_a_person_one_reaches_the_provider()
    {
        var person = house.NewPerson();
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return (await house.StartAsync(person)).Number;
            }
            catch (RpcException failure)
            {
                return Refused.Read(failure).Reason;
            }
        }));
        Assert.Single(ends, end => end.Length == 2);
        Assert.Equal(7, ends.Count(end => end == "TOO_MANY_ATTEMPTS"));
        Assert.Equal(1, await TransactionsOfAsync(person));
    }

    [Fact]
    public async Task A_sign_in_is_asked_about_once_in_two_seconds()
    {
        var started = await house.StartAsync(house.NewPerson());
        await house.CompleteAsync(started.SignIn);
        house.Service.Clock.Move(TimeSpan.FromMilliseconds(1_999));
        var refused = await Refused.ByAsync(
            house.Accounts.CompleteNafathSignInAsync(NafathHouse.Completion(started.SignIn), Clients.By()));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Code, refused.Reason));
        Assert.Equal(("1", "2 seconds"), (refused.Metadata["limit"], refused.Metadata["per"]));
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Retry!.RetryDelay.ToTimeSpan());
        Assert.NotNull(refused.Quota);

        house.Service.Clock.Move(TimeSpan.FromMilliseconds(1));
        var served = await house.Accounts.CompleteNafathSignInAsync(NafathHouse.Completion(started.SignIn), Clients.By());
        Assert.Equal(NafathState.Waiting, served.State);
    }

    [Fact]
    public async Task Nobody_learns_whether_a_person_has_an_account_before_the_proof()
    {
        var (person, _) = await house.NewAccountAsync();
        foreach (var nationalId in new[] { person, house.NewPerson() })
        {
            var started = await house.StartAsync(nationalId);
            Assert.Equal(2, started.Number.Length);
            Assert.Equal(NafathState.Waiting, (await house.CompleteAsync(started.SignIn)).State);
            Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(() => house.StartAsync(nationalId))).Reason);
            await house.Nafath.TellAsync("/control/answer", new { nationalId, status = "COMPLETED" });
            await house.Nafath.TellAsync("/control/faults", new { proof = "signature" });
            Assert.Equal("NAFATH_PROOF_REFUSED", (await Refused.ByAsync(() => house.CompleteAsync(started.SignIn))).Reason);
            await house.Nafath.TellAsync("/control/faults", new { });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Closed")]
    [InlineData("PasswordNeeded")]
    public async Task A_proved_person_without_an_open_account_is_told_to_register(string standing)
    {
        var person = house.NewPerson();
        if (standing.Length > 0)
        {
            await house.AddAccountAsync(person, Enum.Parse<AccountStanding>(standing));
        }

        var started = await house.StartAnsweredAsync(person);
        var refused = await Refused.ByAsync(() => house.CompleteAsync(started.SignIn));
        Assert.Equal((StatusCode.NotFound, "ACCOUNT_NOT_FOUND"), (refused.Code, refused.Reason));

        // The proof has served once, and the place is free.
        await using var db = await house.DatabaseAsync();
        await db.Accounts.Where(row => row.Standing == AccountStanding.PasswordNeeded)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Standing, AccountStanding.Open));
        if (standing != "PasswordNeeded")
        {
            await house.AddAccountAsync(person, AccountStanding.Open);
        }

        Assert.Equal("NAFATH_SIGN_IN_NOT_FOUND", (await Refused.ByAsync(() => house.CompleteAsync(started.SignIn))).Reason);
        var anew = await house.StartAnsweredAsync(person);
        Assert.Equal(NafathState.Completed, (await house.CompleteAsync(anew.SignIn)).State);
    }

    [Fact]
    public async Task Another_ones_handle_and_a_made_up_one_are_answered_alike()
    {
        var made = await Refused.ByAsync(() => house.CompleteAsync(new string('A', 43)));
        Assert.Equal((StatusCode.NotFound, "NAFATH_SIGN_IN_NOT_FOUND"), (made.Code, made.Reason));
    }

    [Fact]
    public async Task What_is_kept_of_a_sign_in_names_nobody_and_goes_when_it_is_over()
    {
        var (person, account) = await house.NewAccountAsync();
        var started = await house.StartAnsweredAsync(person);
        await house.CompleteAsync(started.SignIn);
        await using var db = await house.DatabaseAsync();

        // Held open: when the last connection of a process closes, files beside the database go.
        await db.Database.OpenConnectionAsync();
        var rows = await db.NafathSignIns.AsNoTracking().ToListAsync();
        Assert.All(rows.Where(row => row.EndedAt is not null), row => Assert.Empty(row.ContentSealed));
        var files = Directory.GetFiles(house.Service.Folder, "*.db*");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(content, System.Text.Encoding.Latin1);
            var text = await reader.ReadToEndAsync();
            Assert.DoesNotContain(person, text, StringComparison.Ordinal);
            Assert.DoesNotContain(started.SignIn, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(house.Service.Log.Events, logged => logged.Text.Contains(person, StringComparison.Ordinal));
        Assert.Contains(await db.Sessions.ToListAsync(), session => session.AccountId == account);
    }

    // The reason of the refusal; empty when it was served.
    private async Task<string> EndOfAsync(string signIn)
    {
        try
        {
            await house.Accounts.CompleteNafathSignInAsync(NafathHouse.Completion(signIn), Clients.By());
            return "";
        }
        catch (RpcException failure)
        {
            return Refused.Read(failure).Reason;
        }
    }

    private async Task AssertKnownAsync(SessionTokens tokens)
    {
        var credentials = new Metadata { { "authorization", $"Bearer {tokens.AccessToken}" } };
        var sessions = await house.Accounts.ListSessionsAsync(
            new ListSessionsRequest { Parent = tokens.Account }, Clients.By(credentials));
        var session = Assert.Single(sessions.Sessions);
        Assert.Equal((true, SignInMethod.Nafath), (session.Current, session.Method));
    }

    private async Task<int> TransactionsOfAsync(string person) =>
        (await house.Nafath.AskAsync("/control/transactions")).AsArray().Count(one => (string?)one!["nationalId"] == person);
}
