using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Cycle = CitizenAccount.Rules.Time.Cycle;
using Household = CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>From an application to a decision: what was submitted and answered is what the cycle decides on.</summary>
public sealed class DecidedApplicationTests : IAsyncLifetime
{
    private static readonly YearMonth January = new(2027, 1);
    private static readonly DateOnly Answered = new(2026, 12, 1);

    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartAsync();

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_couple_without_income_is_paid_what_the_rules_give()
    {
        var person = await CoupleAsync();
        await person.AnswerAsync(Everything());
        await PublishAsync(January);
        var eligibility = await EligibilityAsync(person);
        Assert.Equal((EligibilityResult.Eligible, 1_080_00L), (eligibility.EligibilityResult, eligibility.Entitlement.Halalas));
        var application = await person.GetAsync();
        Assert.Equal(ApplicationState.Active, application.State);
        Assert.All(application.Members, member => Assert.Equal(VerificationState.Confirmed, member.Verification));
        Assert.Equal(ApplicationEventKind.Verified, (await person.EventsAsync())[0].Kind);
    }

    [Fact]
    public async Task Without_answers_the_decision_waits_and_refuses_nobody()
    {
        var person = await CoupleAsync();
        await PublishAsync(January);
        var eligibility = await EligibilityAsync(person);
        Assert.Equal(EligibilityResult.Pending, eligibility.EligibilityResult);
        Assert.Equal(ApplicationState.Submitted, (await person.GetAsync()).State);
        Assert.Equal("REAPPLICATION_NOT_POSSIBLE", (await Refused.ByAsync(async () => await person.ReapplyAsync())).Reason);
    }

    [Fact]
    public async Task Without_an_answer_about_the_lease_an_independent_waits_and_is_not_refused()
    {
        var person = await Applicant.RegisterAsync(_service);
        await person.UpdateAsync(
            new()
            {
                Kind = Contracts.Type.V1.BeneficiaryKind.Independent,
                Address = new() { ShortAddress = "RAAA2919" },
                Housing = new() { Kind = HousingKind.Rented, Proof = Contracts.Account.V1.HousingProof.EjarLease, LeaseNumber = "1", MeterNumber = "2" },
            },
            "kind", "address", "housing");
        await person.BankAsync(Ibans.First);
        await person.SubmitAsync();
        _service.Clock.MoveTo(Riyadh.StartOf(Answered));
        await person.AnswerAsync(Everything(1));
        await PublishAsync(January);
        Assert.Equal(EligibilityResult.Pending, (await EligibilityAsync(person)).EligibilityResult);
        await person.AnswerAsync(new SourceAnswer(new(2027, 1, 5)) { Proof = new ProofAnswer(true, true, false, true) });
        Assert.Equal(VerificationState.Confirmed, (await person.GetAsync()).Housing.Verification);
        await person.AnswerAsync(Everything(1) with { Day = new(2027, 1, 5) });
        await PublishAsync(new(2027, 2));
        Assert.Equal((EligibilityResult.Eligible, 720_00L),
            ((await EligibilityAsync(person)).EligibilityResult, (await EligibilityAsync(person)).Entitlement.Halalas));
    }

    [Fact]
    public async Task Withdrawal_ends_support_with_the_next_cycle_and_not_before()
    {
        var person = await CoupleAsync();
        await person.AnswerAsync(Everything());
        _service.Clock.MoveTo(Cycle.Of(January).DataCutOff);
        await person.WithdrawAsync();
        await PublishAsync(January);
        Assert.Equal(EligibilityResult.Eligible, (await EligibilityAsync(person)).EligibilityResult);
        await PublishAsync(new(2027, 2));
        Assert.Equal(EligibilityResult.NotEligible, (await EligibilityAsync(person)).EligibilityResult);
        Assert.Equal(ApplicationState.Withdrawn, (await person.GetAsync()).State);
    }

    [Fact]
    public async Task A_closed_account_ends_support_with_the_next_cycle()
    {
        var person = await CoupleAsync();
        await person.AnswerAsync(Everything());
        _service.Clock.MoveTo(Cycle.Of(January).DataCutOff.AddHours(-1));
        var db = await _service.OpenDbAsync();
        await using (db)
        {
            var transaction = await db.Database.BeginTransactionAsync();
            await using (transaction)
            {
                await _service.Services.GetRequiredService<ApplicationsApi>().CloseAsync(db, person.Household, CancellationToken.None);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
        }

        await PublishAsync(January);
        Assert.Equal(EligibilityResult.NotEligible, (await EligibilityAsync(person)).EligibilityResult);
        var refused = await Refused.ByAsync(async () => await person.UpdateAsync(new() { Kind = default }, "married_woman_case"));
        Assert.Equal(("APPLICATION_STATE", "WITHDRAWN"), (refused.Reason, refused.Metadata["state"]));
        Assert.Equal("REAPPLICATION_NOT_POSSIBLE", (await Refused.ByAsync(async () => await person.ReapplyAsync())).Reason);
    }

    [Fact]
    public async Task A_newborn_of_the_11th_counts_from_the_cycle_after_next_on()
    {
        var person = await CoupleAsync();
        await person.AnswerAsync(Everything());
        _service.Clock.MoveTo(Riyadh.StartOf(new(2026, 12, 11)));
        var added = await person.AddChildAsync(new DateOnly(2026, 12, 9));
        Assert.Equal(("cycles/2027-02", true), (added.Serves.Cycle, added.Serves.AfterCutOff));
        Assert.Contains("February 2027", added.Serves.Text.En, StringComparison.Ordinal);
        await person.AnswerAsync(Everything(1, 2, 3) with { Day = new(2026, 12, 20) });
        await PublishAsync(January);
        Assert.Equal(1_080_00L, (await EligibilityAsync(person)).Entitlement.Halalas);
        await PublishAsync(new(2027, 2));
        Assert.Equal(1_296_00L, (await EligibilityAsync(person)).Entitlement.Halalas);
    }

    [Fact]
    public async Task A_death_made_known_late_stops_later_months_and_keeps_both_times()
    {
        var person = await CoupleAsync();
        await person.AddChildAsync();
        await person.AnswerAsync(Everything(1, 2, 3));
        await PublishAsync(January);
        var january = await EligibilityAsync(person);
        var removed = await person.RemoveAsync(2, LifeEventKind.Death, new(2026, 11, 30));
        Assert.Equal("cycles/2027-02", removed.Serves.Cycle);
        var told = (await person.EventsAsync())[0];
        Assert.Equal((Applicant.Wire(new(2026, 11, 30)), _service.Clock.GetUtcNow()), (told.EffectiveDate, told.RecordedTime.ToDateTimeOffset()));
        await person.AnswerAsync(Everything(1, 3) with { Day = Riyadh.DateOf(_service.Clock.GetUtcNow()) });
        await PublishAsync(new(2027, 2));
        var decisions = (await _service.Eligibility().ListDecisionsAsync(new() { Parent = person.Household.Name }, person.Options)).Decisions;
        Assert.Equal(january.Entitlement, decisions.Single(one => one.BenefitMonth.Month == 1).Entitlement);
        var explained = await _service.Eligibility().ExplainDecisionAsync(
            new() { Name = $"{person.Household.Name}/decisions/2027-02" }, person.Options);

        // The child is still the third member of the household, though the second in the facts.
        Assert.Equal(["/1", "/3"], explained.Explanation.Amounts.WeightParts.Select(part => part.Member[^2..]));
    }

    [Fact]
    public async Task A_refused_household_re_applies_and_waits_for_its_cycle()
    {
        var person = await CoupleAsync();
        await person.AnswerAsync(Everything() with { Assets = new AssetsAnswer(900_000_000_00, 0, 0, 0, 0) });
        await PublishAsync(January);
        Assert.Equal(EligibilityResult.NotEligible, (await EligibilityAsync(person)).EligibilityResult);
        Assert.Equal(ApplicationState.Refused, (await person.GetAsync()).State);
        var again = await person.ReapplyAsync();
        Assert.Equal((ApplicationState.Submitted, "cycles/2027-02"), (again.Application.State, again.Serves.Cycle));
        Assert.Equal(ApplicationState.Submitted, (await person.GetAsync()).State);
    }

    private async Task<Applicant> CoupleAsync()
    {
        var person = await Applicant.RegisterAsync(_service);
        await person.SubmitCoupleAsync();
        _service.Clock.MoveTo(Riyadh.StartOf(Answered));
        return person;
    }

    private async Task PublishAsync(YearMonth month)
    {
        _service.MovePastCutOffOf(month);
        await _service.PublishAsync(month);
        _service.Clock.Move(TimeSpan.FromSeconds(2));
    }

    private async Task<HouseholdEligibility> EligibilityAsync(Applicant person) =>
        (await _service.Eligibility().GetEligibilityAsync(new() { Household = person.Household.Name }, person.Options)).Eligibility;

    /// <summary>All sources answer: nothing stands against these members, and none has an income.</summary>
    internal static SourceAnswer Everything(params int[] members)
    {
        members = members.Length == 0 ? [1, 2] : members;
        return new SourceAnswer(Answered)
        {
            Civil =
            [
                .. members.Select(member => new CivilAnswer(
                    member, true, member == 2 ? Household.Sex.Female : Household.Sex.Male, Household.NationalityStatus.Saudi,
                    member is 3 || members.Length == 1 ? Household.MaritalStatus.Single : Household.MaritalStatus.Married)),
            ],
            DependantsComplete = true,
            Incomes = [.. members.Select(member => new IncomeAnswer(member, []))],
            CommercialRegistrationUndisclosed = false,
            Assets = new AssetsAnswer(0, 0, 0, 0, 0),
            Residence = [.. members.Select(member => new ResidenceAnswer(member, 0, false))],
            ResidesInKingdom = true,
            BankAccountOwn = true,
        };
    }
}
