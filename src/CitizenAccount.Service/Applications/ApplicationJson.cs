using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Applications;

/// <summary>What is sealed of an event.</summary>
internal sealed record EventDetail(MemberEvent? Life, string Cause);

/// <summary>The accounts of an application; the rest of the document is passed over.</summary>
internal sealed record AccountsAlone(BankEntry[]? Accounts);

/// <summary>What may tie an application to another.</summary>
internal sealed record TiesAlone(DeclaredAddress? Address, BankEntry[]? Accounts);

// What is derived is not stored, nor what is zero: the document of a household stays small.
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(EventDetail))]
[JsonSerializable(typeof(AccountsAlone))]
[JsonSerializable(typeof(TiesAlone))]
internal sealed partial class ApplicationJson : JsonSerializerContext;

/// <summary>Seals applications for the database and opens them again: one document a household, its version first.
/// </summary>
internal sealed class ApplicationSeals(Sealing sealing)
{
    // The form written today. Older ones stay readable.
    private const byte Version = 1;

    private const int NameMax = 150;

    public byte[] Seal(HouseholdId household, Application application) => sealing.Seal(
        [Version, .. JsonSerializer.SerializeToUtf8Bytes(application, ApplicationJson.Default.Application)],
        $"application/{household.Name}");

    public Application Open(HouseholdId household, byte[] content) =>
        Open(household, content, ApplicationJson.Default.Application);

    /// <summary>Opens only the accounts.</summary>
    public IReadOnlyList<BankEntry> OpenAccounts(HouseholdId household, byte[] content) =>
        Open(household, content, ApplicationJson.Default.AccountsAlone).Accounts ?? [];

    /// <summary>Opens only what may tie it to another.</summary>
    public TiesAlone OpenTies(HouseholdId household, byte[] content) =>
        Open(household, content, ApplicationJson.Default.TiesAlone);

    public byte[] Seal(HouseholdId household, int number, EventDetail detail) => sealing.Seal(
        JsonSerializer.SerializeToUtf8Bytes(detail, ApplicationJson.Default.EventDetail), PlaceOf(household, number));

    public EventDetail OpenDetail(HouseholdId household, int number, byte[] content) => JsonSerializer.Deserialize(
        sealing.OpenBytes(content, PlaceOf(household, number)), ApplicationJson.Default.EventDetail)!;

    public byte[] SealIdentity(HouseholdId household, HouseholdMember member) => sealing.Seal(
        $"{member.NationalId}\n{Short(member.NameArabic)}", $"identity/{household.Name}/{member.Position}");

    public byte[] SealIban(HouseholdId household, string iban) => sealing.Seal(iban, $"iban/{household.Name}");

    public byte[] SealMobile(HouseholdId household, string mobile) => sealing.Seal(mobile, $"mobile/{household.Name}");

    public string OpenIban(HouseholdId household, byte[] content) => sealing.Open(content, $"iban/{household.Name}");

    /// <summary>National ID and, on the next line, the name.</summary>
    public string OpenIdentity(MemberRow row) =>
        sealing.Open(row.IdentitySealed, $"identity/{row.HouseholdId.Name}/{row.Position}");

    public string OpenMobile(HouseholdId household, byte[] content) =>
        sealing.Open(content, $"mobile/{household.Name}");

    public byte[] IndexOf(string nationalId) => sealing.Index(nationalId);

    private T Open<T>(HouseholdId household, byte[] content, JsonTypeInfo<T> form)
    {
        var plain = sealing.OpenBytes(content, $"application/{household.Name}");
        return plain.Length > 0 && plain[0] == Version
            ? JsonSerializer.Deserialize(plain.AsSpan(1), form)!
            : throw new InvalidDataException("This application is of a version that is not known here.");
    }

    // The register's column is narrow; the whole name stands in the application.
    private static string Short(string name) => name.Length <= NameMax ? name : name[..NameMax];

    private static string PlaceOf(HouseholdId household, int number) => $"event/{household.Name}/{number}";
}
