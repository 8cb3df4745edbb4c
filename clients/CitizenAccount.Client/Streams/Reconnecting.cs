using System.Runtime.CompilerServices;
using CitizenAccount.Client.Calls;
using Grpc.Core;

namespace CitizenAccount.Client.Streams;

/// <summary>Reads a watch for as long as its reader wants, over as many streams as it takes: one that breaks, falls
/// silent or reaches its hour is opened again, with waits that grow while nothing comes.</summary>
internal sealed class Reconnecting<T>(CallPath path, Func<CancellationToken, AsyncServerStreamingCall<T>> open)
    where T : class
{
    // The service gives a sign of life every 30 seconds.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(90);

    private int _failures;

    /// <summary>The messages, signs of life among them.</summary>
    /// <param name="isLast">Whether the service ends the watch after this message.</param>
    /// <param name="stop">Ends the watch.</param>
    public async IAsyncEnumerable<T> ReadAsync(Func<T, bool> isLast, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            using var call = open(stop);
            while (await NextAsync(call, stop).ConfigureAwait(false) is { } message)
            {
                _failures = 0;
                yield return message;
                if (isLast(message))
                {
                    yield break;
                }
            }

            await Task.Delay(path.Retries.Backoff(Math.Max(_failures, 1)), stop).ConfigureAwait(false);
        }
    }

    // Null when the stream is to be opened again.
    private async Task<T?> NextAsync(AsyncServerStreamingCall<T> call, CancellationToken stop)
    {
        try
        {
            // Silence is measured by the machine's clock, like the network.
            var more = await call.ResponseStream.MoveNext(stop).WaitAsync(Silence, stop).ConfigureAwait(false);
            return more ? call.ResponseStream.Current : EndedEarly();
        }
        catch (TimeoutException)
        {
            return EndedEarly();
        }
        catch (CitizenAccountException failure) when (ComesBack(failure))
        {
            return EndedEarly();
        }
    }

    private T? EndedEarly()
    {
        _failures++;
        return null;
    }

    // A service that is away comes back some time; any other refusal that a retry may help is given its retries.
    private bool ComesBack(CitizenAccountException failure) => failure switch
    {
        ServiceUnreachableException or CallTimedOutException or ServiceUnavailableException => true,
        _ => RetryPolicy.CanHelp(failure) && _failures < path.Options.RetriesMax,
    };
}
