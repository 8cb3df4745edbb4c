using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Accounts;

/// <summary>Whether what a person gives for a recovery is what the account has.</summary>
internal static class RecoveryRules
{
    /// <summary>A birth date is compared as it was given: two Hijri dates with one another, two Gregorian ones with
    /// one another. Across the calendars a day of difference is let pass, because tables of early years differ by it.
    /// </summary>
    public static bool IsBirth(AccountPerson person, TypedDay given)
    {
        var hijri = AccountSeals.TextOf(given.Hijri);
        if (hijri is not null && person.BirthHijri is not null)
        {
            return hijri == person.BirthHijri;
        }

        var apart = Math.Abs(person.BirthDate.DayNumber - given.Day.DayNumber);
        return apart <= (hijri is null && person.BirthHijri is null ? 0 : 1);
    }

    /// <summary>The expiry date of the ID card must match as soon as the civil records gave it. Until then it cannot
    /// be held against anything, and what protects the account is that the temporary password goes to the registered
    /// mobile and nowhere else.</summary>
    public static bool IsExpiry(AccountPerson person, TypedDay given) =>
        person.IdExpiry is not { } known
        || Math.Abs(known.DayNumber - given.Day.DayNumber) <= (given.Hijri is null ? 0 : 1);
}
