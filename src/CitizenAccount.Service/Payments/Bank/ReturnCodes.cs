using System.Collections.Frozen;
using CitizenAccount.Rules;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>What the banks' return codes (ISO 20022 external code set) mean for a citizen: one of the contract's six
/// reasons, in words, and what to do.</summary>
internal static class ReturnCodes
{
    /// <summary>The bank never received the instruction: it is void, and safe to be paid again.</summary>
    public const string NeverReceived = "NOOR";

    /// <summary>The bank has it already. What became of that it does not say: it is asked after, and never taken for a
    /// refusal of the payment.</summary>
    public const string Duplicate = "AM05";

    /// <summary>The holder of the account has died.</summary>
    public const string HolderDied = "MD07";

    private const byte Closed = 1;
    private const byte Blocked = 2;
    private const byte Unknown = 3;
    private const byte NameMismatch = 4;
    private const byte Deceased = 5;
    private const byte Refused = 6;

    private static readonly FrozenDictionary<string, byte> Reasons = new Dictionary<string, byte>
    {
        ["AC01"] = Unknown,
        ["AC03"] = Unknown,
        ["BE04"] = NameMismatch,
        ["AC04"] = Closed,
        ["AC05"] = Closed,
        ["AC07"] = Closed,
        ["AC06"] = Blocked,
        ["AG01"] = Blocked,
        ["AM20"] = Blocked,
        ["BE01"] = NameMismatch,
        ["BE05"] = NameMismatch,
        ["BE06"] = NameMismatch,
        [HolderDied] = Deceased,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The contract's number of the reason; a code nobody knows is a refusal by the bank.</summary>
    public static byte ReasonOf(string code) => Reasons.GetValueOrDefault(code, Refused);

    /// <summary>The reason in words.</summary>
    public static LocalizedText TextOf(byte reason) => reason switch
    {
        Closed => new("الحساب البنكي مغلق.", "The bank account is closed."),
        Blocked => new("الحساب البنكي موقوف.", "The bank account is blocked."),
        Unknown => new("لا يوجد حساب بنكي بهذا الآيبان.", "There is no bank account with this IBAN."),
        NameMismatch => new("الحساب البنكي باسم شخص آخر.", "The bank account belongs to somebody else."),
        Deceased => new("صاحب الحساب البنكي متوفى.", "The holder of the bank account has died."),
        _ => new("رفض البنك الإيداع.", "The bank refused the deposit."),
    };

    /// <summary>What the citizen does so that it is paid again.</summary>
    public static LocalizedText NextStepOf(byte reason) => reason switch
    {
        Blocked => new(
            "راجع بنكك لرفع الإيقاف، أو أضف آيبان آخر باسمك.",
            "Ask your bank to unblock it, or give another IBAN of your own."),
        Deceased => new("تواصل مع مركز الاتصال 19912.", "Call the contact centre, 19912."),
        _ => new(
            "أضف آيبان صحيحًا باسمك من صفحة الحساب البنكي.", "Give a valid IBAN of your own on the bank account page."),
    };
}
