using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Voice.V1;

namespace CitizenAccount.Service.Tests.ObjectAccess;

/// <summary>The one table of what each call can name of a person. A new call of the contract joins it, or a test
/// fails.</summary>
internal static class ObjectTable
{
    private const string A = "citizenaccount.account.v1.AccountService.";
    private const string P = "citizenaccount.account.v1.ApplicationService.";
    private const string C = "citizenaccount.eligibility.v1.CycleService.";
    private const string E = "citizenaccount.eligibility.v1.EligibilityService.";
    private const string N = "citizenaccount.notification.v1.NotificationService.";
    private const string O = "citizenaccount.objection.v1.ObjectionService.";
    private const string I = "citizenaccount.partner.v1.IncomeVerificationService.";
    private const string D = "citizenaccount.payment.v1.DisbursementService.";
    private const string Y = "citizenaccount.payment.v1.PaymentService.";
    private const string S = "citizenaccount.system.v1.SystemService.";
    private const string V = "citizenaccount.voice.v1.VoiceService.";
    private const string NoHousehold = "HOUSEHOLD_NOT_FOUND";
    private const string NoAccount = "ACCOUNT_NOT_FOUND";
    private const string NoMember = "MEMBER_NOT_FOUND";
    private const string NoDocument = "DOCUMENT_NOT_FOUND";
    private const string NoDecision = "DECISION_NOT_FOUND";
    private const string NoPayment = "PAYMENT_NOT_FOUND";
    private const string NoObjection = "OBJECTION_NOT_FOUND";
    private const string NoTicket = "TICKET_NOT_FOUND";

    /// <summary>Refusals of calls that citizens may not make: they are told so, whatever they name.</summary>
    private const string Staff = "PERMISSION_DENIED";

    public static IReadOnlyList<ObjectCall> All { get; } =
    [
        .. new[] { Accounts, Applications, Decisions, Notifications, Cases, Money }.SelectMany(rows => rows),
        .. new[]
        {
            // Secrets and proofs instead of names: whoever has them is the person.
            A + "StartRegistration", A + "ConfirmRegistration", A + "SignIn", A + "StartNafathSignIn", A + "CompleteNafathSignIn",
            A + "RefreshSession", A + "StartPasswordRecovery", A + "CompletePasswordRecovery",

            // The caller's own account, by the token.
            A + "SignOut", A + "ChangePassword", A + "StartContactChange",

            // Months, batches, partners and what is public.
            C + "GetCycle", C + "ListCycles", C + "StartCycle", C + "WatchCycle", C + "ReviewCycle", C + "ListRiskSignals",
            C + "ApproveCycle", C + "PublishCycle", C + "CancelCycle", C + "SimulatePolicy", E + "EstimateSupport", E + "GetPolicy",
            O + "GetWorkload", I + "GetStanding", I + "BatchGetStanding", I + "VerifyIncome", I + "ServeVerifications",
            I + "SubmitIncomeRecords", I + "GetSubmission", I + "WatchSubmission", D + "PrepareBatch", D + "GetBatch",
            D + "ListBatches", D + "WatchBatch", D + "ApproveBatch", D + "ReleaseBatch", D + "ExportBankFile",
            D + "ImportBankReport", D + "AuditLedger", Y + "GetPaymentCalendar", S + "GetSystemInfo", S + "ListContactChannels",
            V + "OpenTicket",
        }.Select(ObjectCall.OfNothing),
    ];

    private static ObjectCall[] Accounts =>
    [
        ObjectCall.Of<GetAccountRequest>(A + "GetAccount", "account", NoAccount, (request, names) => request.Account = names.Account),
        ObjectCall.Of<GetAccountRequest>(A + "GetAccount", "national ID", NoAccount, (request, names) =>
        {
            request.Account = "";
            request.NationalId = names.NationalId;
        }),
        ObjectCall.Of<ListSessionsRequest>(A + "ListSessions", "account", NoAccount, (request, names) => request.Parent = names.Account),
        ObjectCall.Of<RevokeSessionRequest>(A + "RevokeSession", "session", "SESSION_NOT_FOUND", (request, names) => request.Name = names.Session),
        ObjectCall.Of<CloseAccountRequest>(A + "CloseAccount", "account", NoAccount, (request, names) => request.Name = names.Account),
        ObjectCall.Of<ListAccessRecordsRequest>(A + "ListAccessRecords", "account", NoAccount, (request, names) => request.Parent = names.Account),
        ObjectCall.Of<ConfirmContactChangeRequest>(A + "ConfirmContactChange", "change", "CODE_REFUSED", (request, names) => request.Change = names.ContactChange),
    ];

    private static ObjectCall[] Applications =>
    [
        ObjectCall.Of<GetApplicationRequest>(P + "GetApplication", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<UpdateApplicationRequest>(P + "UpdateApplication", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<AddMemberRequest>(P + "AddMember", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<UpdateMemberRequest>(P + "UpdateMember", "member", NoMember, (request, names) => request.Member.Name = names.Member),
        ObjectCall.Of<RemoveMemberRequest>(P + "RemoveMember", "member", NoMember, (request, names) => request.Name = names.Member),
        ObjectCall.Of<ChangeBankAccountRequest>(P + "ChangeBankAccount", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<ListRequiredDocumentsRequest>(P + "ListRequiredDocuments", "household", NoHousehold, (request, names) => request.Parent = names.Household),
        ObjectCall.Of<UploadDocumentRequest>(P + "UploadDocument", "household", NoHousehold, (request, names) => request.Header.Household = names.Household),
        ObjectCall.Of<DownloadDocumentRequest>(P + "DownloadDocument", "document", NoDocument, (request, names) => request.Name = names.Document),
        ObjectCall.Of<ListDocumentsRequest>(P + "ListDocuments", "household", NoHousehold, (request, names) => request.Parent = names.Household),
        ObjectCall.Of<SubmitApplicationRequest>(P + "SubmitApplication", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<ReapplyRequest>(P + "Reapply", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<WithdrawApplicationRequest>(P + "WithdrawApplication", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<ListApplicationEventsRequest>(P + "ListApplicationEvents", "household", NoHousehold, (request, names) => request.Parent = names.Household),
    ];

    private static ObjectCall[] Decisions =>
    [
        ObjectCall.Of<GetEligibilityRequest>(E + "GetEligibility", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<WatchEligibilityRequest>(E + "WatchEligibility", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<ListDecisionsRequest>(E + "ListDecisions", "household", NoHousehold, (request, names) => request.Parent = names.Household),
        ObjectCall.Of<ExplainDecisionRequest>(E + "ExplainDecision", "decision", NoDecision, (request, names) => request.Name = names.Decision),
        ObjectCall.Of<BatchGetEligibilityRequest>(E + "BatchGetEligibility", "household", Staff, (request, names) => request.Households[0] = names.Household),
    ];

    private static ObjectCall[] Notifications =>
    [
        ObjectCall.Of<ListNotificationsRequest>(N + "ListNotifications", "account", NoAccount, (request, names) => request.Parent = names.Account),
        ObjectCall.Of<WatchNotificationsRequest>(N + "WatchNotifications", "account", NoAccount, (request, names) => request.Parent = names.Account),
        ObjectCall.Of<MarkNotificationsReadRequest>(N + "MarkNotificationsRead", "account", "NOTIFICATION_NOT_FOUND", (request, names) =>
        {
            request.Parent = names.Account;
            request.Names[0] = names.Notification;
        }),
        ObjectCall.Of<GetPreferencesRequest>(N + "GetPreferences", "preferences", NoAccount, (request, names) => request.Name = names.Preferences),
        ObjectCall.Of<UpdatePreferencesRequest>(N + "UpdatePreferences", "preferences", NoAccount, (request, names) => request.Preferences.Name = names.Preferences),
        ObjectCall.Of<RegisterDeviceRequest>(N + "RegisterDevice", "account", NoAccount, (request, names) => request.Parent = names.Account),
    ];

    private static ObjectCall[] Cases =>
    [
        ObjectCall.Of<FileObjectionRequest>(O + "FileObjection", "decision", NoDecision, (request, names) => request.Eligibility.Decision = names.Decision),
        ObjectCall.Of<FileObjectionRequest>(O + "FileObjection", "payment", NoPayment, (request, names) =>
            request.Payment = new PaymentFiling { Payment = names.Payment, Problem = PaymentProblem.Short }),
        ObjectCall.Of<GetObjectionRequest>(O + "GetObjection", "objection", NoObjection, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<ListObjectionsRequest>(O + "ListObjections", "household", NoHousehold, (request, names) => request.Household = names.Household),
        ObjectCall.Of<AddEvidenceRequest>(O + "AddEvidence", "objection", NoObjection, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<WithdrawObjectionRequest>(O + "WithdrawObjection", "objection", NoObjection, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<AssignObjectionRequest>(O + "AssignObjection", "objection", Staff, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<RequestInformationRequest>(O + "RequestInformation", "objection", Staff, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<DecideObjectionRequest>(O + "DecideObjection", "objection", Staff, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<EscalateObjectionRequest>(O + "EscalateObjection", "objection", NoObjection, (request, names) => request.Name = names.Objection),
        ObjectCall.Of<GetTicketRequest>(V + "GetTicket", "ticket", NoTicket, (request, names) => request.Name = names.Ticket),
        ObjectCall.Of<AddTicketMessageRequest>(V + "AddTicketMessage", "ticket", NoTicket, (request, names) => request.Name = names.Ticket),
        ObjectCall.Of<AssignTicketRequest>(V + "AssignTicket", "ticket", Staff, (request, names) => request.Name = names.Ticket),
        ObjectCall.Of<ResolveTicketRequest>(V + "ResolveTicket", "ticket", Staff, (request, names) => request.Name = names.Ticket),
        ObjectCall.Of<ListTicketsRequest>(V + "ListTickets", "household", NoHousehold, (request, names) => request.Household = names.Household),
    ];

    private static ObjectCall[] Money =>
    [
        ObjectCall.Of<GetPaymentRequest>(Y + "GetPayment", "payment", NoPayment, (request, names) => request.Name = names.Payment),
        ObjectCall.Of<ListPaymentsRequest>(Y + "ListPayments", "household", NoHousehold, (request, names) => request.Parent = names.Household),
        ObjectCall.Of<ExplainPaymentRequest>(Y + "ExplainPayment", "payment", NoPayment, (request, names) => request.Name = names.Payment),
        ObjectCall.Of<ListLedgerEntriesRequest>(D + "ListLedgerEntries", "household", Staff, (request, names) => request.Household = names.Household),
        ObjectCall.Of<HoldPaymentRequest>(D + "HoldPayment", "household", Staff, (request, names) => request.Household = names.Household),
        ObjectCall.Of<ReleaseHoldRequest>(D + "ReleaseHold", "hold", Staff, (request, names) => request.Name = names.Hold),
        ObjectCall.Of<OpenRecoveryRequest>(D + "OpenRecovery", "household", Staff, (request, names) => request.Household = names.Household),
        ObjectCall.Of<DecideRecoveryRequest>(D + "DecideRecovery", "recovery", Staff, (request, names) => request.Name = names.Recovery),
    ];
}
