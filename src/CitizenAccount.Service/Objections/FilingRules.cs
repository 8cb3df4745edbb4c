using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Objections;

/// <summary>Whether an objection is taken: the window, the grounds, the data, the evidence, in that order. Always from
/// the database.</summary>
internal sealed class FilingRules(
    EligibilityApi eligibility, ApplicationsApi applications, PaymentTies payments, TimeProvider clock)
{
    /// <summary>Refuses an objection that is not taken.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST for a member the household never had, and those of
    /// FileObjection.</exception>
    public async Task RequireAsync(Filing filing, CaseActor actor, CancellationToken stop)
    {
        var check = new RequestCheck();
        Filing.CheckMember(
            check,
            filing.Member == 0
            || await applications.HasMemberAsync(filing.Subject.Household, filing.Member, stop));
        check.ThrowIfBad();
        await (filing.Subject.Kind == ObjectionKind.Payment
            ? RequirePaymentAsync(filing.Subject, stop)
            : RequireDecisionAsync(filing.Subject, stop));
        await RequireEvidenceAsync(
            filing.Subject.Household, filing.Documents, actor, filing.Subject.Kind == ObjectionKind.Eligibility, stop);
    }

    /// <summary>Refuses evidence that is none of the household's, or that did not come by a channel for it.</summary>
    /// <exception cref="RefusalException">DOCUMENT_NOT_FOUND, CHANNEL_NOT_ALLOWED, DOCUMENTS_AWAIT_REVIEW.
    /// </exception>
    public async Task RequireEvidenceAsync(
        HouseholdId household, IReadOnlyList<Guid> documents, CaseActor actor, bool othersRead, CancellationToken stop)
    {
        var present = documents.Count > 0 || othersRead
            ? (await applications.ListEvidenceAsync(household, stop)).ToDictionary(one => one.Id)
            : [];
        foreach (var id in documents)
        {
            var found = present.TryGetValue(id, out var one)
                ? one
                : throw Refusal.Of(ErrorReason.DocumentNotFound).ToException();
            if (found.IsFinancial && actor.IsStaff)
            {
                throw Refusal.Of(ErrorReason.ChannelNotAllowed)
                    .With("channel", actor.Channel.ToString().ToUpperInvariant()).ToException();
            }
        }

        // What is attached to this very objection is read with it.
        if (othersRead && present.Values.Any(one => one.AwaitsReview && !documents.Contains(one.Id)))
        {
            throw Refusal.Of(ErrorReason.DocumentsAwaitReview).ToException();
        }
    }

    private async Task RequireDecisionAsync(FilingSubject subject, CancellationToken stop)
    {
        var decision = await eligibility.FindDecisionAsync(subject.Household, subject.Month, stop)
            ?? throw Refusal.Of(ErrorReason.DecisionNotFound).ToException();

        // Whoever could not be told yet reads the result from its publication on, and may object to it.
        var told = new DateTimeOffset(decision.NotifiedAt ?? decision.PublishedAt);
        Require(ObjectionWindow.OfDecision(Riyadh.DateOf(told)));
        if (subject.ForeignGround != default)
        {
            throw NotAmongReasons(subject.ForeignGround.ToString());
        }

        foreach (var ground in subject.Grounds.InOrder())
        {
            if (!decision.Reasons.Contains(ground))
            {
                throw NotAmongReasons(ReasonWire.ToWire(ground).ToString());
            }
        }

        await RequireUpdateAsync(subject, decision.PublishedAt, stop);
    }

    private async Task RequirePaymentAsync(FilingSubject subject, CancellationToken stop)
    {
        var payment = await payments.FindAsync(subject.Household, subject.Month, stop)
            ?? throw Refusal.Of(ErrorReason.PaymentNotFound).ToException();
        Require(ObjectionWindow.OfPayment(payment.PaymentDay, payment.DepositDay));
    }

    private void Require(ObjectionWindow window)
    {
        var today = Riyadh.DateOf(clock.GetUtcNow());
        if (window.IsBefore(today))
        {
            throw Refusal.Of(ErrorReason.ObjectionWindowNotOpen)
                .With("opens_date", Text(window.OpensOn)).ToException();
        }

        if (window.IsAfter(today))
        {
            throw Refusal.Of(ErrorReason.ObjectionWindowClosed)
                .With("closed_date", Text(window.ClosesOn)).ToException();
        }
    }

    private async Task RequireUpdateAsync(FilingSubject subject, DateTime since, CancellationToken stop)
    {
        string[] data = [.. subject.Grounds.InOrder().Select(DataOf).OfType<string>().Distinct()];
        if (data.Length > 0 && !await applications.ChangedSinceAsync(subject.Household, since, stop))
        {
            throw Refusal.Of(ErrorReason.DataUpdateRequired).With("data", string.Join(", ", data)).ToException();
        }
    }

    // Reasons that stand in what the household declared: they go away by declaring, not by objecting.
    private static string? DataOf(DecisionReason reason) => reason switch
    {
        DecisionReason.ApplicationIncomplete => "application",
        DecisionReason.DataMismatch => "application",
        DecisionReason.DependantsMissing => "members",
        DecisionReason.CommercialRegistrationUndisclosed => "income",
        DecisionReason.IndependenceNotProved => "housing",
        _ => null,
    };

    private static RefusalException NotAmongReasons(string ground) =>
        Refusal.Of(ErrorReason.GroundNotInDecision).With("ground", ground).ToException();

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
