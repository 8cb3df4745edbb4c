using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Consistency tokens, remembered and sent.</summary>
public sealed class ConsistencyTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => Service.Faults.Clear();

    [Fact]
    public async Task An_answers_token_is_remembered_for_its_household()
    {
        var (memory, client) = Client();
        var household = CitizenAccountTestService.HouseholdAt(3);
        var answer = await client.As(Service.CitizenOf(3)).Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household });
        Assert.Equal(answer.ConsistencyToken, memory.TokenOf(household));
    }

    [Fact]
    public async Task What_was_written_by_one_service_is_seen_by_reads_of_another()
    {
        var citizen = await Service.RegisterAsync();
        var (memory, client) = Client();
        var own = client.As(citizen.Session);
        var application = await citizen.ApplicationAsync();
        var changed = await own.Applications.ChangeBankAccountAsync(new ChangeBankAccountRequest
        {
            Household = citizen.Household,
            Iban = "SA0380000000608010167519",
            Etag = application.Etag,
        });
        Assert.Equal(changed.ConsistencyToken, memory.TokenOf(citizen.Household));

        // An answer that is not yet published carries the token's revision on: it was read with it.
        var read = await own.Applications.GetApplicationAsync(new GetApplicationRequest { Household = citizen.Household });
        Assert.Equal(changed.Application.Etag, read.Application.Etag);
    }

    [Fact]
    public async Task A_callers_own_wish_is_left_alone_and_its_message_is_never_changed()
    {
        var (memory, client) = Client();
        var household = CitizenAccountTestService.HouseholdAt(4);
        var request = new GetEligibilityRequest { Household = household };
        var own = client.As(Service.CitizenOf(4));
        var before = Service.Faults.SentOf("GetEligibility");
        await own.Eligibility.GetEligibilityAsync(request);
        await own.Eligibility.GetEligibilityAsync(request);
        Assert.Null(request.Consistency);
        memory.Remember(household, "not a token");
        request.Consistency = new Consistency { FullyConsistent = true };
        Assert.NotNull((await own.Eligibility.GetEligibilityAsync(request)).Eligibility);
        Assert.Equal(before + 3, Service.Faults.SentOf("GetEligibility"));
    }

    [Fact]
    public async Task A_token_the_service_does_not_take_is_forgotten_and_the_call_made_without_it()
    {
        var (memory, client) = Client();
        var household = CitizenAccountTestService.HouseholdAt(5);
        memory.Remember(household, "of another database");
        var before = Service.Faults.SentOf("GetEligibility");
        var answer = await client.As(Service.CitizenOf(5)).Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household });
        Assert.Equal(before + 2, Service.Faults.SentOf("GetEligibility"));
        Assert.Equal(answer.ConsistencyToken, memory.TokenOf(household));
    }

    [Fact]
    public async Task A_token_the_caller_gave_is_not_forgotten_for_the_caller()
    {
        var (_, client) = Client();
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(async () => await client.As(Service.CitizenOf(6))
            .Eligibility.GetEligibilityAsync(new GetEligibilityRequest
            {
                Household = CitizenAccountTestService.HouseholdAt(6),
                Consistency = new Consistency { AtLeastAsFresh = "made up" },
            }));
        Assert.Equal(ErrorReason.ConsistencyTokenInvalid, refused.Reason);
    }

    [Fact]
    public async Task Accounts_and_notifications_have_tokens_of_their_own()
    {
        var citizen = await Service.RegisterAsync();
        var before = Service.Faults.SentOf("ListNotifications");
        for (var i = 0; i < 2; i++)
        {
            await citizen.Client.Accounts.ListSessionsAsync(new ListSessionsRequest { Parent = citizen.Account });
            await citizen.Client.Notifications.ListNotificationsAsync(new() { Parent = citizen.Account });
        }

        Assert.Equal(before + 2, Service.Faults.SentOf("ListNotifications"));
    }

    [Fact]
    public void A_read_that_was_overtaken_by_a_write_does_not_take_its_tokens_place()
    {
        var memory = new ConsistencyMemory();
        var (_, sentAt) = memory.Look("households/a");
        memory.KeepWrite("households/a", "written", memory.Look("households/a").SentAt);
        memory.KeepRead("households/a", "read before", sentAt);
        Assert.Equal("written", memory.TokenOf("households/a"));
    }

    [Fact]
    public void After_two_writes_at_once_the_next_read_asks_the_database()
    {
        var memory = new ConsistencyMemory();
        var (one, two) = (memory.Look("households/a").SentAt, memory.Look("households/a").SentAt);
        memory.KeepWrite("households/a", "one", one);
        memory.KeepWrite("households/a", "two", two);
        Assert.Equal("", memory.Look("households/a").Entry!.Token);
        memory.KeepRead("households/a", "from the database", memory.Look("households/a").SentAt);
        Assert.Equal("from the database", memory.TokenOf("households/a"));
    }

    [Fact]
    public void The_memory_keeps_the_entries_used_last()
    {
        var memory = new ConsistencyMemory(2);
        memory.Remember("households/a", "a");
        memory.Remember("households/b", "b");
        Assert.Equal("a", memory.TokenOf("households/a"));
        memory.Remember("households/c", "c");
        Assert.Equal(("a", null, "c"), (
            memory.TokenOf("households/a"), memory.TokenOf("households/b"), memory.TokenOf("households/c")));
    }

    private (ConsistencyMemory Memory, CitizenAccountClient Client) Client()
    {
        var options = Service.OptionsFor("test");
        return (options.Memory!, new CitizenAccountClient(options));
    }
}
