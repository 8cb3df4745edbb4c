using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Requests of CycleService, read and checked.</summary>
internal static class CycleRequests
{
    private const string Prefix = "cycles/";
    private const int NoteMax = 1_000;
    private const int CauseMin = 10;

    /// <summary>The month a cycle's name names.</summary>
    public static YearMonth ReadName(string name, RequestCheck check, string field = "name")
    {
        var month = default(YearMonth);
        check.That(
            name.StartsWith(Prefix, StringComparison.Ordinal)
            && YearMonth.TryParse(name[Prefix.Length..], out month, out _)
            && DecisionWire.NameOf(month) == name,
            field, "اسم الدورة غير صحيح؛ صيغته cycles/2026-12.", "No cycle name; its form is cycles/2026-12.");
        return month;
    }

    public static YearMonth Parse(StartCycleRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = default(YearMonth);
        if (request.BenefitMonth is null)
        {
            check.That(false, "benefit_month", "الشهر مطلوب.", "A month is needed.");
        }
        else
        {
            request.BenefitMonth.TryRead(check, "benefit_month", out month);
        }

        check.ThrowIfBad();
        return month;
    }

    public static YearMonth Parse(ApproveCycleRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = ReadName(request.Name, check);
        CheckEtag(request.Etag, check);
        check.That(
            request.ReviewSha256.Length == 64 && request.ReviewSha256.All(char.IsAsciiHexDigitLower), "review_sha256",
            "بصمة المراجعة مطلوبة كما جاءت في المراجعة.", "The review's hash is needed, as the review gave it.");
        CheckNote(request.Note, 0, "note", check);
        check.ThrowIfBad();
        return month;
    }

    public static YearMonth Parse(PublishCycleRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = ReadName(request.Name, check);
        CheckEtag(request.Etag, check);
        check.ThrowIfBad();
        return month;
    }

    public static YearMonth Parse(CancelCycleRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = ReadName(request.Name, check);
        CheckEtag(request.Etag, check);
        CheckNote(request.Cause, CauseMin, "cause", check);
        check.ThrowIfBad();
        return month;
    }

    private static void CheckEtag(string etag, RequestCheck check) => check.That(
        etag.Length <= 64, "etag", "اتركه أو أرسله كما جاء.", "Leave it out or send it as it came.");

    private static void CheckNote(string note, int least, string field, RequestCheck check) => check.That(
        note.Length >= least && note.Length <= NoteMax && !note.Any(char.IsControl), field,
        $"اكتب من \u2066{least}\u2069 إلى \u2066{NoteMax}\u2069 حرف دون رموز تحكّم.",
        $"Write {least} to {NoteMax} characters without control characters.");
}
