using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>Everything stored about one payment. Decision and holds, lines and instructions stay apart: whether it is
/// due, whether it can be paid, and what became of it are three questions.</summary>
internal sealed record PaymentFacts(HouseholdId Household, YearMonth Month)
{
    public required HouseholdDecision? Decision { get; init; }

    public required IReadOnlyList<PaymentLineRow> Lines { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<InstructionRow> Instructions { get; init; }

    /// <summary>What holds the household's payments now.</summary>
    public required IReadOnlyList<HoldRow> Holds { get; init; }

    public required IReadOnlyDictionary<int, BatchRow> Batches { get; init; }

    public long Amount => Lines.Count > 0 ? Lines.Sum(line => line.Amount) : Decision?.Amount ?? 0;

    public InstructionRow? Newest => Instructions.Count == 0 ? null : Instructions[^1];

    /// <summary>What became of it, as the portal shows it.</summary>
    public PaymentStanding State =>
        Newest is { } newest ? newest.State switch
        {
            InstructionState.Settled => PaymentStanding.Paid,
            InstructionState.Returned or InstructionState.Void => PaymentStanding.Returned,
            _ => PaymentStanding.InProgress,
        }
        : Amount <= 0 ? PaymentStanding.None
        : Holds.Count > 0 || Lines.Any(line => line.Held) ? PaymentStanding.Held
        : PaymentStanding.InProgress;
}

/// <summary>Reads payments, always from the database.</summary>
internal sealed class PaymentReads(
    IDbContextFactory<ServiceDb> databases, EligibilityApi eligibility, PaymentCalendar calendar)
{
    public async Task<KnownPayment?> FindKnownAsync(HouseholdId household, YearMonth month, CancellationToken stop)
    {
        if (await FindAsync(household, month, stop) is not { } facts)
        {
            return null;
        }

        var newest = facts.Newest;
        return new KnownPayment(household, month, facts.State)
        {
            Amount = facts.Amount,
            PaymentDay = PaymentDayOf(facts),
            DepositDay = newest?.SettledAt is { } settled && newest.State == InstructionState.Settled
                ? Riyadh.DateOf(new DateTimeOffset(settled, TimeSpan.Zero))
                : null,
            Batch = newest is null ? "" : $"paymentBatches/{newest.Batch}",
            InstructionState = (byte)(newest?.State ?? 0),
            ReturnReason = newest?.State == InstructionState.Returned ? ReturnCodes.ReasonOf(newest.BankStatus) : (byte)0,
        };
    }

    /// <summary>The day it is or was paid on: the batch's, before there is one the calendar's.</summary>
    public DateOnly PaymentDayOf(PaymentFacts facts) =>
        facts.Newest is { } newest && facts.Batches.TryGetValue(newest.Batch, out var batch)
            ? batch.PaymentDate
            : calendar.For(facts.Month).Date;

    /// <summary>A payment; null when there is neither a decision nor a line for it.</summary>
    public async Task<PaymentFacts?> FindAsync(HouseholdId household, YearMonth month, CancellationToken stop)
    {
        var decision = await eligibility.FindDecisionAsync(household, month, stop);
        var code = Months.CodeOf(month);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var lines = await db.PaymentLines.AsNoTracking()
                .Where(row => row.HouseholdId == household
                    && (row.PaidMonth == code || (row.PaidMonth == 0 && row.Month == code)))
                .OrderBy(row => row.Kind).ThenBy(row => row.Month).ThenBy(row => row.Cause)
                .ToListAsync(stop);
            var instructions = await db.PaymentInstructions.AsNoTracking()
                .Where(row => row.HouseholdId == household && row.Month == code)
                .OrderBy(row => row.Batch).ToListAsync(stop);
            if (decision is null && lines.Count == 0 && instructions.Count == 0)
            {
                return null;
            }

            int[] numbers = [.. instructions.Select(row => row.Batch).Distinct()];
            return new PaymentFacts(household, month)
            {
                Decision = decision,
                Lines = lines,
                Instructions = instructions,
                Holds = await db.PaymentHolds.AsNoTracking()
                    .Where(row => row.HouseholdId == household && row.ReleasedAt == null)
                    .OrderBy(row => row.PlacedAt).ToListAsync(stop),
                Batches = await db.PaymentBatches.AsNoTracking()
                    .Where(row => numbers.Contains(row.Number)).ToDictionaryAsync(row => row.Number, stop),
            };
        }
    }
}
