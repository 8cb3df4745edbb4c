using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>How fresh a read is: two replicas on one database, a publication between them, and tokens carried across.
/// The clock of a replica stands still unless the test moves it, so what it once knew it would believe for ever.
/// </summary>
public sealed class ConsistencyTests : IAsyncLifetime
{
    private static readonly YearMonth January = new(2027, 1);
    private static readonly HouseholdId Household = RunningService.HouseholdAt(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-test");
    private RunningService _one = null!;
    private RunningService _two = null!;

    public async Task InitializeAsync()
    {
        _one = await RunningService.StartAsync(folder: _folder.FullName);
        await _one.LoadAsync(5, DecidedService.Seed);
        await _one.PublishAsync(RunningService.Month);
        _two = await RunningService.StartAsync(folder: _folder.FullName);
    }

    public async Task DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
        _folder.Delete(recursive: true);
        Assert.Empty(_one.Log.Errors.Concat(_two.Log.Errors));
    }

    [Fact]
    public async Task A_read_with_a_token_is_never_older_than_the_token_on_any_replica()
    {
        AssertMonth("2026-12", await ReadAsync(_two, null));
        await PublishJanuaryAsync();
        var newest = await ReadAsync(_one, new Consistency { FullyConsistent = true });
        AssertMonth("2027-01", newest);

        // The second replica still believes what it knew, which is allowed for two seconds, and its clock stands still.
        AssertMonth("2026-12", await ReadAsync(_two, null));
        var token = new Consistency { AtLeastAsFresh = newest.ConsistencyToken };
        var fresh = await ReadAsync(_two, token);
        AssertMonth("2027-01", fresh);
        Assert.True(fresh.Freshness.Revision >= newest.Freshness.Revision);

        // From then on it knows, and an older token is served with the newer state.
        AssertMonth("2027-01", await ReadAsync(_two, null));
    }

    [Fact]
    public async Task A_list_and_an_explanation_heed_the_token_too()
    {
        await ReadAsync(_two, null);
        await PublishJanuaryAsync();
        var token = (await ReadAsync(_one, new Consistency { FullyConsistent = true })).ConsistencyToken;
        var listed = await _two.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = Household.Name, Consistency = new() { AtLeastAsFresh = token } },
            Clients.By(_two.AsCitizen(Household)));
        Assert.Equal("cycles/2027-01", listed.Decisions[0].Cycle);
    }

    [Fact]
    public async Task An_explanation_heeds_the_token()
    {
        await ReadAsync(_two, null);
        await PublishJanuaryAsync();
        var token = (await ReadAsync(_one, new Consistency { FullyConsistent = true })).ConsistencyToken;
        var request = new ExplainDecisionRequest { Name = $"{Household.Name}/decisions/2027-01" };
        var refused = await Refused.ByAsync(
            _two.Eligibility().ExplainDecisionAsync(request, Clients.By(_two.AsCitizen(Household))));
        Assert.Equal("DECISION_NOT_FOUND", refused.Reason);
        request.Consistency = new Consistency { AtLeastAsFresh = token };
        var told = await _two.Eligibility().ExplainDecisionAsync(request, Clients.By(_two.AsCitizen(Household)));
        Assert.Equal("cycles/2027-01", told.Explanation.Decision.Cycle);
    }

    [Fact]
    public async Task Fully_consistent_sees_a_publication_of_another_replica_at_once()
    {
        AssertMonth("2026-12", await ReadAsync(_two, null));
        await PublishJanuaryAsync();
        AssertMonth("2027-01", await ReadAsync(_two, new Consistency { FullyConsistent = true }));
    }

    [Fact]
    public async Task Any_read_is_at_most_two_seconds_old()
    {
        AssertMonth("2026-12", await ReadAsync(_two, null));
        await PublishJanuaryAsync();
        _two.Clock.Move(TimeSpan.FromSeconds(2));
        AssertMonth("2027-01", await ReadAsync(_two, new Consistency { MinimizeLatency = true }));
    }

    [Fact]
    public async Task An_old_token_is_served_and_the_answer_is_decided_on_the_new_facts()
    {
        var old = (await ReadAsync(_one, null)).ConsistencyToken;
        await PublishJanuaryAsync();
        _two.Clock.Move(TimeSpan.FromSeconds(2));
        var answer = await ReadAsync(_two, new Consistency { AtLeastAsFresh = old });
        AssertMonth("2027-01", answer);
        var decision = Deciding.Decide(
            new Population(99, January).Household(1).Facts, new MonthRules(PolicyBook.Published, January));
        GetEligibilityTests.AssertSays(decision, answer.Eligibility);
        Assert.True(answer.Eligibility.Provisional);
    }

    [Fact]
    public async Task A_token_of_another_household_is_refused()
    {
        var other = RunningService.HouseholdAt(2);
        var foreign = await _one.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = other.Name }, Clients.By(_one.AsCitizen(other)));
        await AssertRefusedAsync(foreign.ConsistencyToken);
    }

    [Fact]
    public async Task A_forged_cut_or_borrowed_token_is_refused()
    {
        var token = (await ReadAsync(_one, null)).ConsistencyToken;
        var page = await _one.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = Household.Name, PageSize = 1 }, Clients.By(_one.AsCitizen(Household)));
        string[] forged =
        [
            "", " ", "x", token[..^2], token[2..], "A" + token, token + token, token.ToUpperInvariant(),
            new string('A', token.Length), new string('A', 100_000), "\u0627\u0628", "\u0000", page.NextPageToken + "x",
        ];
        foreach (var text in forged)
        {
            await AssertRefusedAsync(text);
        }
    }

    [Fact]
    public async Task Every_single_bit_of_a_token_counts()
    {
        var token = (await ReadAsync(_one, null)).ConsistencyToken;
        var bytes = Convert.FromBase64String(
            token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '='));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertRefusedAsync(Convert.ToBase64String(changed).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        }
    }

    [Fact]
    public async Task A_token_of_another_database_is_refused_even_under_the_same_keys()
    {
        // A backup of before the publication, with the keys: it has never seen what the token has.
        var backup = Directory.CreateTempSubdirectory("citizen-account-test");
        foreach (var file in _folder.GetFiles())
        {
            file.CopyTo(Path.Combine(backup.FullName, file.Name));
        }

        await PublishJanuaryAsync();
        var token = (await ReadAsync(_one, new Consistency { FullyConsistent = true })).ConsistencyToken;
        await using (var restored = await RunningService.StartAsync(folder: backup.FullName))
        {
            AssertMonth("2026-12", await ReadAsync(restored, null));
            await AssertRefusedAsync(token, restored);
        }

        backup.Delete(recursive: true);
    }

    private static void AssertMonth(string month, GetEligibilityResponse answer) =>
        Assert.Equal($"cycles/{month}", answer.Eligibility.Cycle);

    private static async Task<GetEligibilityResponse> ReadAsync(RunningService service, Consistency? consistency) =>
        await service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household.Name, Consistency = consistency },
            Clients.By(service.AsCitizen(Household)));

    private async Task AssertRefusedAsync(string token, RunningService? service = null)
    {
        var refused = await Refused.ByAsync(() =>
            ReadAsync(service ?? _one, new Consistency { AtLeastAsFresh = token }));
        Assert.Equal((StatusCode.InvalidArgument, "CONSISTENCY_TOKEN_INVALID"), (refused.Code, refused.Reason));
    }

    // New facts about every household become known, as others than before, and the next month is decided on them.
    private async Task PublishJanuaryAsync()
    {
        var population = new Population(99, January);
        await _one.AddFactsAsync(January, 6, [.. Enumerable.Range(0, 5).Select(population.Household)]);
        _one.MovePastCutOffOf(January);
        await _one.PublishAsync(January);
    }
}
