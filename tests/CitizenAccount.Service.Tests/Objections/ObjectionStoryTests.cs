using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Whole stories of objections, by the calls their people make.</summary>
public sealed class ObjectionStoryTests
{
    [Fact]
    public async Task An_upheld_objection_has_three_months_decided_again_once_each_and_closes_when_all_of_them_are_done()
    {
        await using var stage = await CaseStage.StartAsync(months: 3);
        var person = stage.Person;
        var filed = await stage.FileAsync(person);
        Assert.Equal(
            (Contracts.Objection.V1.ObjectionState.Submitted, 15, ClockState.Running), (filed.State, filed.Clock.WorkingDays, filed.Clock.State));
        Assert.Equal("", filed.Assignee);
        Assert.Null(filed.Script);

        var held = await stage.TakeAsync(filed, "worker-1");
        Assert.Equal(("worker-1", Contracts.Objection.V1.ObjectionState.Assigned), (held.Assignee, held.State));
        Assert.NotEmpty(held.Script.Ask.Ar);
        Assert.NotEmpty(held.AnswerTemplates);

        foreach (var month in stage.Months)
        {
            await CaseStage.LowerSalaryAsync(person, month);
        }

        var proposed = await stage.DecideAsync(CaseStage.Upholding(filed.Name, stage.Months), "worker-1");
        Assert.True(proposed.Verdict.WaitsForSecond);
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Assigned, proposed.State);
        Assert.Null((await stage.GetAsync(filed.Name, person)).Verdict);
        Assert.Equal(
            "SECOND_PERSON_REQUIRED",
            await CaseStage.ReasonAsync(stage.Calls.DecideObjectionAsync(CaseStage.Upholding(filed.Name, stage.Months), stage.By("worker-1"))));
        await stage.WorkAsync();
        Assert.Equal("", (await stage.GetAsync(filed.Name, person)).Redecision);

        var decided = await stage.DecideAsync(CaseStage.Upholding(filed.Name), "worker-2");
        Assert.Equal(("worker-1", "worker-2"), (decided.Verdict.DecidedBy, decided.Verdict.ConfirmedBy));
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Decided, decided.State);
        await stage.WorkAsync();
        await stage.WorkAsync();

        var closed = await stage.GetAsync(filed.Name, person);
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Closed, closed.State);
        var db = await stage.Service.OpenDbAsync();
        await using (db)
        {
            Assert.Equal(3, await db.RedecisionAsks.CountAsync(row => row.Reference == filed.Name && row.DoneAt != null));
            var made = await db.Redecisions.Where(row => row.Reference == filed.Name).OrderBy(row => row.Month).ToListAsync();
            Assert.NotEmpty(made);
            Assert.All(made, row => Assert.Equal(2, row.Version));
            Assert.Equal(made.Count, closed.Events.Count(one => one.Kind == ObjectionEventKind.Redecided));
            Assert.Equal($"{person.Household.Name}/decisions/{made[0].Month / 100}-{made[0].Month % 100:D2}", closed.Redecision);
            Assert.Equal(
                made.Where(row => row.Amount > row.AmountBefore)
                    .Select(row => $"{person.Household.Name}/payments/{row.Month / 100}-{row.Month % 100:D2}"),
                closed.Compensations);
            Assert.NotEmpty(closed.Compensations);
        }

        Assert.Equal(("", ""), (closed.Verdict.DecidedBy, closed.Assignee));
        Assert.Equal(ClockState.Stopped, closed.Clock.State);
        var lookup = await stage.Service.Eligibility().ListDecisionsAsync(new() { Parent = person.Household.Name }, person.Options);
        Assert.All(lookup.Decisions.Where(decision => decision.Version == 2), decision =>
            Assert.Equal((DecisionCause.ObjectionUpheld, filed.Name), (decision.Cause, decision.CauseReference)));
        Assert.Contains(MessageKind.ObjectionReceived, await person.MessagesAsync());
    }

    [Fact]
    public async Task A_rejected_objection_is_taken_to_a_supervisor_once_with_a_clock_of_its_own()
    {
        await using var stage = await CaseStage.StartAsync();
        var person = stage.Person;
        var filed = await stage.FileAsync(person);
        await stage.TakeAsync(filed, "worker-1");
        var rejected = await stage.DecideAsync(CaseStage.Rejecting(filed.Name), "worker-1");
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Closed, rejected.State);
        stage.Service.Clock.Move(TimeSpan.FromDays(3));

        var escalated = await EscalateAsync(stage, filed.Name);
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Escalated, escalated.State);
        Assert.Equal(stage.Service.Clock.GetUtcNow(), escalated.Clock.StartedTime.ToDateTimeOffset());
        Assert.Null(escalated.Verdict);
        Assert.Equal(
            "NOT_ASSIGNED_TO_YOU",
            await CaseStage.ReasonAsync(stage.Calls.DecideObjectionAsync(CaseStage.Rejecting(filed.Name), stage.By("worker-1"))));

        var final = await stage.DecideAsync(CaseStage.Rejecting(filed.Name), "chief", Role.Supervisor);
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Closed, final.State);
        Assert.Equal("ESCALATION_NOT_POSSIBLE", (await Refused.ByAsync(async () => await EscalateAsync(stage, filed.Name))).Reason);
    }

    [Fact]
    public async Task While_the_citizen_is_asked_the_clock_stands_still_and_the_answer_lets_it_go_on()
    {
        await using var stage = await CaseStage.StartAsync();
        var person = stage.Person;
        var filed = await stage.FileAsync(person);
        await stage.TakeAsync(filed, "worker-1");
        var asked = (await stage.Calls.RequestInformationAsync(Asking(filed.Name), stage.By("worker-1"))).Objection;
        Assert.Equal((Contracts.Objection.V1.ObjectionState.WaitingForCitizen, ClockState.Paused), (asked.State, asked.Clock.State));
        Assert.Equal(
            "OBJECTION_STATE",
            await CaseStage.ReasonAsync(stage.Calls.RequestInformationAsync(Asking(filed.Name), stage.By("worker-1"))));
        stage.Service.Clock.Move(TimeSpan.FromDays(2));
        var answered = (await stage.Calls.AddEvidenceAsync(
            new() { RequestId = Citizens.NewId(), Name = filed.Name, Text = "هذا تعريف الراتب" }, person.Options)).Objection;
        Assert.Equal((Contracts.Objection.V1.ObjectionState.Assigned, ClockState.Running), (answered.State, answered.Clock.State));
        Assert.NotNull(answered.InformationRequests.Single().AnsweredTime);
        Assert.Single(answered.Clock.Pauses);
        Assert.True(Day(answered.Clock.DueDate) < Day(asked.Clock.DueDate));
        Assert.True(Day(answered.Clock.DueDate) > Day(filed.Clock.DueDate));
    }

    [Fact]
    public async Task A_wait_that_is_over_ends_by_itself_and_a_broken_promise_goes_to_a_supervisor_and_is_told_once()
    {
        await using var stage = await CaseStage.StartAsync();
        var person = stage.Person;
        var filed = await stage.FileAsync(person);
        await stage.TakeAsync(filed, "worker-1");
        var asked = (await stage.Calls.RequestInformationAsync(Asking(filed.Name), stage.By("worker-1"))).Objection;
        stage.Service.Clock.MoveTo(Riyadh.EndOf(Day(asked.InformationRequests[0].DueDate)).AddSeconds(-1));
        await stage.SweepAsync();
        Assert.Equal(Contracts.Objection.V1.ObjectionState.WaitingForCitizen, (await stage.GetAsync(filed.Name, person)).State);
        stage.Service.Clock.Move(TimeSpan.FromSeconds(1));
        await stage.SweepAsync();
        var going = await stage.GetAsync(filed.Name, person);
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Assigned, going.State);
        Assert.Equal(asked.Clock.DueDate, going.Clock.DueDate);

        stage.Service.Clock.MoveTo(Riyadh.EndOf(Day(going.Clock.DueDate)).AddSeconds(-1));
        await stage.SweepAsync();
        Assert.Equal(ClockState.AtRisk, (await stage.GetAsync(filed.Name, person)).Clock.State);
        Assert.Equal("ESCALATION_NOT_POSSIBLE", (await Refused.ByAsync(async () => await EscalateAsync(stage, filed.Name))).Reason);
        stage.Service.Clock.Move(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.SweepAsync()));
        var late = await stage.GetAsync(filed.Name, person);
        Assert.Equal((Contracts.Objection.V1.ObjectionState.Escalated, ClockState.Breached), (late.State, late.Clock.State));
        Assert.Equal("", (await stage.GetAsync(filed.Name, "worker-1")).Assignee);
        Assert.Single(late.Events, one => one.Kind == ObjectionEventKind.Breached);
        Assert.Single(late.Events, one => one.Kind == ObjectionEventKind.Escalated);
        Assert.Equal(2, (await person.MessagesAsync()).Count(kind => kind == MessageKind.ObjectionProgress));
    }

    [Fact]
    public async Task The_window_closes_at_midnight_in_Riyadh_after_its_ninetieth_day_and_a_repeat_is_answered_after_it()
    {
        await using var stage = await CaseStage.StartAsync(people: 2);
        var api = stage.Service.Services.GetRequiredService<Service.Eligibility.EligibilityApi>();
        var decision = await api.FindDecisionAsync(stage.Person.Household, stage.Months[0], CancellationToken.None);
        var last = Riyadh.DateOf(decision!.NotifiedAt ?? decision.PublishedAt).AddDays(90);
        stage.Service.Clock.MoveTo(Riyadh.EndOf(last).AddSeconds(-1));
        var request = stage.Filing(stage.Person);
        var filed = await stage.Calls.FileObjectionAsync(request, stage.Person.Options);
        stage.Service.Clock.Move(TimeSpan.FromSeconds(1));
        var refused = await Refused.ByAsync(stage.Calls.FileObjectionAsync(stage.Filing(stage.People[1]), stage.People[1].Options));
        Assert.Equal(("OBJECTION_WINDOW_CLOSED", last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), (refused.Reason, refused.Metadata["closed_date"]));
        Assert.Contains("إعادة التقديم", refused.Arabic, StringComparison.Ordinal);
        Assert.Equal(filed, await stage.Calls.FileObjectionAsync(request, stage.Person.Options));
    }

    [Fact]
    public async Task A_day_announced_off_moves_promises_at_the_next_start_and_tells_the_citizen()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-cases");
        try
        {
            Contracts.Objection.V1.Objection filed;
            await using (var stage = await CaseStage.StartAsync(folder: folder.FullName))
            {
                filed = await stage.FileAsync(stage.Person);
            }

            var off = Day(filed.Clock.DueDate).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await using var again = await RunningService.StartAsync(new Dictionary<string, string?> { ["Cases:DaysOff"] = off }, folder.FullName);
            again.Clock.MoveTo(filed.FiledTime.ToDateTimeOffset().AddHours(1));
            await again.Services.GetRequiredService<Service.Objections.ObjectionSweep>().RunAsync(CancellationToken.None);
            var moved = (await again.Objections().GetObjectionAsync(
                new() { Name = filed.Name, Purpose = CaseStage.For(filed.Name) }, Clients.By(again.As(Role.CaseWorker)))).Objection;
            Assert.True(Day(moved.Clock.DueDate) > Day(filed.Clock.DueDate));
            Assert.Single(moved.Events, one => one.Kind == ObjectionEventKind.ClockChanged);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static RequestInformationRequest Asking(string name) => new()
    {
        RequestId = Citizens.NewId(),
        Name = name,
        AskedOf = InformationSource.Citizen,
        Text = new() { Ar = "أرسل تعريف الراتب.", En = "Send a salary statement." },
        WorkingDays = 5,
        Purpose = CaseStage.For(name),
    };

    private static async Task<Contracts.Objection.V1.Objection> EscalateAsync(CaseStage stage, string name) =>
        (await stage.Calls.EscalateObjectionAsync(
            new() { RequestId = Citizens.NewId(), Name = name, Cause = "لم يُنظر في ما أرفقته" }, stage.Person.Options)).Objection;

    private static DateOnly Day(Date date) => new(date.Year, date.Month, date.Day);
}
