using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Objections;

/// <summary>A payment as far as it decides whether an objection to it is taken.</summary>
/// <param name="PaymentDay">The day it is or was to be paid.</param>
/// <param name="DepositDay">The day of the deposit in Riyadh; null while it does not show paid.</param>
internal sealed record ObjectedPayment(DateOnly PaymentDay, DateOnly? DepositDay);

/// <summary>What objections ask of payments and tell them. Stands in one place, so that how the two rooms are tied can
/// be read there.</summary>
internal sealed record PaymentTies
{
    /// <summary>The ties to the room of payments.</summary>
    public static PaymentTies Of(PaymentsApi payments, PaymentCalendar calendar) => new()
    {
        FindAsync = async (household, month, stop) =>
            await payments.FindPaymentAsync(household, month, stop) is { } payment
                ? new ObjectedPayment(payment.PaymentDay, payment.DepositDay)
                : null,
        OpenAsync = PaymentsApi.OpenObjectionAsync,
        CloseAsync = payments.CloseObjectionAsync,
        Calendar = calendar,
    };

    /// <summary>The payment of a household and month; null when there is none.</summary>
    public required Func<HouseholdId, YearMonth, CancellationToken, Task<ObjectedPayment?>> FindAsync { get; init; }

    /// <summary>An objection is open, in the caller's transaction: recoveries of the household withhold nothing, and
    /// the payment of the month, when it is to one, shows it.</summary>
    public required Func<ServiceDb, HouseholdId, YearMonth?, string, CancellationToken, Task> OpenAsync { get; init; }

    /// <summary>It is over, in the caller's transaction, and was upheld for these months, or for none: recoveries it
    /// suspended for one of them are given up, others go on.</summary>
    public required Func<ServiceDb, HouseholdId, string, IReadOnlyList<YearMonth>, CancellationToken, Task> CloseAsync
    {
        get;
        init;
    }

    /// <summary>The days months are paid on.</summary>
    public required PaymentCalendar Calendar { get; init; }
}
