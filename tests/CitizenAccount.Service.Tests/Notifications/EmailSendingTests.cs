using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using MimeKit;
using SmtpServer.Protocol;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>E-mail through a real mail server.</summary>
public sealed class EmailSendingTests : IAsyncLifetime
{
    private const string Address = "someone@example.sa";

    private readonly int _port = MailServer.FreePort();
    private RunningService _service = null!;
    private Person _person = null!;

    public Task InitializeAsync() => StartAsync(useTls: false);

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task An_arabic_mail_arrives_whole()
    {
        await using var server = MailServer.Start(_port);
        await _service.TellAsync(_person.About(MessageKind.DecidedNotEligible));
        var mail = await ArrivedAsync(server);
        var delivery = (await _service.DeliveriesAsync(_person)).Single(row => row.Channel == NotificationChannel.Email);
        Assert.Equal("نتيجة الأهلية: غير مؤهل", mail.Subject);
        Assert.Equal($"{delivery.Id:D}@citizenaccount.example", mail.MessageId);
        Assert.Equal(Address, Assert.Single(mail.To.Mailboxes).Address);
        Assert.Equal(("حساب المواطن", "no-reply@citizenaccount.example"), (mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address));
        Assert.Contains("أسرتك غير مؤهلة لدفعة ديسمبر \u20662026\u2069", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("الدخل أعلى من الحد المانع.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("الدخل أعلى من الحد المانع.", System.Net.WebUtility.HtmlDecode(mail.HtmlBody), StringComparison.Ordinal);
        Assert.Equal("utf-8", mail.BodyParts.OfType<TextPart>().First().ContentType.Charset);
        await SettledAsync(NotificationDeliveryState.Sent);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_code_for_an_address_goes_there_only_and_not_into_the_subject()
    {
        await using var server = MailServer.Start(_port);
        await _service.TellAsync(_person.About(MessageKind.NewContactCode) with { Email = "new@example.sa" });
        var mail = await ArrivedAsync(server);
        Assert.Equal("new@example.sa", mail.To.Mailboxes.Single().Address);
        Assert.Contains("482915", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("482915", mail.Headers.ToString()! + mail.Subject, StringComparison.Ordinal);
        await SettledAsync(NotificationDeliveryState.Sent);
        Assert.Single(await _service.DeliveriesAsync(_person));
    }

    [Fact]
    public async Task What_stands_in_a_fact_is_text_and_no_html()
    {
        await using var server = MailServer.Start(_port);
        var facts = new Dictionary<string, string>(NotifiedPeople.AllFacts) { ["cause_ar"] = "<img src=x onerror=alert(1)>\r\nBcc: other@example.sa" };
        await _service.TellAsync(_person.About(MessageKind.DocumentRefused) with { Facts = facts });
        var mail = await ArrivedAsync(server);
        Assert.DoesNotContain("<img", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<img src=x", mail.TextBody, StringComparison.Ordinal);
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public async Task A_server_that_is_down_delays_and_never_loses()
    {
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await Poll.UntilAsync("it was tried", async () => (await StandsAsync()).Attempts > 0, Soon.Limit);
        await using var server = MailServer.Start(_port);
        _service.Clock.Move(TimeSpan.FromSeconds(5));
        await ArrivedAsync(server);
        await SettledAsync(NotificationDeliveryState.Sent);
    }

    [Fact]
    public async Task A_passing_refusal_is_tried_again_and_a_final_one_is_not()
    {
        await using var server = MailServer.Start(_port);
        server.Answers.Enqueue(new SmtpResponse((SmtpReplyCode)451, "greylisted"));
        await _service.TellAsync(_person.About(MessageKind.Deposited));
        await Poll.UntilAsync("it was put off", async () => (await StandsAsync()).Attempts == 1, Soon.Limit);
        _service.Clock.Move(TimeSpan.FromSeconds(5));
        await ArrivedAsync(server);

        var other = await _service.Services.AddPersonAsync("other@example.sa");
        server.Answers.Enqueue(SmtpResponse.MailboxUnavailable);
        await _service.TellAsync(other.About(MessageKind.Deposited));
        await Poll.UntilAsync("it is given up", async () => (await _service.DeliveriesAsync(other))
            .Any(row => row is { Channel: NotificationChannel.Email, State: NotificationDeliveryState.Failed }), Soon.Limit);
        Assert.Equal(3, server.Tries);
    }

    [Fact]
    public async Task Without_an_encrypted_line_nothing_is_sent_where_one_is_asked_for()
    {
        await _service.DisposeAsync();
        await StartAsync(useTls: true);
        await using (var open = MailServer.Start(_port))
        {
            await _service.TellAsync(_person.About(MessageKind.Deposited));
            await Poll.UntilAsync("it was tried", async () => (await StandsAsync()).Attempts > 0, Soon.Limit);
            Assert.Equal(0, open.Tries);
        }

        // Nor is a certificate trusted that nobody vouches for.
        using var certificate = SelfSigned();
        await using var closed = MailServer.Start(_port, certificate);
        _service.Clock.Move(TimeSpan.FromSeconds(5));
        await Poll.UntilAsync("it was tried again", async () => (await StandsAsync()).Attempts > 1, Soon.Limit);
        Assert.Equal(0, closed.Tries);
        Assert.Equal(NotificationDeliveryState.Waiting, (await StandsAsync()).State);
    }

    private async Task StartAsync(bool useTls)
    {
        _service = await RunningService.StartAsync(new Dictionary<string, string?>
        {
            ["Notifications:Email:Host"] = "127.0.0.1",
            ["Notifications:Email:Port"] = $"{_port}",
            ["Notifications:Email:From"] = "no-reply@citizenaccount.example",
            ["Notifications:Email:UseTls"] = useTls ? "true" : "false",
        });
        _person = await _service.Services.AddPersonAsync(Address, Language.Arabic);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private static async Task<MimeMessage> ArrivedAsync(MailServer server)
    {
        await Poll.UntilAsync("a mail arrived", () => server.Mails.Count > 0, Soon.Limit);
        return Assert.Single(server.Mails);
    }

    private async Task<Service.Notifications.DeliveryRow> StandsAsync()
    {
        await Poll.UntilAsync("it is laid out", async () => (await EmailsAsync()).Any(), Soon.Limit);
        return Assert.Single(await EmailsAsync());
    }

    private async Task<IEnumerable<Service.Notifications.DeliveryRow>> EmailsAsync() =>
        (await _service.DeliveriesAsync(_person)).Where(row => row.Channel == NotificationChannel.Email);

    private Task SettledAsync(NotificationDeliveryState state) =>
        Poll.UntilAsync($"it is {state}", async () => (await StandsAsync()).State == state, Soon.Limit);
}
