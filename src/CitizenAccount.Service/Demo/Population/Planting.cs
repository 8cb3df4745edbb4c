using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>Plants cases in a made-up population: some that are not entitled, and some that look alike and are. All
/// rates are invented. A household is a pure function of seed and index, as in the population itself; without a
/// planting the population is what it always was.</summary>
internal sealed class Planting(ulong seed)
{
    private const int BlockSize = 8;
    private const int DistrictSize = 400;
    private const int LongAgoDays = 45;

    // Who hides something does it late, mostly; what happens by itself happens on any day.
    private const int LateDays = 18;

    private static readonly Weighted<PlantedCase> OfBlocks = new(
        (96_000, PlantedCase.None), (400, PlantedCase.AccountRing), (600, PlantedCase.FamilyAccount),
        (3_000, PlantedCase.Neighbours));

    private static readonly Weighted<PlantedCase> OfHeads = new(
        (96_900, PlantedCase.None), (400, PlantedCase.HiddenIncome), (300, PlantedCase.BorrowedMembers),
        (200, PlantedCase.ParkedAssets), (300, PlantedCase.ConcealedIncome), (600, PlantedCase.LostSalary),
        (1_000, PlantedCase.NewChild), (200, PlantedCase.ParentMovedIn), (100, PlantedCase.SoldLand));

    private static readonly Weighted<PlantedCase> OfIndependents = new(
        (93_600, PlantedCase.None), (400, PlantedCase.HiddenIncome), (2_000, PlantedCase.PaperIndependence),
        (200, PlantedCase.ParkedAssets), (300, PlantedCase.ConcealedIncome), (600, PlantedCase.LostSalary),
        (2_800, PlantedCase.MovedOut), (100, PlantedCase.SoldLand));

    /// <summary>The household of an index with what is planted in it.</summary>
    public PlantedHousehold Household(Population population, int index)
    {
        var now = population.Household(index);
        var chance = Chance.Of(seed, index, Subject.Planted);
        var (shared, first) = OfBlock(index);
        if (shared != PlantedCase.None)
        {
            var other = population.Household(first);
            return new PlantedHousehold(
                shared,
                shared == PlantedCase.Neighbours
                    ? now with { ShortAddress = other.ShortAddress }
                    : now with { Iban = other.Iban },
                null, 0);
        }

        var independent = now.Header.Kind == HouseholdKind.Independent;
        if (independent && IsOnFarm(index, ref chance))
        {
            var farm = population.Household(index / DistrictSize * DistrictSize).ShortAddress;
            return new PlantedHousehold(PlantedCase.AddressFarm, now with { ShortAddress = farm }, null, 0);
        }

        var planted = (independent ? OfIndependents : OfHeads).Draw(ref chance);
        var changed = planted <= PlantedCase.AddressFarm
            ? chance.Between(1, LateDays)
            : chance.Between(1, LongAgoDays);
        return Plant(planted, population, now, index, changed, ref chance);
    }

    // What the block of an index shares, if this household is one of those who share it.
    private (PlantedCase Case, int First) OfBlock(int index)
    {
        var first = index / BlockSize * BlockSize;
        var chance = Chance.Of(seed, first, Subject.PlantedBlock);
        var shared = OfBlocks.Draw(ref chance);
        var sharing = shared switch
        {
            PlantedCase.AccountRing => chance.Between(3, 5),
            PlantedCase.FamilyAccount => 2,
            PlantedCase.Neighbours => chance.Between(2, BlockSize),
            _ => 0,
        };
        return index - first < sharing ? (shared, first) : (PlantedCase.None, first);
    }

    private bool IsOnFarm(int index, ref Chance chance)
    {
        var district = Chance.Of(seed, index / DistrictSize, Subject.PlantedDistrict);
        return district.Happens(12_000) && chance.Happens(12_000);
    }

    private static PlantedHousehold Plant(
        PlantedCase planted, Population population, SyntheticHousehold now, int index, int changed, ref Chance chance)
    {
        var before = planted switch
        {
            PlantedCase.HiddenIncome => WithIncome(now, chance.Between(9_000, 18_000)),
            PlantedCase.LostSalary => WithIncome(now, chance.Between(3_000, 9_000)),
            PlantedCase.BorrowedMembers => Without(now, Math.Max(1, now.Members.Length - chance.Between(2, 4))),
            PlantedCase.NewChild => WithoutAny(now, member => member.BirthDay >= CutOffDay(now) - 300),
            PlantedCase.ParentMovedIn => WithoutAny(now, member => member.Relationship == Relationship.Parent),
            PlantedCase.PaperIndependence or PlantedCase.MovedOut => WithoutProof(now),
            PlantedCase.ParkedAssets => WithLand(now, chance.Between(4_000_000, 9_000_000)),
            PlantedCase.SoldLand => WithLand(now, chance.Between(300_000, 600_000)),
            _ => null,
        };
        now = planted switch
        {
            PlantedCase.PaperIndependence => now with { ShortAddress = population.Household(index ^ 1).ShortAddress },
            PlantedCase.ConcealedIncome => Concealed(now, ref chance),
            _ => now,
        };
        return before is null && planted != PlantedCase.ConcealedIncome
            ? new PlantedHousehold(PlantedCase.None, now, null, 0)
            : new PlantedHousehold(planted, now, before, changed);
    }

    private static SyntheticHousehold WithIncome(SyntheticHousehold household, int riyals) => household with
    {
        Incomes =
        [
            .. household.Incomes.Where(line => line is not { Member: 0, Kind: IncomeKind.Salary }),
            new IncomeLine(0, IncomeKind.Salary, SalaryOf(household) + (riyals * 100L)),
        ],
    };

    private static long SalaryOf(SyntheticHousehold household) => household.Incomes
        .Where(line => line is { Member: 0, Kind: IncomeKind.Salary }).Sum(line => line.Monthly);

    private static SyntheticHousehold? Without(SyntheticHousehold household, int members) =>
        household.Members.Length < 3 ? null : household with
        {
            Members = household.Members[..members],
            Incomes = [.. household.Incomes.Where(line => line.Member < members)],
        };

    // Only the last ones can go without moving the incomes of others.
    private static SyntheticHousehold? WithoutAny(SyntheticHousehold household, Func<MemberFacts, bool> goes)
    {
        var members = household.Members.Length;
        while (members > 1 && goes(household.Members[members - 1]))
        {
            members--;
        }

        return members == household.Members.Length ? null : household with
        {
            Members = household.Members[..members],
            Incomes = [.. household.Incomes.Where(line => line.Member < members)],
        };
    }

    private static SyntheticHousehold? WithoutProof(SyntheticHousehold household) =>
        household.Header.HousingProof == HousingProof.None ? null : household with
        {
            Header = household.Header with { HousingProof = HousingProof.None },
        };

    private static SyntheticHousehold WithLand(SyntheticHousehold household, int riyals) => household with
    {
        Header = household.Header with { RealEstate = household.Header.RealEstate + (riyals * 100L) },
    };

    private static SyntheticHousehold Concealed(SyntheticHousehold household, ref Chance chance) => household with
    {
        Incomes = [.. household.Incomes.Where(line => line.Monthly < 1_500_00)],
        Header = household.Header with
        {
            Vehicles = chance.Between(90_000, 350_000) * 100L,
            Cash = chance.Between(80_000, 450_000) * 100L,
            DomesticWorkers = chance.Between(0, 3),
        },
    };

    private static int CutOffDay(SyntheticHousehold household) =>
        Math.Max(household.Header.Sources.CivilStatus, household.Header.Sources.Income);
}
