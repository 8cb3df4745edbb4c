using System.Globalization;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>The id an instruction has in every file and report: <c>CA-{batch}-{number}-{check}</c>. Two check digits
/// (ISO 7064, mod 97-10, as in an IBAN) keep a mistyped number from naming somebody else's.</summary>
internal static class InstructionName
{
    private const string Prefix = "CA";

    public static string Of(int batch, int number) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}-{batch}-{number}-{CheckOf(batch, number):D2}");

    /// <summary>Reads an id; only the exact form we write.</summary>
    public static bool TryParse(string text, out int batch, out int number)
    {
        (batch, number) = (0, 0);
        var parts = text.Length <= 35 ? text.Split('-') : [];
        return parts.Length == 4
            && parts[0] == Prefix
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out batch)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && text == Of(batch, number);
    }

    /// <summary>The message id of a file.</summary>
    public static string MessageIdOf(int batch, int file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}-B{batch:D6}-F{file:D3}");

    private static int CheckOf(int batch, int number) =>
        98 - (int)(((decimal)batch * 10_000_000_000m + number) * 100m % 97m);
}
