using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>A channel without a gateway writes files in development and nowhere else; settings are checked at the
/// start.</summary>
public sealed class SendingWithoutGatewayTests
{
    [Fact]
    public async Task In_development_what_would_be_sent_is_written_into_files()
    {
        await using var service = await RunningService.StartAsync();
        var person = await service.Services.AddPersonAsync("someone@example.sa");
        await service.TellAsync(person.About(MessageKind.SignInCode), person.About(MessageKind.Deposited));
        var mail = await OutboxFile.LineToAsync(service, "email", "someone@example.sa");
        Assert.Equal("أُودع الدعم", (string)mail["title"]!);
        await Poll.UntilAsync("both SMS are written", async () => (await OutboxFile.LinesToAsync(service, "sms", person.Mobile)).Count == 2, Soon.Limit);
        Assert.Contains(await OutboxFile.LinesToAsync(service, "sms", person.Mobile), line => ((string)line["text"]!).Contains("482915", StringComparison.Ordinal));
        Assert.Contains("أُودع", string.Concat(await File.ReadAllLinesAsync(OutboxFile.PathOf(service, "email"))), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OutboxFile.PathOf(service, "sms")));
        }
    }

    [Fact]
    public async Task Outside_development_they_wait_and_it_is_said_once()
    {
        await using var service = await RunningService.StartAsync(environment: "Production");
        var person = await service.Services.AddPersonAsync("someone@example.sa");
        await service.TellAsync(person.About(MessageKind.Deposited));
        await Poll.UntilAsync("it is laid out", async () => (await service.DeliveriesAsync(person)).Count == 2, Soon.Limit);
        await service.TellAsync(person.About(MessageKind.SupportStopped));
        await Poll.UntilAsync("the other too", async () => (await service.DeliveriesAsync(person)).Count == 4, Soon.Limit);
        Assert.All(await service.DeliveriesAsync(person), row => Assert.Equal((NotificationDeliveryState.Waiting, 0), (row.State, row.Attempts)));
        Assert.False(Directory.Exists(Path.Combine(service.Folder, "outbox")));
        Assert.Equal(3, service.Log.Events.Count(logged => logged.Id == 1700));
    }

    [Fact]
    public async Task A_code_that_waited_for_a_gateway_in_vain_is_given_up_and_forgotten()
    {
        await using var service = await RunningService.StartAsync(environment: "Production");
        var person = await service.Services.AddPersonAsync();
        await service.TellAsync(person.About(MessageKind.SignInCode));
        await Poll.UntilAsync("it is laid out", async () => (await service.DeliveriesAsync(person)).Count == 1, Soon.Limit);
        service.Clock.Move(TimeSpan.FromMinutes(5));
        await Poll.UntilAsync("it is given up", async () => (await service.DeliveriesAsync(person)).Single().State == NotificationDeliveryState.Failed, Soon.Limit);
        Assert.Empty(service.Services.GetRequiredService<Outbox>().Open((await service.MessagesAsync(person)).Single()).Facts);
    }

    [Theory]
    [InlineData("Sms:Url", "ftp://gateway.example", "Notifications:Sms:Url")]
    [InlineData("Sms:Url", "http://gateway.example/messages", "Notifications:Sms:Url must be an https address")]
    [InlineData("Sms:Url", "https://gateway.example/messages", "Notifications:Sms:Key is needed")]
    [InlineData("Push:Url", "https://gateway.example/push", "Notifications:Push:Key is needed")]
    [InlineData("Email:Host", "mail.example", "Notifications:Email:From must be an address")]
    [InlineData("Email:Port", "0", "Notifications:Email:Port")]
    [InlineData("Sms:PerSecond", "0", "Notifications:Sms:PerSecond")]
    [InlineData("GiveUpHours", "0", "Notifications:GiveUpHours")]
    [InlineData("Sms:Adress", "x", "Adress")]
    [InlineData("Smss:Url", "x", "Smss")]
    public async Task A_wrong_setting_refuses_the_start_and_is_named(string key, string value, string said)
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(
            new Dictionary<string, string?> { [$"Notifications:{key}"] = value }));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_does_not_go_over_an_open_line()
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(new Dictionary<string, string?>
        {
            ["Notifications:Email:Host"] = "mail.example",
            ["Notifications:Email:From"] = "a@b.example",
            ["Notifications:Email:User"] = "a",
            ["Notifications:Email:UseTls"] = "false",
        }));
        Assert.Contains("Notifications:Email:UseTls", refused.Message, StringComparison.Ordinal);
    }
}
