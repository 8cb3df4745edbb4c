using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>What a household owns and how an independent proves living apart. Riyals in the tables, all invented.
/// </summary>
internal static class Wealth
{
    private static readonly Quantiles RealEstate = new(
        0, 0, 0, 0, 0, 0, 0, 0, 0, 60_000, 150_000, 280_000, 380_000, 450_000, 520_000, 600_000, 690_000, 790_000,
        900_000, 1_050_000, 1_500_000);

    private static readonly Quantiles Vehicles =
        new(0, 0, 8_000, 18_000, 28_000, 38_000, 50_000, 68_000, 95_000, 140_000, 300_000);
    private static readonly Quantiles Cash =
        new(0, 200, 700, 1_500, 3_000, 5_500, 9_500, 16_000, 29_000, 65_000, 350_000);
    private static readonly Quantiles Portfolios = new(0, 0, 0, 0, 0, 0, 0, 0, 4_000, 25_000, 300_000);
    private static readonly Quantiles Fortunes = new(4_100_000, 4_600_000, 5_500_000, 7_500_000, 25_000_000);
    private static readonly Weighted<int> Workers = new((800, 0), (165, 1), (27, 2), (6, 3), (2, 4));

    private static readonly Weighted<HousingProof> Proofs = new(
        (640, HousingProof.EjarLease),
        (90, HousingProof.TitleDeedAndElectricityBill),
        (50, HousingProof.TitleDeedAndOccupancyCertificate),
        (60, HousingProof.EmployerHousingLetter),
        (50, HousingProof.MilitaryHousingLetter),
        (40, HousingProof.UniversityHousing),
        (30, HousingProof.DevelopmentalHousing),
        (20, HousingProof.ImamHousing),
        (20, HousingProof.InstituteHousingLetter));

    /// <summary>The header with assets and domestic workers filled in, halalas.</summary>
    public static HouseholdHeader WithAssets(ref Chance chance, in HouseholdHeader header)
    {
        // One who lives alone owns about a third of what a family does.
        var share = header.Kind == HouseholdKind.Independent ? 3 : 1;
        var fortune = chance.Happens(PopulationRates.Wealthy);
        return header with
        {
            RealEstate = WholeRiyals(
                fortune ? Fortunes.DrawHundredths(ref chance) : RealEstate.DrawHundredths(ref chance) / share),
            Vehicles = WholeRiyals(Vehicles.DrawHundredths(ref chance) / share),
            Cash = Cash.DrawHundredths(ref chance) / share,
            Portfolios = Portfolios.DrawHundredths(ref chance) / share,
            DomesticWorkers = share == 1 ? Workers.Draw(ref chance) : 0,
        };
    }

    /// <summary>The header with an independent's proof of living apart filled in.</summary>
    public static HouseholdHeader WithHousing(ref Chance chance, in HouseholdHeader header, in MemberFacts main)
    {
        if (header.Kind != HouseholdKind.Independent || chance.Happens(PopulationRates.IndependenceWithoutProof))
        {
            return header;
        }

        var proof = Proofs.Draw(ref chance) switch
        {
            HousingProof.ImamHousing when main.Sex == Sex.Female => HousingProof.EmployerHousingLetter,
            var drawn => drawn,
        };
        if (proof != HousingProof.EjarLease)
        {
            return header with { HousingProof = proof };
        }

        var marks = HouseholdMarks.None;
        marks |= chance.Happens(PopulationRates.LeaseLapsed) ? 0 : HouseholdMarks.LeaseValid;
        marks |= chance.Happens(PopulationRates.LeaseShared) ? HouseholdMarks.LeaseShared : 0;
        marks |= chance.Happens(PopulationRates.MeterInAnotherName) ? 0 : HouseholdMarks.MeterInOwnName;
        return header with { HousingProof = proof, Marks = header.Marks | marks };
    }

    private static long WholeRiyals(long halalas) => halalas / 100 * 100;
}
