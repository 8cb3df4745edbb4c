using System.Diagnostics;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>SMS through a gateway that is a process of its own and fails in every way.</summary>
public sealed class SmsSendingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-sms");
    private SimulatorProcess _sms = null!;
    private RunningService _service = null!;
    private Person _person = null!;

    public async Task InitializeAsync()
    {
        _sms = await SimulatorProcess.StartAsync("sms", "--directory", _folder.FullName);
        _service = await RunningService.StartAsync(Settings(_sms));
        _person = await _service.Services.AddPersonAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _sms.DisposeAsync();
        _folder.Delete(recursive: true);
        Assert.Empty(_service.Log.Errors);
    }

    internal static Dictionary<string, string?> Settings(SimulatorProcess sms) => new()
    {
        ["Notifications:Sms:Url"] = $"{sms.Address}/messages",
        ["Notifications:Sms:Key"] = "key",
        ["Notifications:Sms:PerSecond"] = "1000",
    };

    [Fact]
    public async Task A_code_arrives_and_is_forgotten()
    {
        await _service.TellAsync(_person.About(MessageKind.SignInCode));
        var message = await ArrivedAsync(_person.Mobile);
        Assert.Contains("\u2066482915\u2069", message.Text, StringComparison.Ordinal);
        var delivery = await SettledAsync(NotificationDeliveryState.Sent);
        Assert.Equal($"{delivery.Id:D}", message.Id);
        Assert.Empty(delivery.AddressSealed);
        var content = _service.Services.GetRequiredService<Outbox>().Open((await _service.MessagesAsync(_person)).Single());
        Assert.Empty(content.Facts);
    }

    [Fact]
    public async Task What_is_no_secret_is_kept_for_the_list()
    {
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await SettledAsync(NotificationDeliveryState.Sent);
        Assert.Equal(
            NotifiedPeople.AllFacts,
            _service.Services.GetRequiredService<Outbox>().Open((await _service.MessagesAsync(_person)).Single()).Facts);
    }

    [Fact]
    public async Task An_answer_that_is_lost_makes_no_second_message()
    {
        await _sms.TellAsync("/control/fault", new { fault = "drop", calls = 2 });
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await MoveUntilAsync(NotificationDeliveryState.Sent);
        await ArrivedAsync(_person.Mobile);
        Assert.True(await CallsAsync() >= 3);
        Assert.Equal(3, (await _service.DeliveriesAsync(_person)).Single().Attempts);
    }

    [Fact]
    public async Task Retry_after_is_respected_for_the_whole_channel()
    {
        await _sms.TellAsync("/control/fault", new { fault = "refuse", calls = 1, retryAfterSeconds = 90 });
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await AttemptsAsync(1);
        var other = await _service.Services.AddPersonAsync();
        await _service.TellAsync(other.About(MessageKind.Deposited));
        _service.Clock.Move(TimeSpan.FromSeconds(89));
        await LaidOutAsync(other);
        await LookedAsync();
        Assert.Equal(1, await CallsAsync());

        _service.Clock.Move(TimeSpan.FromSeconds(2));
        await ArrivedAsync(_person.Mobile);
        await ArrivedAsync(other.Mobile);
        Assert.Equal(3, await CallsAsync());
    }

    [Fact]
    public async Task A_gateway_that_fails_delays_and_never_loses()
    {
        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 6 });
        await _service.TellAsync(_person.About(MessageKind.SupportStopped));
        await MoveUntilAsync(NotificationDeliveryState.Sent);
        await ArrivedAsync(_person.Mobile);
        Assert.Equal(7, (await _service.DeliveriesAsync(_person)).Single().Attempts);
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_holds_nobody_else_up()
    {
        await _sms.TellAsync("/control/fault", new { fault = "hang", calls = 1 });
        var reachable = await _service.Services.AddPersonAsync("reachable@example.sa");
        await _service.TellAsync(reachable.About(MessageKind.Deposited));
        await OutboxFile.LineToAsync(_service, "email", "reachable@example.sa");
        Assert.Empty(await MessagesToAsync(reachable.Mobile));
        await Poll.UntilAsync("the try is given up", async () => (await _service.DeliveriesAsync(reachable))
            .Any(row => row is { Attempts: 1, Channel: NotificationChannel.Sms }), Soon.Limit);
        _service.Clock.Move(TimeSpan.FromSeconds(3));
        await ArrivedAsync(reachable.Mobile);
    }

    [Theory]
    [InlineData(MessageKind.SignInCode, 5)]
    [InlineData(MessageKind.TemporaryPassword, 10)]
    internal async Task An_expired_secret_is_never_sent_late(MessageKind kind, int minutes)
    {
        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 1 });
        await _service.TellAsync(_person.About(kind));
        await Poll.UntilAsync("it was tried", async () => (await _service.DeliveriesAsync(_person)).Any(row => row.Attempts == 1), Soon.Limit);
        _service.Clock.Move(TimeSpan.FromMinutes(minutes));
        await SettledAsync(NotificationDeliveryState.Failed);

        // What comes after it goes out; it does not.
        var other = await _service.Services.AddPersonAsync();
        await _service.TellAsync(other.About(MessageKind.Deposited));
        await ArrivedAsync(other.Mobile);
        Assert.Empty(await MessagesToAsync(_person.Mobile));
        Assert.Equal(2, await CallsAsync());
        Assert.Empty(_service.Services.GetRequiredService<Outbox>().Open((await _service.MessagesAsync(_person)).Single()).Facts);
    }

    [Fact]
    public async Task A_code_still_good_is_sent_when_the_gateway_is_back()
    {
        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 1 });
        await _service.TellAsync(_person.About(MessageKind.SignInCode));
        await Poll.UntilAsync("it was tried", async () => (await _service.DeliveriesAsync(_person)).Any(row => row.Attempts == 1), Soon.Limit);
        _service.Clock.Move(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        await ArrivedAsync(_person.Mobile);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_the_list_still_has_it()
    {
        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 1_000 });
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await AttemptsAsync(1);
        _service.Clock.Move(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await AttemptsAsync(2);
        Assert.Equal(NotificationDeliveryState.Waiting, (await _service.DeliveriesAsync(_person)).Single().State);
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        await SettledAsync(NotificationDeliveryState.Failed);
        var list = await _service.Notifications().ListNotificationsAsync(new ListNotificationsRequest { Parent = _person.Name }, _person.At(_service));
        Assert.Equal(NotificationDeliveryState.Failed, list.Notifications.Single().Deliveries.Single().State);
    }

    [Fact]
    public async Task What_the_gateway_will_never_take_is_given_up_at_once()
    {
        await _service.TellAsync(_person.About(MessageKind.MobileChanged) with { Mobile = "" });
        await SettledAsync(NotificationDeliveryState.Failed);
        Assert.Equal(1, await CallsAsync());
    }

    [Fact]
    public async Task A_message_with_an_address_of_its_own_goes_there_only()
    {
        var reachable = await _service.Services.AddPersonAsync("two@example.sa");
        await _service.TellAsync(reachable.About(MessageKind.MobileChanged) with { Mobile = "+966599999901" });
        await ArrivedAsync("+966599999901");
        Assert.Empty(await MessagesToAsync(reachable.Mobile));
        Assert.Empty(await OutboxFile.LinesToAsync(_service, "email", "two@example.sa"));
    }

    [Fact]
    public async Task Somebody_without_an_account_is_reached_in_the_language_of_the_message()
    {
        await _service.TellAsync(new Message(MessageKind.RegistrationCode, null)
        {
            Facts = NotifiedPeople.AllFacts,
            Mobile = "+966599999902",
            Language = Language.English,
        });
        Assert.Contains("registration code 482915", (await ArrivedAsync("+966599999902")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_are_sent_in_a_second_than_the_gateway_takes()
    {
        var settings = Settings(_sms);
        settings["Notifications:Sms:PerSecond"] = "5";
        await using var slow = await RunningService.StartAsync(settings);
        var person = await slow.Services.AddPersonAsync();
        var since = Stopwatch.StartNew();
        await slow.TellAsync([.. Enumerable.Repeat(person.About(MessageKind.Deposited), 15)]);
        await Poll.UntilAsync("all arrived", async () => (await MessagesToAsync(person.Mobile)).Count == 15, Soon.Limit);
        Assert.True(since.Elapsed > TimeSpan.FromSeconds(1.5), $"15 went out in {since.Elapsed.TotalSeconds:0.0} s at 5 a second.");
    }

    [Fact]
    public async Task The_log_tells_nothing_about_anybody()
    {
        var settings = Settings(_sms);
        foreach (var category in new[] { "Default", "Microsoft", "Microsoft.EntityFrameworkCore", "System" })
        {
            settings[$"Logging:LogLevel:{category}"] = "Trace";
        }

        settings["Logging:Console:LogLevel:Default"] = "None";
        await using var service = await RunningService.StartAsync(settings);
        var person = await service.Services.AddPersonAsync("logged@example.sa");
        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 1 });
        await service.TellAsync([.. Enum.GetValues<MessageKind>().Select(person.About)]);
        await service.TellAsync(person.About(MessageKind.MobileChanged) with { Mobile = "" });
        await Poll.UntilAsync("all but one are sent", AllButOneSentAsync, Soon.Limit);
        var log = string.Join('\n', service.Log.Events.Select(logged => logged.Text));
        Assert.Contains("put off after try 1", log, StringComparison.Ordinal);
        string[] secrets = [person.Mobile, person.Mobile[4..], "logged@example.sa", "482915", "Qx7-mRt29", "حساب المواطن", "1,472.50", "key\""];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));

        async Task<bool> AllButOneSentAsync()
        {
            var rows = await service.DeliveriesAsync(person);
            return rows.Count > Enum.GetValues<MessageKind>().Length
                && rows.Count(row => row.State == NotificationDeliveryState.Waiting) <= 1;
        }
    }

    private async Task<int> CallsAsync() => (int)(await _sms.AskAsync("/control/calls"))["calls"]!;

    private async Task<IReadOnlyList<(string Id, string Text)>> MessagesToAsync(string mobile) =>
    [
        .. (await _sms.AskAsync($"/messages?to={Uri.EscapeDataString(mobile)}")).AsArray()
            .Select(node => ((string)node!["id"]!, (string)node["text"]!)),
    ];

    private async Task<(string Id, string Text)> ArrivedAsync(string mobile)
    {
        await Poll.UntilAsync($"an SMS arrived", async () => (await MessagesToAsync(mobile)).Count > 0, Soon.Limit);
        return Assert.Single(await MessagesToAsync(mobile));
    }

    private async Task<DeliveryRow> SettledAsync(NotificationDeliveryState state)
    {
        await Poll.UntilAsync($"it is {state}", async () => (await _service.DeliveriesAsync(_person)).Any(row => row.State == state), Soon.Limit);
        return Assert.Single(await _service.DeliveriesAsync(_person));
    }

    // Moves the clock on, as time does, until it is settled.
    private Task MoveUntilAsync(NotificationDeliveryState state) => Poll.UntilAsync($"it is {state}", async () =>
    {
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        return (await _service.DeliveriesAsync(_person)).Any(row => row.State == state);
    }, Soon.Limit);

    private Task LaidOutAsync(Person person) => Poll.UntilAsync(
        "it is laid out", async () => (await _service.DeliveriesAsync(person)).Count > 0, Soon.Limit);

    private Task AttemptsAsync(int count) => Poll.UntilAsync(
        $"it was tried {count} times", async () => (await _service.DeliveriesAsync(_person)).Any(row => row.Attempts == count), Soon.Limit);

    // A code that has ended already is given up at the next look, whatever else the channel waits for.
    private async Task LookedAsync()
    {
        var witness = await _service.Services.AddPersonAsync();
        var before = new MovableClock(_service.Clock.GetUtcNow().AddMinutes(-5));
        var db = await _service.Services.OpenDbAsync();
        await using (db)
        {
            new Outbox(_service.Services.GetRequiredService<Sealing>(), _service.Services.GetRequiredService<BulkInsert>(), before).Add(db, witness.About(MessageKind.SignInCode));
            await db.SaveChangesAsync();
        }

        await Poll.UntilAsync("the channel has looked", async () => (await _service.DeliveriesAsync(witness))
            .Any(row => row.State == NotificationDeliveryState.Failed), Soon.Limit);
    }
}
