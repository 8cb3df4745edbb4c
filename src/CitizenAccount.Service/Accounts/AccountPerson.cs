using System.Text.Json;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Accounts;

/// <summary>Who an account belongs to, as the person gave it and, once they answered, as the civil records have it.
/// </summary>
/// <param name="NationalId">National ID.</param>
/// <param name="BirthDate">Birth date, Gregorian.</param>
/// <param name="BirthHijri">Birth date as <c>YYYY-MM-DD</c> Hijri when it was given so; compared as given.</param>
/// <param name="NameArabic">Full name in the civil records; empty until they answered.</param>
/// <param name="NameEnglish">The same in Latin letters.</param>
/// <param name="IdExpiry">Expiry date of the ID card; null while it is not known.</param>
internal sealed record AccountPerson(
    string NationalId, DateOnly BirthDate, string? BirthHijri, string NameArabic = "", string NameEnglish = "",
    DateOnly? IdExpiry = null);

/// <summary>How a person is reached.</summary>
/// <param name="Mobile">Mobile as <c>+9665XXXXXXXX</c>.</param>
/// <param name="Email">Confirmed e-mail address; null when there is none.</param>
internal sealed record AccountContact(string Mobile, string? Email);

/// <summary>Seals and opens what names a person in an account.</summary>
internal sealed class AccountSeals(Sealing sealing)
{
    public byte[] Seal(AccountId account, AccountPerson person) =>
        sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(person), $"person/{account.Name}");

    public byte[] Seal(AccountId account, AccountContact contact) =>
        sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(contact), $"contact/{account.Name}");

    /// <summary>Why an account was closed; null when nothing was said.</summary>
    public byte[]? SealCause(AccountId account, string cause) =>
        cause.Length == 0 ? null : sealing.Seal(cause, $"closing cause/{account.Name}");

    public string? CauseOf(AccountRow row) => row.ClosingCauseSealed is { } cause
        ? sealing.Open(cause, $"closing cause/{row.Id.Name}")
        : null;

    public AccountPerson PersonOf(AccountRow row) =>
        JsonSerializer.Deserialize<AccountPerson>(sealing.OpenBytes(row.PersonSealed, $"person/{row.Id.Name}"))!;

    public AccountContact ContactOf(AccountRow row) =>
        JsonSerializer.Deserialize<AccountContact>(sealing.OpenBytes(row.ContactSealed, $"contact/{row.Id.Name}"))!;

    public byte[] IndexOf(NationalId nationalId) => sealing.Index(nationalId.Value);

    public byte[] IndexOf(Mobile mobile) => sealing.Index(mobile.Value);

    /// <summary>A Hijri date as it is kept and compared.</summary>
    public static string? TextOf(HijriDate? hijri) => hijri?.ToString();
}
