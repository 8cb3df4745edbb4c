namespace CitizenAccount.Service.Demo;

/// <summary>What was planted in a household so that a search for signals can be measured by it.</summary>
internal enum PlantedCase
{
    /// <summary>Nothing.</summary>
    None = 0,

    // Not entitled to what is due to them.

    /// <summary>A good income that is shown no more since shortly before the cut-off.</summary>
    HiddenIncome = 1,

    /// <summary>Members of another family, added shortly before it.</summary>
    BorrowedMembers = 2,

    /// <summary>Independent on paper only, at the address of another household.</summary>
    PaperIndependence = 3,

    /// <summary>Assets above the limit, moved to somebody else.</summary>
    ParkedAssets = 4,

    /// <summary>Movable assets and domestic workers, and next to no income.</summary>
    ConcealedIncome = 5,

    /// <summary>Three to five households whose money one person collects.</summary>
    AccountRing = 6,

    /// <summary>Independents who all claim one address.</summary>
    AddressFarm = 7,

    // Entitled, and looking alike.

    /// <summary>A salary that truly ended.</summary>
    LostSalary = 21,

    /// <summary>A child was born.</summary>
    NewChild = 22,

    /// <summary>A father or mother moved in.</summary>
    ParentMovedIn = 23,

    /// <summary>An independent who truly moved out.</summary>
    MovedOut = 24,

    /// <summary>Land that was sold and was far from any limit.</summary>
    SoldLand = 25,

    /// <summary>Two households of one family with one account.</summary>
    FamilyAccount = 26,

    /// <summary>Neighbours of one building.</summary>
    Neighbours = 27,
}

/// <summary>A household with what was planted in it.</summary>
/// <param name="Case">What it is.</param>
/// <param name="Now">As it stands at the cut-off.</param>
/// <param name="Before">As it stood before it changed; null when it did not.</param>
/// <param name="ChangedDays">How many days before the cut-off it changed.</param>
internal sealed record PlantedHousehold(
    PlantedCase Case, SyntheticHousehold Now, SyntheticHousehold? Before, int ChangedDays)
{
    /// <summary>Whether what is due to it is not its own by right.</summary>
    public bool IsNotEntitled => Case is >= PlantedCase.HiddenIncome and <= PlantedCase.AddressFarm;
}
