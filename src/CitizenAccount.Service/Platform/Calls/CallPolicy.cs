using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Who may make one call, as the contract declares it.</summary>
/// <param name="FullName">Full name, <c>package.Service.Call</c>.</param>
/// <param name="Open">Anyone may call.</param>
/// <param name="Roles">One of these roles is needed, as bits by <see cref="Role"/>.</param>
/// <param name="Scopes">A partner needs all of these.</param>
/// <param name="PersonalData">The call touches a person's data: an access record is written, and staff and partners
/// state a purpose.</param>
/// <param name="Streaming">A client or server stream.</param>
internal sealed record CallPolicy(
    string FullName, bool Open, uint Roles, IReadOnlyList<string> Scopes, bool PersonalData, bool Streaming)
{
    /// <summary>Whether it is a call of health or reflection: tools that speak those know nothing of our rules, and a
    /// service that has too much to do is alive.</summary>
    public bool IsStandardTool { get; } = FullName.StartsWith("grpc.", StringComparison.Ordinal);

    /// <summary>How long it holds its thread, as lately seen.</summary>
    public HoldTime Hold { get; } = new();

    /// <summary>Whether a caller with these roles may make the call.</summary>
    public bool Admits(uint roles) => Open || (Roles & roles) != 0;
}

/// <summary>The policies of every call of the contract, read from its descriptors at start.</summary>
internal sealed class CallPolicies
{
    private readonly FrozenDictionary<string, CallPolicy> _byPath;

    /// <summary>Reads the policies of every call in these files.</summary>
    /// <param name="files">Files of the contract.</param>
    /// <param name="openReflection">Reflection is for operators; in development anyone may ask.</param>
    /// <exception cref="InvalidOperationException">A call of ours declares no access: a bug of the contract.
    /// </exception>
    public CallPolicies(IEnumerable<FileDescriptor> files, bool openReflection)
    {
        _byPath = files
            .SelectMany(file => file.Services)
            .SelectMany(service => service.Methods)
            .ToFrozenDictionary(PathOf, call => Read(call, openReflection), StringComparer.Ordinal);
    }

    /// <summary>Every call of the contract.</summary>
    public IEnumerable<CallPolicy> All => _byPath.Values;

    /// <summary>The policy of a call by its path, <c>/package.Service/Call</c>.</summary>
    public CallPolicy Of(string path) => _byPath[path];

    /// <summary>The policy of the call with this path, if the contract has one.</summary>
    public bool TryGet(string path, [MaybeNullWhen(false)] out CallPolicy policy) =>
        _byPath.TryGetValue(path, out policy);

    /// <summary>Whether the contract has such a call.</summary>
    public bool Knows(string path) => _byPath.ContainsKey(path);

    private static string PathOf(MethodDescriptor call) => $"/{call.Service.FullName}/{call.Name}";

    private static CallPolicy Read(MethodDescriptor call, bool openReflection)
    {
        var streaming = call.IsClientStreaming || call.IsServerStreaming;
        var reflection = call.Service.FullName.StartsWith("grpc.reflection.", StringComparison.Ordinal);
        var access = call.GetOptions()?.GetExtension(AccessExtensions.Access)
            ?? throw new InvalidOperationException($"{call.FullName} does not declare who may call it.");
        return new CallPolicy(
            call.FullName,
            access.Open || (reflection && openReflection),
            access.Roles.Aggregate(0u, (bits, role) => bits | Caller.BitOf(role)),
            [.. access.Scopes],
            access.PersonalData,
            streaming);
    }
}
