using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Partners;

/// <summary>Standings on the wire: as little as the question needs.</summary>
internal static class PartnersWire
{
    public static Standing ToStanding(
        AskedPerson person, CountedPerson counted, PersonStanding known, Timestamp asOf)
    {
        var standing = new Standing
        {
            PersonReference = person.Reference,
            State = known.State switch
            {
                PersonSupport.Supported => StandingState.Supported,
                PersonSupport.EligibleOnly => StandingState.EligibleNotSupported,
                PersonSupport.NotEligible => StandingState.NotEligible,
                PersonSupport.Pending => StandingState.Pending,
                PersonSupport.Undecided => StandingState.Pending,
            },
            LastMonth = known.LastMonth?.ToWire(),
            SupportedSinceDate = known.SupportedSince?.Day(1).ToWire(),
            Position = PositionOf(counted),
            AsOfTime = asOf,
        };
        if (known.State == PersonSupport.Supported)
        {
            standing.Household = counted.Household.Name;
        }

        return standing;
    }

    private static StandingPosition PositionOf(CountedPerson counted) =>
        counted.Position != 1 ? StandingPosition.Dependant
        : counted.Kind == HouseholdKind.Independent ? StandingPosition.Independent
        : StandingPosition.Head;
}
