using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Objections;

/// <summary>DecideObjection. The decision and the asking for its effects are one transaction: whatever ends the process
/// in between, either both are there or neither, and each asking is worked once.</summary>
internal sealed class ObjectionDeciding(
    ObjectionWork work, ObjectionSteps steps, EligibilityApi eligibility, PaymentTies payments, CaseOptions options,
    TimeProvider clock)
{
    public Task<DecideObjectionResponse> DecideAsync(DecideObjectionRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var id = ObjectionWork.ReadName(check, request.Name);
        var decision = ObjectionDecision.Parse(request, check);
        check.ThrowIfBad();
        var call = new ObjectionCall(id, request.Etag, request.Purpose);
        return work.ChangeAsync(
            context, request, call,
            at => at.File.Content.Verdict is { WaitsForSecond: true } proposed
                ? ConfirmAsync(at, decision, proposed, context.CancellationToken)
                : DecideAsync(at, decision, context.CancellationToken),
            (objection, token) => new DecideObjectionResponse { Objection = objection, ConsistencyToken = token });
    }

    private async Task DecideAsync(ObjectionAtWork at, ObjectionDecision decision, CancellationToken stop)
    {
        ObjectionWork.RequireHolder(at.Row, at.Actor);
        RequireState(at.Row, ObjectionStep.Decide);
        decision.RequireComplete(at.Row, Riyadh.DateOf(clock.GetUtcNow()), payments.Calendar);
        var needsSecond = decision.Compensate && decision.Months.Count >= options.SecondPersonFromMonths;
        at.File.Content = at.File.Content with
        {
            Verdict = new Verdict(
                (byte)decision.Outcome, decision.Answer!.Value, decision.Articles,
                [.. decision.Months.Select(month => (month.Year * 100) + month.Month)], decision.Compensate)
            {
                DecidedBy = at.Actor.Subject,
                WaitsForSecond = needsSecond,
            },
        };
        steps.Note(at.Db, at.File, ObjectionEventKind.Decided, at.Actor);
        if (needsSecond)
        {
            steps.Take(at.File, ObjectionStep.Propose);
            return;
        }

        await CarryOutAsync(at, decision.Months, stop);
    }

    private async Task ConfirmAsync(
        ObjectionAtWork at, ObjectionDecision decision, Verdict proposed, CancellationToken stop)
    {
        if (at.Actor.Subject == proposed.DecidedBy)
        {
            throw Refusal.Of(ErrorReason.SecondPersonRequired).With("step", "decide").ToException();
        }

        RequireState(at.Row, ObjectionStep.Decide);
        var check = new RequestCheck();
        check.That(
            (byte)decision.Outcome == proposed.Outcome, "outcome",
            "يعتمد الشخص الثاني النتيجة نفسها.", "A second person states the same outcome.");
        check.ThrowIfBad();
        at.File.Content = at.File.Content with
        {
            Verdict = proposed with { ConfirmedBy = at.Actor.Subject, WaitsForSecond = false },
        };
        steps.Note(at.Db, at.File, ObjectionEventKind.Confirmed, at.Actor);
        await CarryOutAsync(
            at, [.. proposed.Months.Select(code => new YearMonth(code / 100, code % 100))], stop);
    }

    private async Task CarryOutAsync(ObjectionAtWork at, IReadOnlyList<YearMonth> months, CancellationToken stop)
    {
        var row = at.Row;
        steps.Take(at.File, ObjectionStep.Decide);
        row.DecidedAt = clock.GetUtcNow().UtcDateTime;
        foreach (var month in months)
        {
            await eligibility.AskRedecisionAsync(
                at.Db, row.HouseholdId, month, RedecisionCause.ObjectionUpheld, row.Name, stop);
            at.Db.ObjectionEffects.Add(new ObjectionEffectRow
            {
                ObjectionId = row.Id,
                Month = (month.Year * 100) + month.Month,
                Compensates = at.File.Content.Verdict!.Compensate,
            });
        }

        // A rejection has no months.
        await payments.CloseAsync(at.Db, row.HouseholdId, row.Name, months, stop);
        steps.Tell(at.Db, row, at.Reader, ObjectionWords.Decided);
        if (months.Count == 0)
        {
            steps.Take(at.File, ObjectionStep.Close);
            steps.Note(at.Db, at.File, ObjectionEventKind.Closed, CaseActor.System);
        }
    }

    // Before anything about the decision itself: who decides a case that is over learns that it is over.
    private static void RequireState(ObjectionRow row, ObjectionStep step)
    {
        if (!ObjectionLife.From(step).Contains(row.State))
        {
            throw Refusal.Of(ErrorReason.ObjectionState)
                .With("state", ObjectionSteps.NameOf(row.State)).ToException();
        }
    }
}
