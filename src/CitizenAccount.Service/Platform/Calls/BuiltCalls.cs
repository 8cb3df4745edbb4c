using System.Reflection;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Which calls of the contract this version has built: those that a service class overrides, or that are
/// mapped beside it. The generated base answers UNIMPLEMENTED to every other one.</summary>
internal sealed class BuiltCalls
{
    /// <param name="rpcTypes">The service classes, each derived from a generated base.</param>
    /// <param name="others">Full names of calls that are built otherwise.</param>
    /// <exception cref="ArgumentException">A type is no service class.</exception>
    public BuiltCalls(IEnumerable<Type> rpcTypes, params IEnumerable<string> others) => FullNames =
        [.. rpcTypes.SelectMany(Overridden).Concat(others).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Full names, <c>package.Service.Call</c>, sorted.</summary>
    public IReadOnlyList<string> FullNames { get; }

    private static IEnumerable<string> Overridden(Type rpc)
    {
        var (generated, service) = GeneratedBaseOf(rpc);
        return service.Methods
            .Where(call => rpc.GetMethods(BindingFlags.Public | BindingFlags.Instance)
                .Any(method => method.Name == call.Name
                    && method.DeclaringType != generated
                    && method.GetBaseDefinition().DeclaringType == generated))
            .Select(call => call.FullName);
    }

    // The generated base names its holder in an attribute, and the holder has the descriptor.
    private static (Type Generated, ServiceDescriptor Service) GeneratedBaseOf(Type rpc)
    {
        for (var type = rpc; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind
                && bind.BindType.GetProperty("Descriptor")?.GetValue(null) is ServiceDescriptor service)
            {
                return (type, service);
            }
        }

        throw new ArgumentException($"{rpc.Name} is not derived from a generated service base.", nameof(rpc));
    }
}
