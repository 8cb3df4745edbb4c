using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Decision = CitizenAccount.Contracts.Eligibility.V1.Decision;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>A household's past decisions, page by page, over three published months.</summary>
public sealed class ListDecisionsTests(ThreeMonths months) : IClassFixture<ThreeMonths>
{
    private static readonly HouseholdId Household = RunningService.HouseholdAt(2);

    [Fact]
    public async Task All_months_are_listed_newest_first_each_as_the_rules_decide_it()
    {
        var answer = await ListAsync(new ListDecisionsRequest { Parent = Household.Name });
        Assert.Equal(
            ["cycles/2027-02", "cycles/2027-01", "cycles/2026-12"],
            answer.Decisions.Select(decision => decision.Cycle));
        Assert.Equal([111, 110, 109], answer.Decisions.Select(decision => decision.CycleNumber));
        Assert.Empty(answer.NextPageToken);
        Assert.Equal(3, answer.Freshness.Revision);
        Assert.Equal(FreshnessSource.Database, answer.Freshness.Source);
        Assert.NotEmpty(answer.ConsistencyToken);
        foreach (var decision in answer.Decisions)
        {
            AssertAsDecided(decision);
        }
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(1_000, 1)]
    public async Task Pages_follow_one_another_without_gap_or_repetition(int size, int pages)
    {
        var whole = await ListAsync(new ListDecisionsRequest { Parent = Household.Name });
        var seen = new List<Decision>();
        var request = new ListDecisionsRequest { Parent = Household.Name, PageSize = size };
        for (var page = 1; page <= pages; page++)
        {
            var answer = await ListAsync(request);
            seen.AddRange(answer.Decisions);
            Assert.InRange(answer.Decisions.Count, 1, size);
            Assert.Equal(page == pages, answer.NextPageToken.Length == 0);
            request.PageToken = answer.NextPageToken;
        }

        Assert.Equal(whole.Decisions, seen);
    }

    [Fact]
    public async Task The_size_may_change_from_page_to_page()
    {
        var first = await ListAsync(new ListDecisionsRequest { Parent = Household.Name, PageSize = 1 });
        var rest = await ListAsync(new ListDecisionsRequest
        {
            Parent = Household.Name,
            PageSize = 5,
            PageToken = first.NextPageToken,
        });
        Assert.Equal(["cycles/2027-01", "cycles/2026-12"], rest.Decisions.Select(decision => decision.Cycle));
    }

    [Fact]
    public async Task A_page_token_serves_no_other_household()
    {
        var token = (await ListAsync(new ListDecisionsRequest { Parent = Household.Name, PageSize = 1 })).NextPageToken;
        var other = RunningService.HouseholdAt(3);
        await AssertRefusedAsync(
            new ListDecisionsRequest { Parent = other.Name, PageToken = token }, months.Service.AsCitizen(other));
    }

    [Fact]
    public async Task A_page_token_serves_no_other_caller()
    {
        var request = new ListDecisionsRequest { Parent = Household.Name, PageSize = 1, Purpose = Clients.Asked };
        var one = months.Service.Bearer("agent-1", [Role.Agent], null);
        var answer = await months.Service.Eligibility().ListDecisionsAsync(request, Clients.By(one));
        request.PageToken = answer.NextPageToken;
        await months.Service.Eligibility().ListDecisionsAsync(request, Clients.By(one));
        await AssertRefusedAsync(request, months.Service.Bearer("agent-2", [Role.Agent], null));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData(" ")]
    [InlineData("\u0627")]
    [InlineData("\u0000")]
    public Task A_made_up_page_token_is_refused(string token) =>
        AssertRefusedAsync(new ListDecisionsRequest { Parent = Household.Name, PageToken = token });

    [Fact]
    public async Task A_changed_lengthened_or_borrowed_token_is_refused()
    {
        var answer = await ListAsync(new ListDecisionsRequest { Parent = Household.Name, PageSize = 1 });
        var token = answer.NextPageToken;
        string[] others =
            [token[..^2], "A" + token, token + token, token.ToUpperInvariant(), answer.ConsistencyToken];
        foreach (var forged in others)
        {
            await AssertRefusedAsync(new ListDecisionsRequest { Parent = Household.Name, PageToken = forged });
        }
    }

    [Fact]
    public async Task A_household_nobody_knows_is_not_found_by_staff()
    {
        var unknown = new HouseholdId(Guid.Parse("019318f0-0000-7000-8000-00000000dead"));
        var refused = await Refused.ByAsync(months.Service.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = unknown.Name, Purpose = Clients.Asked },
            Clients.By(months.Service.As(Role.Agent))));
        Assert.Equal((StatusCode.NotFound, "HOUSEHOLD_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task The_latest_month_is_the_answer_of_the_hot_lookup()
    {
        var listed = (await ListAsync(new ListDecisionsRequest { Parent = Household.Name, PageSize = 1 })).Decisions[0];
        var told = (await months.Service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household.Name },
            Clients.By(months.Service.AsCitizen(Household)))).Eligibility;
        Assert.Equal(listed.Name, told.Decision);
        Assert.Equal(listed.Entitlement, told.Entitlement);
        Assert.Equal(listed.Reasons, told.Reasons);
        Assert.Equal(listed.ObjectionDeadlineDate, told.ObjectionDeadlineDate);
        Assert.Equal(listed.ObjectionDeadlineHijriDate, told.ObjectionDeadlineHijriDate);
        Assert.Equal(listed.PublishedTime, told.PublishedTime);
        Assert.True(listed.Provisional && told.Provisional);
    }

    private static void AssertAsDecided(Decision told)
    {
        var month = new Rules.Time.YearMonth(told.BenefitMonth.Year, told.BenefitMonth.Month);
        var decision = DecidedService.DecisionOn(2, new MonthRules(PolicyBook.Published, month));
        Assert.Equal($"{Household.Name}/decisions/{month}", told.Name);
        Assert.Equal(Household.Name, told.Household);
        Assert.Equal((1, DecisionCause.RegularCycle), (told.Version, told.Cause));
        Assert.Equal(GetEligibilityTests.ResultOf(decision), (told.EligibilityResult, told.EntitlementResult));
        Assert.Equal(decision.Amount, told.Entitlement.Halalas);
        GetEligibilityTests.AssertReasons(decision, [.. told.Reasons]);
        Assert.Equal(PolicyBook.Published.For(month).Version, told.PolicyVersion);
        Assert.Equal(month.Year > 2026, told.Provisional);
    }

    private async Task AssertRefusedAsync(ListDecisionsRequest request, Metadata? credentials = null)
    {
        var refused = await Refused.ByAsync(months.Service.Eligibility().ListDecisionsAsync(
            request, Clients.By(credentials ?? months.Service.AsCitizen(Household))));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (refused.Code, refused.Reason));
    }

    private async Task<ListDecisionsResponse> ListAsync(ListDecisionsRequest request) =>
        await months.Service.Eligibility().ListDecisionsAsync(
            request, Clients.By(months.Service.AsCitizen(Household)));
}

/// <summary>Five households with three months decided and published, December 2026 to February 2027.</summary>
public sealed class ThreeMonths : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = await RunningService.StartAsync();
        await Service.LoadAsync(5, DecidedService.Seed);
        foreach (var month in RunningService.Month.Through(RunningService.Month.AddMonths(2)))
        {
            Service.MovePastCutOffOf(month);
            await Service.PublishAsync(month);
        }
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
