using System.Net;
using System.Net.Sockets;
using CitizenAccount.Contracts.Type.V1;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace CitizenAccount.Service.Notifications;

/// <summary>E-mail by SMTP: text and simple HTML, right to left in Arabic. The Message-ID is made from the id of the
/// sending, so that a mailbox sees a repeat as the same mail.</summary>
internal sealed class EmailSender(EmailOptions options, TimeProvider clock) : IMessageSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MailboxAddress _from = new("حساب المواطن", options.From);

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        if (!MailboxAddress.TryParse(message.To, out var to))
        {
            return new SendOutcome(SendResult.Refused, "AddressUnreadable");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(
                options.Host, options.Port, options.UseTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None,
                limit.Token);
            if (options.User.Length > 0)
            {
                await client.AuthenticateAsync(options.User, options.Password, limit.Token);
            }

            await client.SendAsync(MailOf(message, to), limit.Token);

            // It is accepted now; a server that does not say good-bye changes nothing.
            await QuitAsync(client, limit.Token);
            return SendOutcome.Sent;
        }
        catch (SmtpCommandException refused)
        {
            return OutcomeOf(refused);
        }
        catch (Exception failure) when (failure is ProtocolException or AuthenticationException or IOException
            or SocketException or SslHandshakeException or NotSupportedException)
        {
            return SendOutcome.Later(failure.GetType().Name);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return SendOutcome.Later("Timeout");
        }
    }

    /// <summary>The mail of a message.</summary>
    internal MimeMessage MailOf(OutgoingMessage message, MailboxAddress to)
    {
        var arabic = message.Language == Language.Arabic;
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id:D}@{_from.Domain}",
            Subject = message.Title,
            Date = clock.GetUtcNow(),
            Body = new BodyBuilder
            {
                TextBody = $"{message.Title}\n\n{message.Text}\n",
                HtmlBody = HtmlOf(message, arabic),
            }.ToMessageBody(),
        };
        mail.From.Add(_from);
        mail.To.Add(to);
        mail.Headers.Add("Content-Language", arabic ? "ar" : "en");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    // 5xx about the recipient or the message is final; all else may pass.
    private static SendOutcome OutcomeOf(SmtpCommandException refused)
    {
        var why = $"Smtp{(int)refused.StatusCode}";
        return (int)refused.StatusCode >= 500
            && refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted
            ? new SendOutcome(SendResult.Refused, why)
            : SendOutcome.Later(why);
    }

    private static async Task QuitAsync(SmtpClient client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(quit: true, stop);
        }
        catch (Exception failure) when (failure is ProtocolException or CommandException or IOException
            or SocketException or OperationCanceledException)
        {
            // Nothing depends on it.
        }
    }

    private static string HtmlOf(OutgoingMessage message, bool arabic)
    {
        var (language, direction) = arabic ? ("ar", "rtl") : ("en", "ltr");
        var (title, text) = (WebUtility.HtmlEncode(message.Title), WebUtility.HtmlEncode(message.Text));
        return $"""
            <!DOCTYPE html>
            <html lang="{language}" dir="{direction}">
            <head><meta charset="utf-8"><title>{title}</title></head>
            <body style="font-family: Tahoma, Arial, sans-serif; line-height: 1.7">
            <h1 style="font-size: 1.2em">{title}</h1>
            <p style="white-space: pre-line">{text}</p>
            </body>
            </html>
            """;
    }
}
