namespace CitizenAccount.Rules.Time;

/// <summary>When a benefit month is paid, and why on that day. Civil dates in Riyadh.</summary>
/// <param name="Month">The benefit month.</param>
/// <param name="Nominal">The day the rule names before any shift: the 10th.</param>
/// <param name="Date">The day the deposit is made; it starts in the small hours and runs to the end of the day.</param>
/// <param name="Shift">Why <paramref name="Date"/> is not simply <paramref name="Nominal"/>.</param>
public readonly record struct PaymentDay(YearMonth Month, DateOnly Nominal, DateOnly Date, PaymentShift Shift);

/// <summary>Why a payment is not made on its nominal day.</summary>
public enum PaymentShift
{
    /// <summary>It is made on the nominal day.</summary>
    None = 0,

    /// <summary>The nominal day is a Friday: paid on the Thursday before.</summary>
    Friday = 1,

    /// <summary>The nominal day is a Saturday: paid on the Sunday after.</summary>
    Saturday = 2,

    /// <summary>The programme announced the day, for example early before an Eid.</summary>
    Announced = 3,
}
