using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Accounts;

/// <summary>Asks a room above why an account cannot be closed now: <c>OPEN_RECOVERY</c> or <c>PAYMENT_IN_PROGRESS</c>,
/// null when nothing is in the way. Registered by the room that knows; every one of them is asked.</summary>
internal delegate Task<string?> ClosureBlock(HouseholdId household, CancellationToken stop);

/// <summary>Tells a room above, in the transaction that closes it, that the account of a household's main beneficiary
/// is closed: support ends with the next cycle. Registered by the room that acts on it; every one of them is told.
/// </summary>
internal delegate Task AccountClosed(
    ServiceDb db, HouseholdId household, DateTime closedAt, CancellationToken stop);
