namespace CitizenAccount.Rules.Identity;

/// <summary>
/// The number on a national identity card or a residence permit (iqama): ten digits, the first telling which, the
/// last a check digit by Luhn's method. Personal: only <see cref="Value"/> gives it, text shows it masked.
/// </summary>
/// <remarks>
/// Source: SAMA's rules and the Interior Ministry's numbering for the first digit; public validators for the check.
/// Limit: a well-formed number need not have been issued. Other first digits exist (mobility cards are thought to
/// have one) but no public source gives their form, so they are refused.
/// </remarks>
public readonly record struct NationalId
{
    private const int Length = 10;

    private readonly string? _value;

    private NationalId(string value) => _value = value;

    /// <summary>The ten digits 0-9. Not for logs.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This national ID was never set.");

    /// <summary>Whose number it is, by its first digit.</summary>
    public NationalIdKind Kind => Value[0] == '1' ? NationalIdKind.Citizen : NationalIdKind.Resident;

    /// <summary>Reads ten digits, 0-9 or Arabic, with or without blanks and hyphens between them.</summary>
    public static bool TryParse(string? text, out NationalId value, out Problem problem)
    {
        value = default;
        if (!TypedText.TryCompact(text, out var digits) || digits.Length != Length || !TypedText.IsDigits(digits))
        {
            problem = BadFormat;
            return false;
        }

        if (digits[0] is not ('1' or '2'))
        {
            problem = BadFirstDigit;
            return false;
        }

        if (!PassesLuhn(digits))
        {
            problem = BadCheckDigit;
            return false;
        }

        value = new(digits);
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a national ID.</exception>
    public static NationalId Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    /// <summary>For display: <c>1•••••••78</c>, enough to recognise one's own.</summary>
    public string Masked() => _value is null ? "(unset)" : $"{_value[0]}•••••••{_value[^2..]}";

    /// <summary>Masked, so that a number cannot slip into a log or an error text.</summary>
    public override string ToString() => Masked();

    private static Problem BadFormat => Problem.Of(
        "NATIONAL_ID_FORMAT",
        "رقم الهوية غير صحيح. اكتب الأرقام العشرة المدونة في بطاقة الهوية أو الإقامة.",
        "This is not an identity number. Write the ten digits shown on the identity card or residence permit.");

    private static Problem BadFirstDigit => Problem.Of(
        "NATIONAL_ID_FIRST_DIGIT",
        "يجب أن يبدأ رقم الهوية بالرقم \u20661\u2069 للمواطن أو \u20662\u2069 للمقيم. تحقق من الرقم.",
        "An identity number begins with 1 for a citizen or 2 for a resident. Check the number.");

    private static Problem BadCheckDigit => Problem.Of(
        "NATIONAL_ID_CHECK_DIGIT",
        "يوجد خطأ في أحد أرقام الهوية. قارن الرقم بالبطاقة ثم أعد كتابته.",
        "One of the digits is wrong. Compare the number with the card and write it again.");

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            var counted = i % 2 == 0 ? digit * 2 : digit; // 1st, 3rd, 5th, 7th and 9th from the left are doubled
            sum += counted > 9 ? counted - 9 : counted;
        }

        return sum % 10 == 0;
    }
}

/// <summary>Whose identity number it is.</summary>
public enum NationalIdKind
{
    /// <summary>A Saudi citizen: the number begins with 1.</summary>
    Citizen = 1,

    /// <summary>A resident of another nationality (iqama): the number begins with 2.</summary>
    Resident = 2,
}
