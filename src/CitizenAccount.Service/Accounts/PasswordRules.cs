using System.Globalization;
using System.Text;
using System.Text.Json;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Accounts;

/// <summary>Which own passwords are accepted: 8 to 128 characters of any kind, not a common one, not one with the
/// national ID in it. No rule about kinds of characters: such rules make passwords worse.</summary>
internal static class PasswordRules
{
    public const int LengthMin = 8;
    public const int LengthMax = 128;
    public const string SameAsBefore = "SAME_AS_BEFORE";

    private static readonly HashSet<string> Common = Read();

    /// <summary>Number of passwords on the list of common ones.</summary>
    public static int CommonCount => Common.Count;

    /// <summary>The rule a password breaks whoever's it is; null when none.</summary>
    public static string? BrokenBy(string password)
    {
        var length = LengthOf(password);
        return length < LengthMin ? "TOO_SHORT"
            : length > LengthMax ? "TOO_LONG"
            : IsCommon(password) ? "COMMON"
            : null;
    }

    /// <summary>The rule a person's password breaks; null when none.</summary>
    public static string? BrokenBy(string password, string nationalId) => BrokenBy(password)
        ?? (WithPlainDigits(password).Contains(nationalId, StringComparison.Ordinal) ? "CONTAINS_ID" : null);

    /// <summary>The refusal of a password by the rule it breaks.</summary>
    public static RefusalException Refused(string rule) =>
        Refusal.Of(ErrorReason.PasswordRefused).With("rule", rule).ToException();

    /// <summary>Characters as a person counts them.</summary>
    public static int LengthOf(string password) =>
        password.Length > 4 * LengthMax ? password.Length : password.EnumerateRunes().Count();

    private static bool IsCommon(string password)
    {
        var plain = WithPlainDigits(password).ToLowerInvariant();
        return Common.Contains(plain) || Common.Contains(plain.Replace(" ", "", StringComparison.Ordinal))
            || IsRepeated(plain) || IsSequence(plain);
    }

    // One to four characters over and over, such as aaaaaaaa or 12341234.
    private static bool IsRepeated(string text) => Enumerable.Range(1, 4).Any(
        period => Enumerable.Range(period, Math.Max(0, text.Length - period)).All(i => text[i] == text[i - period]));

    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (one, next) => next - one).Distinct().ToArray();
        return steps is [1] or [-1];
    }

    // Arabic-Indic digits are the same digits.
    private static string WithPlainDigits(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var digit = char.IsDigit(letter) ? CharUnicodeInfo.GetDecimalDigitValue(letter) : -1;
            plain.Append(digit is >= 0 and <= 9 ? (char)('0' + digit) : letter);
        }

        return plain.ToString();
    }

    private static HashSet<string> Read()
    {
        using var file = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.json")
            ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        return JsonSerializer.Deserialize<string[]>(file)!.ToHashSet(StringComparer.Ordinal);
    }
}
