using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>How people at one stage of life earn: by which kind of income, and how much of it a month. Riyals, all
/// invented; the salaries of husbands and wives are tuned to the published figures (README).</summary>
internal sealed class Livelihood
{
    /// <summary>No income.</summary>
    public const IncomeKind Nothing = 0;

    private static readonly Quantiles HusbandSalaries = new(
        2_500, 3_500, 4_000, 4_100, 4_300, 4_500, 4_800, 5_100, 5_400, 5_800, 6_200, 6_600, 7_100, 7_800, 9_200,
        15_500, 20_500, 24_000, 28_500, 35_000, 80_000);

    private static readonly Quantiles WomenSalaries = new(
        2_500, 3_500, 4_000, 4_200, 4_600, 5_100, 5_800, 6_800, 8_500, 12_500, 26_000);

    private static readonly Quantiles WellPaidWomenSalaries = new(
        4_000, 6_000, 7_800, 9_300, 10_700, 12_000, 13_300, 14_700, 16_300, 19_000, 40_000);

    private static readonly Quantiles YoungSalaries = new(
        2_000, 3_200, 4_000, 4_200, 4_600, 5_100, 5_800, 6_600, 7_700, 9_400, 20_000);

    private static readonly Quantiles IndependentSalaries = new(
        2_500, 3_900, 4_500, 7_500, 9_000, 10_000, 11_500, 13_000, 15_000, 18_500, 40_000);

    private static readonly Quantiles MenPensions = new(
        1_983, 2_600, 3_300, 4_000, 4_800, 5_700, 6_800, 8_700, 12_500, 17_500, 40_000);

    private static readonly Quantiles FamilyPensions = new(
        700, 1_400, 1_983, 2_400, 3_000, 3_700, 4_500, 5_500, 6_900, 9_200, 22_000);

    // Beside a livelihood, in 1,000 grown members.
    private static readonly Weighted<IncomeKind> Seldom = new(
        (952, Nothing), (18, IncomeKind.Investment), (12, IncomeKind.RealEstate), (8, IncomeKind.Other),
        (4, IncomeKind.RehabilitationAid), (3, IncomeKind.GovernmentSupport), (3, IncomeKind.OfficialAllowance));

    private static readonly Weighted<IncomeKind> OfHeads = new(
        (897, Nothing), (30, IncomeKind.RealEstate), (28, IncomeKind.Investment), (12, IncomeKind.Other),
        (8, IncomeKind.OfficialAllowance), (7, IncomeKind.RehabilitationAid), (6, IncomeKind.ImamStipend),
        (6, IncomeKind.GovernmentSupport), (5, IncomeKind.SelfEmployment), (1, IncomeKind.CouncilReward));

    private static readonly Weighted<IncomeKind> OfMothersAlone = new(
        (640, Nothing), (240, IncomeKind.Alimony), (60, IncomeKind.SocialSecurity), (25, IncomeKind.RehabilitationAid),
        (20, IncomeKind.RealEstate), (15, IncomeKind.GovernmentSupport));

    private static readonly Weighted<int> Stipends = new((55, 840), (35, 990), (10, 1_000));
    private static readonly Weighted<int> HafizAmounts = new((60, 2_000), (15, 1_750), (15, 1_500), (10, 1_000));
    private static readonly Quantiles SocialSecurityAmounts = new(600, 1_000, 1_320, 1_700, 2_300, 3_100, 5_200);
    private static readonly Quantiles SanedAmounts = new(2_000, 2_700, 3_500, 5_000, 9_000);
    private static readonly Quantiles SelfEmployed = new(400, 1_500, 2_600, 3_800, 5_200, 7_000, 9_600, 14_000, 30_000);
    private static readonly Quantiles Commerce = new(0, 1_200, 3_000, 5_000, 8_000, 13_000, 24_000, 80_000);
    private static readonly Quantiles Rents = new(200, 900, 1_600, 2_500, 4_000, 7_000, 25_000);
    private static readonly Quantiles Returns = new(5, 40, 120, 300, 800, 2_200, 15_000);
    private static readonly Quantiles Alimonies = new(300, 600, 900, 1_200, 1_700, 4_000);
    private static readonly Quantiles SmallAmounts = new(100, 400, 700, 1_000, 1_600, 3_000);

    private readonly Quantiles _salaries;
    private readonly Quantiles _pensions;

    private Livelihood(
        Quantiles salaries, Quantiles pensions, Weighted<IncomeKind> beside, params (int, IncomeKind)[] kinds)
    {
        _salaries = salaries;
        _pensions = pensions;
        Beside = beside;
        Kinds = new(kinds);
    }

    public static Livelihood Husband { get; } = new(
        HusbandSalaries, MenPensions, OfHeads,
        (790, IncomeKind.Salary), (55, IncomeKind.Pension), (45, IncomeKind.SelfEmployment),
        (30, IncomeKind.CommercialActivity), (25, IncomeKind.Hafiz), (10, IncomeKind.Saned),
        (15, IncomeKind.SocialSecurity), (30, Nothing));

    public static Livelihood HusbandOfMain { get; } = new(
        YoungSalaries, MenPensions, Seldom,
        (600, IncomeKind.Salary), (80, IncomeKind.SelfEmployment), (320, Nothing));

    public static Livelihood Wife { get; } = new(
        WomenSalaries, FamilyPensions, Seldom,
        (100, IncomeKind.Salary), (25, IncomeKind.SelfEmployment), (20, IncomeKind.Hafiz), (5, IncomeKind.Saned),
        (10, IncomeKind.Pension), (840, Nothing));

    public static Livelihood WifeOfWellPaid { get; } = new(
        WellPaidWomenSalaries, FamilyPensions, Seldom,
        (480, IncomeKind.Salary), (20, IncomeKind.SelfEmployment), (5, IncomeKind.Hafiz), (5, IncomeKind.Saned),
        (30, IncomeKind.Pension), (460, Nothing));

    public static Livelihood MotherAlone { get; } = new(
        WomenSalaries, FamilyPensions, OfMothersAlone,
        (330, IncomeKind.Salary), (240, IncomeKind.Pension), (220, IncomeKind.SocialSecurity),
        (40, IncomeKind.SelfEmployment), (30, IncomeKind.Hafiz), (140, Nothing));

    public static Livelihood RetiredMan { get; } = new(
        HusbandSalaries, MenPensions, OfHeads,
        (700, IncomeKind.Pension), (120, IncomeKind.SocialSecurity), (60, IncomeKind.Salary),
        (40, IncomeKind.CommercialActivity), (80, Nothing));

    public static Livelihood RetiredWoman { get; } = new(
        WomenSalaries, FamilyPensions, Seldom,
        (240, IncomeKind.Pension), (220, IncomeKind.SocialSecurity), (20, IncomeKind.Salary), (520, Nothing));

    public static Livelihood OldParent { get; } = new(
        YoungSalaries, FamilyPensions, Seldom,
        (330, IncomeKind.Pension), (340, IncomeKind.SocialSecurity), (330, Nothing));

    public static Livelihood GrownChild { get; } = new(
        YoungSalaries, FamilyPensions, Seldom,
        (480, IncomeKind.StudentStipend), (90, IncomeKind.Salary), (40, IncomeKind.Hafiz), (390, Nothing));

    public static Livelihood WorkingChild { get; } = new(
        YoungSalaries, FamilyPensions, Seldom,
        (300, IncomeKind.Salary), (110, IncomeKind.Hafiz), (70, IncomeKind.StudentStipend),
        (40, IncomeKind.SelfEmployment), (20, IncomeKind.Saned), (460, Nothing));

    public static Livelihood YoungIndependent { get; } = new(
        YoungSalaries, FamilyPensions, Seldom,
        (380, IncomeKind.Salary), (330, IncomeKind.StudentStipend), (90, IncomeKind.Hafiz), (200, Nothing));

    public static Livelihood Independent { get; } = new(
        IndependentSalaries, FamilyPensions, OfHeads,
        (630, IncomeKind.Salary), (90, IncomeKind.SelfEmployment), (50, IncomeKind.Hafiz), (60, IncomeKind.Pension),
        (50, IncomeKind.SocialSecurity), (30, IncomeKind.CommercialActivity), (20, IncomeKind.Saned), (70, Nothing));

    /// <summary>The main livelihood, by weight.</summary>
    public Weighted<IncomeKind> Kinds { get; }

    /// <summary>What may come beside it.</summary>
    public Weighted<IncomeKind> Beside { get; }

    /// <summary>A month's amount of the main livelihood, halalas.</summary>
    public long Amount(ref Chance chance, IncomeKind kind) => kind switch
    {
        IncomeKind.Salary => _salaries.DrawHundredths(ref chance),
        IncomeKind.Pension => _pensions.DrawHundredths(ref chance),
        _ => CommonAmount(ref chance, kind),
    };

    /// <summary>A month's amount that is the same at every stage of life, halalas.</summary>
    public static long CommonAmount(ref Chance chance, IncomeKind kind) => kind switch
    {
        Nothing => 0,
        IncomeKind.StudentStipend => Stipends.Draw(ref chance) * 100L,
        IncomeKind.Hafiz => HafizAmounts.Draw(ref chance) * 100L,
        IncomeKind.Saned => SanedAmounts.DrawHundredths(ref chance),
        IncomeKind.SocialSecurity => SocialSecurityAmounts.DrawHundredths(ref chance),
        IncomeKind.SelfEmployment => SelfEmployed.DrawHundredths(ref chance),
        IncomeKind.CommercialActivity => Commerce.DrawHundredths(ref chance),
        IncomeKind.RealEstate => Rents.DrawHundredths(ref chance),
        IncomeKind.Investment => Returns.DrawHundredths(ref chance),
        IncomeKind.Alimony => Alimonies.DrawHundredths(ref chance),
        _ => SmallAmounts.DrawHundredths(ref chance),
    };
}
