using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Who may file what, with which evidence, and after which data were updated.</summary>
public sealed class FilingRefusalTests
{
    [Fact]
    public async Task It_is_filed_for_a_member_of_the_household_and_for_nobody_else()
    {
        await using var stage = await CaseStage.StartAsync();
        var filing = stage.Filing(stage.Person);
        foreach (var member in new[] { 4, 63 })
        {
            filing.Member = $"{stage.Person.Household.Name}/members/{member}";
            Assert.Equal(["member"], (await Refused.ByAsync(stage.Calls.FileObjectionAsync(filing, stage.Person.Options))).Fields);
        }

        filing.Member = $"{stage.Person.Household.Name}/members/3";
        var filed = (await stage.Calls.FileObjectionAsync(filing, stage.Person.Options)).Objection;
        Assert.Equal(filing.Member, filed.Member);
    }

    [Fact]
    public async Task No_decision_is_objected_to_while_other_documents_wait_and_those_attached_are_read_with_it()
    {
        await using var stage = await CaseStage.StartAsync();
        var document = await stage.Service.UploadAsync(stage.Person.Household, Papers.Pdf("proof"), DocumentKind.IncomeProof);
        var filing = stage.Filing(stage.Person);
        Assert.Equal("DOCUMENTS_AWAIT_REVIEW", await CaseStage.ReasonAsync(stage.Calls.FileObjectionAsync(filing, stage.Person.Options)));
        filing.Documents.Add(document.Name);
        filing.RequestId = Citizens.NewId();
        var filed = (await stage.Calls.FileObjectionAsync(filing, stage.Person.Options)).Objection;
        Assert.Contains(document.Name, filed.Documents);
    }

    [Fact]
    public async Task Financial_evidence_comes_from_the_citizen_and_never_through_an_agent_on_the_phone()
    {
        await using var stage = await CaseStage.StartAsync();
        var statement = await stage.Service.UploadAsync(stage.Person.Household, Papers.Pdf("bank"), DocumentKind.BankStatement);
        var filing = stage.Filing(stage.Person);
        filing.Documents.Add(statement.Name);
        filing.Purpose = new Purpose { Code = PurposeCode.Objection, Reference = "call 1", Channel = Contracts.Type.V1.Channel.Phone };
        var agent = stage.By("agent-1", Role.Agent);
        var refused = await Refused.ByAsync(stage.Calls.FileObjectionAsync(filing, agent));
        Assert.Equal(("CHANNEL_NOT_ALLOWED", "PHONE"), (refused.Reason, refused.Metadata["channel"]));
        await using (var db = await stage.Service.OpenDbAsync())
        {
            Assert.False(await db.Objections.AnyAsync());
        }

        // The citizen files with it, and staff may read it there.
        filing.Purpose = null;
        var filed = (await stage.Calls.FileObjectionAsync(filing, stage.Person.Options)).Objection;
        Assert.Contains(statement.Name, (await stage.GetAsync(filed.Name, "worker-1")).Documents);
    }

    [Fact]
    public async Task Where_the_reason_lies_in_what_was_declared_the_data_are_updated_before_objecting()
    {
        await using var stage = await CaseStage.StartAsync();
        var filing = stage.Filing(stage.Person);
        filing.Eligibility.Grounds[0] = await DeclareAndDecideAsync(stage);
        filing.Eligibility.Decision = $"{stage.Person.Household.Name}/decisions/2027-02";
        var refused = await Refused.ByAsync(stage.Calls.FileObjectionAsync(filing, stage.Person.Options));
        Assert.Equal(("DATA_UPDATE_REQUIRED", "income"), (refused.Reason, refused.Metadata["data"]));
        await stage.Person.BankAsync(Ibans.Of(77));
        Assert.NotEmpty((await stage.Calls.FileObjectionAsync(filing, stage.Person.Options)).Objection.Name);
    }

    // A commercial registration that the household did not disclose is known from its register.
    private static async Task<DecisionReason> DeclareAndDecideAsync(CaseStage stage)
    {
        var day = new DateOnly(2027, 1, 1);
        await stage.Person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with
        {
            Day = day,
            Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, 9_000_00)]), new(2, []), new(3, [])],
            CommercialRegistrationUndisclosed = true,
        });
        var month = new Rules.Time.YearMonth(2027, 2);
        stage.Service.MovePastCutOffOf(month);
        await stage.Service.PublishAsync(month);
        stage.Service.Clock.Move(TimeSpan.FromSeconds(2));
        return DecisionReason.CommercialRegistrationUndisclosed;
    }
}
