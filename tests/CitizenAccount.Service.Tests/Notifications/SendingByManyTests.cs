using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>Several replicas on one outbox, and replicas that die in the middle of it.</summary>
public sealed class SendingByManyTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-many");
    private readonly DirectoryInfo _gateway = Directory.CreateTempSubdirectory("citizen-account-many-sms");
    private SimulatorProcess _sms = null!;

    public async Task InitializeAsync() =>
        _sms = await SimulatorProcess.StartAsync("sms", "--directory", _gateway.FullName);

    public async Task DisposeAsync()
    {
        await _sms.DisposeAsync();
        _folder.Delete(recursive: true);
        _gateway.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_replicas_send_every_message_once_between_them()
    {
        const int People = 40;
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var people = new List<Person>();
        for (var number = 0; number < People; number++)
        {
            people.Add(await first.Services.AddPersonAsync());
        }

        await Task.WhenAll(people.Select((person, number) =>
            (number % 2 == 0 ? first : second).TellAsync(person.About(MessageKind.Deposited), person.About(MessageKind.SupportStopped))));
        foreach (var person in people)
        {
            await Poll.UntilAsync("both are sent", async () => (await first.DeliveriesAsync(person))
                .Count(row => row.State == NotificationDeliveryState.Sent) == 2, Soon.Limit);
        }

        Assert.Equal(2 * People, (await _sms.AskAsync("/messages")).AsArray().Count);
        Assert.Equal(2 * People, (int)(await _sms.AskAsync("/control/calls"))["calls"]!);
        Assert.Empty(first.Log.Errors);
        Assert.Empty(second.Log.Errors);
    }

    [Fact]
    public async Task What_a_dead_replica_had_claimed_is_sent_a_minute_later()
    {
        Person person;
        await using (var dying = await RunningService.StartAsync(folder: _folder.FullName, environment: "Production"))
        {
            person = await dying.Services.AddPersonAsync();
            await dying.TellAsync(person.About(MessageKind.Deposited));
            await Poll.UntilAsync("it is laid out", async () => (await dying.DeliveriesAsync(person)).Count > 0, Soon.Limit);
            var store = dying.Services.GetRequiredService<DeliveryStore>();
            Assert.Single(await store.ClaimAsync(NotificationChannel.Sms, false, 10, CancellationToken.None));
            Assert.Empty(await store.ClaimAsync(NotificationChannel.Sms, false, 10, CancellationToken.None));
        }

        await using var next = await StartAsync();
        next.Clock.Move(TimeSpan.FromSeconds(59));
        var later = await next.Services.AddPersonAsync();
        await next.TellAsync(later.About(MessageKind.Deposited));
        await Poll.UntilAsync("another is sent", async () => (await next.DeliveriesAsync(later))
            .All(row => row.State == NotificationDeliveryState.Sent) && (await next.DeliveriesAsync(later)).Count == 1, Soon.Limit);
        Assert.Equal(NotificationDeliveryState.Waiting, (await next.DeliveriesAsync(person)).Single().State);
        next.Clock.Move(TimeSpan.FromSeconds(1));
        await Poll.UntilAsync("it is sent", async () => (await next.DeliveriesAsync(person)).Single().State == NotificationDeliveryState.Sent, Soon.Limit);
    }

    [Fact]
    public async Task Who_finds_a_claim_taken_over_settles_nothing()
    {
        await using var service = await RunningService.StartAsync(folder: _folder.FullName, environment: "Production");
        var person = await service.Services.AddPersonAsync();
        await service.TellAsync(person.About(MessageKind.Deposited));
        await Poll.UntilAsync("it is laid out", async () => (await service.DeliveriesAsync(person)).Count > 0, Soon.Limit);
        var store = service.Services.GetRequiredService<DeliveryStore>();
        var late = Assert.Single(await store.ClaimAsync(NotificationChannel.Sms, false, 10, CancellationToken.None));
        service.Clock.Move(DeliveryStore.LeaseFor);
        var holder = Assert.Single(await store.ClaimAsync(NotificationChannel.Sms, false, 10, CancellationToken.None));
        await store.FinishAsync(late, NotificationDeliveryState.Failed, false, CancellationToken.None);
        await store.ReleaseAsync(late);
        var row = (await service.DeliveriesAsync(person)).Single();
        Assert.Equal((NotificationDeliveryState.Waiting, holder.LeasedBy), (row.State, row.LeasedBy));
        Assert.NotNull(row.LeasedUntil);
    }

    [Fact]
    public async Task A_process_killed_between_commit_and_send_sends_it_once_when_it_is_back()
    {
        var dead = MailServer.FreePort();
        Person person;
        await using (var killed = Serve($"http://127.0.0.1:{dead}/messages"))
        {
            await killed.AddressAsync();
            person = await CommitAsync();

            // It has it in hand, tries a gateway that is not there, and is gone.
            await Poll.UntilAsync("it was tried", async () => (await AttemptsAsync(person)) > 0, Soon.ProcessLimit);
            await killed.KillAsync();
        }

        Assert.Empty((await _sms.AskAsync("/messages")).AsArray());
        await using (var back = Serve($"{_sms.Address}/messages"))
        {
            await back.AddressAsync();
            await Poll.UntilAsync("it arrived", async () => (await _sms.AskAsync("/messages")).AsArray().Count > 0, TimeSpan.FromSeconds(100));
            await Poll.UntilAsync("it is settled", async () => await IsSentAsync(person), Soon.ProcessLimit);
            await back.TerminateAsync();
            Assert.Equal(0, await back.EndAsync());
        }

        var message = Assert.Single((await _sms.AskAsync("/messages")).AsArray());
        Assert.Equal(person.Mobile, (string)message!["to"]!);
        await using var reading = await StartAsync();
        var list = await reading.Notifications().ListNotificationsAsync(
            new ListNotificationsRequest { Parent = person.Name }, person.At(reading));
        Assert.Equal(NotificationDeliveryState.Sent, Assert.Single(list.Notifications).Deliveries.Single().State);
    }

    [Fact]
    public async Task A_code_committed_by_a_process_that_is_killed_goes_out_once_when_it_is_back()
    {
        var (id, mobile) = (Citizens.NewNationalId(), Citizens.NewMobile());
        var dead = MailServer.FreePort();
        await using (var killed = Serve($"http://127.0.0.1:{dead}/messages"))
        {
            using var channel = GrpcChannel.ForAddress(await killed.AddressAsync());
            await new AccountService.AccountServiceClient(channel).StartRegistrationAsync(
                Citizens.Registration(id, mobile), deadline: Soon.Deadline);
            await killed.KillAsync();
        }

        Assert.Empty((await _sms.AskAsync("/messages")).AsArray());
        await using var back = Serve($"{_sms.Address}/messages");
        await back.AddressAsync();
        await Poll.UntilAsync("it arrived", async () => (await _sms.AskAsync("/messages")).AsArray().Count > 0, TimeSpan.FromSeconds(100));
        await back.TerminateAsync();
        Assert.Equal(0, await back.EndAsync());
        var message = Assert.Single((await _sms.AskAsync("/messages")).AsArray());
        Assert.Equal(mobile, (string)message!["to"]!);
        Assert.Matches("[0-9]{6}", (string)message["text"]!);
    }

    private ServiceProcess Serve(string url) => ServiceProcess.Start(
        "--data-directory", _folder.FullName, "--port", "0",
        "--set", $"Notifications:Sms:Url={url}", "--set", "Notifications:Sms:Key=key");

    private Task<RunningService> StartAsync() =>
        RunningService.StartAsync(SmsSendingTests.Settings(_sms), folder: _folder.FullName);

    // Another process of the same service, which writes and never sends.
    private async Task<Person> CommitAsync()
    {
        await using var app = Build();
        var person = await app.Services.AddPersonAsync();
        await app.Services.TellAsync(person.About(MessageKind.SupportStopped));
        return person;
    }

    private async Task<int> AttemptsAsync(Person person) => (await DeliveriesAsync(person)).Sum(row => row.Attempts);

    private async Task<bool> IsSentAsync(Person person) =>
        (await DeliveriesAsync(person)).All(row => row.State == NotificationDeliveryState.Sent);

    private async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(Person person)
    {
        await using var app = Build();
        var db = await app.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        await using (db)
        {
            var messages = db.Messages.Where(row => row.AccountId == person.Account).Select(row => row.Id);
            return await db.Deliveries.AsNoTracking().Where(row => messages.Contains(row.MessageId)).ToListAsync();
        }
    }

    private WebApplication Build()
    {
        var plan = new HostPlan();
        plan.Settings["Storage:DataDirectory"] = _folder.FullName;
        plan.Settings["Listen:Port"] = "0";
        return ServiceHost.Build(plan);
    }
}
