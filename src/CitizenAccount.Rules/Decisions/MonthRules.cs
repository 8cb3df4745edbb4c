using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Decisions;

/// <summary>The policy of one benefit month with the days that follow from it, worked out once for a whole cycle.
/// </summary>
public sealed class MonthRules
{
    /// <summary>Takes the policy in force for the month.</summary>
    public MonthRules(PolicyBook book, YearMonth month)
        : this(book.For(month), month)
    {
    }

    /// <summary>Takes a given policy for the month, for example a proposed one.</summary>
    public MonthRules(Policy policy, YearMonth month)
    {
        Policy = policy;
        Month = month;
        MonthCode = (month.Year * 100) + month.Month;
        CutOffDate = month.AddMonths(-1).Day(Cycle.DataCutOffDay);
        AgeDate = new DateOnly(month.Year, month.Month, policy.AgeReferenceDay);
        AdultBornBy = LatestBirthDate(policy.AdultAge).DayNumber;
        IndependentBornBy = LatestBirthDate(policy.IndependentAgeMin).DayNumber;
        var cutOff = CutOffDate.DayNumber;
        OldestCivilStatus = Oldest(cutOff, policy.SourceAgeMax.CivilStatus);
        OldestIncome = Oldest(cutOff, policy.SourceAgeMax.Income);
        OldestAssets = Oldest(cutOff, policy.SourceAgeMax.Assets);
        OldestResidence = Oldest(cutOff, policy.SourceAgeMax.Residence);
    }

    /// <summary>The policy applied.</summary>
    public Policy Policy { get; }

    /// <summary>The benefit month decided.</summary>
    public YearMonth Month { get; }

    /// <summary>The data cut-off: facts verified by the end of this civil day (Riyadh) serve the month.</summary>
    public DateOnly CutOffDate { get; }

    /// <summary>The day on which ages are taken.</summary>
    public DateOnly AgeDate { get; }

    /// <summary>The benefit month as year x 100 + month.</summary>
    internal int MonthCode { get; }

    /// <summary>Whoever was born on or before this day number counts as 18 or over.</summary>
    internal int AdultBornBy { get; }

    /// <summary>Whoever was born on or before this day number may be an independent.</summary>
    internal int IndependentBornBy { get; }

    /// <summary>Oldest usable day of an answer on civil status.</summary>
    internal int OldestCivilStatus { get; }

    /// <summary>Oldest usable day of an answer on income.</summary>
    internal int OldestIncome { get; }

    /// <summary>Oldest usable day of an answer on assets.</summary>
    internal int OldestAssets { get; }

    /// <summary>Oldest usable day of an answer on days abroad.</summary>
    internal int OldestResidence { get; }

    // Day 0 means that a source never answered, so no age allows it.
    private static int Oldest(int cutOff, int ageMax) => Math.Max(1, cutOff - ageMax);

    // The youngest who has completed so many years on the age date: born on that day so many years ago, or on the
    // last day of a month that is shorter in that year.
    private DateOnly LatestBirthDate(int years) => Policy.AgeBasis switch
    {
        AgeBasis.Gregorian => AgeDate.AddYears(-years),
        AgeBasis.Hijri => HijriYearsBefore(HijriDate.From(AgeDate), years),
    };

    private static DateOnly HijriYearsBefore(HijriDate date, int years)
    {
        var year = date.Year - years;
        var day = Math.Min(date.Day, HijriDate.DaysInMonth(year, date.Month));
        return new HijriDate(year, date.Month, day).ToDateOnly();
    }
}
