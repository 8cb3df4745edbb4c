using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Notifications;

/// <summary>One message on its way to one address.</summary>
/// <param name="Id">Id of the sending: the same at every try, so that a gateway can drop a repeat.</param>
/// <param name="To">Mobile, e-mail address or push token.</param>
/// <param name="Language">Language of title and text.</param>
/// <param name="Title">Title; never a secret.</param>
/// <param name="Text">Text.</param>
internal sealed record OutgoingMessage(Guid Id, string To, Language Language, string Title, string Text);

/// <summary>What became of a try.</summary>
internal enum SendResult
{
    /// <summary>Taken by the gateway.</summary>
    Sent = 1,

    /// <summary>Not now: to be tried again.</summary>
    Later = 2,

    /// <summary>Never: the gateway will not take this message.</summary>
    Refused = 3,

    /// <summary>Never: the address is no more, and should be forgotten.</summary>
    Gone = 4,
}

/// <summary>What became of a try, and why in a word that names no person.</summary>
internal readonly record struct SendOutcome(SendResult Result, string Why = "", TimeSpan? RetryAfter = null)
{
    public static readonly SendOutcome Sent = new(SendResult.Sent);

    public static SendOutcome Later(string why, TimeSpan? retryAfter = null) =>
        new(SendResult.Later, why, retryAfter);
}

/// <summary>Hands messages to what carries them. Never throws but when it is cancelled.</summary>
internal interface IMessageSender
{
    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken stop);
}
