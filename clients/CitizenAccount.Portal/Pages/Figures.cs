using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using Google.Protobuf.WellKnownTypes;
using Date = CitizenAccount.Contracts.Type.V1.Date;
using HijriDate = CitizenAccount.Rules.Time.HijriDate;
using WireHijri = CitizenAccount.Contracts.Type.V1.HijriDate;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Portal.Pages;

/// <summary>Amounts, days and months as people read them. Each figure is isolated, so that no neighbour of the other
/// direction moves its parts about.</summary>
public static class Figures
{
    private static readonly string[] MonthsArabic =
    [
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ];

    private static readonly string[] DaysArabic =
        ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"];

    /// <summary>An amount without its currency: halalas only where there are any.</summary>
    public static string Number(Money? money)
    {
        var halalas = money?.Halalas ?? 0;
        var riyals = decimal.Divide(halalas, 100);
        return riyals.ToString(halalas % 100 == 0 ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);
    }

    public static string ToArabicDigits(string text) => string.Concat(text.Select(c => c switch
    {
        >= '0' and <= '9' => (char)('٠' + (c - '0')),
        _ => c,
    }));

    public static DateOnly Of(Date day) => new(day.Year, day.Month, day.Day);

    /// <summary>The civil day of an instant in Riyadh.</summary>
    public static DateOnly Of(Timestamp instant) => Riyadh.DateOf(instant.ToDateTimeOffset());

    /// <summary>The time of day of an instant in Riyadh.</summary>
    public static string Time(Timestamp instant) =>
        Riyadh.Show(instant.ToDateTimeOffset()).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day, bool arabic) => arabic
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Day} {MonthsArabic[day.Month - 1]} {day.Year}")
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Weekday(DateOnly day, bool arabic) =>
        arabic ? DaysArabic[(int)day.DayOfWeek] : day.DayOfWeek.ToString();

    public static string Month(YearMonth? month, bool arabic) => month is null
        ? ""
        : arabic
            ? string.Create(CultureInfo.InvariantCulture, $"{MonthsArabic[month.Month - 1]} {month.Year}")
            : new DateOnly(month.Year, month.Month, 1).ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The month alone, short enough to stand under a bar.</summary>
    public static string MonthShort(YearMonth month, bool arabic) => arabic
        ? MonthsArabic[month.Month - 1]
        : new DateOnly(month.Year, month.Month, 1).ToString("MMM", CultureInfo.InvariantCulture);

    /// <summary>The month of a cycle's name, such as <c>2026-12</c>.</summary>
    public static YearMonth? CycleMonth(string name) => Rules.Time.YearMonth.TryParse(Id(name), out var month, out _)
        ? new YearMonth { Year = month.Year, Month = month.Month } : null;

    /// <summary>The same day in the Umm al-Qura calendar; empty outside its table.</summary>
    public static string Hijri(DateOnly day, bool arabic)
    {
        if (!HijriDate.TryFrom(day, out var hijri, out _))
        {
            return "";
        }

        var name = arabic ? hijri.MonthName.Arabic : hijri.MonthName.English;
        return string.Create(
            CultureInfo.InvariantCulture, $"{hijri.Day} {name} {hijri.Year}{(arabic ? " هـ" : " AH")}");
    }

    /// <summary>The last part of a resource name.</summary>
    public static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];

    internal static Date Wire(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    internal static DateOnly? Gregorian(Date? day, WireHijri? hijri) =>
        day is not null ? Of(day)
        : hijri is not null && HijriDate.TryCreate(hijri.Year, hijri.Month, hijri.Day, out var known, out _)
            ? known.ToDateOnly() : null;
}
