using System.Globalization;

namespace CitizenAccount.Rules.Identity;

/// <summary>
/// A Saudi bank account number (الآيبان): <c>SA</c>, two check digits, the two-digit code of the bank and eighteen
/// letters or digits; 24 characters, kept without blanks. Personal: only <see cref="Value"/> gives it.
/// </summary>
/// <remarks>
/// Source: SAMA's national standard (SARIE) and ISO 13616. The account part may hold letters. Limit: a well-formed
/// number need not exist, be open or belong to the applicant; only the bank can tell.
/// </remarks>
public readonly record struct Iban
{
    private const int Length = 24;

    private readonly string? _value;

    private Iban(string value) => _value = value;

    /// <summary>The 24 characters, upper case, no blanks. Not for logs.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This IBAN was never set.");

    /// <summary>The two digits SAMA gave the bank that holds the account, such as <c>80</c>.</summary>
    public string BankCode => Value[4..6];

    /// <summary>
    /// The bank of that code; null if the public table lacks it. An unknown code is accepted all the same, because
    /// the table is incomplete: the newest banks are missing from it.
    /// </summary>
    public Bank? Bank => Bank.Find(BankCode);

    /// <summary>
    /// Reads the number with or without blanks and hyphens, in capital or small letters, 0-9 or Arabic digits.
    /// </summary>
    public static bool TryParse(string? text, out Iban value, out Problem problem)
    {
        value = default;
        var iban = TypedText.TryCompact(text, out var typed) ? typed.ToUpperInvariant() : "";
        problem = Examine(iban);
        if (problem != default)
        {
            return false;
        }

        value = new(iban);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a Saudi IBAN.</exception>
    public static Iban Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    /// <summary>As printed, in groups of four: <c>SA03 8000 0000 6080 1016 7519</c>. Not for logs.</summary>
    public string ToPrint() => string.Join(' ', Value.Chunk(4).Select(group => new string(group)));

    /// <summary>For display: <c>SA•• … 7519</c>.</summary>
    public string Masked() => _value is null ? "(unset)" : $"SA•• … {_value[^4..]}";

    /// <summary>Masked, so that a number cannot slip into a log or an error text.</summary>
    public override string ToString() => Masked();

    private static Problem BadCharacters => Problem.Of(
        "IBAN_CHARACTERS",
        "رقم الآيبان غير صحيح. اكتب \u2066SA\u2069 ثم الأرقام كما في كشف البنك، دون كلمة آيبان.",
        "This is not an IBAN. Write SA and what follows as on the bank's statement, without the word IBAN.");

    private static Problem BadCountry => Problem.Of(
        "IBAN_COUNTRY",
        "يجب أن يبدأ رقم الآيبان بالحرفين \u2066SA\u2069. اكتب رقم حساب لدى بنك في المملكة.",
        "The IBAN must begin with SA. Write the number of an account with a bank in the Kingdom.");

    private static Problem BadLength => Problem.Of(
        "IBAN_LENGTH",
        "رقم الآيبان مكون من \u206624\u2069 خانة تبدأ بالحرفين \u2066SA\u2069. تحقق من عدد الخانات.",
        "A Saudi IBAN has 24 characters, SA included. Check that none is missing or added.");

    private static Problem BadCheckDigits => Problem.Of(
        "IBAN_CHECK_DIGITS",
        "يوجد خطأ في إحدى خانات الآيبان. قارن الرقم بكشف البنك ثم أعد كتابته.",
        "One of the characters is wrong. Compare the IBAN with the bank's statement and write it again.");

    private static Problem Examine(string iban)
    {
        if (iban.Length == 0 || iban.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)))
        {
            return BadCharacters;
        }

        if (!iban.StartsWith("SA", StringComparison.Ordinal))
        {
            return BadCountry;
        }

        if (iban.Length != Length)
        {
            return BadLength;
        }

        if (!TypedText.IsDigits(iban.AsSpan(2, 4)))
        {
            return BadCharacters;
        }

        // The standard makes check digits from 02 to 98 only; 00, 01 and 99 would pass the sum by accident.
        var check = int.Parse(iban.AsSpan(2, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        return check is >= 2 and <= 98 && Mod97(iban) == 1 ? default : BadCheckDigits;
    }

    private static int Mod97(string iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var c = iban[(i + 4) % iban.Length]; // country and check digits are counted last
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        }

        return rest;
    }
}
