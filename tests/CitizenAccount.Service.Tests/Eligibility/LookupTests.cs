using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The lookup's nearest tier and its answers about many households.</summary>
public sealed class LookupTests : IAsyncLifetime
{
    private const int Households = 40;
    private const int MemoryEntries = 16;

    private static readonly HouseholdId Absent = new(Guid.Parse("019318f0-0000-7000-8000-00000000dead"));

    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartDecidedAsync(
        Households, DecidedService.Seed, new Dictionary<string, string?>
        {
            ["Lookup:MemoryEntries"] = $"{MemoryEntries}",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "Information",
        });

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task What_was_read_once_is_answered_from_memory_and_is_the_same()
    {
        var first = await ReadAsync(3);
        var second = await ReadAsync(3);
        Assert.Equal(
            (FreshnessSource.Database, FreshnessSource.Memory), (first.Freshness.Source, second.Freshness.Source));
        Assert.Equal(first.Eligibility, second.Eligibility);
        GetEligibilityTests.AssertSays(DecidedService.DecisionOn(3), second.Eligibility);
        var asked = await ReadAsync(3, new Consistency { FullyConsistent = true });
        Assert.Equal((FreshnessSource.Database, first.Eligibility), (asked.Freshness.Source, asked.Eligibility));
    }

    [Fact]
    public async Task Many_at_once_make_one_question_to_the_database()
    {
        await ReadAsync(0);
        var before = Questions();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => ReadAsync(7)));
        Assert.Equal(before + 1, Questions());
    }

    [Fact]
    public async Task The_memory_holds_so_many_answers_and_no_more_and_all_stay_right()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var index = 0; index < Households; index++)
            {
                GetEligibilityTests.AssertSays(
                    DecidedService.DecisionOn(index), (await ReadAsync(index)).Eligibility);
            }
        }

        Assert.InRange(_service.Services.GetRequiredService<LookupMemory>().Count, 1, MemoryEntries);
    }

    [Fact]
    public async Task A_publication_makes_what_is_kept_old()
    {
        await ReadAsync(5);
        var january = RunningService.Month.AddMonths(1);
        _service.MovePastCutOffOf(january);
        await _service.PublishAsync(january);
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        var next = await ReadAsync(5);
        Assert.Equal(("cycles/2027-01", FreshnessSource.Database), (next.Eligibility.Cycle, next.Freshness.Source));
    }

    [Fact]
    public async Task That_a_household_does_not_exist_is_remembered_for_a_second_and_asked_anew_after_it()
    {
        await AssertAbsentAsync();
        var before = Questions("Households");
        Assert.True(before > 0);
        await AssertAbsentAsync();
        Assert.Equal(before, Questions("Households"));
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        await AssertAbsentAsync();
        Assert.Equal(before + 1, Questions("Households"));
    }

    [Fact]
    public async Task A_household_that_was_made_is_seen_at_once_by_who_brings_the_token_of_it_and_within_a_second_by_all()
    {
        var person = await Applicant.RegisterAsync(_service);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", await ReasonAsync());
        var written = await person.UpdateAsync(Applicant.Household1, "kind");
        Assert.Equal("NOT_PUBLISHED", await ReasonAsync(new() { AtLeastAsFresh = written.ConsistencyToken }));
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        Assert.Equal("NOT_PUBLISHED", await ReasonAsync());

        async Task<string> ReasonAsync(Consistency? wanted = null) => (await Refused.ByAsync(
            _service.Eligibility().GetEligibilityAsync(
                new() { Household = person.Household.Name, Purpose = Clients.Asked, Consistency = wanted },
                Clients.By(_service.As(Role.Agent))))).Reason;
    }

    [Fact]
    public async Task Many_are_answered_in_their_order_each_with_its_own_outcome()
    {
        await ReadAsync(2);
        var response = await BatchAsync([RunningService.HouseholdAt(2), Absent, RunningService.HouseholdAt(1)]);
        Assert.Equal(
            [RunningService.HouseholdAt(2).Name, Absent.Name, RunningService.HouseholdAt(1).Name],
            response.Results.Select(result => result.Household));
        GetEligibilityTests.AssertSays(DecidedService.DecisionOn(2), response.Results[0].Eligibility);
        Assert.Equal(
            (ErrorReason.HouseholdNotFound, ""), (response.Results[1].Refusal, response.Results[1].ConsistencyToken));
        GetEligibilityTests.AssertSays(DecidedService.DecisionOn(1), response.Results[2].Eligibility);
        Assert.Equal(
            [FreshnessSource.Memory, FreshnessSource.Database, FreshnessSource.Database],
            response.Results.Select(result => result.Freshness.Source));
        Assert.Equal(response.Results[0].Eligibility, (await ReadAsync(2)).Eligibility);
        Assert.Equal(FreshnessSource.Memory, (await ReadAsync(1)).Freshness.Source);
    }

    [Fact]
    public async Task Many_that_no_cache_has_cost_a_fixed_number_of_questions()
    {
        await ReadAsync(0);
        var before = Questions();
        var response = await BatchAsync([.. Enumerable.Range(0, Households).Select(RunningService.HouseholdAt)]);
        Assert.Equal(before + 1, Questions());
        Assert.All(response.Results, (result, index) =>
            GetEligibilityTests.AssertSays(DecidedService.DecisionOn(index), result.Eligibility));
    }

    [Fact]
    public async Task Each_of_many_goes_on_record()
    {
        HouseholdId[] households = [RunningService.HouseholdAt(8), RunningService.HouseholdAt(9)];
        await BatchAsync(households);
        var looks = await _service.LooksAsync(look => look.Call.EndsWith("BatchGetEligibility"));
        Assert.Equal(households.Order(), looks.Select(look => look.HouseholdId!.Value).Order());
        Assert.All(looks, look => Assert.Equal((int)Clients.Asked.Code, look.Purpose));
    }

    [Fact]
    public async Task The_own_household_among_many_is_refused_and_so_is_a_token_of_none_of_them()
    {
        HouseholdId[] households = [RunningService.HouseholdAt(1), RunningService.HouseholdAt(2)];
        var neighbour = _service.Bearer("neighbour", [Role.CaseWorker], households[1]);
        var own = await Refused.ByAsync(() => BatchAsync(households, by: neighbour));
        Assert.Equal("OWN_HOUSEHOLD", own.Reason);
        var token = (await ReadAsync(3)).ConsistencyToken;
        var foreign = await Refused.ByAsync(
            () => BatchAsync(households, new Consistency { AtLeastAsFresh = token }));
        Assert.Equal("CONSISTENCY_TOKEN_INVALID", foreign.Reason);
        token = (await ReadAsync(2)).ConsistencyToken;
        Assert.Equal(2, (await BatchAsync(households, new Consistency { AtLeastAsFresh = token })).Results.Count);
    }

    [Fact]
    public void Every_replica_comes_to_the_same_stamps_and_only_the_touched_household_gets_another()
    {
        var at = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);
        Replaced[] replaced = [.. Enumerable.Range(1, 50).Select(n => new Replaced(n, RunningService.HouseholdAt(n), at))];
        var (one, other) = (new RedecisionStamps(), new RedecisionStamps());
        one.Take(replaced);
        foreach (var row in replaced)
        {
            other.Take([row]);
            other.Take([row]);
        }

        var stamps = Enumerable.Range(0, 60).Select(n => one.Of(RunningService.HouseholdAt(n))).ToList();
        Assert.Equal(stamps, Enumerable.Range(0, 60).Select(n => other.Of(RunningService.HouseholdAt(n))));
        one.Take([new Replaced(51, RunningService.HouseholdAt(7), at)]);
        Assert.Equal(
            [7], Enumerable.Range(0, 60).Where(n => one.Of(RunningService.HouseholdAt(n)) != stamps[n]));

        // After a backup was restored the same number comes again, at another time.
        var restored = new RedecisionStamps();
        restored.Take([.. replaced.Select(row => row with { DecidedAt = at.AddSeconds(1) })]);
        Assert.NotEqual(stamps[7], restored.Of(RunningService.HouseholdAt(7)));
        Assert.Equal(RedecisionStamp.None, one.Of(RunningService.HouseholdAt(55)));
    }

    private int Questions(string table = "Decisions") => _service.Log.Events.Count(
        logged => logged.Text.Contains($"FROM \"{table}\"", StringComparison.Ordinal));

    private async Task AssertAbsentAsync()
    {
        var refused = await Refused.ByAsync(_service.Eligibility().GetEligibilityAsync(
            new() { Household = Absent.Name, Purpose = Clients.Asked }, Clients.By(_service.As(Role.Agent))));
        Assert.Equal("HOUSEHOLD_NOT_FOUND", refused.Reason);
    }

    private async Task<GetEligibilityResponse> ReadAsync(int index, Consistency? consistency = null)
    {
        var household = RunningService.HouseholdAt(index);
        return await _service.Eligibility().GetEligibilityAsync(
            new() { Household = household.Name, Consistency = consistency }, Clients.By(_service.AsCitizen(household)));
    }

    private async Task<BatchGetEligibilityResponse> BatchAsync(
        IReadOnlyList<HouseholdId> households, Consistency? consistency = null, Metadata? by = null)
    {
        var request = new BatchGetEligibilityRequest { Consistency = consistency, Purpose = Clients.Asked };
        request.Households.Add(households.Select(household => household.Name));
        return await _service.Eligibility().BatchGetEligibilityAsync(
            request, Clients.By(by ?? _service.As(Role.CaseWorker)));
    }
}
