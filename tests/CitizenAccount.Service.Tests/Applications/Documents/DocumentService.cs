using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

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
    internal Metadata AsDependant(HouseholdId household, int position)
    {
        var credentials = Service.Bearer($"dependant-{position}", [Role.Citizen], null);
        credentials.Add(Membership.Header, $"{household.Name} {position}");
        return credentials;
    }

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

    // Makes a caller the dependant that a header of the test names, as the account of one would.
    private sealed class Membership : Interceptor
    {
        public const string Header = "test-member-of";

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Join(context);
            return continuation(request, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Join(context);
            return continuation(request, responseStream, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            Join(context);
            return continuation(requestStream, context);
        }

        private static void Join(ServerCallContext context)
        {
            if (context.RequestHeaders.GetValue(Header)?.Split(' ') is { } parts && HouseholdId.TryParseName(parts[0], out var household))
            {
                var state = context.State();
                state.Caller = state.Caller with { MemberOf = household, MemberPosition = int.Parse(parts[1], null) };
            }
        }
    }
}
