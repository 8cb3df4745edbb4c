using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;

namespace CitizenAccount.Service.Tests.Demo;

/// <summary>The population that the tests look at: 20,000 households of seed 99, December 2026, made in parallel.
/// </summary>
internal static class PopulationSample
{
    public const int Size = 20_000;

    public static readonly YearMonth Month = new(2026, 12);

    private static readonly Lazy<SyntheticHousehold[]> Made = new(() => Make(new Population(99, Month), Size));

    public static IReadOnlyList<SyntheticHousehold> Households => Made.Value;

    public static SyntheticHousehold[] Make(Population population, int count)
    {
        var made = new SyntheticHousehold[count];
        Parallel.For(0, count, i => made[i] = population.Household(i));
        return made;
    }

    public static byte[] Encode(SyntheticHousehold household)
    {
        var bytes = new byte[FactsCodec.SizeOf(household.Facts)];
        FactsCodec.Write(household.Facts, bytes);
        return bytes;
    }

    /// <summary>Everything about a household as text: facts as stored, then identities.</summary>
    public static string Print(SyntheticHousehold household)
    {
        var text = new StringBuilder(Convert.ToHexStringLower(Encode(household)));
        text.Append(CultureInfo.InvariantCulture, $" {household.Iban.Value} {household.Mobile.Value}");
        text.Append(CultureInfo.InvariantCulture, $" {household.ShortAddress.Value}");
        foreach (var person in household.Persons)
        {
            text.Append(CultureInfo.InvariantCulture, $" {person.NationalId.Value} {person.GivenName}");
            text.Append(CultureInfo.InvariantCulture, $" {person.BirthDate:yyyy-MM-dd}");
        }

        return text.ToString();
    }

    public static string Hash(IEnumerable<SyntheticHousehold> households) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', households.Select(Print)))));
}
