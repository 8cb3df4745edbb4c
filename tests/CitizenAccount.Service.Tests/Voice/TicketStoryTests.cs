using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Accounts;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using HijriDate = CitizenAccount.Contracts.Type.V1.HijriDate;

namespace CitizenAccount.Service.Tests.Voice;

/// <summary>Whole stories of tickets, by the calls their people make.</summary>
public sealed class TicketStoryTests : IAsyncLifetime
{
    private RunningService _service = null!;

    private VoiceService.VoiceServiceClient Calls => _service.Voice();

    public async Task InitializeAsync() => _service = await RunningService.StartAsync();

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_person_without_an_account_gets_the_number_by_SMS_and_follows_the_ticket_by_number_and_ID()
    {
        var request = Opening();
        var opened = await Calls.OpenTicketAsync(request, Clients.By());
        var ticket = opened.Ticket;
        Assert.Equal((TicketState.Open, "", 5, ClockState.Running), (ticket.State, ticket.Household, ticket.Clock.WorkingDays, ticket.Clock.State));
        Assert.Equal(new Date { Year = 2026, Month = 12, Day = 2 }, ticket.Clock.DueDate);
        Assert.Equal(opened, await Calls.OpenTicketAsync(request, Clients.By()));
        var sent = Assert.Single(await _service.SentToAsync(request.Applicant.Mobile));
        Assert.Equal((MessageKind.TicketOpened, ticket.Number), (sent.Kind, sent.Facts["number"]));

        Assert.Equal(ticket.Number, (await GetAsync(ticket.Name, request.Applicant.NationalId)).Number);
        foreach (var (name, id) in new[] { (ticket.Name, Citizens.NewNationalId()), ("tickets/100000000000", request.Applicant.NationalId) })
        {
            Assert.Equal("TICKET_NOT_FOUND", (await Refused.ByAsync(async () => await GetAsync(name, id))).Reason);
        }
    }

    [Fact]
    public async Task Wrong_proofs_beside_a_number_are_limited_whether_or_not_the_number_exists_and_right_ones_are_not()
    {
        var request = Opening();
        var ticket = (await Calls.OpenTicketAsync(request, Clients.By())).Ticket;
        foreach (var name in new[] { ticket.Name, "tickets/100000000000" })
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal("TICKET_NOT_FOUND", (await Refused.ByAsync(async () => await GetAsync(name, Citizens.NewNationalId()))).Reason);
            }

            Assert.Equal("TOO_MANY_ATTEMPTS", (await Refused.ByAsync(async () => await GetAsync(name, request.Applicant.NationalId))).Reason);
        }

        _service.Clock.Move(TimeSpan.FromMinutes(61));
        for (var i = 0; i < 12; i++)
        {
            await GetAsync(ticket.Name, request.Applicant.NationalId);
        }
    }

    [Fact]
    public async Task Five_tickets_a_day_are_taken_of_a_person_and_of_a_mobile_also_when_they_come_at_once()
    {
        var person = Opening();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var request = Opening();
            request.Applicant.NationalId = person.Applicant.NationalId;
            request.Text = $"اقتراح رقم {i} لتحسين الخدمة";
            return await ReasonAsync(Calls.OpenTicketAsync(request, Clients.By()));
        }));
        Assert.Equal(5, answers.Count(reason => reason == ""));
        Assert.All(answers.Where(reason => reason != ""), reason => Assert.Contains(reason, new[] { "TOO_MANY_ATTEMPTS", "CONFLICT" }));
        var mobile = Opening();
        for (var i = 0; i < 6; i++)
        {
            var request = Opening();
            request.Applicant.Mobile = mobile.Applicant.Mobile;
            Assert.Equal(i < 5 ? "" : "TOO_MANY_ATTEMPTS", await ReasonAsync(Calls.OpenTicketAsync(request, Clients.By())));
        }

        _service.Clock.Move(TimeSpan.FromHours(24).Add(TimeSpan.FromSeconds(1)));
        Assert.Equal("", await ReasonAsync(Calls.OpenTicketAsync(person, Clients.By())));
    }

    [Fact]
    public async Task A_ticket_is_taken_asked_about_heard_answered_and_its_notes_stay_with_staff()
    {
        var request = Opening();
        var ticket = (await Calls.OpenTicketAsync(request, Clients.By())).Ticket;
        Assert.Equal("TICKET_STATE", await ReasonAsync(Calls.ResolveTicketAsync(Answering(ticket.Name), Staff("worker-1"))));
        var held = (await Calls.AssignTicketAsync(new() { RequestId = Citizens.NewId(), Name = ticket.Name, Purpose = For(ticket) }, Staff("worker-1"))).Ticket;
        Assert.Equal((TicketState.Assigned, "worker-1"), (held.State, held.Assignee));
        await SayAsync(ticket, "ملاحظة بيننا", Staff("worker-1"), request => request.Internal = true);
        var asked = await SayAsync(ticket, "ما رقم الفاتورة؟", Staff("worker-1"), request => request.AskCitizen = true);
        Assert.Equal((TicketState.WaitingForCitizen, ClockState.Paused), (asked.State, asked.Clock.State));
        var heard = await SayAsync(ticket, "رقمها 12", Staff("agent-1", Role.Agent));
        Assert.Equal((TicketState.Assigned, 3), (heard.State, heard.Messages.Count));
        Assert.Equal("NOT_ASSIGNED_TO_YOU", await ReasonAsync(Calls.ResolveTicketAsync(Answering(ticket.Name), Staff("worker-2"))));
        var answered = (await Calls.ResolveTicketAsync(Answering(ticket.Name), Staff("worker-1"))).Ticket;
        Assert.Equal(TicketState.Resolved, answered.State);
        Assert.Equal("TICKET_STATE", await ReasonAsync(Calls.ResolveTicketAsync(Answering(ticket.Name), Staff("worker-1"))));

        var seen = await GetAsync(ticket.Name, request.Applicant.NationalId);
        Assert.Equal(["ما رقم الفاتورة؟", "رقمها 12"], seen.Messages.Select(message => message.Text));
        Assert.Equal(("", null, ClockState.Stopped), (seen.Assignee, seen.Script, seen.Clock.State));
        Assert.Equal(
            [MessageKind.TicketOpened, MessageKind.TicketProgress, MessageKind.TicketProgress],
            (await _service.SentToAsync(request.Applicant.Mobile)).Select(message => message.Kind));
    }

    [Fact]
    public async Task A_broken_promise_goes_to_the_supervisors_and_is_told_once_however_many_look()
    {
        var request = Opening();
        var ticket = (await Calls.OpenTicketAsync(request, Clients.By())).Ticket;
        var due = new DateOnly(ticket.Clock.DueDate.Year, ticket.Clock.DueDate.Month, ticket.Clock.DueDate.Day);
        _service.Clock.MoveTo(Riyadh.EndOf(due).AddSeconds(-1));
        await SweepAsync();
        Assert.Single(await _service.SentToAsync(request.Applicant.Mobile));
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SweepAsync()));
        Assert.Equal(2, (await _service.SentToAsync(request.Applicant.Mobile)).Count);
        var late = Assert.Single((await Calls.ListTicketsAsync(
            new() { Unit = "supervisors", Purpose = Clients.Asked }, Staff("chief", Role.Supervisor))).Tickets);
        Assert.Equal((ticket.Name, ClockState.Breached), (late.Name, late.Clock.State));
    }

    [Fact]
    public async Task The_same_person_on_the_same_matter_is_linked_for_staff()
    {
        var first = Opening();
        var one = (await Calls.OpenTicketAsync(first, Clients.By())).Ticket;
        var again = Opening();
        (again.Applicant.NationalId, again.Text) = (first.Applicant.NationalId, $"  {first.Text} !");
        var two = (await Calls.OpenTicketAsync(again, Clients.By())).Ticket;
        Assert.Empty(two.Related);
        var seen = (await Calls.GetTicketAsync(new() { Name = two.Name, Purpose = For(two) }, Staff("worker-1"))).Ticket;
        Assert.Equal([one.Name], seen.Related);
        Assert.NotEmpty(seen.AnswerTemplates);
    }

    [Fact]
    public async Task Files_that_are_not_what_they_claim_or_too_large_refuse_the_ticket_whole()
    {
        var program = Opening();
        program.Attachments.Add(new TicketAttachment { FileName = "bill.pdf", Content = ByteString.CopyFromUtf8("MZ not a bill") });
        var refused = await Refused.ByAsync(Calls.OpenTicketAsync(program, Clients.By()));
        Assert.Equal(("DOCUMENT_TYPE_REFUSED", "Windows program"), (refused.Reason, refused.Metadata["found"]));
        var large = Opening();
        large.Attachments.Add(new TicketAttachment { FileName = "big.pdf", Content = ByteString.CopyFrom(new byte[(1_024 * 1_024) + 1]) });
        Assert.Equal("DOCUMENT_TOO_LARGE", await ReasonAsync(Calls.OpenTicketAsync(large, Clients.By())));
        foreach (var text in new[] { "قصير", new string('ا', 4_001), "نص فيه رمز تحكم \u0001 هنا", "نص يقلب \u202E الاتجاه" })
        {
            var bad = Opening();
            bad.Text = text;
            Assert.Equal(["text"], (await Refused.ByAsync(Calls.OpenTicketAsync(bad, Clients.By()))).Fields);
        }

        var db = await _service.OpenDbAsync();
        await using (db)
        {
            Assert.Equal((0, 0, 0), (await db.Tickets.CountAsync(), await db.TicketEntries.CountAsync(), await db.Messages.CountAsync()));
        }
    }

    [Fact]
    public async Task A_ticket_becomes_an_objection_that_carries_on_with_its_words()
    {
        await using var stage = await CaseStage.StartAsync();
        var (person, calls) = (stage.Person, stage.Service.Voice());
        var ticket = (await calls.OpenTicketAsync(
            new() { RequestId = Citizens.NewId(), Kind = TicketKind.Complaint, Text = "الدخل المحتسب أعلى من راتبي" }, person.Options)).Ticket;
        Assert.Equal(person.Household.Name, ticket.Household);
        await calls.AssignTicketAsync(new() { RequestId = Citizens.NewId(), Name = ticket.Name, Purpose = For(ticket) }, stage.By("worker-1"));
        var referring = Answering(ticket.Name);
        referring.Referral = new TicketReferral
        {
            Eligibility = new EligibilityFiling
            {
                Decision = stage.DecisionOf(person),
                Grounds = { Contracts.Eligibility.V1.DecisionReason.AssetsTotal },
            },
        };
        Assert.Equal("GROUND_NOT_IN_DECISION", await ReasonAsync(calls.ResolveTicketAsync(referring, stage.By("worker-1"))));
        referring.RequestId = Citizens.NewId();
        referring.Referral.Eligibility.Grounds[0] = Contracts.Eligibility.V1.DecisionReason.ReducedByTaper;
        var referred = await calls.ResolveTicketAsync(referring, stage.By("worker-1"));
        Assert.Equal(referred, await calls.ResolveTicketAsync(referring, stage.By("worker-1")));
        Assert.Equal(TicketState.Referred, referred.Ticket.State);
        var objection = await stage.GetAsync(referred.Ticket.ReferredTo, person);
        Assert.Equal((ticket.Name, ticket.Text), (objection.Ticket, objection.Text));
        Assert.Equal([ticket.Name], objection.Related);
        Assert.Equal("TICKET_STATE", await ReasonAsync(calls.AddTicketMessageAsync(
            new() { RequestId = Citizens.NewId(), Name = ticket.Name, Text = "شكرًا" }, person.Options)));
        Assert.Equal(ticket.Name, Assert.Single((await calls.ListTicketsAsync(new(), person.Options)).Tickets).Name);
    }

    internal static OpenTicketRequest Opening() => new()
    {
        RequestId = Citizens.NewId(),
        Applicant = new TicketApplicant
        {
            NationalId = Citizens.NewNationalId(),
            FullName = "سعد بن محمد",
            Mobile = Citizens.NewMobile(),
            BirthHijriDate = new HijriDate { Year = 1408, Month = 7, Day = 25 },
        },
        Kind = TicketKind.Complaint,
        Text = "لا يصلني رمز التحقق منذ أسبوع",
    };

    private static ResolveTicketRequest Answering(string name) => new()
    {
        RequestId = Citizens.NewId(),
        Name = name,
        Resolution = new() { Ar = "صُحّح رقم الجوال لدينا.", En = "Your mobile number was put right." },
        Purpose = new Purpose { Code = PurposeCode.Ticket, Reference = name },
    };

    private static Purpose For(Ticket ticket) => new()
    {
        Code = PurposeCode.Ticket,
        Reference = ticket.Name,
        Channel = Contracts.Type.V1.Channel.Phone,
    };

    private static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (RpcException failure)
        {
            return Refused.Read(failure).Reason;
        }
    }

    private CallOptions Staff(string id, Role role = Role.CaseWorker) => Clients.By(_service.Bearer(id, [role], null));

    private Task SweepAsync() => _service.Services.GetRequiredService<Service.Voice.TicketSweep>().RunAsync(CancellationToken.None);

    private async Task<Ticket> GetAsync(string name, string nationalId) =>
        (await Calls.GetTicketAsync(new() { Name = name, NationalId = nationalId }, Clients.By())).Ticket;

    private async Task<Ticket> SayAsync(Ticket ticket, string text, CallOptions by, Action<AddTicketMessageRequest>? change = null)
    {
        var request = new AddTicketMessageRequest { RequestId = Citizens.NewId(), Name = ticket.Name, Text = text, Purpose = For(ticket) };
        change?.Invoke(request);
        return (await Calls.AddTicketMessageAsync(request, by)).Ticket;
    }
}
