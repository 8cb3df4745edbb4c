using System.CommandLine;
using CitizenAccount.Agent.Output;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Agent.Commands;

/// <summary>Options whose values are enum values of the contract, as words.</summary>
internal static class Enums
{
    /// <summary>An option that takes one of a type's words; anything else is refused with all of them.</summary>
    public static Option<string?> Option(string name, string description, FileDescriptor file, string type)
    {
        var words = Words.All(TypeOf(file, type)).ToArray();
        var option = new Option<string?>(name) { Description = $"{description} One of: {string.Join(", ", words)}." };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>The number of a word; null for no word.</summary>
    public static int? NumberOf(FileDescriptor file, string type, string? word) =>
        word is null ? null : Words.NumberOf(TypeOf(file, type), word);

    /// <summary>The value of a word of an enum; its zero for no word.</summary>
    public static T Value<T>(FileDescriptor file, string? word)
        where T : struct, Enum => (T)Enum.ToObject(typeof(T), NumberOf(file, typeof(T).Name, word) ?? 0);

    private static EnumDescriptor TypeOf(FileDescriptor file, string type) => file.EnumTypes.Single(e =>
        e.Name == type);
}
