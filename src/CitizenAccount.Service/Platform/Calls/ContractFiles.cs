using System.Reflection;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Every file of the contract, as generated.</summary>
internal static class ContractFiles
{
    public static IReadOnlyList<FileDescriptor> All { get; } =
    [
        .. typeof(AccessExtensions).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal),
    ];
}
