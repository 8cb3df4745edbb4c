using System.Globalization;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;

namespace CitizenAccount.Service.Notifications;

/// <summary>The facts of one message as words take them. In Arabic every number is isolated, so that its digits keep
/// their order beside right-to-left words.</summary>
internal sealed class MessageFacts(MessageKind kind, IReadOnlyDictionary<string, string> facts)
{
    private static readonly LocalizedText[] Months =
    [
        new("يناير", "January"), new("فبراير", "February"), new("مارس", "March"), new("أبريل", "April"),
        new("مايو", "May"), new("يونيو", "June"), new("يوليو", "July"), new("أغسطس", "August"),
        new("سبتمبر", "September"), new("أكتوبر", "October"), new("نوفمبر", "November"), new("ديسمبر", "December"),
    ];

    /// <summary>A number or code as it is: an ending, a ticket number, a code.</summary>
    public LocalizedText Number(string key)
    {
        var text = Get(key);
        return new(Isolated(text), text);
    }

    /// <summary>Text in both languages, under <c>name_ar</c> and <c>name_en</c>.</summary>
    public LocalizedText Text(string name) => new(Get($"{name}_ar"), Get($"{name}_en"));

    /// <summary>Whether a fact that may be left out is there.</summary>
    public bool Has(string key) => facts.TryGetValue(key, out var value) && value.Length > 0;

    /// <summary>Text that was written in one script only, such as the name of a program.</summary>
    public LocalizedText Foreign(string key) => new($"\u2068{Get(key)}\u2069", Get(key));

    /// <summary>An amount that is given in halalas.</summary>
    public LocalizedText Amount(string key)
    {
        var money = new Money(long.Parse(Get(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return new(money.ToArabic(), money.ToString());
    }

    /// <summary>A civil day given as <c>YYYY-MM-DD</c>, with its Hijri date beside it.</summary>
    public LocalizedText Day(string key)
    {
        var day = DateOnly.ParseExact(Get(key), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var month = Months[day.Month - 1];
        var gregorian = new LocalizedText(
            $"{Isolated(Digits(day.Day))} {month.Arabic} {Isolated(Digits(day.Year))}م",
            $"{Digits(day.Day)} {month.English} {Digits(day.Year)}");
        if (!HijriDate.TryFrom(day, out var hijri, out _))
        {
            return gregorian;
        }

        var name = hijri.MonthName;
        return new(
            $"{gregorian.Arabic} ({Isolated(Digits(hijri.Day))} {name.Arabic} {Isolated(Digits(hijri.Year))}هـ)",
            $"{gregorian.English} ({Digits(hijri.Day)} {name.English} {Digits(hijri.Year)} AH)");
    }

    /// <summary>A civil day in the space an SMS has: the Gregorian date in digits.</summary>
    public LocalizedText ShortDay(string key)
    {
        var day = DateOnly.ParseExact(Get(key), "yyyy-MM-dd", CultureInfo.InvariantCulture)
            .ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
        return new(Isolated(day), day);
    }

    /// <summary>A cycle by its benefit month and number; given as a number or as a month.</summary>
    public LocalizedText Cycle(string key = "cycle")
    {
        var (cycle, month) = (CycleOf(key), ShortCycle(key));
        return new(
            $"{month.Arabic} (الدورة {Isolated(Digits(cycle.Number))})", $"{month.English} (cycle {cycle.Number})");
    }

    /// <summary>A cycle by its benefit month alone.</summary>
    public LocalizedText ShortCycle(string key = "cycle")
    {
        var month = CycleOf(key).Month;
        var name = Months[month.Month - 1];
        return new($"{name.Arabic} {Isolated(Digits(month.Year))}", $"{name.English} {Digits(month.Year)}");
    }

    private static string Isolated(string text) => $"\u2066{text}\u2069";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Cycle CycleOf(string key)
    {
        var text = Get(key);
        return text.Contains('-', StringComparison.Ordinal)
            ? Rules.Time.Cycle.Of(YearMonth.Parse(text))
            : Rules.Time.Cycle.Parse(text);
    }

    // A missing fact is a bug of the room that wrote the message; its text never names a value.
    private string Get(string key) => facts.TryGetValue(key, out var value) && value.Length > 0
        ? value
        : throw new InvalidOperationException($"A message of kind {kind} lacks its fact '{key}'.");
}
