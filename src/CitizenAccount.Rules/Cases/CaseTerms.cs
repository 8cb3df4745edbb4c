namespace CitizenAccount.Rules.Cases;

/// <summary>What is promised to whoever opens a case.</summary>
/// <remarks>Source: the policy parameters <c>objection.payment.response_working_days</c>,
/// <c>voice_ticket.response_working_days</c> and <c>objection.eligibility.window_days</c>; tests hold them against
/// these. How long an eligibility objection may take is published nowhere: the service is told by its configuration.
/// </remarks>
public static class CaseTerms
{
    /// <summary>Working days for a payment complaint.</summary>
    public const int PaymentWorkingDays = 15;

    /// <summary>Working days for a ticket.</summary>
    public const int TicketWorkingDays = 5;

    /// <summary>Days after its notification on which an objection to a decision is taken for the last time.</summary>
    public const int EligibilityWindowDays = 90;

    /// <summary>Days after the deposit on which an objection to a payment opens, unless it shows paid before.</summary>
    public const int PaymentOpensAfterDays = 5;

    /// <summary>Days after the deposit on which it is taken for the last time.</summary>
    public const int PaymentWindowDays = 90;

    /// <summary>Most months that an eligibility objection reaches back.</summary>
    public const int EligibilityMonthsMax = 5;
}

/// <summary>When an objection is taken: from the first civil day in Riyadh to the last, both included.</summary>
/// <param name="OpensOn">The first day.</param>
/// <param name="ClosesOn">The last day.</param>
public readonly record struct ObjectionWindow(DateOnly OpensOn, DateOnly ClosesOn)
{
    /// <summary>The window of a decision, from the day its household was told.</summary>
    public static ObjectionWindow OfDecision(DateOnly notified) =>
        new(notified, notified.AddDays(CaseTerms.EligibilityWindowDays));

    /// <summary>The window of a payment: from some days after the payment day, earlier once it shows paid.</summary>
    /// <param name="paymentDay">The day it is or was to be paid.</param>
    /// <param name="deposited">The day the deposit was confirmed; null while it does not show paid.</param>
    public static ObjectionWindow OfPayment(DateOnly paymentDay, DateOnly? deposited)
    {
        var day = deposited ?? paymentDay;
        return new(deposited ?? day.AddDays(CaseTerms.PaymentOpensAfterDays), day.AddDays(CaseTerms.PaymentWindowDays));
    }

    /// <summary>Whether it is not open yet on a day.</summary>
    public bool IsBefore(DateOnly day) => day < OpensOn;

    /// <summary>Whether it is closed on a day.</summary>
    public bool IsAfter(DateOnly day) => day > ClosesOn;
}
