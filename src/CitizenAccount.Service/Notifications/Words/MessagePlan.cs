using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Platform.Outbox;

namespace CitizenAccount.Service.Notifications;

/// <summary>How a kind of message is treated.</summary>
/// <param name="Kind">What it is about, in the contract.</param>
internal sealed record MessagePlan(NotificationKind Kind)
{
    /// <summary>Goes by SMS whatever the person chose: codes, decisions, stops and deposits.</summary>
    public bool AlwaysSms { get; init; }

    /// <summary>How long the secret in it is of use; null where there is none. A secret goes by one channel only, never
    /// stands in the list, and is never sent late.</summary>
    public TimeSpan? SecretLife { get; init; }

    public bool IsSecret => SecretLife is not null;
}

/// <summary>The one table of how each kind is treated; a kind that is missing breaks the build.</summary>
internal static class MessagePlans
{
    private static readonly MessagePlan Account = new(NotificationKind.Account);
    private static readonly MessagePlan Changed = new(NotificationKind.DataChanged);
    private static readonly MessagePlan Payment = new(NotificationKind.Payment);
    private static readonly MessagePlan Objection = new(NotificationKind.Objection);
    private static readonly MessagePlan Ticket = new(NotificationKind.Ticket);
    private static readonly MessagePlan Decision = new(NotificationKind.Decision) { AlwaysSms = true };

    // The lives of invariants: a code five minutes, a temporary password ten.
    private static readonly MessagePlan Code =
        Account with { AlwaysSms = true, SecretLife = TimeSpan.FromMinutes(5) };

    private static readonly MessagePlan Password =
        Account with { AlwaysSms = true, SecretLife = TimeSpan.FromMinutes(10) };

    /// <summary>Kinds that carry a secret.</summary>
    public static IReadOnlyList<MessageKind> Secrets { get; } =
        [.. Enum.GetValues<MessageKind>().Where(kind => Of(kind).IsSecret)];

    /// <summary>Kinds that stand in the account's list.</summary>
    public static IReadOnlyList<MessageKind> Listed { get; } =
        [.. Enum.GetValues<MessageKind>().Where(kind => !Of(kind).IsSecret)];

    public static MessagePlan Of(MessageKind kind) => kind switch
    {
        MessageKind.RegistrationCode or MessageKind.SignInCode => Code,
        MessageKind.NewContactCode or MessageKind.OldContactCode => Code,
        MessageKind.TemporaryPassword => Password,

        // It goes in place of a code that somebody waits for.
        MessageKind.AlreadyRegistered => Account with { AlwaysSms = true },
        MessageKind.AccountOpened or MessageKind.PasswordChanged or MessageKind.NewSignIn => Account,
        MessageKind.MobileChanged or MessageKind.EmailChanged => Account,
        MessageKind.SessionsEnded or MessageKind.AccountClosed => Account,
        MessageKind.DataChanged or MessageKind.MemberAdded => Changed,
        MessageKind.MemberChanged or MessageKind.MemberRemoved => Changed,
        MessageKind.BankAccountChanged => Changed,
        MessageKind.DocumentReceived or MessageKind.DocumentAccepted => Changed,
        MessageKind.ApplicationSubmitted or MessageKind.Reapplied or MessageKind.ApplicationWithdrawn => Changed,
        MessageKind.DocumentRefused or MessageKind.DataNeeded => new MessagePlan(NotificationKind.DataNeeded),
        MessageKind.DecidedEligible or MessageKind.DecidedNotEligible or MessageKind.DecisionPending => Decision,
        MessageKind.SupportStopped => new MessagePlan(NotificationKind.Stop) { AlwaysSms = true },
        MessageKind.Deposited => Payment with { AlwaysSms = true },
        MessageKind.PaymentHeld or MessageKind.PaymentReturned => Payment,
        MessageKind.RecoveryNotice => new MessagePlan(NotificationKind.Recovery),
        MessageKind.ObjectionReceived or MessageKind.ObjectionProgress => Objection,

        // The number is what the person follows it by.
        MessageKind.TicketOpened => Ticket with { AlwaysSms = true },
        MessageKind.TicketProgress => Ticket,
        MessageKind.Announcement => new MessagePlan(NotificationKind.Announcement),
    };
}
