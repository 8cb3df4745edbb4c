using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>The steps people take with a batch, each with what stands in its way. A step changes the row it is given or
/// answers a refusal and changes nothing.</summary>
internal static class BatchSteps
{
    /// <summary>A batch as it begins.</summary>
    public static BatchRow Prepare(
        int number, YearMonth month, BatchKind kind, DateOnly day, string by, DateTimeOffset now) => new()
        {
            Number = number,
            Month = Months.CodeOf(month),
            Kind = kind,
            Slot = SlotOf(kind, day),
            State = BatchState.Preparing,
            PaymentDate = day,
            Cursor = default,
            LinesMade = false,
            Lines = 0,
            Total = 0,
            RegularLines = 0,
            RegularTotal = 0,
            CompensationLines = 0,
            CompensationTotal = 0,
            RecoveryLines = 0,
            RecoveryTotal = 0,
            HeldHouseholds = 0,
            SentThrough = 0,
            Settled = 0,
            Returned = 0,
            Voided = 0,
            Accepted = 0,
            Unknown = 0,
            SettledTotal = 0,
            ReturnedTotal = 0,
            LinesHash = [],
            PreparedBy = by,
            PreparedAt = now.UtcDateTime,
            Version = 1,
        };

    /// <summary>What makes two batches of a kind and month the same one.</summary>
    public static int SlotOf(BatchKind kind, DateOnly day) => kind == BatchKind.Regular
        ? 0
        : (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>What stands in the way of a payment day; null when nothing does. A regular batch has the month's;
    /// others
    /// have any day from today on that banks work on.</summary>
    public static Refusal? WhyNotDay(BatchKind kind, DateOnly day, DateOnly ofMonth, DateOnly today)
    {
        var allowed = kind == BatchKind.Regular ? ofMonth : WorkingDayFrom(day < today ? today : day);
        return day == allowed
            ? null
            : Refusal.Of(ErrorReason.NotAPaymentDay)
                .With("payment_date", allowed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public static Refusal? Approve(BatchRow row, string hash, string by, DateTime now)
    {
        if (WhyNot(row, BatchState.Sealed, hash) is { } refusal)
        {
            return refusal;
        }

        if (row.PreparedBy == by)
        {
            return SecondPerson("prepare");
        }

        (row.State, row.ApprovedBy, row.ApprovedAt) = (BatchState.Approved, by, now);
        row.Version++;
        return null;
    }

    public static Refusal? Release(BatchRow row, string hash, string by, int brokenInvariant, DateTime now)
    {
        if (WhyNot(row, BatchState.Approved, hash) is { } refusal)
        {
            return refusal;
        }

        if (row.PreparedBy == by || row.ApprovedBy == by)
        {
            return SecondPerson(row.PreparedBy == by ? "prepare" : "approve");
        }

        if (WhyNotClean(brokenInvariant) is { } broken)
        {
            return broken;
        }

        (row.State, row.ReleasedBy, row.ReleasedAt) = (BatchState.Released, by, now);
        row.Version++;
        return null;
    }

    public static Refusal? WhyNotClean(int brokenInvariant) => brokenInvariant == 0
        ? null
        : Refusal.Of(ErrorReason.LedgerNotClean)
            .With("invariant", brokenInvariant.ToString(CultureInfo.InvariantCulture));

    public static Refusal WrongState(BatchRow row) =>
        Refusal.Of(ErrorReason.BatchState).With("state", BatchWire.NameOf(row.State));

    private static Refusal? WhyNot(BatchRow row, BatchState wanted, string hash) =>
        row.State != wanted ? WrongState(row)
        : BatchWire.HexOf(row.LinesHash) != hash
            ? Refusal.Of(ErrorReason.Conflict).With("resource", PaymentNames.OfBatch(row.Number))
        : null;

    private static Refusal SecondPerson(string step) =>
        Refusal.Of(ErrorReason.SecondPersonRequired).With("step", step);

    private static DateOnly WorkingDayFrom(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday)
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
