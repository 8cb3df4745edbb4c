using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The steps of the eligibility tests, in order.</summary>
internal static class EligibilitySteps
{
    public static void AddTo(List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        AddStanding(steps, facts, rules);
        AddHousehold(steps, facts, rules);
        AddCapacity(steps, facts, rules, decision);
        var waiting = SourceTests.Waiting(facts, rules);
        for (var i = 0; i < steps.Count; i++)
        {
            steps[i] = Standing(steps[i], waiting);
        }

        AddSources(steps, facts, rules, decision);
        steps.Add(Result(decision));
    }

    // The first result.
    private static DecisionStep Result(in Decision decision) => new(
        StepCode.Eligibility,
        decision.Eligibility switch
        {
            Eligibility.Eligible => StepOutcome.Passed,
            Eligibility.NotEligible => StepOutcome.Failed,
            Eligibility.Pending => StepOutcome.Pending,
        },
        StepValue.None, StepValue.None, SourceKind.Policy, null, Wording.Eligibility(decision), [], ReasonSet.Empty);

    // A failure that rests on a source to wait for is no failure yet.
    private static DecisionStep Standing(DecisionStep step, ReasonSet waiting)
    {
        var definite = SourceTests.Definite(step.Reasons, waiting);
        return definite == step.Reasons ? step
            : definite.Count > 0 ? step with { Reasons = definite, Text = Wording.Failed(definite) }
            : step with { Reasons = definite, Outcome = StepOutcome.Pending, Found = StepValue.None, Text = NotYet };
    }

    private static void AddStanding(List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules)
    {
        var main = facts.Members[0];
        steps.Add(Test(StepCode.ApplicationComplete, EligibilityTests.Application(facts), SourceKind.Application, facts,
            "اكتمال الطلب والإقرار وتقديمه", "The application is complete, declared and submitted"));
        steps.Add(Test(StepCode.Bar, EligibilityTests.Bar(facts, rules), SourceKind.Application, facts,
            "عدم وجود إيقاف بسبب بيانات غير صحيحة", "No bar after a false statement", "penalty.max_ban_years"));
        steps.Add(Test(StepCode.Nationality, EligibilityTests.Nationality(facts), SourceKind.CivilStatus, facts,
            "جنسية المستفيد الرئيسي: سعودي أو حامل بطاقة تنقل",
            "Nationality of the main beneficiary: Saudi, or holder of a mobility card", "eligibility.nationality"));
        steps.Add(Test(
            StepCode.MainBeneficiaryStanding, EligibilityTests.MainBeneficiary(facts), SourceKind.CivilStatus, facts,
            "صفة المستفيد الرئيسي", "The person may be main beneficiary",
            "eligibility.married_woman_main_beneficiary"));
        steps.Add(Test(StepCode.ShelterOrPrison, EligibilityTests.ShelterOrPrison(facts), SourceKind.CivilStatus, facts,
            "عدم الإقامة في دار إيواء أو سجن", "Not in a government shelter or a prison",
            "eligibility.not_in_shelter_or_prison") with
        {
            Found = StepValue.YesNo(main.Has(MemberMarks.InShelterOrPrison)),
            Limit = StepValue.YesNo(false),
        });
        steps.Add(Test(StepCode.DataMatch, EligibilityTests.Agreement(facts), SourceKind.CivilStatus, facts,
            "تطابق البيانات مع الجهات الرسمية", "Declared data agree with official records", "eligibility.data_match"));
        steps.Add(Test(StepCode.Residence, EligibilityTests.Residence(facts), SourceKind.Residence, facts,
            "الإقامة الدائمة في المملكة", "Permanent residence in the Kingdom"));
    }

    private static void AddHousehold(List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules)
    {
        if (EligibilityTests.StandsAlone(facts))
        {
            steps.Add(Test(
                StepCode.Independence, EligibilityTests.Independence(facts, rules), SourceKind.Application, facts,
                "الاستقلال: \u206618\u2069 سنة فأكثر، غير متزوج، دون تابعين، وسكن مستقل مثبت",
                "Independence: 18 or over, unmarried, no dependants, living apart and proved",
                "eligibility.independent.min_age", "eligibility.independent.definition",
                "eligibility.independent.proof_documents", "eligibility.independent.automatic_proofs"));
        }

        steps.Add(Test(StepCode.HouseholdComplete, EligibilityTests.Completeness(facts), SourceKind.CivilStatus, facts,
            "إضافة جميع التابعين", "All registered dependants are added", "eligibility.all_dependants_must_be_added"));
        steps.Add(Test(
            StepCode.CommercialRegistration, EligibilityTests.CommercialRegistration(facts), SourceKind.Income, facts,
            "الإفصاح عن دخل السجلات التجارية", "Income of commercial registrations is disclosed"));
    }

    private static void AddCapacity(
        List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        var header = facts.Header;
        var limits = rules.Policy.Capacity;
        var reasons = EligibilityTests.Capacity(facts, rules, decision.WeightTenths);
        var day = Day(header.Sources.Assets);
        void Add(
            StepCode code, DecisionReason reason, StepValue found, StepValue limit, LocalizedText what,
            params string[] parameters) =>
            steps.Add(new DecisionStep(
                code,
                limit == StepValue.None ? StepOutcome.NotApplied
                    : reasons.Contains(reason) ? StepOutcome.Failed
                    : StepOutcome.Passed,
                found, limit, SourceKind.Assets, day,
                limit == StepValue.None ? WithoutLimit(what) : Wording.Against(what, found, limit),
                parameters,
                reasons.Contains(reason) ? ReasonSet.Empty.With(reason) : ReasonSet.Empty));

        const string Key = "eligibility.financial_capacity.limit";
        Add(StepCode.CapacityTotal, DecisionReason.AssetsTotal,
            StepValue.Halalas(EligibilityTests.AssetsOf(header)),
            StepValue.Halalas(limits.TotalFor(decision.WeightTenths)),
            new("مجموع الأصول", "All assets together"), Key + "_per_unit", Key + "_six_person_family");
        Add(StepCode.CapacityRealEstate, DecisionReason.AssetsRealEstate, StepValue.Halalas(header.RealEstate),
            StepValue.Halalas(limits.RealEstate), new("العقارات", "Real estate"), Key + ".real_estate");
        Add(StepCode.CapacityVehicles, DecisionReason.AssetsVehicles, StepValue.Halalas(header.Vehicles),
            StepValue.Halalas(limits.Vehicles), new("المركبات", "Vehicles"), Key + ".vehicles");
        Add(StepCode.CapacityCash, DecisionReason.AssetsCash, StepValue.Halalas(header.Cash),
            StepValue.Halalas(limits.Cash), new("الأرصدة النقدية", "Cash"), Key + ".cash");
        Add(StepCode.CapacityPortfolios, DecisionReason.AssetsPortfolios, StepValue.Halalas(header.Portfolios),
            StepValue.Halalas(limits.Portfolios), new("المحافظ الاستثمارية", "Investment portfolios"),
            Key + ".portfolios");
        Add(StepCode.CapacityDomesticWorkers, DecisionReason.AssetsDomesticWorkers,
            new(StepUnit.Count, header.DomesticWorkers),
            limits.DomesticWorkers is { } most ? new(StepUnit.Count, most) : StepValue.None,
            new("العمالة المنزلية", "Domestic workers"), Key + ".domestic_workers");
    }

    private static void AddSources(
        List<DecisionStep> steps, in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        var days = facts.Header.Sources;
        var ages = rules.Policy.SourceAgeMax;
        var waiting = SourceTests.Waiting(facts, rules);
        var reasons = decision.Reasons;
        void Add(
            StepCode code, DecisionReason reason, SourceKind kind, int day, int daysMax, LocalizedText what, string key)
        {
            var waits = waiting.Contains(reason);
            var applied = kind != SourceKind.Assets || rules.Policy.Capacity.PerUnit is not null;
            var age = day == 0 ? StepValue.None : new(StepUnit.Days, rules.CutOffDate.DayNumber - day);
            var limit = new StepValue(StepUnit.Days, daysMax);
            steps.Add(new DecisionStep(
                code, waits ? StepOutcome.Pending : applied ? StepOutcome.Passed : StepOutcome.NotApplied,
                age, limit, kind, Day(day),
                waits ? ReasonTexts.Of(reason).What : applied ? Wording.Against(what, age, limit) : WithoutLimit(what),
                [key],
                waits && reasons.Contains(reason) ? ReasonSet.Empty.With(reason) : ReasonSet.Empty));
        }

        Add(StepCode.SourceCivilStatus, DecisionReason.WaitingForCivilStatus, SourceKind.CivilStatus, days.CivilStatus,
            ages.CivilStatus, new("عمر بيانات الأحوال المدنية", "Age of civil status data"),
            "source.max_age_days.civil_status");
        Add(StepCode.SourceIncome, DecisionReason.WaitingForIncome, SourceKind.Income, days.Income,
            ages.Income, new("عمر بيانات الدخل", "Age of income data"), "source.max_age_days.income");
        Add(StepCode.SourceAssets, DecisionReason.WaitingForAssets, SourceKind.Assets, days.Assets,
            ages.Assets, new("عمر بيانات الأصول", "Age of asset data"), "source.max_age_days.assets");
        Add(StepCode.SourceDaysAbroad, DecisionReason.WaitingForDaysAbroad, SourceKind.Residence, days.Residence,
            ages.Residence, new("عمر بيانات الإقامة خارج المملكة", "Age of data on days abroad"),
            "source.max_age_days.residence");
    }

    private static DecisionStep Test(
        StepCode code, ReasonSet failed, SourceKind source, in HouseholdFacts facts,
        string arabic, string english, params string[] parameters)
    {
        var passed = failed.Count == 0;
        return new DecisionStep(
            code, passed ? StepOutcome.Passed : StepOutcome.Failed, StepValue.YesNo(passed), StepValue.YesNo(true),
            source, Day(DayOf(source, facts.Header.Sources)),
            passed ? new(arabic, english) : Wording.Failed(failed), parameters, failed);
    }

    private static int DayOf(SourceKind source, SourceDays days) => source switch
    {
        SourceKind.CivilStatus => days.CivilStatus,
        SourceKind.Income => days.Income,
        SourceKind.Assets => days.Assets,
        SourceKind.Residence => days.Residence,
        SourceKind.Application or SourceKind.Policy => 0,
    };

    private static DateOnly? Day(int dayNumber) => dayNumber == 0 ? null : DateOnly.FromDayNumber(dayNumber);

    private static LocalizedText NotYet => new(
        "لم يُختبر بعد: بانتظار بيانات الجهة المختصة", "Not tested yet: waiting for the authority's data");

    private static LocalizedText WithoutLimit(LocalizedText what) => new(
        $"{what.Arabic}: لا حد منشور لهذا الشهر، فلم يُطبَّق",
        $"{what.English}: no limit is published for this month, so none is applied");
}
