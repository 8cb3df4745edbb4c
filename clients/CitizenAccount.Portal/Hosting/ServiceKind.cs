using CitizenAccount.Client;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Portal.Hosting;

/// <summary>Whether the service behind is the programme itself. Anything else says on every page that its people are
/// made up; until the service has answered, nothing is claimed.</summary>
public sealed class ServiceKind(CitizenAccountClient client, TimeProvider clock)
{
    // A service that is away is not asked for every page.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private Environment _known;
    private DateTimeOffset _askAgainAt;

    public async ValueTask<bool> IsProductionAsync(CancellationToken stop)
    {
        if (_known == Environment.Unspecified && clock.GetUtcNow() >= _askAgainAt)
        {
            try
            {
                _known = (await client.GetSystemInfoAsync(stop)).Environment;
            }
            catch (CitizenAccountException)
            {
                _askAgainAt = clock.GetUtcNow() + Pause;
            }
        }

        return _known == Environment.Production;
    }
}
