using CitizenAccount.Contracts.Voice.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Voice;

/// <summary>The units that work on tickets: what each can act on.</summary>
internal static class Units
{
    /// <summary>Where a ticket goes first when nothing says more.</summary>
    public const string General = "general";

    /// <summary>Reports of wrong data.</summary>
    public const string Data = "data";

    /// <summary>Where tickets go whose promise was broken.</summary>
    public const string Supervisors = "supervisors";

    private static readonly Dictionary<string, LocalizedText> Titles = new(StringComparer.Ordinal)
    {
        [General] = new("خدمة المستفيدين", "Customer care"),
        ["accounts"] = new("التسجيل والدخول", "Registration and sign-in"),
        ["applications"] = new("الطلبات والمستندات", "Applications and documents"),
        [Data] = new("صحة البيانات", "Correctness of data"),
        ["eligibility"] = new("الأهلية والاستحقاق", "Eligibility and entitlement"),
        ["payments"] = new("الدفعات", "Payments"),
        ["technical"] = new("الدعم التقني", "Technical support"),
        [Supervisors] = new("المشرفون", "Supervisors"),
    };

    /// <summary>Every unit.</summary>
    public static IEnumerable<string> All => Titles.Keys;

    public static bool Knows(string unit) => Titles.ContainsKey(unit);

    public static LocalizedText TitleOf(string unit) => Titles[unit];

    /// <summary>The unit a new ticket goes to.</summary>
    public static string For(TicketKind kind) => kind == TicketKind.WrongData ? Data : General;
}
