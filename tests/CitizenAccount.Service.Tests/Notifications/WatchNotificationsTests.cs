using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>The stream of what an account is told while it comes.</summary>
public sealed class WatchNotificationsTests : IAsyncLifetime
{
    private RunningService _service = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync();
        _person = await _service.Services.AddPersonAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task What_comes_is_told_once_and_within_seconds()
    {
        await _service.TellAsync(_person.About(MessageKind.PasswordChanged));
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));
        var other = await _service.Services.AddPersonAsync();
        await _service.TellAsync(_person.About(MessageKind.Deposited), other.About(MessageKind.Deposited), _person.About(MessageKind.SignInCode));
        Assert.Equal(NotificationKind.Payment, (await NextAsync(stream))!.Kind);
        await _service.TellAsync(_person.About(MessageKind.SupportStopped));
        Assert.Equal(NotificationKind.Stop, (await NextAsync(stream))!.Kind);
    }

    [Fact]
    public async Task What_was_written_since_comes_first_oldest_first()
    {
        await _service.TellAsync(_person.About(MessageKind.PasswordChanged));
        var since = _service.Clock.GetUtcNow();
        _service.Clock.Move(TimeSpan.FromHours(5));
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        _service.Clock.Move(TimeSpan.FromSeconds(5));
        await _service.TellAsync(_person.About(MessageKind.SupportStopped));
        using var stream = Watch(since);
        Assert.Equal(NotificationKind.Payment, (await NextAsync(stream))!.Kind);
        Assert.Equal(NotificationKind.Stop, (await NextAsync(stream))!.Kind);
        Assert.Null(await NextAsync(stream));
        await _service.TellAsync(_person.About(MessageKind.TicketOpened));
        Assert.Equal(NotificationKind.Ticket, (await NextAsync(stream))!.Kind);
    }

    [Fact]
    public async Task At_most_a_thousand_of_the_past_are_told_and_they_are_the_newest()
    {
        var start = _service.Clock.GetUtcNow();
        await _service.TellAsync([.. Enumerable.Repeat(_person.About(MessageKind.PasswordChanged), 5)]);
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        await _service.TellAsync([.. Enumerable.Repeat(_person.About(MessageKind.Deposited), 1_000)]);
        using var stream = Watch(start.AddDays(-1));
        for (var told = 0; told < 1_000; told++)
        {
            Assert.Equal(NotificationKind.Payment, (await NextAsync(stream))!.Kind);
        }

        Assert.Null(await NextAsync(stream));
    }

    [Fact]
    public async Task What_commits_behind_a_younger_one_is_not_missed()
    {
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));

        // Its id is a minute older than that of the one told before it, as after a transaction that took so long.
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        Assert.Equal(NotificationKind.Payment, (await NextAsync(stream))!.Kind);
        var late = new MovableClock(_service.Clock.GetUtcNow().AddMinutes(-1));
        var db = await _service.Services.OpenDbAsync();
        await using (db)
        {
            var outbox = new Outbox(_service.Services.GetRequiredService<Sealing>(), _service.Services.GetRequiredService<BulkInsert>(), late);
            outbox.Add(db, _person.About(MessageKind.SupportStopped));
            await db.SaveChangesAsync();
        }

        Assert.Equal(NotificationKind.Stop, (await NextAsync(stream))!.Kind);
    }

    [Fact]
    public async Task What_is_written_before_the_clock_leaps_is_not_missed()
    {
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        _service.Clock.Move(TimeSpan.FromMinutes(20));
        Assert.Equal(NotificationKind.Payment, (await NextAsync(stream))!.Kind);
    }

    [Fact]
    public async Task Every_half_minute_there_is_a_sign_of_life()
    {
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));
        _service.Clock.Move(TimeSpan.FromSeconds(29));
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        Assert.NotNull(await NextAsync(stream));
        _service.Clock.Move(TimeSpan.FromSeconds(30));
        Assert.Null(await NextAsync(stream));
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        Assert.NotNull(await NextAsync(stream));
    }

    [Fact]
    public async Task A_stream_ends_after_an_hour()
    {
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));
        _service.Clock.Move(TimeSpan.FromHours(1));
        while (await stream.ResponseStream.MoveNext(CancellationToken.None))
        {
            Assert.Null(stream.ResponseStream.Current.Notification);
        }

        Assert.Equal(StatusCode.OK, stream.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_session_has_five_streams_and_another_its_own()
    {
        var open = new List<AsyncServerStreamingCall<WatchNotificationsResponse>>();
        for (var count = 0; count < 5; count++)
        {
            open.Add(Watch());
            Assert.Null(await NextAsync(open[^1]));
        }

        using (var sixth = Watch())
        {
            var refused = await Refused.ByAsync(() => NextAsync(sixth));
            Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_STREAMS", "5"), (refused.Code, refused.Reason, refused.Metadata["limit"]));
        }

        using (var elsewhere = Watch(subject: "another session"))
        {
            Assert.Null(await NextAsync(elsewhere));
        }

        open[0].Dispose();
        await Standins.Poll.UntilAsync("a place is free again", IsFreeAsync, Soon.Limit);
        open.ForEach(stream => stream.Dispose());

        async Task<bool> IsFreeAsync()
        {
            using var next = Watch();
            try
            {
                return await NextAsync(next) is null;
            }
            catch (RpcException full) when (full.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_stop_tells_the_streams_first()
    {
        using var stream = Watch();
        Assert.Null(await NextAsync(stream));
        var stopping = _service.App.StopAsync();
        var refused = await Refused.ByAsync(() => NextAsync(stream));
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (refused.Code, refused.Reason));
        await stopping;
    }

    [Fact]
    public async Task A_session_that_ends_takes_its_streams_along_and_no_others()
    {
        var citizen = await _service.RegisterAsync();
        var other = await _service.SignInAsync(citizen);
        using var ending = WatchBy(citizen.Tokens);
        using var staying = WatchBy(other);
        Assert.Null(await NextAsync(ending));
        Assert.Null(await NextAsync(staying));
        await _service.Accounts().SignOutAsync(new() { RequestId = Citizens.NewId() }, citizen.By);
        var refused = await Refused.ByAsync(async () =>
        {
            while (true)
            {
                await NextAsync(ending);
            }
        });
        Assert.Equal((StatusCode.Unauthenticated, "SESSION_REVOKED"), (refused.Code, refused.Reason));
        await _service.SignInAsync(citizen, "another-client");
        Assert.NotNull(await NextAsync(staying));
    }

    [Fact]
    public async Task A_stream_on_another_account_is_refused_as_on_none()
    {
        var other = await _service.Services.AddPersonAsync();
        foreach (var account in new[] { other.Account, new AccountId(Guid.NewGuid()) })
        {
            using var stream = _service.Notifications().WatchNotifications(
                new WatchNotificationsRequest { Parent = account.Name }, _person.At(_service));
            Assert.Equal("ACCOUNT_NOT_FOUND", (await Refused.ByAsync(() => NextAsync(stream))).Reason);
        }
    }

    private AsyncServerStreamingCall<WatchNotificationsResponse> Watch(DateTimeOffset? since = null, string subject = "") =>
        _service.Notifications().WatchNotifications(
            new WatchNotificationsRequest { Parent = _person.Name, SinceTime = since?.ToTimestamp() }, _person.At(_service, subject));

    private AsyncServerStreamingCall<WatchNotificationsResponse> WatchBy(SessionTokens tokens) =>
        _service.Notifications().WatchNotifications(
            new WatchNotificationsRequest { Parent = tokens.Account }, Clients.By(Citizens.CredentialsOf(tokens)));

    // The notification of the next message; null for a sign of life.
    private static async Task<Notification?> NextAsync(AsyncServerStreamingCall<WatchNotificationsResponse> stream)
    {
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        return stream.ResponseStream.Current.Notification;
    }
}
