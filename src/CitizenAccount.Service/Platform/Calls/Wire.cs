using CitizenAccount.Rules.Time;
using Contract = CitizenAccount.Contracts.Type.V1;
using Date = CitizenAccount.Contracts.Type.V1.Date;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The shared values of the contract, from and to the values of the rules.</summary>
internal static class Wire
{
    public const string Currency = "SAR";

    public static Contract.Money ToMoney(long halalas) => new() { CurrencyCode = Currency, Halalas = halalas };

    public static Contract.LocalizedText ToWire(this Rules.LocalizedText text) =>
        new() { Ar = text.Arabic, En = text.English };

    public static Date ToWire(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    public static Contract.HijriDate ToHijri(this DateOnly date)
    {
        var hijri = HijriDate.From(date);
        return new Contract.HijriDate { Year = hijri.Year, Month = hijri.Month, Day = hijri.Day };
    }

    public static Contract.YearMonth ToWire(this YearMonth month) => new() { Year = month.Year, Month = month.Month };

    /// <summary>Reads a benefit month that the calendar has; says what is wrong otherwise.</summary>
    public static bool TryRead(this Contract.YearMonth month, RequestCheck check, string field, out YearMonth value)
    {
        value = default;
        if (!check.That(
            month is { Year: >= 2000 and <= 2199, Month: >= 1 and <= 12 },
            field,
            "شهر غير صحيح: اذكر سنة وشهرًا من \u20661\u2069 إلى \u206612\u2069.",
            "No such month: give a year and a month from 1 to 12."))
        {
            return false;
        }

        value = new YearMonth(month.Year, month.Month);
        return true;
    }
}
