using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>Members added, changed and removed, through a real client.</summary>
public sealed class MemberCallTests(ApplicantService running) : IClassFixture<ApplicantService>
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Fact]
    public async Task An_added_member_is_listed_with_the_first_day_and_the_account_learns_of_it()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var wife = await Applicant.RegisterAsync(running.Service);
        var answer = await person.AddAsync(await person.AdditionAsync(Relationship.Spouse, wife.NationalId));
        Assert.Equal($"{person.Household.Name}/members/2", answer.Member.Name);
        Assert.Equal(Applicant.Wire(new(2016, 1, 1)), answer.Member.MemberFromDate);
        Assert.Equal((VerificationState.Unverified, null), (answer.Member.Verification, answer.Member.MemberUntilDate));
        Assert.Equal(("cycles/2027-01", true), (answer.Serves.Cycle, answer.Serves.AfterCutOff));
        Assert.Equal((person.Household, 2), await MembershipAsync(wife));
        await person.RemoveAsync(2, LifeEventKind.Divorce, Today);
        Assert.Equal((null, 0), await MembershipAsync(wife));
    }

    [Fact]
    public async Task A_removed_member_keeps_the_name_and_the_last_day_and_comes_back_as_the_same()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var spouse = await person.AdditionAsync(Relationship.Spouse);
        await person.AddAsync(spouse);
        await person.AddChildAsync();
        await person.RemoveAsync(2, LifeEventKind.Divorce, new(2026, 10, 1));
        var gone = (await person.GetAsync()).Members.Single(member => member.Name.EndsWith("/2", StringComparison.Ordinal));
        Assert.Equal(Applicant.Wire(new(2026, 10, 1)), gone.MemberUntilDate);
        var told = (await person.EventsAsync())[0];
        Assert.Equal((ApplicationEventKind.MemberRemoved, LifeEventKind.Divorce), (told.Kind, told.LifeEvent.Kind));
        Assert.Equal(Applicant.Wire(new(2026, 10, 1)), told.EffectiveDate);
        Assert.Equal(running.Service.Clock.GetUtcNow(), told.RecordedTime.ToDateTimeOffset());
        var refused = await Refused.ByAsync(async () => await person.RemoveAsync(2, LifeEventKind.Death, Today));
        Assert.Equal("MEMBER_NOT_FOUND", refused.Reason);
        var again = await person.AdditionAsync(Relationship.Spouse, NationalId.Parse(spouse.NationalId), day: Today);
        Assert.EndsWith("/members/2", (await person.AddAsync(again)).Member.Name, StringComparison.Ordinal);
        Assert.Equal(3, (await person.GetAsync()).Members.Count);
    }

    [Fact]
    public async Task The_main_beneficiary_is_not_removed()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var refused = await Refused.ByAsync(async () => await person.RemoveAsync(1, LifeEventKind.MovedOut, Today));
        Assert.Equal(("MEMBER_NOT_ALLOWED", "SELF"), (refused.Reason, refused.Metadata["rule"]));
    }

    [Fact]
    public async Task A_person_counted_elsewhere_is_not_added_until_removed_there()
    {
        var (one, two) = (await Applicant.RegisterAsync(running.Service), await Applicant.RegisterAsync(running.Service));
        var child = Applicant.NewId();
        await one.AddAsync(await one.AdditionAsync(Relationship.Son, child, kind: LifeEventKind.Birth));
        var request = await two.AdditionAsync(Relationship.Son, child, kind: LifeEventKind.Birth);
        var refused = await Refused.ByAsync(async () => await two.AddAsync(request));
        Assert.Equal((StatusCode.FailedPrecondition, "MEMBER_ELSEWHERE"), (refused.Code, refused.Reason));
        Assert.DoesNotContain(one.Household.Value.ToString(), refused.English, StringComparison.Ordinal);
        Assert.Equal(0, (await two.GetAsync()).Revision);
        await one.RemoveAsync(2, LifeEventKind.MovedOut, Today);
        await two.AddAsync(await two.AdditionAsync(Relationship.Son, child, kind: LifeEventKind.Birth));
    }

    [Fact]
    public async Task Who_submitted_an_own_application_is_nobodys_dependant_and_a_dependant_submits_none()
    {
        var (one, two) = (await Applicant.RegisterAsync(running.Service), await Applicant.RegisterAsync(running.Service));
        await one.AddAsync(await one.AdditionAsync(Relationship.Spouse, two.NationalId));
        await two.CompleteCoupleAsync();
        var refused = await Refused.ByAsync(async () => await two.SubmitAsync());
        Assert.Equal(("APPLICATION_INCOMPLETE", "1"), (refused.Reason, refused.Metadata["missing"]));
        await one.RemoveAsync(2, LifeEventKind.Divorce, Today);
        await two.SubmitAsync();
        var request = await one.AdditionAsync(Relationship.Spouse, two.NationalId);
        Assert.Equal("MEMBER_ELSEWHERE", (await Refused.ByAsync(async () => await one.AddAsync(request))).Reason);
        await two.WithdrawAsync();
        await one.AddAsync(request);
    }

    [Fact]
    public async Task A_withdrawn_household_has_no_say_over_who_counts_elsewhere_by_now()
    {
        var (one, two) = (await Applicant.RegisterAsync(running.Service), await Applicant.RegisterAsync(running.Service));
        var wife = await Applicant.RegisterAsync(running.Service);
        await one.UpdateAsync(Applicant.Household1, "kind", "address", "housing.kind");
        await one.AddAsync(await one.AdditionAsync(Relationship.Spouse, wife.NationalId));
        await one.BankAsync(Ibans.First);
        await one.SubmitAsync();
        await one.WithdrawAsync();
        Assert.Equal((one.Household, 2), await MembershipAsync(wife));
        await two.AddAsync(await two.AdditionAsync(Relationship.Spouse, wife.NationalId));
        Assert.Equal((two.Household, 2), await MembershipAsync(wife));
        var refused = await Refused.ByAsync(async () => await one.ReapplyAsync());
        Assert.Equal("APPLICATION_INCOMPLETE", refused.Reason);
        await one.RemoveAsync(2, LifeEventKind.Divorce, Today);
        Assert.Equal((two.Household, 2), await MembershipAsync(wife));
    }

    [Fact]
    public async Task Of_two_households_that_add_one_person_at_once_one_is_refused()
    {
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await Applicant.RegisterAsync(running.Service), await Applicant.RegisterAsync(running.Service));
            var child = Applicant.NewId();
            var requests = new[]
            {
                (one, await one.AdditionAsync(Relationship.Son, child, kind: LifeEventKind.Birth)),
                (two, await two.AdditionAsync(Relationship.Son, child, kind: LifeEventKind.Birth)),
            };
            var reasons = await Task.WhenAll(requests.Select(pair => ReasonAsync(() => pair.Item1.AddAsync(pair.Item2))));
            Assert.Equal(["MEMBER_ELSEWHERE", "OK"], reasons.Order());
            Assert.Equal(3, (await one.GetAsync()).Members.Count + (await two.GetAsync()).Members.Count);
        }
    }

    [Theory]
    [InlineData(LifeEventKind.Birth, "2026-11-26", "IN_FUTURE")]
    [InlineData(LifeEventKind.MovedIn, "2015-03-03", "BEFORE_BIRTH")]
    [InlineData(LifeEventKind.Birth, "2015-03-05", "CONTRADICTS_RECORDS")]
    public async Task A_life_event_that_cannot_be_is_refused(LifeEventKind kind, string day, string rule)
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var request = await person.AdditionAsync(Relationship.Son, kind: kind, day: DateOnly.Parse(day, null));
        var refused = await Refused.ByAsync(async () => await person.AddAsync(request));
        Assert.Equal(("LIFE_EVENT_REFUSED", rule), (refused.Reason, refused.Metadata["rule"]));
    }

    [Fact]
    public async Task Nothing_happens_to_a_person_after_death()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await UpdateAsync(person, 1, new Member(), LifeEventKind.Death, new(2026, 11, 1), "incomes");
        var refused = await Refused.ByAsync(async () =>
            await UpdateAsync(person, 1, new Member(), LifeEventKind.IncomeChanged, new(2026, 11, 2), "incomes"));
        Assert.Equal(("LIFE_EVENT_REFUSED", "AFTER_DEATH"), (refused.Reason, refused.Metadata["rule"]));
    }

    [Fact]
    public async Task A_marital_status_changes_by_the_event_that_leads_to_it()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var answer = await UpdateAsync(person, 1, new() { MaritalStatus = MaritalStatus.Married }, LifeEventKind.Marriage, new(2020, 1, 1), "marital_status");
        Assert.Equal(MaritalStatus.Married, answer.Member.MaritalStatus);
        var refused = await Refused.ByAsync(async () => await UpdateAsync(
            person, 1, new() { MaritalStatus = MaritalStatus.Widowed }, LifeEventKind.Divorce, new(2021, 1, 1), "marital_status"));
        Assert.Equal(["life_event.kind"], refused.Fields);
        refused = await Refused.ByAsync(async () => await UpdateAsync(
            person, 1, new() { Relationship = Relationship.Son }, LifeEventKind.Correction, new(2021, 1, 1), "relationship"));
        Assert.Equal(["member.relationship"], refused.Fields);
    }

    [Fact]
    public async Task A_dependant_sees_no_other_income_and_changes_the_own_alone()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.AddSpouseAsync();
        await person.AddChildAsync();
        foreach (var position in new[] { 1, 2, 3 })
        {
            await UpdateAsync(person, position, new() { Incomes = { WorkingCalls.SoundIncome } }, LifeEventKind.IncomeChanged, new(2026, 1, 1), "incomes");
        }

        Assert.All((await person.GetAsync()).Members, member => Assert.Single(member.Incomes));
        var wife = AsDependant(person, 2);
        var seen = await running.Service.Applications().GetApplicationAsync(new() { Household = person.Household.Name }, wife);
        Assert.Equal([0, 1, 0], seen.Application.Members.Select(member => member.Incomes.Count));
        var request = Change(person, 2, new() { Incomes = { WorkingCalls.SoundIncome, WorkingCalls.SoundIncome } }, seen.Application.Etag);
        var changed = await running.Service.Applications().UpdateMemberAsync(request, wife);
        Assert.Equal([0, 2, 0], changed.Application.Members.Select(member => member.Incomes.Count));
        request = Change(person, 3, new(), changed.Application.Etag);
        Assert.Equal("MEMBER_NOT_FOUND", (await Refused.ByAsync(running.Service.Applications().UpdateMemberAsync(request, wife))).Reason);
        request = Change(person, 2, new() { MaritalStatus = MaritalStatus.Married }, changed.Application.Etag);
        request.UpdateMask = new FieldMask { Paths = { "incomes", "marital_status" } };
        request.RequestId = $"{Guid.NewGuid():D}";
        Assert.Equal("PERMISSION_DENIED", (await Refused.ByAsync(running.Service.Applications().UpdateMemberAsync(request, wife))).Reason);

        // Nothing else is a dependant's to do, and once removed not even to see.
        var update = WorkingCalls.SoundUpdate(person.Household, null);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(running.Service.Applications().UpdateApplicationAsync(update, wife))).Reason);
        await person.RemoveAsync(2, LifeEventKind.Divorce, Today);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(
            running.Service.Applications().GetApplicationAsync(new() { Household = person.Household.Name }, wife))).Reason);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(
            running.Service.Applications().ListApplicationEventsAsync(new() { Parent = person.Household.Name }, wife))).Reason);
    }

    [Fact]
    public async Task The_65th_member_is_one_too_many()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        for (var count = 1; count < 64; count++)
        {
            await person.AddChildAsync();
        }

        var request = await person.AdditionAsync(Relationship.Son, kind: LifeEventKind.Birth);
        var refused = await Refused.ByAsync(async () => await person.AddAsync(request));
        Assert.Equal(("INVALID_REQUEST", "household"), (refused.Reason, Assert.Single(refused.Fields)));
    }

    private static async Task<string> ReasonAsync(Func<Task> call)
    {
        try
        {
            await call();
            return "OK";
        }
        catch (RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }

    private CallOptions AsDependant(Applicant person, int position) =>
        Clients.By(Documents.Membership.Of(running.Service, person.Household, position));

    private static UpdateMemberRequest Change(Applicant person, int position, Member values, string etag)
    {
        values.Name = $"{person.Household.Name}/members/{position}";
        return new UpdateMemberRequest
        {
            RequestId = $"{Guid.NewGuid():D}",
            Member = values,
            UpdateMask = new FieldMask { Paths = { "incomes" } },
            LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = WorkingCalls.SomeDay },
            Etag = etag,
        };
    }

    private async Task<UpdateMemberResponse> UpdateAsync(
        Applicant person, int position, Member values, LifeEventKind kind, DateOnly day, params string[] paths)
    {
        var request = Change(person, position, values, await person.EtagAsync());
        request.UpdateMask = new FieldMask { Paths = { paths } };
        request.LifeEvent = new LifeEvent { Kind = kind, EventDate = Applicant.Wire(day) };
        return await running.Service.Applications().UpdateMemberAsync(request, person.Options);
    }

    private async Task<(Service.Kernel.HouseholdId? Household, int Position)> MembershipAsync(Applicant person)
    {
        var db = await running.Service.OpenDbAsync();
        await using (db)
        {
            var row = db.Accounts.Single(row => row.Id == person.Account);
            return (row.MemberOf, row.MemberPosition);
        }
    }
}
