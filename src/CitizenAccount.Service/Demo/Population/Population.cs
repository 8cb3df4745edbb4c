using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Demo;

/// <summary>A made-up population of applicants for one benefit month. Each household is a pure function of seed, month
/// and index: households can be made in parallel, in any order or one alone, and are the same on every machine.
/// </summary>
/// <remarks>The month, December 2017 or later, moves days only: in two months the same index is the same household with
/// all its days moved along (a leap day may tip an age), not one household some months later. Nothing in it is taken
/// from a real person; what is invented and what was tuned stands in the README of Demo.</remarks>
internal sealed class Population(ulong seed, YearMonth month)
{
    /// <summary>Most households a population may have.</summary>
    public const int HouseholdsMax = Identities.HouseholdsMax;

    private readonly CutOffCalendar _calendar = new(month);
    private readonly Identities _identities = new(seed);

    /// <summary>The household of an index, 0 to <see cref="HouseholdsMax"/> - 1.</summary>
    public SyntheticHousehold Household(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HouseholdsMax);
        var draft = new HouseholdDraft(
            stackalloc MemberFacts[HouseholdDraft.MembersMax], stackalloc IncomeLine[HouseholdDraft.IncomesMax]);
        var family = Chance.Of(seed, index, Subject.Family);
        Families.Draw(ref family, _calendar, ref draft);
        var income = Chance.Of(seed, index, Subject.Income);
        Incomes.Draw(ref income, _calendar, ref draft);
        var header = Header(index, ref draft);
        var identity = Chance.Of(seed, index, Subject.Identity);
        return new SyntheticHousehold
        {
            Header = header,
            Members = draft.Members.ToArray(),
            Incomes = draft.Incomes.ToArray(),
            Persons = Persons(ref identity, index, draft.Members),
            Iban = _identities.Iban(ref identity, index),
            Mobile = _identities.Mobile(index),
            ShortAddress = _identities.ShortAddress(index),
        };
    }

    private HouseholdHeader Header(int index, ref HouseholdDraft draft)
    {
        var standing = Chance.Of(seed, index, Subject.Standing);
        var wealth = Chance.Of(seed, index, Subject.Wealth);
        var header = new HouseholdHeader
        {
            Kind = draft.Kind,
            MarriedWomanCase = draft.MarriedWomanCase,
            Marks = Standing.Draw(ref standing, _calendar, ref draft),
            BarredThroughMonth = Standing.BarredThroughMonth(ref standing, _calendar),
            Sources = Standing.Sources(ref standing, _calendar),
        };
        return Wealth.WithHousing(ref wealth, Wealth.WithAssets(ref wealth, header), draft.Members[0]);
    }

    private SyntheticPerson[] Persons(ref Chance chance, int index, ReadOnlySpan<MemberFacts> members)
    {
        var persons = new SyntheticPerson[members.Length];
        for (var i = 0; i < persons.Length; i++)
        {
            persons[i] = _identities.Person(ref chance, index, i, members[i]);
        }

        return persons;
    }
}
