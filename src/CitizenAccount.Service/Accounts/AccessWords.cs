using CitizenAccount.Rules;
using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Accounts;

/// <summary>What each call looks at or changes, in words a citizen reads. Every call of the contract that touches a
/// person's data has a line; a test holds the table against the contract.</summary>
internal static class AccessWords
{
    private const string Prefix = "citizenaccount.";

    private static readonly Dictionary<string, LocalizedText> Words = new(StringComparer.Ordinal)
    {
        ["account.v1.AccountService.ListSessions"] = new("قائمة الجلسات المفتوحة", "List of open sessions"),
        ["account.v1.AccountService.RevokeSession"] = new("إنهاء جلسة", "Ending a session"),
        ["account.v1.AccountService.ChangePassword"] = new("تغيير كلمة المرور", "Changing the password"),
        ["account.v1.AccountService.GetAccount"] = new("بيانات الحساب", "Account data"),
        ["account.v1.AccountService.StartContactChange"] =
            new("طلب تغيير الجوال أو البريد الإلكتروني", "Asking for a change of mobile or e-mail"),
        ["account.v1.AccountService.ConfirmContactChange"] =
            new("تغيير الجوال أو البريد الإلكتروني", "Changing mobile or e-mail"),
        ["account.v1.AccountService.CloseAccount"] = new("إغلاق الحساب", "Closing the account"),
        ["account.v1.AccountService.ListAccessRecords"] = new("سجل الاطلاع على البيانات", "Record of who looked"),
        ["account.v1.ApplicationService.GetApplication"] =
            new("الطلب وبيانات الأسرة", "Application and household data"),
        ["account.v1.ApplicationService.UpdateApplication"] = new("تعديل بيانات الطلب", "Changing the application"),
        ["account.v1.ApplicationService.AddMember"] = new("إضافة تابع", "Adding a member"),
        ["account.v1.ApplicationService.UpdateMember"] = new("تعديل بيانات تابع", "Changing a member's data"),
        ["account.v1.ApplicationService.RemoveMember"] = new("حذف تابع", "Removing a member"),
        ["account.v1.ApplicationService.ChangeBankAccount"] =
            new("تغيير الحساب البنكي", "Changing the bank account"),
        ["account.v1.ApplicationService.ListRequiredDocuments"] =
            new("المستندات المطلوبة", "Documents that are needed"),
        ["account.v1.ApplicationService.UploadDocument"] = new("رفع مستند", "Uploading a document"),
        ["account.v1.ApplicationService.DownloadDocument"] = new("تنزيل مستند", "Downloading a document"),
        ["account.v1.ApplicationService.ListDocuments"] = new("قائمة المستندات", "List of documents"),
        ["account.v1.ApplicationService.SubmitApplication"] = new("تقديم الطلب", "Submitting the application"),
        ["account.v1.ApplicationService.Reapply"] = new("إعادة التقديم", "Applying again"),
        ["account.v1.ApplicationService.WithdrawApplication"] = new("سحب الطلب", "Withdrawing the application"),
        ["account.v1.ApplicationService.ListApplicationEvents"] =
            new("سجل تغييرات الطلب", "History of the application"),
        ["eligibility.v1.EligibilityService.GetEligibility"] =
            new("الأهلية والاستحقاق", "Eligibility and entitlement"),
        ["eligibility.v1.EligibilityService.BatchGetEligibility"] =
            new("الأهلية والاستحقاق ضمن مجموعة", "Eligibility and entitlement, among others"),
        ["eligibility.v1.EligibilityService.WatchEligibility"] =
            new("متابعة الأهلية والاستحقاق", "Following eligibility and entitlement"),
        ["eligibility.v1.EligibilityService.ListDecisions"] = new("قائمة القرارات", "List of decisions"),
        ["eligibility.v1.EligibilityService.ExplainDecision"] =
            new("شرح قرار بالتفصيل", "Explanation of a decision"),
        ["notification.v1.NotificationService.ListNotifications"] = new("قائمة الإشعارات", "List of notifications"),
        ["notification.v1.NotificationService.WatchNotifications"] =
            new("متابعة الإشعارات", "Following notifications"),
        ["notification.v1.NotificationService.MarkNotificationsRead"] =
            new("تعليم الإشعارات كمقروءة", "Marking notifications as read"),
        ["notification.v1.NotificationService.GetPreferences"] =
            new("تفضيلات الإشعارات", "Notification preferences"),
        ["notification.v1.NotificationService.UpdatePreferences"] =
            new("تعديل تفضيلات الإشعارات", "Changing notification preferences"),
        ["notification.v1.NotificationService.RegisterDevice"] = new("تسجيل جهاز", "Registering a device"),
        ["objection.v1.ObjectionService.FileObjection"] = new("تقديم اعتراض", "Filing an objection"),
        ["objection.v1.ObjectionService.GetObjection"] = new("بيانات اعتراض", "An objection"),
        ["objection.v1.ObjectionService.ListObjections"] = new("قائمة الاعتراضات", "List of objections"),
        ["objection.v1.ObjectionService.AddEvidence"] = new("إضافة ما يثبت اعتراضًا", "Adding evidence"),
        ["objection.v1.ObjectionService.WithdrawObjection"] = new("سحب اعتراض", "Withdrawing an objection"),
        ["objection.v1.ObjectionService.AssignObjection"] = new("إسناد اعتراض", "Assigning an objection"),
        ["objection.v1.ObjectionService.RequestInformation"] =
            new("طلب معلومات لاعتراض", "Asking for information on an objection"),
        ["objection.v1.ObjectionService.DecideObjection"] = new("البت في اعتراض", "Deciding an objection"),
        ["objection.v1.ObjectionService.EscalateObjection"] = new("تصعيد اعتراض", "Escalating an objection"),
        ["eligibility.v1.CycleService.ListRiskSignals"] =
            new("إشارات للمراجعة قبل اعتماد الشهر", "Signals looked at in the review of a month"),
        ["partner.v1.IncomeVerificationService.GetStanding"] =
            new("حالة الاستفادة من البرنامج", "Standing in the programme"),
        ["partner.v1.IncomeVerificationService.BatchGetStanding"] =
            new("حالة الاستفادة ضمن مجموعة", "Standing in the programme, among others"),
        ["partner.v1.IncomeVerificationService.VerifyIncome"] = new("التحقق من الدخل", "Verifying income"),
        ["partner.v1.IncomeVerificationService.ServeVerifications"] =
            new("الرد على طلبات التحقق من الدخل", "Answering income verifications"),
        ["partner.v1.IncomeVerificationService.SubmitIncomeRecords"] =
            new("إرسال بيانات الدخل", "Submitting income records"),
        ["payment.v1.DisbursementService.HoldPayment"] = new("إيقاف دفعة مؤقتًا", "Holding a payment"),
        ["payment.v1.DisbursementService.ReleaseHold"] = new("رفع إيقاف دفعة", "Releasing a held payment"),
        ["payment.v1.DisbursementService.OpenRecovery"] = new("فتح استرداد مبلغ", "Opening a recovery"),
        ["payment.v1.DisbursementService.DecideRecovery"] = new("البت في استرداد مبلغ", "Deciding a recovery"),
        ["payment.v1.DisbursementService.ListLedgerEntries"] = new("القيود المحاسبية", "Ledger entries"),
        ["payment.v1.PaymentService.GetPayment"] = new("بيانات دفعة", "A payment"),
        ["payment.v1.PaymentService.ListPayments"] = new("قائمة الدفعات", "List of payments"),
        ["payment.v1.PaymentService.ExplainPayment"] = new("شرح دفعة بالتفصيل", "Explanation of a payment"),
        ["voice.v1.VoiceService.OpenTicket"] = new("فتح تذكرة", "Opening a ticket"),
        ["voice.v1.VoiceService.GetTicket"] = new("بيانات تذكرة", "A ticket"),
        ["voice.v1.VoiceService.AddTicketMessage"] = new("رسالة في تذكرة", "A message on a ticket"),
        ["voice.v1.VoiceService.AssignTicket"] = new("إسناد تذكرة", "Assigning a ticket"),
        ["voice.v1.VoiceService.ResolveTicket"] = new("حل تذكرة", "Resolving a ticket"),
        ["voice.v1.VoiceService.ListTickets"] = new("قائمة التذاكر", "List of tickets"),
    };

    private static readonly LocalizedText Export = new("نسخة من كل بياناتك", "A copy of all your data");

    /// <summary>Full names of the calls that have words.</summary>
    public static IEnumerable<string> Calls => Words.Keys.Select(call => Prefix + call);

    /// <summary>The words of a call by its full name. A call of an older contract, no longer there, is named by its
    /// kind only.</summary>
    public static LocalizedText Of(string call) => call == PersonExport.Call ? Export :
        call.StartsWith(Prefix, StringComparison.Ordinal) && Words.TryGetValue(call[Prefix.Length..], out var words)
            ? words
            : new LocalizedText("بيانات أخرى", "Other data");
}
