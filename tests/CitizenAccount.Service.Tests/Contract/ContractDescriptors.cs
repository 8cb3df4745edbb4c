using System.Reflection;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CitizenAccount.Service.Tests.Contract;

/// <summary>The contract as the generated code carries it: what clients are built from, not what a file says.</summary>
internal static class ContractDescriptors
{
    /// <summary>Our own packages, as against the foreign standards spoken beside them.</summary>
    public const string OwnPrefix = "citizenaccount.";

    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. typeof(AccessReflection).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(property => property?.PropertyType == typeof(FileDescriptor))
            .Select(property => (FileDescriptor)property!.GetValue(null)!)
            .OrderBy(file => file.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<ServiceDescriptor> Services { get; } = [.. Files.SelectMany(file => file.Services)];

    public static IReadOnlyList<MethodDescriptor> AllCalls { get; } =
        [.. Services.SelectMany(service => service.Methods)];

    public static IReadOnlyList<MethodDescriptor> OwnCalls { get; } =
        [.. AllCalls.Where(call => IsOwn(call.Service.FullName))];

    public static IReadOnlyList<MessageDescriptor> Messages { get; } =
        [.. Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested)];

    public static IReadOnlyList<FieldDescriptor> OwnFields { get; } =
        [.. Messages.Where(message => IsOwn(message.FullName))
            .SelectMany(message => message.Fields.InDeclarationOrder())];

    public static IReadOnlyList<EnumDescriptor> Enums { get; } =
        [.. Files.SelectMany(file => file.EnumTypes).Concat(Messages.SelectMany(message => message.EnumTypes))];

    public static IReadOnlyList<FieldDescriptor> Extensions { get; } =
        [.. Files.SelectMany(file => file.Extensions.UnorderedExtensions)];

    public static bool IsOwn(string fullName) => fullName.StartsWith(OwnPrefix, StringComparison.Ordinal);

    public static Access? AccessOf(MethodDescriptor call) => call.GetOptions()?.GetExtension(AccessExtensions.Access);

    public static MethodOptions.Types.IdempotencyLevel IdempotencyOf(MethodDescriptor call) =>
        call.GetOptions()?.IdempotencyLevel ?? MethodOptions.Types.IdempotencyLevel.IdempotencyUnknown;

    public static Refusal? RefusalOf(EnumValueDescriptor value) =>
        value.GetOptions()?.GetExtension(RefusalExtensions.Refusal);

    /// <summary>A field of a request, or of the message that opens its stream.</summary>
    public static FieldDescriptor? OpeningField(MethodDescriptor call, string name)
    {
        if (call.InputType.FindFieldByName(name) is { } field || !call.IsClientStreaming)
        {
            return call.InputType.FindFieldByName(name);
        }

        // The first alternative of a stream's message is its header, by the order of the file.
        return call.InputType.Oneofs[0].Fields[0].MessageType.FindFieldByName(name);
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
