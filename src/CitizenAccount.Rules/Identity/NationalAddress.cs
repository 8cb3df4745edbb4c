namespace CitizenAccount.Rules.Identity;

/// <summary>
/// The numbers of a national address (العنوان الوطني): building (4 digits), postal code (5) and additional number (4),
/// written <c>8228|12643|2121</c>. Personal: text shows it masked.
/// </summary>
/// <remarks>
/// Source: the National Address service of Saudi Post. Limit: whether it exists only that service knows.
/// </remarks>
public readonly record struct NationalAddress
{
    private static readonly char[] Separators = ['|', '-', '/', ',', '،', ' '];

    private readonly string? _building;
    private readonly string? _postalCode;
    private readonly string? _additional;

    private NationalAddress(string building, string postalCode, string additional) =>
        (_building, _postalCode, _additional) = (building, postalCode, additional);

    /// <summary>Building number (رقم المبنى), four digits.</summary>
    public string Building => _building ?? throw Unset();

    /// <summary>Postal code (الرمز البريدي), five digits.</summary>
    public string PostalCode => _postalCode ?? throw Unset();

    /// <summary>Additional number (الرقم الإضافي), four digits.</summary>
    public string Additional => _additional ?? throw Unset();

    /// <summary>The three numbers as <c>8228|12643|2121</c>. Not for logs.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Value => $"{Building}|{PostalCode}|{Additional}";

    /// <summary>The address of these three numbers, in 0-9 or Arabic digits, or why there is none.</summary>
    public static bool TryCreate(
        string? building, string? postalCode, string? additional, out NationalAddress value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TryDigits(building, 4, out var first) || !TryDigits(postalCode, 5, out var second)
            || !TryDigits(additional, 4, out var third))
        {
            return false;
        }

        value = new(first, second, third);
        problem = default;
        return true;
    }

    /// <summary>Reads building, postal code and additional number in this order, parted by bars or blanks.</summary>
    public static bool TryParse(string? text, out NationalAddress value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TypedText.TryPlain(text, out var plain))
        {
            return false;
        }

        var parts = plain.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && TryCreate(parts[0], parts[1], parts[2], out value, out problem);
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a national address.</exception>
    public static NationalAddress Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    /// <summary>For display, the district and no house: <c>•••• 12••• ••••</c>.</summary>
    public string Masked() => _postalCode is null ? "(unset)" : $"•••• {_postalCode[..2]}••• ••••";

    /// <summary>Masked, so that an address cannot slip into a log or an error text.</summary>
    public override string ToString() => Masked();

    private static Problem BadFormat => Problem.Of(
        "NATIONAL_ADDRESS_FORMAT",
        "العنوان الوطني غير صحيح. اكتب رقم المبنى (\u20664\u2069 أرقام) والرمز البريدي (\u20665\u2069 أرقام) "
            + "والرقم الإضافي (\u20664\u2069 أرقام).",
        "This is not a national address. Write building number (4 digits), postal code (5 digits) "
            + "and additional number (4 digits).");

    private static bool TryDigits(string? text, int length, out string digits)
    {
        var found = TypedText.TryPlain(text, out var plain) && plain.Length == length && TypedText.IsDigits(plain);
        digits = found ? plain! : "";
        return found;
    }

    private static InvalidOperationException Unset() => new("This national address was never set.");
}
