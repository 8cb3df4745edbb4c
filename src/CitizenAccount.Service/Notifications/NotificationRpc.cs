using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Notifications;

/// <summary>Notifications at the wire: parse, ask whose it is, read or write, answer.</summary>
internal sealed class NotificationRpc(
    AccountsApi accounts, NotificationStore store, NotificationPages pages, NotificationStream stream,
    OpenStreams streams, PreferencesStore preferences, DeviceStore devices, NotificationWire wire, AccountTokens tokens,
    Writes writes, TimeProvider clock) : NotificationService.NotificationServiceBase
{
    public override async Task<ListNotificationsResponse> ListNotifications(
        ListNotificationsRequest request, ServerCallContext context)
    {
        var (filter, size) = NotificationRequests.Parse(request);
        await TouchAsync(filter.Account, request.Purpose, context);
        var place = new NotificationPlace(filter, context.Caller().Subject, request.PageToken);
        var state = await store.StateAsync(filter.Account, context.CancellationToken);
        tokens.Require(request.Consistency, filter.Account, RevisionOf.Messages, state.Revision);
        var (page, next) = await pages.GetAsync(place, size, context.CancellationToken);
        return new ListNotificationsResponse
        {
            Notifications = { page.Select(wire.ToWire) },
            Unread = state.Unread,
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(state.Revision, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(filter.Account, RevisionOf.Messages, state.Revision),
        };
    }

    public override async Task WatchNotifications(
        WatchNotificationsRequest request, IServerStreamWriter<WatchNotificationsResponse> responseStream,
        ServerCallContext context)
    {
        var (account, since) = NotificationRequests.Parse(request);
        await TouchAsync(account, null, context);
        var caller = context.Caller();
        await streams.ServeAsync(caller, () => stream.ServeAsync(
            account, caller, since, message => OpenStreams.TellAsync(responseStream, message, context),
            context.CancellationToken));
    }

    public override async Task<MarkNotificationsReadResponse> MarkNotificationsRead(
        MarkNotificationsReadRequest request, ServerCallContext context)
    {
        var (account, ids) = NotificationRequests.Parse(request);
        await TouchAsync(account, null, context, ErrorReason.NotificationNotFound);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        if (await writes.FindEarlierAsync<MarkNotificationsReadResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        return await writes.CommitAsync(write, async db =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var changed = ids is null ? null : await NotificationStore.MarkReadAsync(db, account, ids, now, stop);
            var state = await NotificationStore.StateAsync(db, account, stop);
            return new MarkNotificationsReadResponse
            {
                Changed = changed ?? throw Refusal.Of(ErrorReason.NotificationNotFound).ToException(),
                Unread = state.Unread,
                ConsistencyToken = tokens.Issue(account, RevisionOf.Messages, state.Revision),
            };
        }, stop);
    }

    public override async Task<GetPreferencesResponse> GetPreferences(
        GetPreferencesRequest request, ServerCallContext context)
    {
        var account = NotificationRequests.Parse(request);
        var owner = await TouchAsync(account, request.Purpose, context);
        var choice = await preferences.GetAsync(owner, context.CancellationToken);
        tokens.Require(request.Consistency, account, RevisionOf.Preferences, choice.Version);
        return new GetPreferencesResponse
        {
            Preferences = NotificationWire.ToWire(account, choice),
            Freshness = ReadTokens.FromDatabase(choice.Version, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(account, RevisionOf.Preferences, choice.Version),
        };
    }

    public override async Task<UpdatePreferencesResponse> UpdatePreferences(
        UpdatePreferencesRequest request, ServerCallContext context)
    {
        var (account, mask) = NotificationRequests.Parse(request);
        var owner = await TouchAsync(account, request.Purpose, context);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        if (await writes.FindEarlierAsync<UpdatePreferencesResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        return await writes.CommitAsync(write, async db =>
        {
            var row = await PreferencesStore.FindAsync(db, account, stop);
            var before = Choice.Of(row, owner.Language);
            if (request.Etag.Length > 0 && request.Etag != before.Etag)
            {
                throw RequestIds.Conflict(NotificationName.OfPreferences(account));
            }

            var after = before.With(request.Preferences, mask);
            RequireAddress(after, mask, owner);
            var changed = after != before;
            var stored = changed ? PreferencesStore.Store(db, account, row, after) : before;
            return new UpdatePreferencesResponse
            {
                Preferences = NotificationWire.ToWire(account, stored),
                Changed = changed,
                ConsistencyToken = tokens.Issue(account, RevisionOf.Preferences, stored.Version),
            };
        }, stop);
    }

    public override async Task<RegisterDeviceResponse> RegisterDevice(
        RegisterDeviceRequest request, ServerCallContext context)
    {
        var (account, device) = NotificationRequests.Parse(request);
        await TouchAsync(account, null, context);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request);
        if (await writes.FindEarlierAsync<RegisterDeviceResponse>(write, stop) is { } earlier)
        {
            return earlier;
        }

        return await writes.CommitAsync(write, async db =>
        {
            var row = await devices.RegisterAsync(db, account, device, stop);
            return new RegisterDeviceResponse
            {
                Device = NotificationWire.ToWire(row),
                ConsistencyToken = tokens.Issue(account, RevisionOf.Devices, row.RegisteredAt.Ticks),
            };
        }, stop);
    }

    // E-mail is asked for where no address is confirmed: said at once, not found out when nothing comes.
    private static void RequireAddress(Choice wanted, IReadOnlySet<string> mask, AccountFacts owner)
    {
        if (mask.Contains("email") && wanted.Email && owner.Contact.Email is null)
        {
            throw Refusal.Of(ErrorReason.ChannelRequired).With("channel", "EMAIL").ToException();
        }
    }

    private async Task<AccountFacts> TouchAsync(
        AccountId account, Purpose? purpose, ServerCallContext context,
        ErrorReason absent = ErrorReason.AccountNotFound)
    {
        var owner = await accounts.FindAsync(account, context.CancellationToken);
        context.State().Touch(account, owner?.Household, purpose, absent);
        return owner ?? throw Refusal.Of(absent).ToException();
    }
}
