using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>The list of what an account was told, and marking it as read.</summary>
public sealed class ListNotificationsTests(EmptyService empty) : IClassFixture<EmptyService>
{
    private RunningService Service => empty.Service;

    [Fact]
    public async Task A_new_account_was_told_nothing()
    {
        var person = await Service.Services.AddPersonAsync();
        var list = await ListAsync(person);
        Assert.Empty(list.Notifications);
        Assert.Equal((0, ""), (list.Unread, list.NextPageToken));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_never_holds_a_secret()
    {
        var person = await Service.Services.AddPersonAsync();
        var other = await Service.Services.AddPersonAsync();
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            await Service.TellAsync(person.About(kind) with { Subject = $"tests/{kind}" }, other.About(MessageKind.PasswordChanged));
        }

        var list = await ListAsync(person, request => request.PageSize = 1_000);
        MessageKind[] secrets =
        [
            MessageKind.RegistrationCode, MessageKind.SignInCode, MessageKind.NewContactCode, MessageKind.OldContactCode,
            MessageKind.TemporaryPassword,
        ];
        Assert.Equal(
            Enum.GetValues<MessageKind>().Except(secrets).Select(kind => $"tests/{kind}").Order(),
            list.Notifications.Select(shown => shown.Subject).Order());
        Assert.Equal(list.Notifications.Count, list.Unread);
        Assert.Equal(
            list.Notifications.Select(shown => shown.Name).OrderDescending(StringComparer.Ordinal), list.Notifications.Select(shown => shown.Name));
        var text = list.ToString();
        Assert.DoesNotContain(NotifiedPeople.AllFacts["code"], text, StringComparison.Ordinal);
        Assert.DoesNotContain(NotifiedPeople.AllFacts["password"], text, StringComparison.Ordinal);
        Assert.All(list.Notifications, shown =>
        {
            Assert.StartsWith($"{person.Name}/notifications/", shown.Name, StringComparison.Ordinal);
            Assert.NotEqual(NotificationKind.Unspecified, shown.Kind);
            Assert.NotEmpty(shown.Title.Ar);
            Assert.NotEmpty(shown.Body.En);
            Assert.Equal(Service.Clock.GetUtcNow(), shown.CreatedTime.ToDateTimeOffset());
            Assert.Null(shown.ReadTime);
        });
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var person = await Service.Services.AddPersonAsync();
        await TellManyAsync(person, 25);
        var names = new List<string>();
        var token = "";
        do
        {
            var page = await ListAsync(person, request => (request.PageSize, request.PageToken) = (10, token));
            names.AddRange(page.Notifications.Select(shown => shown.Name));
            Assert.Equal(25, page.Unread);
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(25, names.Distinct().Count());
        Assert.Equal(25, names.Count);
    }

    [Fact]
    public async Task A_page_token_is_good_for_its_list_and_reader_only()
    {
        var person = await Service.Services.AddPersonAsync();
        var other = await Service.Services.AddPersonAsync();
        await TellManyAsync(person, 3);
        await TellManyAsync(other, 3);
        var token = (await ListAsync(person, request => request.PageSize = 1)).NextPageToken;
        await RefuseAsync(other, request => request.PageToken = token);
        await RefuseAsync(person, request => (request.PageToken, request.UnreadOnly) = (token, true));
        await RefuseAsync(person, request =>
        {
            request.PageToken = token;
            request.Kinds.Add(NotificationKind.Account);
        });
        await RefuseAsync(person, request => request.PageToken = token[..^2]);
        var staff = Clients.By(Service.As(Role.Agent));
        var refused = await Refused.ByAsync(Service.Notifications().ListNotificationsAsync(
            new ListNotificationsRequest { Parent = person.Name, PageToken = token, Purpose = Clients.Asked }, staff));
        Assert.Equal("PAGE_TOKEN_INVALID", refused.Reason);
        Assert.Single((await ListAsync(person, request => (request.PageSize, request.PageToken) = (1, token))).Notifications);

        async Task RefuseAsync(Person reader, Action<ListNotificationsRequest> ask)
        {
            var refused = await Refused.ByAsync(() => ListAsync(reader, ask));
            Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (refused.Code, refused.Reason));
        }
    }

    [Fact]
    public async Task Only_the_kinds_asked_for_are_listed_and_unread_counts_all()
    {
        var person = await Service.Services.AddPersonAsync();
        await Service.TellAsync(
            person.About(MessageKind.Deposited), person.About(MessageKind.PasswordChanged), person.About(MessageKind.PaymentHeld),
            person.About(MessageKind.SupportStopped));
        var list = await ListAsync(person, request => request.Kinds.Add([NotificationKind.Payment, NotificationKind.Stop]));
        Assert.Equal(
            [NotificationKind.Stop, NotificationKind.Payment, NotificationKind.Payment], list.Notifications.Select(shown => shown.Kind).Order());
        Assert.Equal(4, list.Unread);
    }

    [Fact]
    public async Task Marking_reads_all_that_are_named_once()
    {
        var person = await Service.Services.AddPersonAsync();
        await TellManyAsync(person, 3);
        var names = (await ListAsync(person)).Notifications.Select(shown => shown.Name).ToArray();
        var request = Mark(person, names[0], names[1], names[0]);
        var first = await MarkAsync(person, request);
        Assert.Equal((2, 1), (first.Changed, first.Unread));

        var unread = await ListAsync(person, asked => asked.UnreadOnly = true);
        Assert.Equal([names[2]], unread.Notifications.Select(shown => shown.Name));
        Assert.Equal(Service.Clock.GetUtcNow(), (await ListAsync(person)).Notifications[0].ReadTime.ToDateTimeOffset());

        // A repeat answers as then; a new request finds nothing left to do, and that is a success.
        Assert.Equal(first, await MarkAsync(person, request));
        var again = await MarkAsync(person, Mark(person, names[0], names[1]));
        Assert.Equal((0, 1), (again.Changed, again.Unread));
    }

    [Fact]
    public async Task One_foreign_name_and_none_is_marked()
    {
        var person = await Service.Services.AddPersonAsync();
        var other = await Service.Services.AddPersonAsync();
        await TellManyAsync(person, 2);
        await TellManyAsync(other, 1);
        await Service.TellAsync(person.About(MessageKind.SignInCode));
        var own = (await ListAsync(person)).Notifications.Select(shown => shown.Name).ToArray();
        var foreign = (await ListAsync(other)).Notifications.Single().Name;
        var secret = (await Service.MessagesAsync(person)).Single(row => row.Kind == MessageKind.SignInCode).Id;
        string[] strangers =
        [
            foreign, foreign.Replace(other.Name, person.Name, StringComparison.Ordinal), $"{person.Name}/notifications/{secret:D}",
            $"{person.Name}/notifications/{Guid.NewGuid():D}",
        ];
        foreach (var stranger in strangers)
        {
            var refused = await Refused.ByAsync(() => MarkAsync(person, Mark(person, own[0], stranger, own[1])));
            Assert.Equal((StatusCode.NotFound, "NOTIFICATION_NOT_FOUND"), (refused.Code, refused.Reason));
        }

        Assert.Equal(2, (await ListAsync(person)).Unread);
        Assert.Equal(1, (await ListAsync(other)).Unread);
    }

    [Fact]
    public async Task A_consistency_token_is_good_for_its_account_and_not_ahead_of_it()
    {
        var person = await Service.Services.AddPersonAsync();
        var other = await Service.Services.AddPersonAsync();
        await TellManyAsync(person, 1);
        var list = await ListAsync(person);
        Assert.Equal(FreshnessSource.Database, list.Freshness.Source);
        var again = await ListAsync(person, request => request.Consistency = new Consistency { AtLeastAsFresh = list.ConsistencyToken });
        Assert.Equal(list.Freshness.Revision, again.Freshness.Revision);

        Service.Clock.Move(TimeSpan.FromSeconds(1));
        await TellManyAsync(person, 1);
        Assert.True((await ListAsync(person)).Freshness.Revision > list.Freshness.Revision);
        var preferences = await Service.Notifications().GetPreferencesAsync(
            new GetPreferencesRequest { Name = $"{person.Name}/preferences" }, person.At(Service));
        await ListAsync(person, request => request.Consistency = new Consistency { AtLeastAsFresh = preferences.ConsistencyToken });
        foreach (var token in new[] { list.ConsistencyToken, "x", list.ConsistencyToken[..^2], "" })
        {
            var refused = await Refused.ByAsync(() => ListAsync(
                other, request => request.Consistency = new Consistency { AtLeastAsFresh = token }));
            Assert.Equal("CONSISTENCY_TOKEN_INVALID", refused.Reason);
        }
    }

    [Fact]
    public async Task The_list_says_how_each_channel_stands()
    {
        var person = await Service.Services.AddPersonAsync("someone@example.sa");
        await Service.TellAsync(person.About(MessageKind.Deposited));
        await Poll.UntilAsync(
            "both channels sent",
            async () => (await ListAsync(person)).Notifications.Single().Deliveries
                .All(delivery => delivery.State == NotificationDeliveryState.Sent)
                && (await ListAsync(person)).Notifications.Single().Deliveries.Count == 2,
            Soon.Limit);
        Assert.Equal(
            [NotificationChannel.Sms, NotificationChannel.Email],
            (await ListAsync(person)).Notifications.Single().Deliveries.Select(delivery => delivery.Channel));
    }

    [Fact]
    public async Task A_message_that_lacks_a_fact_does_not_hide_the_others()
    {
        await using var service = await RunningService.StartAsync();
        var person = await service.Services.AddPersonAsync();
        await service.TellAsync(new Message(MessageKind.Deposited, person.Account), person.About(MessageKind.PasswordChanged));
        var list = await service.Notifications().ListNotificationsAsync(
            new ListNotificationsRequest { Parent = person.Name }, person.At(service));
        Assert.Equal(2, list.Notifications.Count);
        Assert.Contains(list.Notifications, shown => shown.Body.Ar.Contains("لا يمكن عرض", StringComparison.Ordinal));
        await Poll.UntilAsync("the bug is told", () => service.Log.Errors.Count > 0, Soon.Limit);
    }

    private Task TellManyAsync(Person person, int count) =>
        Service.TellAsync([.. Enumerable.Range(0, count).Select(_ => person.About(MessageKind.PasswordChanged))]);

    private async Task<ListNotificationsResponse> ListAsync(Person person, Action<ListNotificationsRequest>? ask = null)
    {
        var request = new ListNotificationsRequest { Parent = person.Name };
        ask?.Invoke(request);
        return await Service.Notifications().ListNotificationsAsync(request, person.At(Service));
    }

    private async Task<MarkNotificationsReadResponse> MarkAsync(Person person, MarkNotificationsReadRequest request) =>
        await Service.Notifications().MarkNotificationsReadAsync(request, person.At(Service));

    private static MarkNotificationsReadRequest Mark(Person person, params string[] names) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Parent = person.Name,
        Names = { names },
    };
}
