namespace CitizenAccount.Rules;

/// <summary>One thing said in the two languages of the programme. The Arabic is what a citizen reads.</summary>
/// <param name="Arabic">Plain Arabic, right to left; runs of digits or Latin letters in it are isolated.</param>
/// <param name="English">Plain English with the same content.</param>
public readonly record struct LocalizedText(string Arabic, string English);

/// <summary>
/// Why a value is refused, and what the person can do next. An expected "no" is a value like any other: it is
/// returned, not thrown.
/// </summary>
/// <param name="Code">A stable upper-case name such as <c>IBAN_CHECK_DIGITS</c>; programs may compare it.</param>
/// <param name="Text">What is wrong and what to do, for people. It never repeats the refused value, which may be
/// personal.</param>
public readonly record struct Problem(string Code, LocalizedText Text)
{
    internal static Problem Of(string code, string arabic, string english) => new(code, new(arabic, english));

    /// <summary>For callers that asked for a value and cannot go on without it, such as literals in tests.</summary>
    internal FormatException ToException() => new($"{Code}: {Text.English}");
}
