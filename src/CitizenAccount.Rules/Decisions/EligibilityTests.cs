using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The tests of eligibility (معايير الأهلية), rules section 2, one function a test. Each answers with the
/// reasons for which it fails, or none; together they decide.</summary>
internal static class EligibilityTests
{
    public static ReasonSet Application(in HouseholdFacts facts) =>
        Unless(facts.Header.Has(HouseholdMarks.ApplicationComplete), DecisionReason.ApplicationIncomplete);

    public static ReasonSet Bar(in HouseholdFacts facts, MonthRules rules) =>
        Unless(facts.Header.BarredThroughMonth < rules.MonthCode, DecisionReason.Barred);

    /// <summary>Saudi, or the holder of a mobility card; the other exceptions take part under a Saudi.</summary>
    public static ReasonSet Nationality(in HouseholdFacts facts) => Unless(
        facts.Members[0].Nationality is NationalityStatus.Saudi or NationalityStatus.MobilityCard,
        DecisionReason.Nationality);

    public static ReasonSet MainBeneficiary(in HouseholdFacts facts)
    {
        ref readonly var main = ref facts.Members[0];
        var marriedWoman = main is { Sex: Sex.Female, MaritalStatus: MaritalStatus.Married };
        return Unless(!main.Has(MemberMarks.Deceased), DecisionReason.MainBeneficiaryDeceased)
            .With(Unless(!main.Has(MemberMarks.CountedElsewhere), DecisionReason.MainBeneficiaryListedElsewhere))
            .With(Unless(!marriedWoman || facts.Header.MarriedWomanCase != MarriedWomanCase.None,
                DecisionReason.MarriedWomanNotMain));
    }

    public static ReasonSet ShelterOrPrison(in HouseholdFacts facts) =>
        Unless(!facts.Members[0].Has(MemberMarks.InShelterOrPrison), DecisionReason.InShelterOrPrison);

    public static ReasonSet Agreement(in HouseholdFacts facts) =>
        Unless(
            facts.Header.Has(HouseholdMarks.DataAgree) && !facts.Members[0].Has(MemberMarks.Unverified),
            DecisionReason.DataMismatch);

    public static ReasonSet Residence(in HouseholdFacts facts) =>
        Unless(facts.Header.Has(HouseholdMarks.ResidesInKingdom), DecisionReason.Residence);

    public static ReasonSet Independence(in HouseholdFacts facts, MonthRules rules)
    {
        if (!StandsAlone(facts))
        {
            return ReasonSet.Empty;
        }

        ref readonly var main = ref facts.Members[0];
        return Unless(main.BirthDay <= rules.IndependentBornBy, DecisionReason.IndependentUnderAge)
            .With(Unless(main.MaritalStatus != MaritalStatus.Married, DecisionReason.IndependentMarried))
            .With(Unless(!HasDependants(facts), DecisionReason.IndependentHasDependants))
            .With(Unless(LivesApart(facts.Header), DecisionReason.IndependenceNotProved));
    }

    /// <summary>Whether the application stands on one person. Who has no dependants is an independent, whatever the
    /// application says, and has to prove living apart.</summary>
    public static bool StandsAlone(in HouseholdFacts facts) =>
        facts.Header.Kind == HouseholdKind.Independent || !HasDependants(facts);

    public static ReasonSet Completeness(in HouseholdFacts facts) =>
        Unless(facts.Header.Has(HouseholdMarks.AllDependantsAdded), DecisionReason.DependantsMissing);

    public static ReasonSet CommercialRegistration(in HouseholdFacts facts) => Unless(
        !facts.Header.Has(HouseholdMarks.CommercialRegistrationUndisclosed),
        DecisionReason.CommercialRegistrationUndisclosed);

    /// <summary>Total and the five kinds; passing any one limit means not eligible. A limit that is not in force or
    /// not published is not applied.</summary>
    public static ReasonSet Capacity(in HouseholdFacts facts, MonthRules rules, int weightTenths)
    {
        var limits = rules.Policy.Capacity;
        ref readonly var header = ref facts.Header;
        return Unless(!Passes(AssetsOf(header), limits.TotalFor(weightTenths)), DecisionReason.AssetsTotal)
            .With(Unless(!Passes(header.RealEstate, limits.RealEstate), DecisionReason.AssetsRealEstate))
            .With(Unless(!Passes(header.Vehicles, limits.Vehicles), DecisionReason.AssetsVehicles))
            .With(Unless(!Passes(header.Cash, limits.Cash), DecisionReason.AssetsCash))
            .With(Unless(!Passes(header.Portfolios, limits.Portfolios), DecisionReason.AssetsPortfolios))
            .With(Unless(
                !Passes(header.DomesticWorkers, limits.DomesticWorkers), DecisionReason.AssetsDomesticWorkers));
    }

    /// <summary>All assets that have a value, halalas.</summary>
    public static long AssetsOf(in HouseholdHeader header) =>
        header.RealEstate + header.Vehicles + header.Cash + header.Portfolios;

    // Who died or counts in another household is nobody's dependant here; who is only not confirmed yet is one.
    private static bool HasDependants(in HouseholdFacts facts)
    {
        const MemberMarks Gone = MemberMarks.Deceased | MemberMarks.CountedElsewhere;
        for (var i = 1; i < facts.Members.Length; i++)
        {
            if ((facts.Members[i].Marks & Gone) == MemberMarks.None)
            {
                return true;
            }
        }

        return false;
    }

    // An Ejar lease proves it only when it is valid, not shared, and the unit's meter is in the applicant's name.
    private static bool LivesApart(in HouseholdHeader header) => header.HousingProof switch
    {
        HousingProof.None => false,
        HousingProof.EjarLease => header.Has(HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName)
            && !header.Has(HouseholdMarks.LeaseShared),
        _ => true,
    };

    private static bool Passes(long value, long? limit) => limit is { } most && value > most;

    private static ReasonSet Unless(bool passed, DecisionReason reason) =>
        passed ? ReasonSet.Empty : ReasonSet.Empty.With(reason);
}
