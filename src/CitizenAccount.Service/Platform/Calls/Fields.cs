using System.Globalization;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>A civil day as a person gave it: always the Gregorian day, and the Hijri date where it was given so. The
/// two are compared as given, because tables of the Hijri calendar differ by a day in early years.</summary>
internal readonly record struct TypedDay(DateOnly Day, HijriDate? Hijri);

/// <summary>Reads the fields that many requests have. Each notes what is wrong, in both languages, and goes on, so that
/// one answer names every bad field.</summary>
internal static class Fields
{
    /// <summary>Reads a national ID of ten digits.</summary>
    public static NationalId ReadNationalId(this RequestCheck check, string text, string field = "national_id")
    {
        if (!NationalId.TryParse(text, out var value, out var problem))
        {
            check.Add(field, problem.Text);
        }

        return value;
    }

    /// <summary>Reads a Saudi mobile.</summary>
    public static Mobile ReadMobile(this RequestCheck check, string text, string field = "mobile")
    {
        if (!Mobile.TryParse(text, out var value, out var problem))
        {
            check.Add(field, problem.Text);
        }

        return value;
    }

    /// <summary>Reads a Saudi IBAN.</summary>
    public static Iban ReadIban(this RequestCheck check, string text, string field = "iban")
    {
        if (!Iban.TryParse(text, out var value, out var problem))
        {
            check.Add(field, problem.Text);
        }

        return value;
    }

    /// <summary>Reads a day given in either calendar; null when neither is sound.</summary>
    /// <param name="check">Notes what is wrong.</param>
    /// <param name="gregorian">The Gregorian date, when it was given.</param>
    /// <param name="hijri">The Hijri date, when it was given.</param>
    /// <param name="field">Name of the Gregorian field; named too when neither was given.</param>
    /// <param name="hijriField">Name of the Hijri field.</param>
    /// <param name="required">Whether leaving out both is wrong.</param>
    public static TypedDay? ReadDay(
        this RequestCheck check, Contract.Date? gregorian, Contract.HijriDate? hijri, string field, string hijriField,
        bool required = true)
    {
        if (gregorian is not null)
        {
            return check.ReadDate(gregorian, field) is { } day ? new TypedDay(day, null) : null;
        }

        if (hijri is null)
        {
            check.That(!required, field, "أدخل التاريخ بالميلادي أو الهجري.", "Give the date, Gregorian or Hijri.");
            return null;
        }

        if (!HijriDate.TryCreate(hijri.Year, hijri.Month, hijri.Day, out var value, out var problem))
        {
            check.Add(hijriField, problem.Text);
            return null;
        }

        return new TypedDay(value.ToDateOnly(), value);
    }

    /// <summary>Reads a Gregorian date that the calendar has; null otherwise.</summary>
    public static DateOnly? ReadDate(this RequestCheck check, Contract.Date? date, string field)
    {
        var holds = date is { Year: >= 1800 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 }
            && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);
        return check.That(holds, field, "لا يوجد هذا اليوم في التقويم الميلادي.", "The calendar has no such day.")
            ? new DateOnly(date!.Year, date.Month, date.Day)
            : null;
    }

    /// <summary>Reads text of at most so many characters, without control characters and blanks around it.</summary>
    public static string ReadText(this RequestCheck check, string text, int most, string field, bool required = false)
    {
        var plain = text.Trim();
        check.That(
            text.Length <= most && (!required || plain.Length > 0) && !plain.Any(c => char.IsControl(c) && c != '\n'),
            field,
            string.Create(CultureInfo.InvariantCulture, $"اكتب نصًا لا يزيد على \u2066{most}\u2069 حرف."),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Write text of {(required ? "1" : "0")} to {most} characters without control characters."));
        return plain;
    }

    /// <summary>Reads a language; unspecified is Arabic.</summary>
    public static Contract.Language ReadLanguage(
        this RequestCheck check, Contract.Language language, string field = "language")
    {
        check.That(System.Enum.IsDefined(language), field, "اختر العربية أو الإنجليزية.", "Choose Arabic or English.");
        return language == Contract.Language.English ? Contract.Language.English : Contract.Language.Arabic;
    }

    /// <summary>Reads a mask: at least one path, every one of them known.</summary>
    public static IReadOnlySet<string> ReadMask(
        this RequestCheck check, FieldMask? mask, IReadOnlySet<string> known, string field = "update_mask")
    {
        var paths = mask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        check.That(
            paths.Count > 0 && paths.All(known.Contains), field,
            $"اذكر الحقول المراد تغييرها من: \u2066{string.Join(", ", known)}\u2069.",
            $"Name what is to change, out of: {string.Join(", ", known)}.");
        return paths;
    }

    /// <summary>Notes an enum value that is unspecified or unknown.</summary>
    public static bool CheckChoice<T>(this RequestCheck check, T value, string field)
        where T : struct, System.Enum => check.That(
            System.Enum.IsDefined(value) && !EqualityComparer<T>.Default.Equals(value, default), field,
            "اختر قيمة من القائمة.", "Choose a value from the list.");
}
