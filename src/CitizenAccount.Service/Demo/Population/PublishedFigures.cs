using CitizenAccount.Rules;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Demo;

/// <summary>What the programme said of its newest published batch, to stand beside what a made-up population gives.
/// Nearness of the two proves nothing about real citizens: the population was tuned to these figures.</summary>
internal static class PublishedFigures
{
    /// <summary>Batch 99, February 2026; press quoting the programme on 10 February 2026.</summary>
    public static PublishedBatch Batch99 { get; } = new()
    {
        Number = 99,
        Month = new(2026, 2),
        Source = "okaz-2235129",
        Paid = Money.FromRiyals(3_000_000_000),
        EligiblePersonsOver = 9_900_000,
        HeadsOver = 2_000_000,
        HeadsPercent = 86,
        DependantsOver = 7_500_000,
        SupportedPercent = 73,
        AverageFamily = Money.FromRiyals(1_472),
        PaidSinceStartOver = Money.FromRiyals(268_000_000_000),
    };
}

/// <summary>Figures of one batch as published, rounded by the publisher. A name ending in Over is a "more than".
/// </summary>
internal sealed record PublishedBatch
{
    /// <summary>Cycle number.</summary>
    public required int Number { get; init; }

    /// <summary>Benefit month.</summary>
    public required YearMonth Month { get; init; }

    /// <summary>Id of the source in the policy files.</summary>
    public required string Source { get; init; }

    /// <summary>All that was paid, to the billion.</summary>
    public required Money Paid { get; init; }

    /// <summary>Eligible main beneficiaries and dependants together.</summary>
    public required long EligiblePersonsOver { get; init; }

    /// <summary>Heads of household.</summary>
    public required long HeadsOver { get; init; }

    /// <summary>Heads in 100 main beneficiaries.</summary>
    public required int HeadsPercent { get; init; }

    /// <summary>Dependants.</summary>
    public required long DependantsOver { get; init; }

    /// <summary>In 100 eligible persons, those whose household got support; our reading of "who received support".
    /// </summary>
    public required int SupportedPercent { get; init; }

    /// <summary>Average support of a family that got any.</summary>
    public required Money AverageFamily { get; init; }

    /// <summary>All that was paid since December 2017.</summary>
    public required Money PaidSinceStartOver { get; init; }
}
