namespace CitizenAccount.Rules.Identity;

/// <summary>
/// The short national address (العنوان المختصر): four letters and four digits that name one building, such as
/// <c>RAAA2919</c>. Personal: only <see cref="Value"/> gives it.
/// </summary>
/// <remarks>
/// Source: the National Address service of Saudi Post. Limit: whether it exists only that service knows.
/// </remarks>
public readonly record struct ShortAddress
{
    private const int Letters = 4;
    private const int Length = 8;

    private readonly string? _value;

    private ShortAddress(string value) => _value = value;

    /// <summary>The eight characters, upper case. Not for logs.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This short address was never set.");

    /// <summary>Reads four Latin letters, capital or small, and four digits, 0-9 or Arabic.</summary>
    public static bool TryParse(string? text, out ShortAddress value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TypedText.TryCompact(text, out var typed) || typed.Length != Length
            || !typed.Take(Letters).All(char.IsAsciiLetter) || !TypedText.IsDigits(typed.AsSpan(Letters)))
        {
            return false;
        }

        value = new(typed.ToUpperInvariant());
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a short address.</exception>
    public static ShortAddress Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    /// <summary>For display: <c>RA•• ••19</c>.</summary>
    public string Masked() => _value is null ? "(unset)" : $"{_value[..2]}•• ••{_value[^2..]}";

    /// <summary>Masked, so that an address cannot slip into a log or an error text.</summary>
    public override string ToString() => Masked();

    private static Problem BadFormat => Problem.Of(
        "SHORT_ADDRESS_FORMAT",
        "العنوان المختصر غير صحيح. اكتب أربعة أحرف إنجليزية ثم أربعة أرقام، مثل \u2066RAAA2919\u2069.",
        "This is not a short address. Write four Latin letters and four digits, such as RAAA2919.");
}
