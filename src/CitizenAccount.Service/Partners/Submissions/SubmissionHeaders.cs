using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>The header of a submission, read and sound.</summary>
/// <param name="RequestId">Its request_id.</param>
/// <param name="Submission">The submission to go on with; null for a new one.</param>
/// <param name="From">Records up to this position are not sent again.</param>
/// <param name="Header">All of it.</param>
internal sealed record ReadHeader(Guid RequestId, Guid? Submission, long From, SubmissionHeader Header);

/// <summary>The names and headers of submissions.</summary>
internal static class SubmissionHeaders
{
    /// <summary>Most records of a submission.</summary>
    public const long RecordsMax = 1_000_000;

    private const string Collection = "incomeSubmissions";

    public static string NameOf(Guid id) => $"{Collection}/{id:D}";

    public static ReadHeader Read(SubmissionHeader header)
    {
        var check = new RequestCheck();
        check.CheckRequestId(header.RequestId, "header.request_id");
        Guid? submission = header.Submission.Length == 0
            ? null
            : ReadName(header.Submission, check, "header.submission");
        check.That(
            header.Records is >= 1 and <= RecordsMax, "header.records",
            $"عدد السجلات من \u20661\u2069 إلى \u2066{RecordsMax}\u2069.",
            $"A submission has 1 to {RecordsMax} records.");
        check.That(
            header.FromPosition >= 0 && header.FromPosition <= Math.Max(header.Records, 0)
            && (header.FromPosition == 0 || submission is not null),
            "header.from_position",
            "الموضع صفر لإرسال جديد، وعند المتابعة لا يتجاوز موضع الاستئناف.",
            "The position is 0 for a new submission, and at most the resume position when one is continued.");
        check.That(
            !header.ValidateOnly || submission is null, "header.validate_only",
            "لا يُفحص إرسال بدأ اعتماده فحصًا فقط.", "A submission that was begun cannot be only checked.");
        check.ThrowIfBad();
        return new ReadHeader(
            Guid.ParseExact(header.RequestId, "D"), submission, header.FromPosition, header);
    }

    public static Guid ReadName(string name, RequestCheck check, string field = "name")
    {
        check.That(
            ResourceName.TryParse(name, Collection, out var id) && NameOf(id) == name, field,
            "اسم الإرسال غير صحيح؛ صيغته incomeSubmissions/{submission}.",
            "No submission name; its form is incomeSubmissions/{submission}.");
        return id;
    }

    /// <summary>Refuses a position that lies beyond what is safely kept: a record between would be lost.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST.</exception>
    public static void RequireNoGap(ReadHeader header, SubmissionRow row)
    {
        var check = new RequestCheck();
        check.That(
            header.From <= row.Received, "header.from_position",
            $"تابعوا من الموضع \u2066{row.Received}\u2069.", $"Continue from position {row.Received}.");
        check.That(
            header.Header.Records == row.Records, "header.records",
            "عدد السجلات يخالف ما بدأ به هذا الإرسال.",
            "The number of records differs from the one it was opened with.");
        check.ThrowIfBad();
    }
}
