using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Partners.Verifications;
using CitizenAccount.Service.Platform.Health;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using IncomeKind = CitizenAccount.Contracts.Type.V1.IncomeKind;
using Month = CitizenAccount.Rules.Time.YearMonth;
using Part = CitizenAccount.Contracts.Partner.V1.ServeVerificationsResponse.PartOneofCase;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>The stream of questions to a partner, from what a decision waits for to the decision.</summary>
public sealed class VerificationStreamTests
{
    [Fact]
    public async Task What_a_decision_waits_for_is_asked_and_the_answers_decide_it()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            using var stream = await PartnerStream.OpenAsync(service);
            var questions = await stream.TakeAsync(9);
            Assert.Equal(
                [StatusKind.DaysAbroad, StatusKind.RealEstateValue, StatusKind.VehiclesValue, StatusKind.CashValue, StatusKind.PortfoliosValue, StatusKind.DomesticWorkers],
                questions.Where(one => one.Status is not null).Select(one => one.Status.Kind).Distinct().Order());
            Assert.Equal(2, questions.Count(one => one.Income is not null));
            Assert.All(questions, one => Assert.Equal(WorkingCalls.LegalBasis, one.LegalBasis));
            Assert.Contains(questions, one => one.NationalId == person.NationalId.Value && one.Income is { IncomeMonth: { Year: 2026, Month: 10 } });
            foreach (var question in questions)
            {
                Assert.False(await stream.AnswerAsync(PartnerStream.Reply(question, question.NationalId == person.NationalId.Value ? 2_000_00 : 0)));
            }

            await Wait(person, 0);
            service.MovePastCutOffOf(new Month(2027, 1));
            await service.PublishAsync(new Month(2027, 1));
            service.Clock.Move(TimeSpan.FromSeconds(2));
            var decided = await EligibilityAsync(person);
            Assert.Equal(EligibilityResult.Eligible, decided.EligibilityResult);
            Assert.Empty(decided.WaitingFor);

            // The difference from what was declared was noticed, with 15 days before anything stops.
            var notice = Assert.Single((await person.GetAsync()).Notices);
            Assert.Equal((ApplicationNoticeKind.IncomeDiffers, new Date { Year = 2026, Month = 12, Day = 10 }), (notice.Kind, notice.DueDate));
            await service.FlushAccessRecordsAsync();
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Equal(9, await db.AccessRecords.CountAsync(row => row.HouseholdId == person.Household && row.Call.EndsWith("ServeVerifications")));
            }

            Assert.Empty(service.Log.Errors);
        }
    }

    [Fact]
    public async Task A_silent_partner_keeps_the_case_waiting_and_says_since_when()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 9);
            service.MovePastCutOffOf(new Month(2027, 1));
            await service.PublishAsync(new Month(2027, 1));
            service.Clock.Move(TimeSpan.FromSeconds(2));
            var decided = await EligibilityAsync(person);
            Assert.Equal(EligibilityResult.Pending, decided.EligibilityResult);
            var income = decided.WaitingFor.Where(one => one.Source == FactSource.IncomeRecords).ToArray();
            Assert.Equal([$"{person.Household.Name}/members/1", $"{person.Household.Name}/members/2"], income.Select(one => one.Member));
            Assert.All(decided.WaitingFor, one =>
            {
                Assert.Equal(RunningService.Start, one.SinceTime.ToDateTimeOffset());
                Assert.Contains("2026-11-25", one.Text.En, StringComparison.Ordinal);
                Assert.Contains("2026-11-25", one.Text.Ar, StringComparison.Ordinal);
            });
            Assert.Contains(decided.WaitingFor, one => one.Source == FactSource.BorderRecords);
            Assert.Contains(decided.WaitingFor, one => one is { Source: FactSource.AssetRecords, Member: "" });

            // A partner that says it cannot answer changes nothing of that; one whose source is down is asked later.
            using var stream = await PartnerStream.OpenAsync(service);
            var questions = await stream.TakeAsync(9);
            await stream.AnswerAsync(new VerificationReply { Question = questions[0].Question, Failure = VerificationFailure.PersonNotKnown });
            await stream.AnswerAsync(new VerificationReply { Question = questions[1].Question, Failure = VerificationFailure.NotAvailable });
            Assert.Equal(decided.WaitingFor.Count, (await EligibilityAsync(person)).WaitingFor.Count);
            using (var soon = await PartnerStream.OpenAsync(service))
            {
                await soon.NothingForAsync(TimeSpan.FromSeconds(1));
            }

            service.Clock.Move(TimeSpan.FromMinutes(16));
            using (var after = await PartnerStream.OpenAsync(service))
            {
                var asked = (await after.TakeAsync(8)).Select(one => one.Question).ToArray();
                Assert.Contains(questions[1].Question, asked);
                Assert.DoesNotContain(questions[0].Question, asked);
            }

            // Unanswered for 30 days it is asked anew, and the case has waited since the first time.
            service.Clock.Move(TimeSpan.FromDays(31));
            using var later = await PartnerStream.OpenAsync(service);
            var again = await later.TakeAsync(9);
            Assert.Empty(again.Select(one => one.Question).Intersect(questions.Select(one => one.Question)));
            Assert.All((await EligibilityAsync(person)).WaitingFor, one => Assert.Equal(RunningService.Start, one.SinceTime.ToDateTimeOffset()));
        }
    }

    [Fact]
    public async Task A_stream_that_ended_while_it_listened_leaves_the_next_one_alone()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            // One after the other on one connection, whose server uses what belonged to a stream for the next.
            for (var round = 0; round < 60; round++)
            {
                using var stream = await PartnerStream.OpenAsync(service);
                service.Clock.Move(VerificationServing.SilenceMax);
                Assert.Equal("STREAM_OUT_OF_ORDER", (await stream.RefusedUntilAsync()).Reason);
            }
        }
    }

    [Fact]
    public async Task Connections_share_the_questions_and_what_one_leaves_the_other_gets()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 9);
            using var first = await PartnerStream.OpenAsync(service, 4);
            var taken = await first.TakeAsync(4);
            using var second = await PartnerStream.OpenAsync(service, 100);
            var others = await second.TakeAsync(5);
            Assert.Equal(9, taken.Concat(others).Select(one => one.Question).Distinct().Count());

            // Room for one more comes with each answer; a pause stops the flow.
            await second.AnswerAsync(PartnerStream.Reply(others[0], 0));
            first.Dispose();
            var left = await second.TakeAsync(4);
            Assert.Equal(taken.Select(one => one.Question).Order(), left.Select(one => one.Question).Order());

            // Answered on another connection than asked on, and twice: it counts once.
            Assert.True(await second.AnswerAsync(PartnerStream.Reply(others[0], 0)));
            Assert.False(await second.AnswerAsync(PartnerStream.Reply(left[0], 0)));
            var changed = PartnerStream.Reply(left[0], 0);
            changed.ObservedTime.Seconds--;
            await second.SendAsync(new() { Reply = changed });
            var refused = await second.RefusedAsync();
            Assert.Equal(("QUESTION_NOT_FOUND", left[0].Question), (refused.Reason, refused.Metadata["question"]));
        }
    }

    [Fact]
    public async Task A_pause_stops_the_flow_and_more_room_lets_it_go_on()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 9);
            using var stream = await PartnerStream.OpenAsync(service, 2);
            var two = await stream.TakeAsync(2);
            await stream.SendAsync(new() { Flow = new VerificationFlow { OpenQuestions = 0 } });
            await stream.AnswerAsync(PartnerStream.Reply(two[0], 0));
            await stream.AnswerAsync(PartnerStream.Reply(two[1], 0));
            await stream.NothingForAsync(TimeSpan.FromSeconds(1));
            await stream.SendAsync(new() { Flow = new VerificationFlow { OpenQuestions = 1_000 } });
            Assert.Equal(7, (await stream.TakeAsync(7)).Count);
        }
    }

    [Fact]
    public async Task Signs_of_life_go_both_ways_and_a_silent_stream_is_ended()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await HalfAnsweredAsync(service);
            using var stream = await PartnerStream.OpenAsync(service);
            var questions = await stream.TakeAsync(9);
            for (var beat = 0; beat < 3; beat++)
            {
                service.Clock.Move(TimeSpan.FromSeconds(31));
                var next = await stream.NextAsync();
                Assert.Equal((Part.Heartbeat, service.Clock.GetUtcNow()), (next.PartCase, next.Heartbeat.SentTime.ToDateTimeOffset()));
                await stream.AnswerAsync(PartnerStream.Reply(questions[beat], 0));
            }

            service.Clock.Move(TimeSpan.FromSeconds(90));
            var ended = await stream.RefusedUntilAsync();
            Assert.Equal(("STREAM_OUT_OF_ORDER", "heartbeat"), (ended.Reason, ended.Metadata["expected"]));
        }
    }

    [Fact]
    public async Task Before_a_stop_the_partner_is_told_when_to_come_again_and_its_questions_are_free()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 9);
            using var stream = await PartnerStream.OpenAsync(service);
            await stream.TakeAsync(9);
            service.Services.GetRequiredService<Readiness>().Close();
            var goodbye = (await stream.NextAsync()).Goodbye;
            Assert.Equal(ErrorReason.ShuttingDown, goodbye.Reason);
            Assert.True(goodbye.ReconnectTime.ToDateTimeOffset() > service.Clock.GetUtcNow());
            Assert.False(await stream.IsOpenAsync());
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Equal(0, await db.VerificationQuestions.CountAsync(row => row.LeasedUntil != null));
            }
        }
    }

    [Fact]
    public async Task What_breaks_the_order_or_does_not_fit_the_question_ends_the_stream_with_its_reason()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 9);
            (string Reason, string Field, Action<VerificationReply> Spoil)[] wrong =
            [
                ("QUESTION_NOT_FOUND", "", reply => reply.Question = "x"),
                ("QUESTION_NOT_FOUND", "", reply => reply.Question = Citizens.NewId()),
                ("INVALID_REQUEST", "reply.income", reply => reply.Status = new Contracts.Type.V1.Value { Integer = 1 }),
                ("INVALID_REQUEST", "reply.observed_time", reply => reply.ObservedTime = null),
                ("INVALID_REQUEST", "reply.observed_time", reply => reply.ObservedTime.Seconds += 90_000),
                ("INVALID_REQUEST", "reply.income.incomes[0].kind", reply => reply.Income.Incomes[0].Kind = IncomeKind.Alimony),
                ("INVALID_REQUEST", "reply.income.incomes[0].amount", reply => reply.Income.Incomes[0].Amount.Halalas = -1),
                ("INVALID_REQUEST", "reply.failure", reply => reply.Failure = (VerificationFailure)99),
            ];
            foreach (var (reason, field, spoil) in wrong)
            {
                using var stream = await PartnerStream.OpenAsync(service);
                var reply = PartnerStream.Reply((await stream.TakeAsync(9)).First(one => one.Income is not null), 1_00);
                spoil(reply);
                await stream.SendAsync(new() { Reply = reply });
                var refused = await stream.RefusedAsync();
                Assert.Equal((reason, field), (refused.Reason, string.Join(',', refused.Fields)));
            }

            using var late = await PartnerStream.OpenAsync(service);
            await late.SendAsync(new() { Hello = PartnerStream.Hello(1) });
            Assert.Equal("reply", (await late.RefusedUntilAsync()).Metadata["expected"]);
            using var first = PartnerStream.Begin(service);
            await first.SendAsync(new() { Heartbeat = new VerificationHeartbeat() });
            Assert.Equal("hello", (await first.RefusedAsync()).Metadata["expected"]);
            Assert.Empty((await person.GetAsync()).Notices);
        }
    }

    [Fact]
    public async Task While_one_partner_of_two_is_silent_the_other_ones_answer_is_not_taken_for_the_whole()
    {
        var service = await RunningService.StartAsync(new Dictionary<string, string?> { ["Partners:Agreements:1:IncomeKinds:0"] = "Alimony" });
        await using (service)
        {
            var person = await HalfAnsweredAsync(service);
            await Wait(person, 11);
            using var stream = await PartnerStream.OpenAsync(service);
            foreach (var question in await stream.TakeAsync(9))
            {
                await stream.AnswerAsync(PartnerStream.Reply(question, 0));
            }

            var waiting = await Waits(person);
            Assert.Equal([AwaitedFact.Income, AwaitedFact.Income], waiting.Select(one => one.Fact));
            using var other = await PartnerStream.OpenAsync(service, 100, "as-Partner", [IncomeKind.Alimony]);
            foreach (var question in await other.TakeAsync(2))
            {
                await other.AnswerAsync(PartnerStream.Reply(question, 0, IncomeKind.Alimony));
            }

            Assert.Empty(await Waits(person));
        }
    }

    private static Task<IReadOnlyList<Awaited>> Waits(Applicant person) =>
        person.Service.Services.GetRequiredService<SourceWaitsApi>().ListAsync(person.Household, default);

    // A couple whose civil records are in and nothing else.
    private static async Task<Applicant> HalfAnsweredAsync(RunningService service)
    {
        var person = await Applicant.RegisterAsync(service);
        await person.CompleteCoupleAsync();
        await person.SubmitAsync();
        await person.AnswerAsync(DecidedApplicationTests.Everything(1, 2) with { Day = new DateOnly(2026, 11, 25), Incomes = null, Assets = null, Residence = null });
        await Wait(person, 9, atLeast: true);
        return person;
    }

    // Until the worker has asked what it has to.
    private static Task Wait(Applicant person, int open, bool atLeast = false) => Standins.Poll.UntilAsync(
        $"{open} questions are open",
        async () =>
        {
            var db = await person.Service.OpenDbAsync();
            await using (db)
            {
                var now = await db.VerificationQuestions.CountAsync(
                    row => row.HouseholdId == person.Household && row.State == Service.Partners.Verifications.QuestionState.Open);
                return now == open || (atLeast && now > open);
            }
        },
        Soon.Limit);

    private static async Task<HouseholdEligibility> EligibilityAsync(Applicant person) =>
        (await person.Service.Eligibility().GetEligibilityAsync(new() { Household = person.Household.Name }, person.Options)).Eligibility;
}
