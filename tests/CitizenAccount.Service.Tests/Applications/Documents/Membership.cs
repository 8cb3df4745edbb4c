using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Makes a caller the dependant that a header of the test names, as the account of one would.</summary>
internal sealed class Membership : Interceptor
{
    private const string Header = "test-member-of";

    /// <summary>Credentials of a dependant of a household.</summary>
    public static Metadata Of(RunningService service, HouseholdId household, int position)
    {
        var credentials = service.Bearer($"dependant-{position}", [Role.Citizen], null);
        credentials.Add(Header, $"{household.Name} {position}");
        return credentials;
    }

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
