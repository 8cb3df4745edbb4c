using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Service.Demo;

/// <summary>A made-up household: the facts a decision needs, and the identities a register needs.</summary>
internal sealed record SyntheticHousehold
{
    /// <summary>Facts of the household as a whole.</summary>
    public required HouseholdHeader Header { get; init; }

    /// <summary>Its members, the main beneficiary first.</summary>
    public required MemberFacts[] Members { get; init; }

    /// <summary>Their incomes, one line a member and kind.</summary>
    public required IncomeLine[] Incomes { get; init; }

    /// <summary>Who the members are, in the order of <see cref="Members"/>.</summary>
    public required SyntheticPerson[] Persons { get; init; }

    /// <summary>Account of the main beneficiary.</summary>
    public required Iban Iban { get; init; }

    /// <summary>Mobile of the main beneficiary.</summary>
    public required Mobile Mobile { get; init; }

    /// <summary>Where the household lives.</summary>
    public required ShortAddress ShortAddress { get; init; }

    /// <summary>What a decision is made from.</summary>
    public HouseholdFacts Facts => new(Header, Members, Incomes);
}

/// <summary>A made-up person.</summary>
/// <param name="NationalId">Begins with 15 to 19, or 25 to 29 for who is not Saudi (<see cref="Identities"/>).</param>
/// <param name="GivenName">Arabic given name.</param>
/// <param name="BirthDate">Gregorian birth date.</param>
internal sealed record SyntheticPerson(NationalId NationalId, string GivenName, DateOnly BirthDate);
