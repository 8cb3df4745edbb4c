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
/// due, whether it can be paid, and what became of it are three questions. Amounts are halalas.</summary>
internal sealed record PaymentFacts(HouseholdId Household, YearMonth Month)
{
    public required HouseholdDecision? Decision { get; init; }

    public required IReadOnlyList<PaymentLineRow> Lines { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<InstructionRow> Instructions { get; init; }

    /// <summary>What holds the household's payments now.</summary>
    public required IReadOnlyList<HoldRow> Holds { get; init; }

    public required IReadOnlyDictionary<int, BatchRow> Batches { get; init; }

    /// <summary>The open objection to it; empty when there is none.</summary>
    public required string Objection { get; init; }

    public long Amount => Lines.Count > 0 ? Lines.Sum(line => line.Amount) : Decision?.Amount ?? 0;

    /// <summary>Those that were not paid again by others.</summary>
    public IEnumerable<InstructionRow> Current => Instructions.Where(row => !row.Replaced);

    /// <summary>The newest of those, or null.</summary>
    public InstructionRow? Newest => Current.LastOrDefault();

    /// <summary>What became of it, as the portal shows it.</summary>
    public PaymentStanding State =>
        Current.Any(row => row.State < InstructionState.Settled) ? PaymentStanding.InProgress
        : Current.Any(row => row.State >= InstructionState.Returned) ? PaymentStanding.Returned
        : Current.Any() ? PaymentStanding.Paid
        : Amount <= 0 ? PaymentStanding.None
        : Holds.Count > 0 || Lines.Any(line => line.Held) ? PaymentStanding.Held
        : PaymentStanding.InProgress;

    /// <summary>Sum of its lines of a kind; for a month that is not prepared yet what was decided.</summary>
    public long SumOf(LineKind kind) => Lines.Count == 0 && kind == LineKind.Regular
        ? Amount
        : Lines.Where(line => line.Kind == kind).Sum(line => line.Amount);
}

/// <summary>All payments of a household.</summary>
internal sealed class HouseholdPayments(
    HouseholdId household, IReadOnlyList<HouseholdDecision> decisions, List<PaymentLineRow> lines,
    List<InstructionRow> instructions, List<HoldRow> holds, IReadOnlyDictionary<int, BatchRow> batches,
    IReadOnlyDictionary<int, string> objections)
{
    /// <summary>The months it has a payment for, newest first.</summary>
    public IReadOnlyList<YearMonth> ListMonths() =>
    [
        .. decisions.Select(decision => decision.Month)
            .Concat(lines.Where(line => line.PaidMonth > 0).Select(line => Months.Of(line.PaidMonth)))
            .Distinct().OrderDescending(),
    ];

    /// <summary>One of them; null when there is neither a decision nor a line for it.</summary>
    public PaymentFacts? Find(YearMonth month)
    {
        var code = Months.CodeOf(month);
        var decision = decisions.FirstOrDefault(one => one.Month == month);
        List<PaymentLineRow> own = [.. lines.Where(line => line.PaidMonth == code)];
        return decision is null && own.Count == 0
            ? null
            : new PaymentFacts(household, month)
            {
                Decision = decision,
                Lines = own,
                Instructions = [.. instructions.Where(row => row.Month == code)],
                Holds = holds,
                Batches = batches,
                Objection = objections.GetValueOrDefault(code, ""),
            };
    }

    /// <summary>Confirmed deposits.</summary>
    public long Paid => instructions.Where(row => row.State == InstructionState.Settled).Sum(row => row.Amount);

    public long Held => lines.Where(line => line.Held).Sum(line => line.Amount);

    /// <summary>Came back and not paid again.</summary>
    public long Returned => instructions.Where(row => row.State >= InstructionState.Returned && !row.Replaced)
        .Sum(row => row.Amount);

    /// <summary>Paid for earlier months.</summary>
    public long Compensation => PaidLines.Where(line => line.Kind == LineKind.Compensation).Sum(line => line.Amount);

    /// <summary>What was paid for a month, whenever that was; money taken back aside.</summary>
    public long PaidFor(YearMonth month) => PaidLines
        .Where(line => line.Month == Months.CodeOf(month) && line.Kind != LineKind.Recovery).Sum(line => line.Amount);

    private IEnumerable<PaymentLineRow> PaidLines => lines.Where(line => instructions.Any(
        row => row.Batch == line.Batch && row.Number == line.Instruction && row.State == InstructionState.Settled));
}

/// <summary>Reads payments, always from the database.</summary>
internal sealed class PaymentReads(
    IDbContextFactory<ServiceDb> databases, EligibilityApi eligibility, PaymentCalendar calendar)
{
    public async Task<KnownPayment?> FindKnownAsync(HouseholdId household, YearMonth month, CancellationToken stop)
    {
        if ((await LoadAsync(household, stop)).Find(month) is not { } facts)
        {
            return null;
        }

        var newest = facts.Newest;
        return new KnownPayment(household, month, facts.State)
        {
            Amount = facts.Amount,
            PaymentDay = PaymentDayOf(facts),
            DepositDay = facts.State == PaymentStanding.Paid && newest?.SettledAt is { } settled
                ? Riyadh.DateOf(new DateTimeOffset(settled, TimeSpan.Zero))
                : null,
            Batch = newest is null ? "" : PaymentNames.OfBatch(newest.Batch),
            InstructionState = (byte)(newest?.State ?? 0),
            ReturnReason = newest?.State == InstructionState.Returned
                ? ReturnCodes.ReasonOf(newest.BankStatus)
                : (byte)0,
        };
    }

    /// <summary>The day it is or was paid on: the batch's, before there is one the calendar's.</summary>
    public DateOnly PaymentDayOf(PaymentFacts facts) =>
        facts.Newest is { } newest && facts.Batches.TryGetValue(newest.Batch, out var batch)
            ? batch.PaymentDate
            : calendar.For(facts.Month).Date;

    /// <summary>All payments of a household.</summary>
    public async Task<HouseholdPayments> LoadAsync(HouseholdId household, CancellationToken stop)
    {
        var decisions = await eligibility.ListDecisionsAsync(household, stop);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var lines = await db.PaymentLines.AsNoTracking().Where(row => row.HouseholdId == household)
                .OrderBy(row => row.Kind).ThenBy(row => row.Month).ThenBy(row => row.Cause).ToListAsync(stop);
            var instructions = await db.PaymentInstructions.AsNoTracking().Where(row => row.HouseholdId == household)
                .OrderBy(row => row.Batch).ThenBy(row => row.Number).ToListAsync(stop);
            int[] numbers = [.. instructions.Select(row => row.Batch).Distinct()];
            return new HouseholdPayments(
                household, decisions, lines, instructions,
                await db.PaymentHolds.AsNoTracking()
                    .Where(row => row.HouseholdId == household && row.ReleasedAt == null)
                    .OrderBy(row => row.PlacedAt).ToListAsync(stop),
                await db.PaymentBatches.AsNoTracking()
                    .Where(row => numbers.Contains(row.Number)).ToDictionaryAsync(row => row.Number, stop),
                await db.PaymentObjections.AsNoTracking()
                    .Where(row => row.HouseholdId == household && row.Month != 0)
                    .ToDictionaryAsync(row => row.Month, row => row.Objection, stop));
        }
    }
}
