using System.Globalization;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Service.Demo;

/// <summary>Numbers and names of made-up people. Every number is well formed and unique in its population, and can be
/// told from a real one by eye:
/// a national ID begins with 15 to 19 (25 to 29 for who is not Saudi), the account part of an IBAN with 99999, a mobile
/// with +96652, a short address with ZZ.</summary>
/// <remarks>That no real person holds such a number is an assumption: the examples in public sources begin with 10 and
/// 11, and no source says which ranges are unused. Never send them to another body's service. The form of numbers on
/// mobility cards is not public; their holders get numbers of the second kind.</remarks>
internal sealed class Identities(ulong seed)
{
    /// <summary>Most households whose members all get a number of their own.</summary>
    public const int HouseholdsMax = IdBodies / HouseholdDraft.MembersMax;

    private const int IdBodies = 50_000_000;
    private const int MobileBodies = 10_000_000;
    private const int AddressBodies = 26 * 26 * 10_000;

    // Prime and no divisor of the ranges, so that multiplying by it only changes the order of the numbers.
    private const long Scatter = 15_485_863;

    // In 100 accounts; shares invented.
    private static readonly Weighted<int> BankCodes = new(
        (36, 80), (22, 10), (12, 5), (9, 20), (6, 15), (4, 45), (4, 30), (3, 55), (2, 60), (2, 65));

    // Where the numbers of this population begin.
    private readonly long _offset = (long)(Chance.Of(seed, 0, Subject.Identity).Next() >> 33);

    /// <summary>The person behind a member.</summary>
    public SyntheticPerson Person(ref Chance chance, int household, int position, in MemberFacts member)
    {
        var body = Scattered(((long)household * HouseholdDraft.MembersMax) + position, IdBodies);
        var citizen = member.Nationality == NationalityStatus.Saudi;
        var digits = (((citizen ? 1L : 2L) * 100_000_000) + IdBodies + body) * 10;
        return new SyntheticPerson(
            NationalId.Parse(Text(digits + LuhnDigit(digits), "D10")),
            GivenNames.Draw(ref chance, member.Sex),
            DateOnly.FromDayNumber(member.BirthDay));
    }

    /// <summary>The account of a household's main beneficiary.</summary>
    public Iban Iban(ref Chance chance, int household)
    {
        var bank = BankCodes.Draw(ref chance);
        var account = 99_999_000_000_000_000 + Scattered(household, IdBodies);
        return Rules.Identity.Iban.Parse(string.Create(
            CultureInfo.InvariantCulture, $"SA{CheckDigits(bank, account):D2}{bank:D2}{account:D18}"));
    }

    /// <summary>The mobile of a household's main beneficiary.</summary>
    public Mobile Mobile(int household) =>
        Rules.Identity.Mobile.Parse("+96652" + Text(Scattered(household, MobileBodies), "D7"));

    /// <summary>The short address of a household.</summary>
    public ShortAddress ShortAddress(int household)
    {
        var (letters, number) = Math.DivRem(Scattered(household, AddressBodies), 10_000);
        var (third, fourth) = ((char)('A' + (letters / 26)), (char)('A' + (letters % 26)));
        return Rules.Identity.ShortAddress.Parse(
            string.Create(CultureInfo.InvariantCulture, $"ZZ{third}{fourth}{number:D4}"));
    }

    private long Scattered(long number, int range) => ((number * Scatter) + _offset) % range;

    // Luhn: the 1st, 3rd, 5th, 7th and 9th digit from the left count twice.
    internal static int LuhnDigit(long digits)
    {
        var sum = 0L;
        var doubled = true;
        for (var rest = digits / 10; rest > 0; rest /= 10)
        {
            var counted = doubled ? rest % 10 * 2 : rest % 10;
            sum += counted > 9 ? counted - 9 : counted;
            doubled = !doubled;
        }

        return (int)((10 - (sum % 10)) % 10);
    }

    // ISO 13616: 98 less the rest by 97 of bank, account, the letters S and A as 28 and 10, and 00.
    internal static long CheckDigits(int bank, long account)
    {
        var rest = ((bank * 1_000_000_000L) + (account / 1_000_000_000)) % 97;
        rest = ((rest * 1_000_000_000) + (account % 1_000_000_000)) % 97;
        return 98 - (((rest * 1_000_000) + 281_000) % 97);
    }

    private static string Text(long number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
