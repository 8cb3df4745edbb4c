namespace CitizenAccount.Service.Payments;

/// <summary>When an objection to a payment is taken, counted from the day of the deposit. Civil dates in Riyadh.
/// </summary>
/// <remarks>Source: the policy parameters <c>objection.payment.opens_after_days</c> and
/// <c>objection.payment.window_days</c>; a test holds the two against them.</remarks>
internal static class ObjectionDays
{
    /// <summary>Days after the deposit on which it opens; earlier once the payment shows paid.</summary>
    public const int OpensAfter = 5;

    /// <summary>Days after the deposit on which it is taken for the last time.</summary>
    public const int ClosesAfter = 90;

    public static DateOnly OpensOn(DateOnly deposit) => deposit.AddDays(OpensAfter);

    public static DateOnly ClosesOn(DateOnly deposit) => deposit.AddDays(ClosesAfter);
}
