using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>A running service with made-up households, one for all tests of a class; each test takes households of its
/// own. It must not log an error.</summary>
public sealed class DocumentService : IAsyncLifetime
{
    private const int Households = 120;

    private int _taken;

    internal RunningService Service { get; private set; } = null!;

    /// <summary>A household that no other test of the class uses.</summary>
    internal HouseholdId Household()
    {
        var index = Interlocked.Increment(ref _taken);
        Assert.InRange(index, 1, Households - 1);
        return RunningService.HouseholdAt(index);
    }

    /// <summary>Credentials of a dependant of a household.</summary>
    internal Metadata AsDependant(HouseholdId household, int position) => Membership.Of(Service, household, position);

    public async Task InitializeAsync()
    {
        Service = await RunningService.StartAsync(configure: services =>
            services.Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<Membership>()));
        await Service.LoadAsync(Households, DecidedService.Seed);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
