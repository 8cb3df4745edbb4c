using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>Checks signed results against Nafath's own keys, which are kept for an hour and fetched again when a result
/// names one we do not know.</summary>
internal sealed class NafathChecks(NafathClient client, NafathOptions options, TimeProvider clock) : IDisposable
{
    private static readonly KeyPace Pace = new(
        Refresh: TimeSpan.FromHours(1), Between: TimeSpan.Zero, Kept: TimeSpan.FromDays(1));

    private readonly RemoteKeys _keys = new(client.FetchKeysAsync, Pace, clock);

    /// <summary>What is wrong with a result.</summary>
    /// <exception cref="RefusalException">PARTNER_UNAVAILABLE when it cannot be told now, because Nafath's keys are out
    /// of reach.</exception>
    public async Task<NafathFlaw> CheckAsync(string? token, NafathExpectation expected, CancellationToken stop)
    {
        if (NafathProof.KeyIdOf(token) is not { } keyId)
        {
            return NafathFlaw.Form;
        }

        var found = await _keys.FindAsync(keyId, stop);
        if (found.Key is { } key)
        {
            return await NafathProof.CheckAsync(token!, key, options, expected, clock.GetUtcNow().UtcDateTime);
        }

        return found.Reached ? NafathFlaw.Key : throw Unavailable();
    }

    /// <summary>The refusal while Nafath does not answer.</summary>
    public static RefusalException Unavailable() => Refusal.Of(ErrorReason.PartnerUnavailable)
        .With("partner", NafathClient.Name).RetryAfter(TimeSpan.FromSeconds(2)).ToException();

    public void Dispose() => _keys.Dispose();
}
