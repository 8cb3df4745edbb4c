using System.Collections.Concurrent;
using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Health;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The open streams of each session on this replica: how many there may be, and when one has to end.</summary>
internal sealed class OpenStreams(Revocations revocations, Readiness readiness)
{
    /// <summary>Most streams of a session.</summary>
    public const int StreamsMax = 5;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Serves a stream, in a place of its session.</summary>
    /// <exception cref="RefusalException">TOO_MANY_STREAMS.</exception>
    public async Task ServeAsync(Caller caller, Func<Task> serve)
    {
        var session = caller.Session?.ToString("D") ?? caller.Subject;
        Enter(session);
        try
        {
            await serve();
        }
        finally
        {
            Leave(session);
        }
    }

    /// <summary>Asked by a stream at each look: it goes on until the replica is drained or the session ends. Who was
    /// signed out, by the owner of a lost phone perhaps, hears nothing more. Claims that are out of date are of no
    /// matter here: whose data it is stays the same.</summary>
    /// <exception cref="RefusalException">SHUTTING_DOWN, SESSION_REVOKED.</exception>
    public async Task RequireGoingOnAsync(Caller caller)
    {
        if (readiness.Phase == ReadinessPhase.Drained)
        {
            throw Refusal.Of(ErrorReason.ShuttingDown).ToException();
        }

        if (await revocations.FindAsync(caller, long.MaxValue) is { } reason)
        {
            throw Refusal.Of(reason).ToException();
        }
    }

    /// <summary>Sends a message; that the client left while it was being written to is no fault of ours.</summary>
    public static async Task TellAsync<T>(IServerStreamWriter<T> stream, T message, ServerCallContext context)
    {
        try
        {
            await stream.WriteAsync(message, context.CancellationToken);
        }
        catch (InvalidOperationException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(context.CancellationToken);
        }
    }

    private void Enter(string session)
    {
        if (_open.AddOrUpdate(session, 1, (_, open) => open + 1) > StreamsMax)
        {
            Leave(session);
            throw Refusal.Of(ErrorReason.TooManyStreams)
                .With("limit", StreamsMax.ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }

    private void Leave(string session)
    {
        // The last one out takes the entry along, unless another came in meanwhile.
        if (_open.AddOrUpdate(session, 0, (_, open) => open - 1) == 0)
        {
            _open.TryRemove(KeyValuePair.Create(session, 0));
        }
    }
}
