using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>The rules in force for a run of benefit months, as typed values. Amounts are halalas.</summary>
public sealed record Policy
{
    /// <summary>Stable name of the version: the first benefit month it holds for, <c>2023-10</c>.</summary>
    public required string Version { get; init; }

    /// <summary>First benefit month it holds for.</summary>
    public required YearMonth From { get; init; }

    /// <summary>Last benefit month it holds for; null for the newest.</summary>
    public required YearMonth? Through { get; init; }

    /// <summary>At least one amount of it is not announced for these months: a cycle on it must be confirmed first.
    /// </summary>
    public required bool IsProvisional { get; init; }

    /// <summary>SHA-256, in hexadecimal, of every parameter's key and value in this version.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Full support, threshold and cut-off by household weight.</summary>
    public required SupportScale Support { get; init; }

    /// <summary>Days abroad allowed in the last 12 months before the daily share is taken off.</summary>
    public required int DaysAbroadMax { get; init; }

    /// <summary>By what a month is divided to find a daily share.</summary>
    public required int DailyShareDays { get; init; }

    /// <summary>Age at which a dependant counts as 18 or over, completed years.</summary>
    public required int AdultAge { get; init; }

    /// <summary>Age from which one may be an independent, completed years.</summary>
    public required int IndependentAgeMin { get; init; }

    /// <summary>Whether ages are taken in Gregorian or Hijri years.</summary>
    public required AgeBasis AgeBasis { get; init; }

    /// <summary>Day of the benefit month on which ages are taken.</summary>
    public required int AgeReferenceDay { get; init; }

    /// <summary>Kinds of income that are counted, as a set of bits by <see cref="IncomeKind"/>.</summary>
    public required uint CountedIncomeKinds { get; init; }

    /// <summary>The limits of assets.</summary>
    public required CapacityLimits Capacity { get; init; }

    /// <summary>How old an answer of each kind of source may be on the data cut-off, in days.</summary>
    public required SourceAges SourceAgeMax { get; init; }

    /// <summary>Whether a kind of income is counted.</summary>
    public bool Counts(IncomeKind kind) => (CountedIncomeKinds & (1u << (int)kind)) != 0;
}

/// <summary>Limits of the financial-capacity test (معيار القدرة المالية); null where not in force or not published.
/// Amounts are halalas.</summary>
/// <param name="PerUnit">Limit of all assets together, for one unit of household weight.</param>
/// <param name="Max">The most that limit may reach, that of the six-person family.</param>
/// <param name="RealEstate">Limit of real estate.</param>
/// <param name="Vehicles">Limit of vehicles.</param>
/// <param name="Cash">Limit of cash.</param>
/// <param name="Portfolios">Limit of portfolios.</param>
/// <param name="DomesticWorkers">Most domestic workers.</param>
public sealed record CapacityLimits(
    long? PerUnit, long? Max, long? RealEstate, long? Vehicles, long? Cash, long? Portfolios, int? DomesticWorkers)
{
    /// <summary>Limit of all assets together for a household of this weight, halalas; null where none is in force.
    /// The six-person family and all larger have <see cref="Max"/>.</summary>
    public long? TotalFor(int weightTenths) =>
        PerUnit is not { } perUnit || Max is not { } max ? null
        : weightTenths >= SupportScale.ReferenceWeightTenths ? max
        : Math.Min(max, perUnit * weightTenths / 10);
}

/// <summary>How old an answer may be, in days before the data cut-off.</summary>
public readonly record struct SourceAges(int CivilStatus, int Income, int Assets, int Residence);
