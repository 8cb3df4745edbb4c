using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Support;

/// <summary>What the open calculator (الحاسبة التقديرية) answers: an estimate that binds no one. Amounts are halalas
/// a month.</summary>
/// <param name="Amount">Estimated monthly support.</param>
/// <param name="Level">Full entitlement, taper-exemption threshold and cut-off income.</param>
/// <param name="WeightTenths">Household weight in tenths.</param>
/// <param name="Policy">The policy applied.</param>
public sealed record Estimate(long Amount, SupportLevel Level, int WeightTenths, Policy Policy)
{
    /// <summary>Works an estimate out.</summary>
    /// <param name="book">The policies.</param>
    /// <param name="month">Benefit month, December 2017 or later.</param>
    /// <param name="adults">Dependants of 18 or over, 0 to 100.</param>
    /// <param name="minors">Dependants under 18, 0 to 100.</param>
    /// <param name="income">Total counted income of the household, halalas a month, not negative.</param>
    public static Estimate Of(PolicyBook book, YearMonth month, int adults, int minors, long income)
    {
        var policy = book.For(month);
        var level = policy.Support.LevelFor(adults, minors);
        return new Estimate(
            policy.Support.AmountAt(level, income), level, policy.Support.WeightTenths(adults, minors), policy);
    }
}
