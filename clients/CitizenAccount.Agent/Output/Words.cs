using Google.Protobuf.Reflection;

namespace CitizenAccount.Agent.Output;

/// <summary>Enum values of the contract as words: <c>CYCLE_STATE_IN_REVIEW</c> is <c>in-review</c>.</summary>
internal static class Words
{
    public static string Of(EnumDescriptor type, int number) =>
        type.FindValueByNumber(number) is { } value ? Word(type, value) : $"unknown-{number}";

    /// <summary>Every word of a type but that for "not stated".</summary>
    public static IEnumerable<string> All(EnumDescriptor type) =>
        type.Values.Where(value => value.Number != 0).Select(value => Word(type, value));

    /// <summary>The number of a word; null when there is no such word.</summary>
    public static int? NumberOf(EnumDescriptor type, string word) =>
        type.Values.FirstOrDefault(value => value.Number != 0 && Word(type, value) == word)?.Number;

    private static string Word(EnumDescriptor type, EnumValueDescriptor value)
    {
        var prefix = type.Name.Length + type.Name.Skip(1).Count(char.IsUpper) + 1;
        return value.Name[prefix..].Replace('_', '-').ToLowerInvariant();
    }
}
