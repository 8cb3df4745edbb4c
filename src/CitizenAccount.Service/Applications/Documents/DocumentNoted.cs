using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Something that happened to a document of a household.</summary>
/// <param name="Household">The household.</param>
/// <param name="Document">The document.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Member">Position of the member it concerns; 0 when it concerns the household.</param>
/// <param name="State">Where it stands now: received when it was added, accepted or refused when it was read.</param>
/// <param name="At">When.</param>
internal sealed record DocumentNote(
    HouseholdId Household, Guid Document, DocumentKind Kind, int Member, DocumentState State, DateTime At)
{
    /// <summary>Who did it.</summary>
    public required Actor By { get; init; }
}

/// <summary>Told of every document added or read, inside the transaction that stores it: raises the household's
/// revision and notes the event. Answers the revision after it.</summary>
internal delegate Task<long> DocumentNoted(ServiceDb db, DocumentNote note, CancellationToken stop);

/// <summary>Finds the revision of a household; null when there is no such household.</summary>
internal delegate Task<long?> FindRevision(HouseholdId household, CancellationToken stop);
