using System.Text.Json;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>How sure the public sources let us be of a value.</summary>
public enum Confidence
{
    /// <summary>A single weak page, a seed article only, or our own arithmetic or assumption.</summary>
    Low = 1,

    /// <summary>Press quoting the programme once, or consistent secondary pages.</summary>
    Medium = 2,

    /// <summary>The programme or another official source, or several independent ones that agree.</summary>
    High = 3,
}

/// <summary>Where a value comes from.</summary>
public enum Basis
{
    /// <summary>A source states it.</summary>
    Sourced = 1,

    /// <summary>Arithmetic on sourced values.</summary>
    Derived = 2,

    /// <summary>Only one of the programme's introductory articles states it.</summary>
    SeedOnly = 3,

    /// <summary>No source states it; assumed so that time has no gap, to be replaced when it is published.</summary>
    Assumed = 4,
}

/// <summary>One value of one parameter over a run of benefit months.</summary>
/// <param name="From">First benefit month it holds for.</param>
/// <param name="To">Last benefit month it holds for; null while it is the newest.</param>
/// <param name="Value">The value as JSON; null where the rule was or is not in force or not published.</param>
/// <param name="Confidence">How sure the sources are.</param>
/// <param name="Basis">Where it comes from.</param>
/// <param name="Sources">Ids in <see cref="PolicyBook.Sources"/>.</param>
/// <param name="Note">What to know about it.</param>
/// <param name="Provisional">Not announced for these months: a cycle on it must be confirmed first.</param>
public sealed record PolicyPeriod(
    YearMonth From,
    YearMonth? To,
    JsonElement Value,
    Confidence Confidence,
    Basis Basis,
    IReadOnlyList<string> Sources,
    string Note,
    bool Provisional)
{
    /// <summary>Whether it holds for a benefit month.</summary>
    public bool Covers(YearMonth month) => From <= month && (To is not { } to || month <= to);
}

/// <summary>One parameter of the programme with its values through time: no gap, no overlap.</summary>
/// <param name="Key">Stable dotted name, for example <c>income.threshold.per_unit</c>.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Periods">Its values, oldest first.</param>
public sealed record PolicyParameter(string Key, string Unit, IReadOnlyList<PolicyPeriod> Periods)
{
    /// <summary>The value that holds for a benefit month.</summary>
    public PolicyPeriod At(YearMonth month) => Periods.First(period => period.Covers(month));
}

/// <summary>A publication a value rests on.</summary>
/// <param name="Id">Id used by the parameters.</param>
/// <param name="Title">What it is.</param>
/// <param name="Address">Where it stood.</param>
/// <param name="Date">When, as far as known.</param>
/// <param name="Kind">Official, press, secondary, seed and the like.</param>
public sealed record PolicySource(string Id, string Title, string Address, string Date, string Kind);
