namespace CitizenAccount.Service.Notifications;

/// <summary>SMS through the gateway: <c>{to, text, id}</c>.</summary>
internal sealed class SmsSender(HttpGateway gateway) : IMessageSender, IDisposable
{
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        var outcome = await gateway.PostAsync(new Content(message.To, message.Text, $"{message.Id:D}"), stop);

        // A number does not end for having been called wrong once.
        return outcome.Result == SendResult.Gone ? outcome with { Result = SendResult.Refused } : outcome;
    }

    public void Dispose() => gateway.Dispose();

    private sealed record Content(string To, string Text, string Id);
}

/// <summary>Push through its gateway: <c>{token, title, body, id}</c>. 410 says the device is gone.</summary>
internal sealed class PushSender(HttpGateway gateway) : IMessageSender, IDisposable
{
    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken stop) => gateway.PostAsync(
        new Content(message.To, message.Title, message.Text, $"{message.Id:D}"), stop);

    public void Dispose() => gateway.Dispose();

    private sealed record Content(string Token, string Title, string Body, string Id);
}
