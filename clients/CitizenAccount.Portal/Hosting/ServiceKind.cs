using CitizenAccount.Client;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Portal.Hosting;

/// <summary>Whether the service behind is the programme itself. Anything else says on every page that its people are
/// made up; until the service has answered, nothing is claimed.</summary>
public sealed class ServiceKind(CitizenAccountClient client)
{
    private Environment _known;

    public async ValueTask<bool> IsProductionAsync(CancellationToken stop)
    {
        if (_known == Environment.Unspecified)
        {
            try
            {
                _known = (await client.GetSystemInfoAsync(stop)).Environment;
            }
            catch (CitizenAccountException)
            {
                return false;
            }
        }

        return _known == Environment.Production;
    }
}
