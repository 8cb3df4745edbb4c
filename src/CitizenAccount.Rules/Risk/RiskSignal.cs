namespace CitizenAccount.Rules.Risk;

// Numbers are stored and answered: never renumber, never reuse. A test freezes them.

/// <summary>What makes a supported household worth a person's look. None of it proves anything.</summary>
public enum RiskKind : byte
{
    /// <summary>Counted income fell shortly before the data cut-off.</summary>
    IncomeFell = 1,

    /// <summary>Members were added shortly before it; a child born in the last year is no sign.</summary>
    MembersAdded = 2,

    /// <summary>An independent, or the proof of living apart, appeared shortly before it.</summary>
    IndependenceNew = 3,

    /// <summary>Assets fell shortly before it.</summary>
    AssetsFell = 4,

    /// <summary>Several households are paid to one bank account.</summary>
    SharedAccount = 5,

    /// <summary>Several households have one national address.</summary>
    SharedAddress = 6,

    /// <summary>Counted income is far below that of households of the same kind, size and region.</summary>
    IncomeFarBelowPeers = 7,

    /// <summary>Movable assets are far above those of the same households while income is below.</summary>
    AssetsAgainstIncome = 8,
}

/// <summary>One signal with what was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Points">What it adds to the score, 1 to 100.</param>
/// <param name="Before">What it is compared with: halalas, or 0 where there is nothing.</param>
/// <param name="After">What was found: halalas or a number.</param>
public readonly record struct RiskSignal(RiskKind Kind, int Points, long Before, long After);

/// <summary>Households that share one account or one address, as they stand in the whole snapshot.</summary>
/// <param name="Households">How many, this one included; 1 shares with nobody, 0 gave none.</param>
/// <param name="Independents">How many of them are independents.</param>
public readonly record struct SharedBy(int Households, int Independents);
