namespace CitizenAccount.Rules.Identity;

/// <summary>
/// A Saudi mobile number, kept as <c>+9665XXXXXXXX</c>. Personal: only <see cref="Value"/> gives it.
/// </summary>
/// <remarks>Source: one weak page; that the number is in use, and whose it is, only the operator knows.</remarks>
public readonly record struct Mobile
{
    private const int SubscriberDigits = 9;

    private readonly string? _value;

    private Mobile(string value) => _value = value;

    /// <summary>The number as <c>+9665XXXXXXXX</c>. Not for logs.</summary>
    /// <exception cref="InvalidOperationException">The value was never set.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This mobile number was never set.");

    /// <summary>
    /// Reads <c>05XXXXXXXX</c>, <c>5XXXXXXXX</c>, and with the country code <c>+966</c>, <c>966</c> or <c>00966</c>,
    /// with or without blanks and hyphens, in 0-9 or Arabic digits.
    /// </summary>
    public static bool TryParse(string? text, out Mobile value, out Problem problem)
    {
        value = default;
        problem = BadFormat;
        if (!TypedText.TryCompact(text, out var typed))
        {
            return false;
        }

        var subscriber = WithoutPrefix(typed);
        if (subscriber.Length != SubscriberDigits || subscriber[0] != '5' || !TypedText.IsDigits(subscriber))
        {
            return false;
        }

        value = new($"+966{subscriber}");
        problem = default;
        return true;
    }

    /// <summary>As <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is not a Saudi mobile number.</exception>
    public static Mobile Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw problem.ToException();

    /// <summary>For display: <c>+966 5•• ••• •78</c>.</summary>
    public string Masked() => _value is null ? "(unset)" : $"+966 5•• ••• •{_value[^2..]}";

    /// <summary>Masked, so that a number cannot slip into a log or an error text.</summary>
    public override string ToString() => Masked();

    private static Problem BadFormat => Problem.Of(
        "MOBILE_FORMAT",
        "رقم الجوال غير صحيح. اكتب رقم جوال سعودي، مثل \u206605XXXXXXXX\u2069.",
        "This is not a Saudi mobile number. Write it as 05XXXXXXXX.");

    private static string WithoutPrefix(string typed)
    {
        // The longest first: 00966 and 0 begin alike.
        foreach (var prefix in (ReadOnlySpan<string>)["+966", "00966", "966", "0"])
        {
            if (typed.StartsWith(prefix, StringComparison.Ordinal))
            {
                return typed[prefix.Length..];
            }
        }

        return typed;
    }
}
