using System.Globalization;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Amounts as banks write them: riyals with two digits of halalas.</summary>
internal static class BankAmount
{
    // Far more than any file holds; below it nothing can overflow.
    private const long Most = 1_000_000_000_000_000;

    public static string TextOf(long halalas) =>
        string.Create(CultureInfo.InvariantCulture, $"{halalas / 100}.{halalas % 100:D2}");

    /// <summary>Reads an amount above 0 in whole halalas.</summary>
    public static bool TryParse(string text, out long halalas)
    {
        halalas = 0;
        if (text.Length is 0 or > 30
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var riyals))
        {
            return false;
        }

        var amount = riyals * 100;
        if (amount <= 0 || amount > Most || amount != decimal.Truncate(amount))
        {
            return false;
        }

        halalas = (long)amount;
        return true;
    }
}
