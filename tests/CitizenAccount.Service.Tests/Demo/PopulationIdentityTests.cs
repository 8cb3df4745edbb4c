using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Demo;

namespace CitizenAccount.Service.Tests.Demo;

public sealed class PopulationIdentityTests
{
    private static readonly SyntheticPerson[] Persons =
        [.. PopulationSample.Households.SelectMany(household => household.Persons)];

    [Fact]
    public void Every_national_id_is_valid_and_of_one_person_only()
    {
        Assert.All(Persons, person => Assert.True(NationalId.TryParse(person.NationalId.Value, out _, out _)));
        Assert.Equal(Persons.Length, Persons.DistinctBy(person => person.NationalId).Count());
        Assert.Equal(Persons.Length, Persons.DistinctBy(person => person.NationalId.Value[1..9]).Count());
    }

    [Fact]
    public void A_national_id_tells_a_citizen_and_that_it_is_made_up()
    {
        foreach (var household in PopulationSample.Households)
        {
            foreach (var (member, person) in household.Members.Zip(household.Persons))
            {
                var citizen = member.Nationality == NationalityStatus.Saudi;
                Assert.Equal(citizen ? NationalIdKind.Citizen : NationalIdKind.Resident, person.NationalId.Kind);
                Assert.InRange(person.NationalId.Value[1], '5', '9');
                Assert.Equal(member.BirthDay, person.BirthDate.DayNumber);
            }
        }
    }

    [Fact]
    public void Every_iban_is_valid_of_a_known_bank_and_of_one_household_only()
    {
        var ibans = PopulationSample.Households.Select(household => household.Iban).ToArray();
        Assert.All(ibans, iban =>
        {
            Assert.True(Iban.TryParse(iban.Value, out _, out _));
            Assert.NotNull(iban.Bank);
            Assert.StartsWith("099999", iban.Value[6..], StringComparison.Ordinal);
        });
        Assert.Equal(ibans.Length, ibans.DistinctBy(iban => iban.Value[6..]).Count());
        Assert.Equal(10, ibans.DistinctBy(iban => iban.BankCode).Count());
    }

    [Fact]
    public void Every_mobile_and_short_address_is_valid_marked_as_made_up_and_of_one_household_only()
    {
        var households = PopulationSample.Households;
        Assert.All(households, household =>
        {
            Assert.True(Mobile.TryParse(household.Mobile.Value, out _, out _));
            Assert.StartsWith("+96652", household.Mobile.Value, StringComparison.Ordinal);
            Assert.True(ShortAddress.TryParse(household.ShortAddress.Value, out _, out _));
            Assert.StartsWith("ZZ", household.ShortAddress.Value, StringComparison.Ordinal);
        });
        Assert.Equal(households.Count, households.DistinctBy(household => household.Mobile).Count());
        Assert.Equal(households.Count, households.DistinctBy(household => household.ShortAddress).Count());
    }

    // Numbers come from multiplying by a factor that only changes their order. A factor with a divisor in common with a
    // range would repeat numbers at round distances; every 500th household of the largest population meets those.
    [Fact]
    public void Numbers_are_unique_over_the_whole_range_of_households()
    {
        const int Step = 500;
        var population = new Population(ulong.MaxValue, PopulationSample.Month);
        var households = Enumerable.Range(0, Population.HouseholdsMax / Step)
            .Select(i => population.Household(i * Step))
            .Append(population.Household(Population.HouseholdsMax - 1))
            .ToArray();
        var ids = households.SelectMany(household => household.Persons).Select(person => person.NationalId).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(households.Length, households.DistinctBy(household => household.Iban.Value[6..]).Count());
        Assert.Equal(households.Length, households.DistinctBy(household => household.Mobile).Count());
        Assert.Equal(households.Length, households.DistinctBy(household => household.ShortAddress).Count());
    }

    [Fact]
    public void Given_names_are_Arabic_and_fit_the_sex()
    {
        var names = PopulationSample.Households
            .SelectMany(household => household.Members.Zip(household.Persons))
            .Select(pair => (pair.First.Sex, pair.Second.GivenName))
            .ToArray();
        Assert.All(names, name => Assert.All(name.GivenName, letter => Assert.InRange(letter, '\u0621', '\u064A')));
        var men = names.Where(name => name.Sex == Sex.Male).Select(name => name.GivenName).ToHashSet();
        var women = names.Where(name => name.Sex == Sex.Female).Select(name => name.GivenName).ToHashSet();
        Assert.False(men.Overlaps(women));
        Assert.True(men.Count >= 30 && women.Count >= 30);
    }
}
