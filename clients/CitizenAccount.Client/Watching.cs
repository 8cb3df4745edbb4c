using System.Runtime.CompilerServices;
using CitizenAccount.Client.Streams;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Payment.V1;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Client;

/// <summary>Watches that reconnect by themselves. They go on until the thing they watch is finished, their reader
/// stops, or the service refuses for good.</summary>
public static class Watching
{
    /// <summary>A household's eligibility now, if a month is published, and again whenever it changes. The same state
    /// is not given twice, whatever happens to the connection.</summary>
    /// <param name="client">The client, as the citizen or as staff with a purpose.</param>
    /// <param name="household">The household, <c>households/{household}</c>.</param>
    /// <param name="stop">Ends the watch.</param>
    public static async IAsyncEnumerable<HouseholdEligibility> WatchEligibilityAsync(
        this CitizenAccountClient client, string household, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var request = new WatchEligibilityRequest { Household = household };
        var watch = new Reconnecting<WatchEligibilityResponse>(
            client.Path, token => client.Eligibility.WatchEligibility(request, cancellationToken: token));
        HouseholdEligibility? last = null;
        await foreach (var message in watch.ReadAsync(_ => false, stop).ConfigureAwait(false))
        {
            if (message.Eligibility is { } now && !now.Equals(last))
            {
                yield return last = now;
            }
        }
    }

    /// <summary>New notifications of an account, each once; those that came while the connection was away
    /// too.</summary>
    /// <param name="client">The client, as the citizen.</param>
    /// <param name="account">The account, <c>accounts/{account}</c>.</param>
    /// <param name="since">Also those written after this time, at most 1,000; absent means only new ones.</param>
    /// <param name="stop">Ends the watch.</param>
    public static async IAsyncEnumerable<Notification> WatchNotificationsAsync(
        this CitizenAccountClient client, string account, DateTimeOffset? since = null,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        // Told again from the last one's time on, those of that very instant are known by their names.
        var (from, began) = (since, client.Path.Options.Clock.GetUtcNow());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var watch = new Reconnecting<WatchNotificationsResponse>(client.Path, token =>
        {
            var request = new WatchNotificationsRequest
            {
                Parent = account,
                SinceTime = from is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            };
            from ??= began;
            return client.Notifications.WatchNotifications(request, cancellationToken: token);
        });
        await foreach (var message in watch.ReadAsync(_ => false, stop).ConfigureAwait(false))
        {
            if (message.Notification is not { } next || !seen.Add(next.Name))
            {
                continue;
            }

            var justBefore = next.CreatedTime.ToDateTimeOffset().AddMilliseconds(-1);
            from = from > justBefore ? from : justBefore;

            yield return next;
        }
    }

    /// <summary>A cycle now and whenever it changes, until it is published or cancelled.</summary>
    /// <param name="client">The client, as staff.</param>
    /// <param name="cycle">The cycle, such as <c>cycles/2026-12</c>.</param>
    /// <param name="stop">Ends the watch.</param>
    public static IAsyncEnumerable<Cycle> WatchCycleAsync(
        this CitizenAccountClient client, string cycle, CancellationToken stop = default) => StatesAsync(
            client, token => client.Cycles.WatchCycle(new WatchCycleRequest { Name = cycle }, cancellationToken: token),
            message => message.Cycle,
            state => state.State is CycleState.Published or CycleState.Cancelled, stop);

    /// <summary>A payment batch now and whenever it changes, until it is reconciled or cancelled.</summary>
    /// <param name="client">The client, as staff.</param>
    /// <param name="batch">The batch, <c>paymentBatches/{batch}</c>.</param>
    /// <param name="stop">Ends the watch.</param>
    public static IAsyncEnumerable<PaymentBatch> WatchBatchAsync(
        this CitizenAccountClient client, string batch, CancellationToken stop = default) => StatesAsync(
            client,
            token => client.Disbursements.WatchBatch(new WatchBatchRequest { Name = batch }, cancellationToken: token),
            message => message.Batch,
            state => state.State is PaymentBatchState.Reconciled or PaymentBatchState.Cancelled, stop);

    /// <summary>A submission of income records now and whenever it changes, until it is finished, refused or abandoned.
    /// </summary>
    /// <param name="client">The client, as the partner.</param>
    /// <param name="submission">The submission, <c>incomeSubmissions/{submission}</c>.</param>
    /// <param name="stop">Ends the watch.</param>
    public static IAsyncEnumerable<Submission> WatchSubmissionAsync(
        this CitizenAccountClient client, string submission, CancellationToken stop = default) => StatesAsync(
            client,
            token => client.IncomeVerification.WatchSubmission(
                new WatchSubmissionRequest { Name = submission }, cancellationToken: token),
            message => message.Submission,
            state => state.State is SubmissionState.Finished or SubmissionState.Refused or SubmissionState.Abandoned,
            stop);

    private static async IAsyncEnumerable<TState> StatesAsync<TMessage, TState>(
        CitizenAccountClient client, Func<CancellationToken, Grpc.Core.AsyncServerStreamingCall<TMessage>> open,
        Func<TMessage, TState?> stateOf, Func<TState, bool> isFinal, [EnumeratorCancellation] CancellationToken stop)
        where TMessage : class
        where TState : class, IEquatable<TState>
    {
        var watch = new Reconnecting<TMessage>(client.Path, open);
        TState? last = null;
        await foreach (var message in watch.ReadAsync(
            message => stateOf(message) is { } state && isFinal(state), stop).ConfigureAwait(false))
        {
            if (stateOf(message) is { } state && !state.Equals(last))
            {
                yield return last = state;
            }
        }
    }
}
