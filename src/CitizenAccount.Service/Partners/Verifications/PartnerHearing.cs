using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>Listens to a partner while other things are done. A read that is pending ends before the call does: the
/// server gives the pipe of a call that ended to the next one, which such a read would disturb.</summary>
internal sealed class PartnerHearing : IAsyncDisposable
{
    private readonly IAsyncStreamReader<ServeVerificationsRequest> _reader;
    private readonly CancellationTokenSource _stop;

    public PartnerHearing(IAsyncStreamReader<ServeVerificationsRequest> reader, CancellationToken stop)
    {
        _reader = reader;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Next = HearAsync();
    }

    /// <summary>The message that is waited for; null when the partner has said all, or its connection broke, which is
    /// nobody's fault.</summary>
    public Task<ServeVerificationsRequest?> Next { get; private set; }

    public void GoOn() => Next = HearAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<ServeVerificationsRequest?> HearAsync()
    {
        try
        {
            return await _reader.MoveNext(_stop.Token) ? _reader.Current : null;
        }
        catch (IOException failure) when (!UnreadRequests.IsUnreadable(failure))
        {
            return null;
        }
    }
}
