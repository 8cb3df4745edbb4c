using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

/// <summary>Every change of an objection but its filing and its decision.</summary>
internal sealed class ObjectionChanges(
    ObjectionWork work, ObjectionSteps steps, FilingRules rules, PaymentTies payments, CaseCalendar calendar,
    TimeProvider clock)
{
    private const int DocumentsMax = 60;

    public Task<AddEvidenceResponse> AddEvidenceAsync(AddEvidenceRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        var documents = Filing.ReadDocuments(check, request.Documents, default);
        var text = Filing.ReadText(check, request.Text, 0, "text");
        check.That(
            documents.Count > 0 || text.Length > 0 || !check.IsClean, "documents",
            "أضف مستندًا أو نصًا.", "Add a document or a text.");
        check.ThrowIfBad();
        var call = new ObjectionCall(id, request.Etag, request.Purpose);
        return work.ChangeAsync(context, request, call, async at =>
        {
            // Whether there is such a case in a state for it goes before what is added to it.
            steps.Take(at.File, at.Row.State == Rules.Cases.ObjectionState.WaitingForPartner && at.Actor.IsStaff
                ? ObjectionStep.StopWaiting
                : ObjectionStep.AddEvidence);
            await rules.RequireEvidenceAsync(
                at.Row.HouseholdId, documents, at.Actor, othersRead: false, context.CancellationToken);
            RequireOfHousehold(request.Documents, at.Row);
            var all = at.File.Content.Documents.Union(documents).ToArray();
            if (all.Length > DocumentsMax)
            {
                throw Refusal.Of(ErrorReason.TooManyDocuments).With("limit", "60").ToException();
            }

            at.File.Content = at.File.Content with { Documents = all };
            steps.Note(at.Db, at.File, ObjectionEventKind.EvidenceAdded, at.Actor, text);
        }, (objection, token) => new AddEvidenceResponse { Objection = objection, ConsistencyToken = token });
    }

    public Task<WithdrawObjectionResponse> WithdrawAsync(WithdrawObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        var cause = Filing.ReadText(check, request.Cause, 0, "cause", 1_000);
        check.ThrowIfBad();
        var call = new ObjectionCall(id, request.Etag, null);
        return work.ChangeAsync(context, request, call, at =>
        {
            steps.Take(at.File, ObjectionStep.Withdraw);
            steps.Note(at.Db, at.File, ObjectionEventKind.Withdrawn, at.Actor, cause);
            return payments.CloseAsync(at.Db, at.Row.HouseholdId, at.Row.Name, [], context.CancellationToken);
        }, (objection, token) => new WithdrawObjectionResponse { Objection = objection, ConsistencyToken = token });
    }

    public Task<AssignObjectionResponse> AssignAsync(AssignObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        var assignee = check.ReadText(request.Assignee, 100, "assignee");
        check.ThrowIfBad();
        var self = context.Caller().Subject;
        var call = new ObjectionCall(id, request.Etag, request.Purpose);
        return work.ChangeAsync(context, request, call, at =>
        {
            var forOther = assignee.Length > 0 && assignee != self;
            if (at.Actor.Role != Role.Supervisor && (forOther || at.Row.WithSupervisor))
            {
                throw Refusal.Of(ErrorReason.PermissionDenied)
                    .With("call", context.State().Policy.FullName).ToException();
            }

            // A supervisor who gives it to somebody takes it off the supervisors' desk.
            at.Row.Assignee = forOther ? assignee : self;
            at.Row.WithSupervisor &= !forOther;
            steps.Take(at.File, ObjectionStep.Assign);
            steps.Note(at.Db, at.File, ObjectionEventKind.Assigned, at.Actor, at.Row.Assignee);
            return Task.CompletedTask;
        }, (objection, token) => new AssignObjectionResponse { Objection = objection, ConsistencyToken = token });
    }

    public Task<RequestInformationResponse> AskAsync(RequestInformationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        check.CheckChoice(request.AskedOf, "asked_of");
        var ofPartner = request.AskedOf == InformationSource.Partner;
        check.That(
            Enum.IsDefined(request.PartnerSource) && ofPartner == (request.PartnerSource != FactSource.Unspecified),
            "partner_source",
            "اذكر الجهة عند سؤال جهة، واتركها عند سؤال المستفيد.",
            "Name the source when a partner is asked; leave it out when the citizen is.");
        var text = new LocalizedText(
            Filing.ReadText(check, request.Text?.Ar ?? "", 1, "text.ar", 1_000),
            Filing.ReadText(check, request.Text?.En ?? "", 1, "text.en", 1_000));
        check.That(
            request.WorkingDays is >= 1 and <= 30, "working_days",
            "من يوم عمل إلى \u206630\u2069 يومًا.", "1 to 30 working days.");
        check.ThrowIfBad();
        var call = new ObjectionCall(id, request.Etag, request.Purpose);
        return work.ChangeAsync(context, request, call, at =>
        {
            ObjectionWork.RequireHolder(at.Row, at.Actor);
            steps.Take(at.File, ofPartner ? ObjectionStep.AskPartner : ObjectionStep.AskCitizen);
            var now = clock.GetUtcNow();
            var due = calendar.Days.AddWorkingDays(Riyadh.DateOf(now), request.WorkingDays);
            at.File.Content = at.File.Content with
            {
                Inquiries =
                [
                    .. at.File.Content.Inquiries,
                    new Inquiry((byte)request.AskedOf, (byte)request.PartnerSource, text, due, now),
                ],
            };
            steps.Note(at.Db, at.File, ObjectionEventKind.InformationRequested, at.Actor);
            if (!ofPartner)
            {
                steps.Tell(at.Db, at.Row, at.Reader, ObjectionWords.Asked);
            }

            return Task.CompletedTask;
        }, (objection, token) => new RequestInformationResponse { Objection = objection, ConsistencyToken = token });
    }

    public Task<EscalateObjectionResponse> EscalateAsync(EscalateObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        var cause = Filing.ReadText(check, request.Cause, 10, "cause", 1_000);
        check.ThrowIfBad();
        var call = new ObjectionCall(id, request.Etag, request.Purpose);
        return work.ChangeAsync(context, request, call, async at =>
        {
            if (at.Row.DecidedAt is not null)
            {
                await ReopenAsync(at, context.CancellationToken);
            }
            else
            {
                RequireReason(at);
                steps.Take(at.File, ObjectionStep.Escalate, ErrorReason.EscalationNotPossible);
            }

            (at.Row.WithSupervisor, at.Row.Assignee) = (true, null);
            steps.Note(at.Db, at.File, ObjectionEventKind.Escalated, at.Actor, cause);
            steps.Tell(at.Db, at.Row, at.Reader, ObjectionWords.Escalated);
        }, (objection, token) => new EscalateObjectionResponse { Objection = objection, ConsistencyToken = token });
    }

    // A rejection is taken to a supervisor once, with a clock of its own.
    private async Task ReopenAsync(ObjectionAtWork at, CancellationToken stop)
    {
        var (row, now) = (at.Row, clock.GetUtcNow());
        var isRejection = at.File.Content.Verdict is { Outcome: (byte)ObjectionOutcome.Rejected };
        var other = await ObjectionsStore.FindOpenAsync(at.Db, row.HouseholdId, row.Kind, row.Month, stop);
        if (!isRejection || row.WithSupervisor || other is not null)
        {
            throw NotPossible(row);
        }

        steps.Take(at.File, ObjectionStep.EscalateRejection, ErrorReason.EscalationNotPossible);
        at.File.Content = at.File.Content with { EarlierVerdict = at.File.Content.Verdict, Verdict = null };
        (row.DecidedAt, row.BreachedAt) = (null, null);
        (row.StartedAt, row.StartedOn) = (now.UtcDateTime, Riyadh.DateOf(now));
        await payments.OpenAsync(at.Db, row.HouseholdId, row.PaymentMonth, row.Name, stop);
    }

    // A citizen escalates what is late; what is in time is waited for.
    private void RequireReason(ObjectionAtWork at)
    {
        var isLate = at.Row.BreachedAt is not null || at.Row.DueOn < Riyadh.DateOf(clock.GetUtcNow());
        if (!at.Actor.IsStaff && !isLate)
        {
            throw NotPossible(at.Row);
        }
    }

    private static RefusalException NotPossible(ObjectionRow row) => Refusal.Of(ErrorReason.EscalationNotPossible)
        .With("state", ObjectionSteps.NameOf(row.State)).ToException();

    private static void RequireOfHousehold(IEnumerable<string> documents, ObjectionRow row)
    {
        if (documents.Any(name => !name.StartsWith(row.HouseholdId.Name + "/", StringComparison.Ordinal)))
        {
            throw Refusal.Of(ErrorReason.DocumentNotFound).ToException();
        }
    }
}
