using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Accounts;

/// <summary>An account as the contract shows it: endings and hints, never a whole number or address.</summary>
internal sealed class AccountWire(AccountSeals seals, AccountsOptions options)
{
    public Account ToWire(AccountRow row)
    {
        var (person, contact) = (seals.PersonOf(row), seals.ContactOf(row));
        var account = new Account
        {
            Name = row.Id.Name,
            State = (AccountState)row.Standing,
            NationalIdEnding = person.NationalId[^4..],
            MobileEnding = contact.Mobile[^4..],
            EmailHint = HintOf(contact.Email),
            Household = row.HouseholdId.Name,
            MemberOf = row.MemberOf?.Name ?? "",
            Member = row.MemberOf is { } listed
                ? string.Create(CultureInfo.InvariantCulture, $"{listed.Name}/members/{row.MemberPosition}")
                : "",
            TermsVersion = row.TermsVersion,
            RegisteredTime = Timestamp.FromDateTime(row.RegisteredAt),
            Etag = EtagOf(row),
        };
        if (person.NameArabic.Length > 0)
        {
            account.FullName = new Contract.LocalizedText { Ar = person.NameArabic, En = person.NameEnglish };
        }

        if (row.ClosedAt is { } closed)
        {
            account.ClosedTime = Timestamp.FromDateTime(closed);
            account.MayRegisterAgainDate = MayRegisterAgainOn(closed).ToWire();
        }

        return account;
    }

    public static string EtagOf(AccountRow row) => row.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>First day, in Riyadh, on which a closed account may be registered again.</summary>
    public DateOnly MayRegisterAgainOn(DateTime closedAt) =>
        Riyadh.DateOf(new DateTimeOffset(closedAt)).AddDays(options.RegisterAgainDays);

    /// <summary>A day as messages and refusals state it.</summary>
    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string HintOf(string? email) =>
        email is null ? "" : $"{email[0]}•••{email[email.LastIndexOf('@')..]}";
}
