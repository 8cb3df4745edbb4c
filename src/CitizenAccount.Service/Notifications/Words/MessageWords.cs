using CitizenAccount.Rules;
using CitizenAccount.Service.Platform.Outbox;

namespace CitizenAccount.Service.Notifications;

/// <summary>What a message says, Arabic first.</summary>
/// <param name="Title">Title, and subject of the e-mail; never a secret.</param>
/// <param name="Body">Text of the list, the e-mail and the push message, with what to do.</param>
/// <param name="Sms">Text of one or two SMS segments: 134 characters in Arabic.</param>
internal sealed record Words(LocalizedText Title, LocalizedText Body, LocalizedText Sms);

/// <summary>The words of every message. A kind without words breaks the build.</summary>
internal static partial class MessageWords
{
    /// <summary>The words of a message with its facts.</summary>
    /// <exception cref="InvalidOperationException">A fact is missing: a bug of the room that wrote it.</exception>
    /// <exception cref="FormatException">A fact is not what its key says: likewise.</exception>
    public static Words Of(MessageKind kind, IReadOnlyDictionary<string, string> facts) =>
        Of(kind, new MessageFacts(kind, facts));

    private static Words Of(MessageKind kind, MessageFacts facts) => kind switch
    {
        MessageKind.RegistrationCode => RegistrationCode(facts),
        MessageKind.SignInCode => SignInCode(facts),
        MessageKind.NewContactCode => NewContactCode(facts),
        MessageKind.OldContactCode => OldContactCode(facts),
        MessageKind.TemporaryPassword => TemporaryPassword(facts),
        MessageKind.AlreadyRegistered => AlreadyRegistered,
        MessageKind.AccountOpened => AccountOpened,
        MessageKind.PasswordChanged => PasswordChanged,
        MessageKind.NewSignIn => NewSignIn(facts),
        MessageKind.MobileChanged => MobileChanged(facts),
        MessageKind.EmailChanged => EmailChanged,
        MessageKind.SessionsEnded => SessionsEnded,
        MessageKind.AccountClosed => AccountClosed(facts),
        MessageKind.DataChanged => DataChanged(facts),
        MessageKind.MemberAdded => MemberAdded(facts),
        MessageKind.MemberChanged => MemberChanged(facts),
        MessageKind.MemberRemoved => MemberRemoved(facts),
        MessageKind.BankAccountChanged => BankAccountChanged(facts),
        MessageKind.DocumentReceived => DocumentReceived,
        MessageKind.DocumentAccepted => DocumentAccepted,
        MessageKind.DocumentRefused => DocumentRefused(facts),
        MessageKind.ApplicationSubmitted => ApplicationSubmitted(facts),
        MessageKind.Reapplied => Reapplied(facts),
        MessageKind.ApplicationWithdrawn => ApplicationWithdrawn,
        MessageKind.DataNeeded => DataNeeded(facts),
        MessageKind.DecidedEligible => DecidedEligible(facts),
        MessageKind.DecidedNotEligible => DecidedNotEligible(facts),
        MessageKind.DecisionPending => DecisionPending(facts),
        MessageKind.SupportStopped => SupportStopped(facts),
        MessageKind.Deposited => Deposited(facts),
        MessageKind.PaymentHeld => PaymentHeld(facts),
        MessageKind.PaymentReturned => PaymentReturned(facts),
        MessageKind.RecoveryNotice => RecoveryNotice(facts),
        MessageKind.ObjectionReceived => ObjectionReceived(facts),
        MessageKind.ObjectionProgress => ObjectionProgress(facts),
        MessageKind.TicketOpened => TicketOpened(facts),
        MessageKind.TicketProgress => TicketProgress(facts),
        MessageKind.Announcement => Announcement(facts),
    };

    // Every SMS says first who writes.
    private static LocalizedText Sms(string arabic, string english) =>
        new($"حساب المواطن: {arabic}", $"Citizen Account: {english}");
}
