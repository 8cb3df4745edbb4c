using System.Collections.Frozen;
using CitizenAccount.Contracts.Errors.V1;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Status and name of every reason, as the contract states them on each value.</summary>
internal static class RefusalCatalogue
{
    private static readonly FrozenDictionary<ErrorReason, (StatusCode Code, string Name)> Entries = Read();

    public static StatusCode CodeOf(ErrorReason reason) => Entries[reason].Code;

    /// <summary>The value's name without its prefix, for example <c>NOT_PUBLISHED</c>.</summary>
    public static string NameOf(ErrorReason reason) => Entries[reason].Name;

    private static FrozenDictionary<ErrorReason, (StatusCode, string)> Read() =>
        ErrorReasonReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ErrorReason)).Values
            .Where(value => value.Number != 0)
            .ToFrozenDictionary(
                value => (ErrorReason)value.Number,
                value => (
                    (StatusCode)(int)value.GetOptions().GetExtension(RefusalExtensions.Refusal).Code,
                    value.Name["ERROR_REASON_".Length..]));
}
