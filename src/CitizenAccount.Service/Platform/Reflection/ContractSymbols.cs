using System.Collections.Frozen;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Service.Platform.Reflection;

/// <summary>What the files of the contract declare, and in which file each symbol and extension stands.</summary>
internal sealed class ContractSymbols
{
    private static readonly Lazy<ContractSymbols> OfContract = new(() => new(ContractFiles.All));

    private readonly FrozenDictionary<string, FileDescriptor> _files;
    private readonly FrozenDictionary<string, FileDescriptor> _symbols;
    private readonly FrozenDictionary<(string Type, int Number), FileDescriptor> _extensions;
    private readonly FrozenSet<string> _messages;

    /// <param name="files">Files, to which the files they import are added.</param>
    public ContractSymbols(IEnumerable<FileDescriptor> files)
    {
        FileDescriptor[] all = [.. files.SelectMany(WithImports).DistinctBy(file => file.Name)];
        MessageDescriptor[] messages = [.. all.SelectMany(file => file.MessageTypes).SelectMany(WithNested)];
        FieldDescriptor[] extensions =
        [
            .. all.SelectMany(file => file.Extensions.UnorderedExtensions),
            .. messages.SelectMany(message => message.Extensions.UnorderedExtensions),
        ];
        _files = all.ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);
        _messages = messages.Select(message => message.FullName).ToFrozenSet(StringComparer.Ordinal);
        _extensions = extensions.ToFrozenDictionary(
            extension => (extension.ExtendeeType.FullName, extension.FieldNumber), extension => extension.File);
        _symbols = Declarations(all, messages, extensions)
            .ToFrozenDictionary(symbol => symbol.FullName, symbol => symbol.File, StringComparer.Ordinal);
    }

    /// <summary>Those of the contract, read when somebody first asks.</summary>
    public static ContractSymbols Published => OfContract.Value;

    /// <summary>A file and all it imports, the file itself first, none twice.</summary>
    public static IEnumerable<FileDescriptor> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Prepend(file).DistinctBy(found => found.Name);

    public FileDescriptor? FindFile(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that declares a symbol, by its full name.</summary>
    public FileDescriptor? FindSymbol(string fullName) => _symbols.GetValueOrDefault(fullName);

    /// <summary>The file that declares the extension of a message type by a number.</summary>
    public FileDescriptor? FindExtension(string type, int number) => _extensions.GetValueOrDefault((type, number));

    /// <summary>Numbers of all extensions of a message type, in order; null when there is no such type.</summary>
    public IReadOnlyList<int>? ExtensionNumbersOf(string type) => _messages.Contains(type)
        ? [.. _extensions.Keys.Where(key => key.Type == type).Select(key => key.Number).Order()]
        : null;

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<IDescriptor> Declarations(
        FileDescriptor[] files, MessageDescriptor[] messages, FieldDescriptor[] extensions)
    {
        var services = files.SelectMany(file => file.Services).ToList();
        var enums = files.SelectMany(file => file.EnumTypes).Concat(messages.SelectMany(message => message.EnumTypes));
        return
        [
            .. services,
            .. services.SelectMany(service => service.Methods),
            .. messages,
            .. messages.SelectMany(message => message.Fields.InDeclarationOrder()),
            .. messages.SelectMany(message => message.Oneofs),
            .. enums.SelectMany(declared => declared.Values.Prepend<IDescriptor>(declared)),
            .. extensions,
        ];
    }
}
