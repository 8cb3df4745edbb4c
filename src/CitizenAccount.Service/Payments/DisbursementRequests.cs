using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Calls;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Payments;

/// <summary>A request about something of a household, read and checked.</summary>
internal sealed record BelowHousehold(HouseholdId Household, Guid Id);

/// <summary>Requests of DisbursementService, read and checked: one answer names every bad field.</summary>
internal static class DisbursementRequests
{
    private const int NoteMin = 10;
    private const int NoteMax = 1_000;

    public static (YearMonth Month, BatchKind Kind, DateOnly Day) Parse(PrepareBatchRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = PaymentNames.ReadCycle(request.Cycle, check, "cycle");
        check.CheckChoice(request.Kind, "kind");
        var day = check.ReadDate(request.PaymentDate, "payment_date");
        check.ThrowIfBad();
        return (month, (BatchKind)request.Kind, day!.Value);
    }

    public static int Parse(ApproveBatchRequest request) =>
        ParseStep(request.RequestId, request.Name, request.Etag, request.LinesSha256);

    public static int Parse(ReleaseBatchRequest request) =>
        ParseStep(request.RequestId, request.Name, request.Etag, request.LinesSha256);

    public static (int Batch, int File) Parse(ExportBankFileRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var name = PaymentNames.ReadFile(request.Name, check);
        check.That(
            request.Offset >= 0, "offset", "موضع المتابعة لا يكون سالبًا.", "An offset is not negative.");
        check.That(
            IsHash(request.ContentSha256) || (request.Offset == 0 && request.ContentSha256.Length == 0),
            "content_sha256", "بصمة الملف مطلوبة للمتابعة: \u206664\u2069 خانة ست عشرية.",
            "To go on, the file's hash is needed: 64 hex digits.");
        check.ThrowIfBad();
        return name;
    }

    public static void Check(ImportBankReportHeader header)
    {
        var check = new RequestCheck();
        check.CheckRequestId(header.RequestId, "header.request_id");
        check.CheckChoice(header.Kind, "header.kind");
        check.That(
            header.SizeBytes is > 0 and <= Bank.ReportReceiving.SizeMax, "header.size_bytes",
            "حجم التقرير من بايت واحد إلى \u20662\u2069 جيجابايت.", "A report has 1 byte to 2 GB.");
        check.That(
            IsHash(header.ContentSha256), "header.content_sha256",
            "بصمة التقرير \u2066SHA-256\u2069 مطلوبة: \u206664\u2069 خانة ست عشرية.",
            "The SHA-256 of the report is needed: 64 hex digits.");
        check.ThrowIfBad();
    }

    public static HouseholdId Parse(HoldPaymentRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = PaymentNames.ReadHousehold(request.Household, check, "household");
        check.CheckChoice(request.Cause, "cause");
        CheckNote(request.Note, check);
        check.ThrowIfBad();
        return household;
    }

    public static BelowHousehold Parse(ReleaseHoldRequest request) =>
        ParseBelow(request.RequestId, request.Name, "paymentHolds", request.Etag, request.Note, new RequestCheck());

    public static BelowHousehold Parse(DecideRecoveryRequest request)
    {
        var check = new RequestCheck();
        check.CheckChoice(request.Verdict, "verdict");
        return ParseBelow(request.RequestId, request.Name, "recoveries", request.Etag, request.Note, check);
    }

    /// <summary>64 hex digits in small letters.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Reads an amount in SAR.</summary>
    /// <exception cref="RefusalException">CURRENCY_NOT_SUPPORTED.</exception>
    public static long ReadMoney(Money? money, RequestCheck check, string field)
    {
        check.That(
            money is { CurrencyCode.Length: 3 } && money.CurrencyCode.All(char.IsAsciiLetterUpper), field,
            "المبلغ مطلوب بالريال: \u2066SAR\u2069.", "An amount in SAR is needed.");
        return money is null || !check.IsClean || money.CurrencyCode == Wire.Currency
            ? money?.Halalas ?? 0
            : throw Refusal.Of(ErrorReason.CurrencyNotSupported).With("currency_code", money.CurrencyCode)
                .ToException();
    }

    private static BelowHousehold ParseBelow(
        string requestId, string name, string collection, string etag, string note, RequestCheck check)
    {
        check.CheckRequestId(requestId);
        var (household, id) = PaymentNames.ReadBelow(name, collection, check);
        CheckEtag(etag, check);
        CheckNote(note, check);
        check.ThrowIfBad();
        return new BelowHousehold(household, id);
    }

    private static int ParseStep(string requestId, string name, string etag, string hash)
    {
        var check = new RequestCheck();
        check.CheckRequestId(requestId);
        var number = PaymentNames.ReadBatch(name, check);
        CheckEtag(etag, check);
        check.That(
            IsHash(hash), "lines_sha256", "بصمة السطور مطلوبة كما جاءت في المسيّر.",
            "The hash of the lines is needed, as the batch gave it.");
        check.ThrowIfBad();
        return number;
    }

    private static void CheckEtag(string etag, RequestCheck check) => check.That(
        etag.Length <= 64, "etag", "اتركه أو أرسله كما جاء.", "Leave it out or send it as it came.");

    private static void CheckNote(string note, RequestCheck check) => check.That(
        note.Length is >= NoteMin and <= NoteMax && !note.Any(c => char.IsControl(c) && c != '\n'), "note",
        $"اكتب من \u2066{NoteMin}\u2069 إلى \u2066{NoteMax}\u2069 حرف دون رموز تحكّم.",
        $"Write {NoteMin} to {NoteMax} characters without control characters.");
}
