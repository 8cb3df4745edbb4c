namespace CitizenAccount.Service.Platform.Outbox;

// Numbers are stored: never renumber, never reuse.

/// <summary>Everything a person is told by a message. The words stand in Notifications, in both languages; a kind
/// without words breaks the build there. The facts each needs are named here by their keys.</summary>
internal enum MessageKind : short
{
    /// <summary>Code to confirm a registration. <c>code</c>.</summary>
    RegistrationCode = 1,

    /// <summary>Code of a sign-in. <c>code</c>.</summary>
    SignInCode = 2,

    /// <summary>Code to prove the new mobile or e-mail address. <c>code</c>.</summary>
    NewContactCode = 3,

    /// <summary>Code to prove the old mobile or e-mail address. <c>code</c>.</summary>
    OldContactCode = 4,

    /// <summary>Temporary password. <c>password</c>.</summary>
    TemporaryPassword = 5,

    /// <summary>Somebody tried to register a person who has an account. No fact.</summary>
    AlreadyRegistered = 6,

    /// <summary>The account is open. No fact.</summary>
    AccountOpened = 20,

    /// <summary>The password was changed. No fact.</summary>
    PasswordChanged = 21,

    /// <summary>Signed in by a client not seen before. <c>client</c>, which may be empty.</summary>
    NewSignIn = 22,

    /// <summary>Mobile changed; told to the old and the new one. <c>ending</c>.</summary>
    MobileChanged = 23,

    /// <summary>E-mail address changed; told to both. No fact.</summary>
    EmailChanged = 24,

    /// <summary>Every session was ended because an old refresh token was used again. No fact.</summary>
    SessionsEnded = 25,

    /// <summary>The account is closed. <c>from_date</c>: first day to register again.</summary>
    AccountClosed = 26,

    /// <summary>Household data changed. <c>cycle</c>: the first cycle served.</summary>
    DataChanged = 40,

    /// <summary>A member was added. <c>cycle</c>.</summary>
    MemberAdded = 41,

    /// <summary>A member's data changed. <c>cycle</c>.</summary>
    MemberChanged = 42,

    /// <summary>A member was removed. <c>cycle</c>.</summary>
    MemberRemoved = 43,

    /// <summary>The bank account changed. <c>ending</c>, <c>cycle</c>.</summary>
    BankAccountChanged = 44,

    /// <summary>A document was received. No fact.</summary>
    DocumentReceived = 45,

    /// <summary>A document was accepted. No fact.</summary>
    DocumentAccepted = 46,

    /// <summary>A document was refused. <c>cause_ar</c>, <c>cause_en</c>.</summary>
    DocumentRefused = 47,

    /// <summary>The application was submitted. <c>cycle</c>.</summary>
    ApplicationSubmitted = 48,

    /// <summary>Re-applied. <c>cycle</c>.</summary>
    Reapplied = 49,

    /// <summary>The application was withdrawn. No fact.</summary>
    ApplicationWithdrawn = 50,

    /// <summary>Data or a document are asked for. <c>text_ar</c>, <c>text_en</c>, <c>due_date</c>.</summary>
    DataNeeded = 60,

    /// <summary>A decision: eligible. <c>cycle</c>, <c>amount</c> in halalas.</summary>
    DecidedEligible = 80,

    /// <summary>A decision: not eligible. <c>cycle</c>, <c>reasons_ar</c>, <c>reasons_en</c>, <c>object_until</c>.
    /// </summary>
    DecidedNotEligible = 81,

    /// <summary>A decision waits. <c>cycle</c>, <c>reasons_ar</c>, <c>reasons_en</c>.</summary>
    DecisionPending = 82,

    /// <summary>Support stopped or was cut. <c>cycle</c>, <c>reasons_ar</c>, <c>reasons_en</c>.</summary>
    SupportStopped = 83,

    /// <summary>A deposit was made. <c>cycle</c>, <c>amount</c>, <c>ending</c>.</summary>
    Deposited = 100,

    /// <summary>A payment is held. <c>cycle</c>, <c>cause_ar</c>, <c>cause_en</c>.</summary>
    PaymentHeld = 101,

    /// <summary>A payment came back. <c>cycle</c>, <c>cause_ar</c>, <c>cause_en</c>.</summary>
    PaymentReturned = 102,

    /// <summary>Notice of a recovery. <c>amount</c>, <c>object_until</c>.</summary>
    RecoveryNotice = 103,

    /// <summary>An objection was received. <c>number</c>, <c>due_date</c>.</summary>
    ObjectionReceived = 120,

    /// <summary>An objection moved. <c>number</c>, <c>text_ar</c>, <c>text_en</c>.</summary>
    ObjectionProgress = 121,

    /// <summary>A ticket was opened. <c>number</c>, <c>due_date</c>.</summary>
    TicketOpened = 130,

    /// <summary>A ticket moved. <c>number</c>, <c>text_ar</c>, <c>text_en</c>.</summary>
    TicketProgress = 131,

    /// <summary>An announcement. <c>text_ar</c>, <c>text_en</c>.</summary>
    Announcement = 140,
}
