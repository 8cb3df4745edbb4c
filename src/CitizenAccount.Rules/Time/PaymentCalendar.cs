using System.Collections.Frozen;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Time;

/// <summary>
/// The payment day of each cycle: the 10th of the benefit month; if a Friday the Thursday before, if a Saturday the
/// Sunday after; and before all that the day the programme announced, where it did.
/// </summary>
/// <remarks>
/// Source: the programme's own replies quoted by the press. Public holidays move a payment only by announcement: the
/// wording is "one day before or after", yet it was two days before Eid al-Adha 2019, so no rule is guessed here.
/// </remarks>
public sealed class PaymentCalendar
{
    /// <summary>The day of the benefit month on which support is due.</summary>
    public const int NominalDay = 10;

    private static readonly Lazy<PaymentCalendar> FromTable = new(() => new(AnnouncedPaymentDay.Published));

    private readonly FrozenDictionary<YearMonth, AnnouncedPaymentDay> _announced;

    /// <param name="announced">At most one for a month, each within its month.</param>
    /// <exception cref="ArgumentException">A month is announced twice, or a day lies outside its month.</exception>
    public PaymentCalendar(IEnumerable<AnnouncedPaymentDay> announced)
    {
        ArgumentNullException.ThrowIfNull(announced);
        var byMonth = new Dictionary<YearMonth, AnnouncedPaymentDay>();
        foreach (var day in announced)
        {
            if (!day.Month.Contains(day.Date))
            {
                throw new ArgumentException($"{day.Month} is announced for a day outside it.", nameof(announced));
            }

            if (!byMonth.TryAdd(day.Month, day))
            {
                throw new ArgumentException($"{day.Month} is announced twice.", nameof(announced));
            }
        }

        _announced = byMonth.ToFrozenDictionary();
    }

    /// <summary>With the announcements known from public sources (<c>payment-days.json</c>).</summary>
    public static PaymentCalendar Published => FromTable.Value;

    /// <summary>The announcements in force, oldest first.</summary>
    public IReadOnlyList<AnnouncedPaymentDay> Announced => [.. _announced.Values.OrderBy(day => day.Month)];

    /// <summary>The same with further announcements, for operators and tests.</summary>
    public PaymentCalendar WithAnnounced(IEnumerable<AnnouncedPaymentDay> more) => new([.. Announced, .. more]);

    public PaymentDay For(Cycle cycle)
    {
        var month = cycle.Month;
        var nominal = month.Day(NominalDay);
        if (_announced.TryGetValue(month, out var announced))
        {
            return new(month, nominal, announced.Date, PaymentShift.Announced);
        }

        return nominal.DayOfWeek switch
        {
            DayOfWeek.Friday => new(month, nominal, nominal.AddDays(-1), PaymentShift.Friday),
            DayOfWeek.Saturday => new(month, nominal, nominal.AddDays(1), PaymentShift.Saturday),
            _ => new(month, nominal, nominal, PaymentShift.None),
        };
    }

    /// <exception cref="ArgumentOutOfRangeException">The month is before December 2017.</exception>
    public PaymentDay For(YearMonth month) => For(Cycle.Of(month));
}

/// <summary>A payment day the programme announced, which goes before the rule.</summary>
/// <param name="Month">The benefit month.</param>
/// <param name="Date">The announced day, within that month.</param>
/// <param name="Source">Who said so, when and where.</param>
/// <param name="Confidence">How sure the source lets us be.</param>
/// <param name="Note">What to know about it.</param>
public sealed record AnnouncedPaymentDay(
    YearMonth Month, DateOnly Date, string Source, Confidence Confidence, string Note)
{
    internal static IReadOnlyList<AnnouncedPaymentDay> Published { get; } =
        [.. EmbeddedTable.Read<Table>("payment-days.json").PaymentDays.Select(row => row.ToDay())];

    internal sealed record Table(IReadOnlyList<Row> PaymentDays);

    internal sealed record Row(string Month, DateOnly Date, string Source, Confidence Confidence, string Note)
    {
        public AnnouncedPaymentDay ToDay() => new(YearMonth.Parse(Month), Date, Source, Confidence, Note);
    }
}
