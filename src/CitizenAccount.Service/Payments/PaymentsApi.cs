using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Payments;

/// <summary>What became of a payment, as the portal shows it; the numbers are those of the contract.</summary>
internal enum PaymentStanding : byte
{
    Paid = 1,
    None = 2,
    InProgress = 3,
    Held = 4,
    Returned = 5,
}

/// <summary>A household's payment of a month, as a neighbour sees it.</summary>
internal sealed record KnownPayment(HouseholdId Household, YearMonth Month, PaymentStanding State)
{
    /// <summary>Halalas; the sum of its lines.</summary>
    public required long Amount { get; init; }

    /// <summary>The payment day of the month; that of the batch when there is one.</summary>
    public required DateOnly PaymentDay { get; init; }

    /// <summary>Day of the deposit in Riyadh, once the bank confirmed it.</summary>
    public required DateOnly? DepositDay { get; init; }

    /// <summary>The batch's resource name; empty before.</summary>
    public required string Batch { get; init; }

    /// <summary>State of the newest instruction, as the contract numbers it; 0 before there is one.</summary>
    public required byte InstructionState { get; init; }

    /// <summary>Why the bank sent it back, as the contract numbers it; 0 otherwise.</summary>
    public required byte ReturnReason { get; init; }

    /// <summary>Its resource name.</summary>
    public string Name => $"{Household.Name}/payments/{Month}";
}

/// <summary>A recovery that is not over.</summary>
/// <param name="Name">Its resource name.</param>
/// <param name="ClosesOn">Last day to object to it; null before notice was given.</param>
/// <param name="Objection">The objection that suspends it; empty otherwise.</param>
internal sealed record OpenRecovery(string Name, DateOnly? ClosesOn, string Objection);

/// <summary>What other rooms may ask of payments and tell it, always from the database.</summary>
internal sealed class PaymentsApi(PaymentReads reads, Compensations compensations, RecoverySteps recoveries)
{
    /// <summary>The payment of a published month; null when the month is not published or does not know the household.
    /// </summary>
    public Task<KnownPayment?> FindPaymentAsync(HouseholdId household, YearMonth month, CancellationToken stop) =>
        reads.FindKnownAsync(household, month, stop);

    /// <summary>Makes compensation for an earlier month due, in the asker's transaction: once for a cause and month,
    /// and for at most five months of one cause.</summary>
    /// <param name="db">The asker's transaction.</param>
    /// <param name="household">The household.</param>
    /// <param name="month">The month it is for.</param>
    /// <param name="amount">Halalas, above 0.</param>
    /// <param name="cause">Resource name of what asks, such as an objection; at most 200 characters.</param>
    /// <param name="stop">Stops asking.</param>
    /// <returns>False when this cause has asked for this month before, or for five others.</returns>
    public Task<bool> AskCompensationAsync(
        ServiceDb db, HouseholdId household, YearMonth month, long amount, string cause, CancellationToken stop) =>
        compensations.AskAsync(db, household, month, amount, cause, stop);

    /// <summary>The recoveries of a household that are not over.</summary>
    public Task<IReadOnlyList<OpenRecovery>> ListOpenRecoveriesAsync(HouseholdId household, CancellationToken stop) =>
        recoveries.ListOpenAsync(household, stop);

    /// <summary>An objection is open, in the asker's transaction: the household's recoveries withhold nothing until it
    /// is decided, and the payment shows it.</summary>
    /// <param name="db">The asker's transaction.</param>
    /// <param name="household">The household.</param>
    /// <param name="payment">Month of the payment objected to; null when it is to a decision.</param>
    /// <param name="objection">Its resource name.</param>
    /// <param name="stop">Stops asking.</param>
    public static async Task OpenObjectionAsync(
        ServiceDb db, HouseholdId household, YearMonth? payment, string objection, CancellationToken stop)
    {
        await RecoverySteps.SuspendAsync(db, household, objection, stop);
        PaymentObjections.Add(db, household, payment, objection);
    }

    /// <summary>The objection is over, in the asker's transaction: the recoveries it suspended for a month it was
    /// upheld for are given up; others go on, once no other objection of the household is open.</summary>
    /// <param name="db">The asker's transaction.</param>
    /// <param name="household">The household.</param>
    /// <param name="objection">Its resource name.</param>
    /// <param name="upheld">The months it was upheld for; none where it was not.</param>
    /// <param name="stop">Stops asking.</param>
    public async Task CloseObjectionAsync(
        ServiceDb db, HouseholdId household, string objection, IReadOnlyList<YearMonth> upheld, CancellationToken stop)
    {
        // Whoever files another at this moment is waited for.
        await Ledger.Journal.TakeTurnAsync(db, stop);
        await PaymentObjections.RemoveAsync(db, household, objection, stop);
        await recoveries.ResumeAsync(db, household, objection, upheld, stop);
    }
}
