using System.Runtime.CompilerServices;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using static CitizenAccount.Service.Tests.Contract.ContractDescriptors;

namespace CitizenAccount.Service.Tests.Contract;

/// <summary>The contract as sorted lines of text, one an element: the form in which protos/contract.lock keeps it.
/// </summary>
internal static class ContractLock
{
    private const string Header =
        """
        # Every element of the contract, one a line, sorted. It only grows: a line once here is a promise to clients.
        # ContractLockTests compares it with the generated code and says how to add to it. The service answers the
        # SHA-256 of this file as its contract hash.
        """;

    private static readonly EnumDescriptor Levels = MethodOptions.Descriptor.EnumTypes.Single();

    private static readonly EnumDescriptor Roles =
        AccessReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(Role));

    private static readonly EnumDescriptor Codes =
        RefusalReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(CanonicalCode));

    /// <summary>The lock file in the sources, wherever the tests were built to.</summary>
    public static string Path { get; } = SourceFile("protos", "contract.lock");

    /// <summary>A file of the repository.</summary>
    public static string SourceFile(params string[] parts) =>
        System.IO.Path.Combine([ThisFolder(), "..", "..", "..", .. parts]);

    /// <summary>The lines the lock file holds, comments left out.</summary>
    public static IReadOnlyList<string> Stored() =>
        File.Exists(Path) ? [.. File.ReadLines(Path).Where(line => !line.StartsWith('#'))] : [];

    /// <summary>Writes lines to the lock file, sorted.</summary>
    public static void Store(IEnumerable<string> lines)
    {
        var text = new StringBuilder(Header.ReplaceLineEndings("\n")).Append('\n');
        foreach (var line in lines.Distinct().Order(StringComparer.Ordinal))
        {
            text.Append(line).Append('\n');
        }

        File.WriteAllText(Path, text.ToString());
    }

    /// <summary>The lines the generated code amounts to.</summary>
    public static IReadOnlyList<string> Built() =>
        [.. Files.Select(Package).Distinct()
            .Concat(Services.Select(service => $"service {service.FullName}"))
            .Concat(AllCalls.SelectMany(Call))
            .Concat(Messages.Where(message => message.GetOptions()?.MapEntry != true).SelectMany(Message))
            .Concat(Enums.SelectMany(Enum))
            .Concat(Extensions.Select(field =>
                $"extension {field.FullName} = {field.FieldNumber} of {field.ExtendeeType.FullName} {TypeOf(field)}"))
            .Order(StringComparer.Ordinal)];

    private static string Package(FileDescriptor file) =>
        $"package {file.Package} csharp_namespace={file.GetOptions().CsharpNamespace}";

    private static IEnumerable<string> Call(MethodDescriptor call)
    {
        var request = (call.IsClientStreaming ? "stream " : "") + call.InputType.FullName;
        var response = (call.IsServerStreaming ? "stream " : "") + call.OutputType.FullName;
        var level = NameOf(Levels, (int)IdempotencyOf(call));
        yield return $"call {call.FullName} ({request}) returns ({response}) idempotency={level}";

        var access = AccessOf(call) ?? new Access();
        var roles = string.Join(", ", access.Roles.Select(role => NameOf(Roles, (int)role)));
        yield return $"access {call.FullName} open={Text(access.Open)} personal_data={Text(access.PersonalData)}"
            + $" roles=[{roles}] scopes=[{string.Join(", ", access.Scopes)}]";
    }

    private static IEnumerable<string> Message(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Select(Field).Prepend($"message {message.FullName}");

    private static string Field(FieldDescriptor field)
    {
        var label = field.IsRepeated && !field.IsMap ? "repeated " : field.ToProto().Proto3Optional ? "optional " : "";
        var oneof = field.RealContainingOneof is { } alternatives ? $" oneof={alternatives.Name}" : "";
        return $"field {field.FullName} = {field.FieldNumber} {label}{TypeOf(field)}{oneof}";
    }

    private static IEnumerable<string> Enum(EnumDescriptor type)
    {
        yield return $"enum {type.FullName}";
        foreach (var value in type.Values)
        {
            yield return $"value {type.FullName}.{value.Name} = {value.Number}";
            if (RefusalOf(value) is { Code: not CanonicalCode.Unspecified } refusal)
            {
                yield return $"refusal {value.Name} code={NameOf(Codes, (int)refusal.Code)}";
            }
        }
    }

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when field.IsMap =>
            $"map<{TypeOf(field.MessageType.Fields[1])}, {TypeOf(field.MessageType.Fields[2])}>",
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static string Text(bool value) => value ? "true" : "false";

    // Names as the contract has them, not as one language renders them.
    private static string NameOf(EnumDescriptor type, int number) => type.FindValueByNumber(number).Name;

    private static string ThisFolder([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
