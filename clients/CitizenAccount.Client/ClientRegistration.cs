using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Client;

/// <summary>Puts the client into a program's services.</summary>
public static class ClientRegistration
{
    /// <summary>Adds <see cref="CitizenAccountClient"/> as one instance for the whole program. The options are checked
    /// when the program starts.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Sets the options; <see cref="CitizenAccountClientOptions.Address"/> and
    /// <see cref="CitizenAccountClientOptions.ClientName"/> at least.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddCitizenAccountClient(
        this IServiceCollection services, Action<CitizenAccountClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<CitizenAccountClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<CitizenAccountClientOptions>, OptionsCheck>());
        services.TryAddSingleton(provider =>
            new CitizenAccountClient(provider.GetRequiredService<IOptions<CitizenAccountClientOptions>>().Value));
        return services;
    }
}
