using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Several at once: one wins, the others learn it by name, and nothing is half done.</summary>
public sealed class ObjectionRaceTests
{
    [Fact]
    public async Task Two_filings_under_one_request_id_are_one_and_under_two_the_second_learns_the_number_of_the_first()
    {
        await using var stage = await CaseStage.StartAsync();
        var same = stage.Filing(stage.Person);
        FileObjectionRequest[] requests = [same, same, stage.Filing(stage.Person), stage.Filing(stage.Person)];
        var answers = await Task.WhenAll(requests.Select(request => TryAsync(async () =>
            (await stage.Calls.FileObjectionAsync(request, stage.Person.Options)).Objection.Name)));
        var won = answers.Where(answer => answer.Refusal is null).Select(answer => answer.Value).Distinct().Single();
        Assert.All(answers.Where(answer => answer.Refusal is not null), answer => Assert.Equal(
            ("OBJECTION_ALREADY_OPEN", won), (answer.Refusal!.Reason, answer.Refusal.Metadata["objection"])));
        var list = await stage.Calls.ListObjectionsAsync(new() { Household = stage.Person.Household.Name }, stage.Person.Options);
        Assert.Single(list.Objections);
        Assert.Equal(1, (await stage.Calls.GetWorkloadAsync(new(), stage.By("chief", Role.Supervisor))).Workload.Total.Open);
    }

    [Fact]
    public async Task Of_two_who_decide_and_a_citizen_who_withdraws_exactly_one_has_an_effect()
    {
        await using var stage = await CaseStage.StartAsync(people: 6);
        foreach (var person in stage.People)
        {
            var filed = await stage.FileAsync(person);
            var seen = await stage.TakeAsync(filed, "worker-1");
            var uphold = CaseStage.Upholding(filed.Name, stage.Months[0]);
            var reject = CaseStage.Rejecting(filed.Name);
            (uphold.Etag, reject.Etag) = (seen.Etag, seen.Etag);
            var answers = await Task.WhenAll(
                TryAsync(async () => $"{(await stage.DecideAsync(uphold, "worker-1")).State}"),
                TryAsync(async () => $"{(await stage.DecideAsync(reject, "chief", Role.Supervisor)).State}"),
                TryAsync(async () => $"{(await WithdrawAsync(stage, filed.Name, person)).State}"));
            Assert.Single(answers, answer => answer.Refusal is null);
            Assert.All(answers.Where(answer => answer.Refusal is not null), answer =>
                Assert.Contains(answer.Refusal!.Reason, new[] { "CONFLICT", "OBJECTION_STATE" }));
            var after = await stage.GetAsync(filed.Name, person);
            var db = await stage.Service.OpenDbAsync();
            await using (db)
            {
                var asks = await db.RedecisionAsks.CountAsync(row => row.Reference == filed.Name);
                Assert.Equal(after.Verdict?.Outcome == ObjectionOutcome.Upheld ? 1 : 0, asks);
            }

            Assert.Equal(
                1, after.Events.Count(one => one.Kind is ObjectionEventKind.Withdrawn or ObjectionEventKind.Decided));
        }

        Assert.Equal(0, (await stage.Calls.GetWorkloadAsync(new(), stage.By("chief", Role.Supervisor))).Workload.Total.Open);
    }

    [Fact]
    public async Task A_withdrawn_objection_may_be_filed_again_and_is_linked_and_the_old_one_cannot_be_touched()
    {
        await using var stage = await CaseStage.StartAsync();
        var person = stage.Person;
        var first = await stage.FileAsync(person);
        Assert.Equal("OBJECTION_ALREADY_OPEN", await CaseStage.ReasonAsync(stage.Calls.FileObjectionAsync(stage.Filing(person), person.Options)));
        await WithdrawAsync(stage, first.Name, person);
        var second = await stage.FileAsync(person);
        Assert.Equal([first.Name], second.Related);
        Assert.Contains(second.Events, one => one.Kind == ObjectionEventKind.Linked);
        Assert.Equal("OBJECTION_STATE", (await Refused.ByAsync(async () => await WithdrawAsync(stage, first.Name, person))).Reason);
        Assert.Equal("OBJECTION_STATE", (await Refused.ByAsync(async () => await stage.TakeAsync(first, "worker-1"))).Reason);
        Assert.Equal(
            "OBJECTION_STATE",
            await CaseStage.ReasonAsync(stage.Calls.DecideObjectionAsync(CaseStage.Rejecting(first.Name), stage.By("chief", Role.Supervisor))));
    }

    [Fact]
    public async Task Another_persons_objection_is_answered_as_absent_by_every_call()
    {
        await using var stage = await CaseStage.StartAsync(people: 2);
        var filed = await stage.FileAsync(stage.Person);
        var other = stage.People[1].Options;
        var request = stage.Filing(stage.Person);
        Assert.Equal("OBJECTION_NOT_FOUND", await CaseStage.ReasonAsync(stage.Calls.GetObjectionAsync(new() { Name = filed.Name }, other)));
        Assert.Equal(
            "OBJECTION_NOT_FOUND",
            await CaseStage.ReasonAsync(stage.Calls.GetObjectionAsync(new() { Name = $"objections/{Guid.NewGuid():D}" }, other)));
        Assert.Equal("OBJECTION_NOT_FOUND", (await Refused.ByAsync(async () => await WithdrawAsync(stage, filed.Name, stage.People[1]))).Reason);
        Assert.Equal("DECISION_NOT_FOUND", await CaseStage.ReasonAsync(stage.Calls.FileObjectionAsync(request, other)));
        Assert.Equal(
            "OBJECTION_NOT_FOUND",
            await CaseStage.ReasonAsync(stage.Calls.AddEvidenceAsync(
                new() { RequestId = Citizens.NewId(), Name = filed.Name, Text = "نص" }, other)));
        Assert.Equal("PURPOSE_REQUIRED", await CaseStage.ReasonAsync(stage.Calls.GetObjectionAsync(new() { Name = filed.Name }, stage.By("worker-1"))));
    }

    [Fact]
    public async Task Grounds_data_and_evidence_are_refused_by_name_and_nothing_is_half_saved()
    {
        await using var stage = await CaseStage.StartAsync();
        var person = stage.Person;
        var ground = stage.Filing(person);
        ground.Eligibility.Grounds[0] = Contracts.Eligibility.V1.DecisionReason.AssetsTotal;
        var refused = await Refused.ByAsync(stage.Calls.FileObjectionAsync(ground, person.Options));
        Assert.Equal(("GROUND_NOT_IN_DECISION", "AssetsTotal"), (refused.Reason, refused.Metadata["ground"]));
        var document = stage.Filing(person);
        document.Documents.Add($"{person.Household.Name}/documents/{Guid.NewGuid():D}");
        Assert.Equal("DOCUMENT_NOT_FOUND", await CaseStage.ReasonAsync(stage.Calls.FileObjectionAsync(document, person.Options)));
        var month = stage.Filing(person);
        month.Eligibility.Decision = $"{person.Household.Name}/decisions/2026-12";
        Assert.Equal("DECISION_NOT_FOUND", await CaseStage.ReasonAsync(stage.Calls.FileObjectionAsync(month, person.Options)));
        foreach (var text in new[] { "قصير", new string('ا', 4_001), "نص فيه رمز تحكم \u0001 هنا", "نص يقلب \u202E الاتجاه" })
        {
            var bad = stage.Filing(person);
            bad.Text = text;
            Assert.Equal(["text"], (await Refused.ByAsync(stage.Calls.FileObjectionAsync(bad, person.Options))).Fields);
        }

        var db = await stage.Service.OpenDbAsync();
        await using (db)
        {
            Assert.Equal(
                (0, 0, 0),
                (await db.Objections.CountAsync(), await db.ObjectionEvents.CountAsync(), await db.ObjectionCounts.CountAsync()));
        }
    }

    private static async Task<Contracts.Objection.V1.Objection> WithdrawAsync(CaseStage stage, string name, Applicant person) =>
        (await stage.Calls.WithdrawObjectionAsync(new() { RequestId = Citizens.NewId(), Name = name }, person.Options)).Objection;

    private static async Task<(string? Value, Refused? Refusal)> TryAsync(Func<Task<string>> call)
    {
        try
        {
            return (await call(), null);
        }
        catch (RpcException failure)
        {
            return (null, Refused.Read(failure));
        }
    }
}
