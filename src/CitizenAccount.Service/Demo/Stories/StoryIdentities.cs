using System.Globalization;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>Numbers of the people of the stories: well formed, and told from a real one and from those of the made-up
/// population by eye. A national ID begins with 14 (24 for who is not Saudi), the account part of an IBAN with 99998,
/// a mobile with +96651, a short address with ZY.</summary>
internal static class StoryIdentities
{
    /// <summary>National ID of a person of a story; 1 is the main beneficiary.</summary>
    public static string NationalId(int story, int person, bool citizen = true)
    {
        var digits = ((citizen ? 14L : 24L) * 100_000_000) + (story * 1_000L) + (person * 10L);
        return Text(digits + Identities.LuhnDigit(digits), "D10");
    }

    /// <summary>Mobile of the main beneficiary.</summary>
    public static string Mobile(int story) => "+96651" + Text(story, "D7");

    /// <summary>An account of the main beneficiary; stories that change theirs have a second one.</summary>
    public static string Iban(int story, int account = 1)
    {
        const int Bank = 80;
        var number = 99_998_000_000_000_000 + (story * 10L) + account;
        return string.Create(
            CultureInfo.InvariantCulture, $"SA{Identities.CheckDigits(Bank, number):D2}{Bank:D2}{number:D18}");
    }

    /// <summary>Where the household lives.</summary>
    public static string ShortAddress(int story) => Rules.Identity.ShortAddress.Parse("ZYAA" + Text(story, "D4")).Value;

    private static string Text(long number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
