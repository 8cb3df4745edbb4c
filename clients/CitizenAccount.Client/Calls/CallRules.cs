using System.Collections.Frozen;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Voice.V1;
using Google.Protobuf.Reflection;

namespace CitizenAccount.Client.Calls;

/// <summary>The rules of every call, generated from the descriptors of the contract.</summary>
internal static class CallRules
{
    private static readonly FileDescriptor[] Files =
    [
        AccountServiceReflection.Descriptor,
        ApplicationServiceReflection.Descriptor,
        CycleServiceReflection.Descriptor,
        DisbursementServiceReflection.Descriptor,
        EligibilityServiceReflection.Descriptor,
        IncomeVerificationServiceReflection.Descriptor,
        NotificationServiceReflection.Descriptor,
        ObjectionServiceReflection.Descriptor,
        PaymentServiceReflection.Descriptor,
        SystemServiceReflection.Descriptor,
        VoiceServiceReflection.Descriptor,
    ];

    private static readonly FrozenDictionary<string, CallRule> ByPath = Files
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .Select(call => new CallRule(call))
        .ToFrozenDictionary(rule => rule.Path, StringComparer.Ordinal);

    public static IEnumerable<CallRule> All => ByPath.Values;

    /// <summary>The rule of a call by its path; null when this contract has no such call.</summary>
    public static CallRule? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>Whether the contract has a call of this full name.</summary>
    public static bool Has(string fullName) => All.Any(rule => rule.FullName == fullName);
}
