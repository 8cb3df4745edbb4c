using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>Devices for push messages, and the messages they get from a gateway that is a process of its own.</summary>
public sealed class RegisterDeviceTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-push");
    private SimulatorProcess _push = null!;
    private RunningService _service = null!;

    public async Task InitializeAsync()
    {
        _push = await SimulatorProcess.StartAsync("push", "--directory", _folder.FullName);
        _service = await RunningService.StartAsync(new Dictionary<string, string?>
        {
            ["Notifications:Push:Url"] = $"{_push.Address}/push",
            ["Notifications:Push:Key"] = "key",
        });
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _push.DisposeAsync();
        _folder.Delete(recursive: true);
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_registered_device_gets_the_message_and_never_a_secret()
    {
        var person = await _service.Services.AddPersonAsync();
        var device = await RegisterAsync(person, "token-of-it", "A phone");
        Assert.StartsWith($"{person.Name}/devices/", device.Name, StringComparison.Ordinal);
        Assert.Equal((DevicePlatform.Ios, "A phone"), (device.Platform, device.Model));
        await _service.TellAsync(person.About(MessageKind.SignInCode), person.About(MessageKind.Deposited));
        await Poll.UntilAsync("the push arrived", async () => (await PushedAsync("token-of-it")).Count > 0, Soon.Limit);
        await Poll.UntilAsync("all is sent", async () => (await _service.DeliveriesAsync(person)).All(row => row.State == NotificationDeliveryState.Sent), Soon.Limit);
        var message = Assert.Single(await PushedAsync("token-of-it"));
        Assert.Equal("أُودع الدعم", message.Title);
        Assert.Contains("\u20667731\u2069", message.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_again_renews_the_same_device()
    {
        var person = await _service.Services.AddPersonAsync();
        var first = await RegisterAsync(person, "renewed", "Old name");
        _service.Clock.Move(TimeSpan.FromDays(1));
        var again = await RegisterAsync(person, "renewed", "New name");
        Assert.Equal(first.Name, again.Name);
        Assert.Equal("New name", again.Model);
        Assert.Equal(_service.Clock.GetUtcNow(), again.RegisteredTime.ToDateTimeOffset());
        Assert.Single(await DevicesAsync(person));
    }

    [Fact]
    public async Task A_repeat_answers_the_device()
    {
        var person = await _service.Services.AddPersonAsync();
        var request = Register(person, "repeated", "A phone");
        var first = await _service.Notifications().RegisterDeviceAsync(request, person.At(_service));
        Assert.Equal(first, await _service.Notifications().RegisterDeviceAsync(request, person.At(_service)));
        Assert.Single(await DevicesAsync(person));
    }

    [Fact]
    public async Task Of_eleven_devices_the_one_not_registered_longest_makes_room()
    {
        var person = await _service.Services.AddPersonAsync();
        for (var number = 0; number < 10; number++)
        {
            await RegisterAsync(person, $"room-{number}", $"Phone {number}");
            _service.Clock.Move(TimeSpan.FromMinutes(1));
        }

        await RegisterAsync(person, "room-0", "Phone 0");
        await RegisterAsync(person, "room-10", "Phone 10");
        var models = (await DevicesAsync(person)).Select(row => row.Model);
        Assert.Equal(Enumerable.Range(0, 11).Where(number => number != 1).Select(number => $"Phone {number}").Order(), models.Order());
    }

    [Fact]
    public async Task A_token_goes_over_to_the_account_that_registered_it_last()
    {
        var before = await _service.Services.AddPersonAsync();
        var after = await _service.Services.AddPersonAsync();
        await RegisterAsync(before, "handed-on", "A phone");
        await RegisterAsync(after, "handed-on", "A phone");
        Assert.Empty(await DevicesAsync(before));
        Assert.Single(await DevicesAsync(after));
        await _service.TellAsync(before.About(MessageKind.Deposited), after.About(MessageKind.SupportStopped));
        await Poll.UntilAsync("the push arrived", async () => (await PushedAsync("handed-on")).Count > 0, Soon.Limit);
        await Poll.UntilAsync("all is sent", async () => (await _service.DeliveriesAsync(before)).All(row => row.State == NotificationDeliveryState.Sent), Soon.Limit);
        Assert.Equal("توقف الدعم أو خُفّض", Assert.Single(await PushedAsync("handed-on")).Title);
    }

    [Fact]
    public async Task A_device_whose_app_is_gone_is_forgotten()
    {
        var person = await _service.Services.AddPersonAsync();
        await RegisterAsync(person, "gone-away", "Gone");
        await RegisterAsync(person, "still-here", "Here");
        await _push.TellAsync("/control/gone", new { address = "gone-away" });
        await _service.TellAsync(person.About(MessageKind.Deposited));
        await Poll.UntilAsync("it is forgotten", async () => (await DevicesAsync(person)).Count == 1, Soon.Limit);
        await Poll.UntilAsync("the other got it", async () => (await PushedAsync("still-here")).Count == 1, Soon.Limit);
        Assert.Equal("Here", (await DevicesAsync(person)).Single().Model);
        Assert.Empty(await PushedAsync("gone-away"));
    }

    [Fact]
    public async Task A_token_is_not_stored_in_the_open()
    {
        var person = await _service.Services.AddPersonAsync();
        await RegisterAsync(person, "a-token-to-look-for", "A phone");
        await _service.Services.GetRequiredService<IDbContextFactory<Platform.Storage.ServiceDb>>().CreateDbContext()
            .Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var stored = await File.ReadAllBytesAsync(Path.Combine(_service.Folder, "citizen-account.db"));
        Assert.True(stored.AsSpan().IndexOf("a-token-to-look-for"u8) < 0);
        Assert.True(stored.AsSpan().IndexOf("A phone"u8) >= 0);
    }

    private static RegisterDeviceRequest Register(Person person, string token, string model) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Parent = person.Name,
        Platform = DevicePlatform.Ios,
        PushToken = token,
        Model = model,
    };

    private async Task<Device> RegisterAsync(Person person, string token, string model) =>
        (await _service.Notifications().RegisterDeviceAsync(Register(person, token, model), person.At(_service))).Device;

    private async Task<IReadOnlyList<(string Title, string Body)>> PushedAsync(string token) =>
        [.. (await _push.AskAsync($"/push?token={token}")).AsArray().Select(node => ((string)node!["title"]!, (string)node["body"]!))];

    private async Task<IReadOnlyList<DeviceRow>> DevicesAsync(Person person)
    {
        var db = await _service.Services.OpenDbAsync();
        await using (db)
        {
            return await db.Devices.AsNoTracking().Where(row => row.AccountId == person.Account).ToListAsync();
        }
    }
}
