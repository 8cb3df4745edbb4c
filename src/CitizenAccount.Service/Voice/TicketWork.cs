using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Voice;

/// <summary>What is done to a ticket after it was opened: messages, assigning, answering, referring.</summary>
internal sealed class TicketWork(
    TicketsStore store, Writes writes, TicketSteps steps, TicketFiles files, TicketSeals seals, TicketWire wire,
    TicketTokens tokens, ObjectionsApi objections, CaseCalendar calendar, TimeProvider clock)
{
    public async Task<AddTicketMessageResponse> SayAsync(AddTicketMessageRequest request, ServerCallContext context)
    {
        var isCitizen = !context.Caller().ActsForOthers;
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var number = check.ReadTicket(request.Name);
        var text = check.ReadCaseText(request.Text, 1, "text");
        check.CheckAttachments(request.Attachments);
        check.That(
            !(request.Internal && (isCitizen || request.AskCitizen)), "internal",
            "الملاحظة الداخلية للموظفين، ولا تكون سؤالًا للمستفيد.",
            "A note is for staff and asks the citizen nothing.");
        check.That(
            !(request.AskCitizen && isCitizen), "ask_citizen", "هذا الحقل للموظفين.", "This field is for staff.");
        check.ThrowIfBad();
        await TouchAsync(number, request.Purpose, context);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        return await writes.OnceAsync(write, async () =>
        {
            var attached = await files.CheckAsync(request.Attachments, stop);
            return await ChangeAsync(write, number, "", request.Purpose, context, (db, row, actor) =>
            {
                var step = request.AskCitizen ? TicketStep.AskCitizen
                    : request.Internal || (actor.IsStaff && actor.Role != Role.Agent) ? TicketStep.Say
                    : TicketStep.Hear;
                steps.Take(row, step);
                steps.Attach(
                    db, row,
                    steps.Note(db, row, TicketEntryKind.Message, actor, text, request.Internal), attached);
                if (request.AskCitizen)
                {
                    var now = clock.GetUtcNow();
                    var limit = calendar.Days.AddWorkingDays(Riyadh.DateOf(now), TicketClock.AnswerDays);
                    TicketClock.Pause(row, now, limit, calendar);
                    steps.Tell(db, row, TicketWords.Asked);
                }
                else if (step == TicketStep.Say && !request.Internal)
                {
                    steps.Tell(db, row, TicketWords.Said);
                }

                return Task.CompletedTask;
            }, ticket => new AddTicketMessageResponse { Ticket = ticket, ConsistencyToken = tokens.Issue() });
        }, stop);
    }

    public async Task<AssignTicketResponse> AssignAsync(AssignTicketRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var number = check.ReadTicket(request.Name);
        check.That(
            request.Unit.Length == 0 || Units.Knows(request.Unit), "unit",
            "لا توجد وحدة بهذا الاسم.", "There is no such unit.");
        check.ReadText(request.Assignee, 100, "assignee");
        check.ThrowIfBad();
        await TouchAsync(number, request.Purpose, context);
        var self = context.Caller().Subject;
        if (request.Assignee.Length > 0 && request.Assignee != self && !context.Caller().Is(Role.Supervisor))
        {
            throw Refusal.Of(ErrorReason.PermissionDenied)
                .With("call", context.State().Policy.FullName).ToException();
        }

        var write = WriteRequest.Of(context, request);
        return await ChangeAsync(write, number, request.Etag, request.Purpose, context, (db, row, actor) =>
        {
            var hand = request.Unit.Length > 0 && request.Assignee.Length == 0;
            row.Unit = request.Unit.Length > 0 ? request.Unit : row.Unit;
            row.Assignee = hand ? null : request.Assignee.Length > 0 ? request.Assignee : self;
            steps.Take(row, hand ? TicketStep.Hand : TicketStep.Assign);
            steps.Note(
                db, row, hand ? TicketEntryKind.Handed : TicketEntryKind.Assigned, actor, row.Assignee ?? row.Unit);
            return Task.CompletedTask;
        }, ticket => new AssignTicketResponse { Ticket = ticket, ConsistencyToken = tokens.Issue() });
    }

    public async Task<ResolveTicketResponse> ResolveAsync(ResolveTicketRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var number = check.ReadTicket(request.Name);
        var answer = check.ReadAnswer(request.Resolution, "resolution");
        var subject = ReadReferral(request.Referral, check);
        check.ThrowIfBad();
        var seen = await TouchAsync(number, request.Purpose, context);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            var referred = subject is null ? null : await PrepareAsync(subject, seen, request.Purpose, context);
            return await ResolveAsync(write, request, answer, referred, context);
        }, stop);
    }

    private Task<ResolveTicketResponse> ResolveAsync(
        WriteRequest write, ResolveTicketRequest request, LocalizedText answer, ReferredFiling? referred,
        ServerCallContext context) => ChangeAsync(
        write, NumberOf(request), request.Etag, request.Purpose, context, async (db, row, actor) =>
        {
            RequireHolder(row, actor);
            row.ResolutionSealed = seals.SealResolution(row.Id, answer);
            steps.Take(row, referred is null ? TicketStep.Resolve : TicketStep.Refer);
            if (referred is not null)
            {
                row.ReferredTo = await objections.FileAsync(db, referred, context.CancellationToken);
            }

            steps.Note(db, row, referred is null ? TicketEntryKind.Resolved : TicketEntryKind.Referred, actor);
            steps.Tell(db, row, referred is null ? TicketWords.Answered : TicketWords.Referred);
        }, ticket => new ResolveTicketResponse { Ticket = ticket, ConsistencyToken = tokens.Issue() });

    // What is referred goes the way of every filing; the channel is the ticket's.
    private Task<ReferredFiling> PrepareAsync(
        FilingSubject subject, TicketRow row, Purpose? purpose, ServerCallContext context)
    {
        if (row.HouseholdId != subject.Household)
        {
            throw Refusal.Of(subject.Kind == ObjectionKind.Payment
                ? ErrorReason.PaymentNotFound
                : ErrorReason.DecisionNotFound).ToException();
        }

        var actor = CaseActor.Of(context, purpose) with { Channel = row.Channel };
        return objections.PrepareAsync(subject, seals.TextOf(row), row.Name, actor, context.CancellationToken);
    }

    private static FilingSubject? ReadReferral(TicketReferral? referral, RequestCheck check)
    {
        switch (referral?.SubjectCase)
        {
            case null:
                return null;
            case TicketReferral.SubjectOneofCase.Eligibility:
                return FilingSubject.Read(referral.Eligibility, "referral.eligibility", check);
            case TicketReferral.SubjectOneofCase.Payment:
                return FilingSubject.Read(referral.Payment, "referral.payment", check);
            default:
                check.Add("referral.subject", new LocalizedText(
                    "حدد القرار أو الدفعة محل الاعتراض.", "Name the decision or the payment that is objected to."));
                return null;
        }
    }

    private static string NumberOf(ResolveTicketRequest request) => new RequestCheck().ReadTicket(request.Name);

    /// <summary>Says whose data the call touches; another's ticket is answered as absent.</summary>
    private async Task<TicketRow> TouchAsync(string number, Purpose? purpose, ServerCallContext context) =>
        TicketAccess.Require(await store.FindAsync(number, context.CancellationToken), purpose, context);

    private async Task<T> ChangeAsync<T>(
        WriteRequest write, string number, string etag, Purpose? purpose, ServerCallContext context,
        Func<ServiceDb, TicketRow, CaseActor, Task> change, Func<Ticket, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        if (await writes.FindEarlierAsync<T>(write, stop) is { } earlier)
        {
            return earlier;
        }

        var actor = CaseActor.Of(context, purpose);
        return await writes.CommitAsync(write, async db =>
        {
            var row = await TicketsStore.GetAsync(db, number, stop);
            if (etag.Length > 0 && etag != wire.ToWire(row, forStaff: false).Etag)
            {
                throw RequestIds.Conflict(row.Name);
            }

            var before = TicketCounts.Of(row);
            await change(db, row, actor);
            await ObjectionCounts.MoveAsync(db, before, TicketCounts.Of(row), stop);
            await db.SaveChangesAsync(stop);
            return answer(wire.ToWire(await TicketsStore.ReadAsync(db, row, stop), actor.IsStaff));
        }, stop);
    }

    private static void RequireHolder(TicketRow row, CaseActor actor)
    {
        if (row.Assignee is not null && row.Assignee != actor.Subject && actor.Role != Role.Supervisor)
        {
            throw Refusal.Of(ErrorReason.NotAssignedToYou).ToException();
        }
    }
}

/// <summary>Who may see a ticket.</summary>
internal static class TicketAccess
{
    /// <summary>Says whose ticket a call touches, and checks that the caller may.</summary>
    /// <exception cref="RefusalException">TICKET_NOT_FOUND, PURPOSE_REQUIRED, OWN_HOUSEHOLD.</exception>
    public static TicketRow Require(TicketRow? row, Purpose? purpose, ServerCallContext context)
    {
        var state = context.State();
        if (state.Caller.ActsForOthers)
        {
            state.TouchStranger(purpose);
        }

        var isOwn = row?.AccountId is { } account && account == state.Caller.Account;
        if (row is null || !(state.Caller.ActsForOthers || isOwn))
        {
            throw Refusal.Of(ErrorReason.TicketNotFound).ToException();
        }

        if (row.HouseholdId is { } household)
        {
            state.Touch(household, purpose, ErrorReason.TicketNotFound);
        }

        return row;
    }
}
