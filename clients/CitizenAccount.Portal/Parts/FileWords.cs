using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Parts;

/// <summary>Words of a file that is attached.</summary>
internal static class FileWords
{
    public static readonly LocalizedText Label = new("الملف", "File");

    public static readonly LocalizedText Hint = new(
        "\u2066PDF\u2069 أو صورة \u2066JPEG\u2069 أو \u2066PNG\u2069، حتى \u206610\u2069 ميغابايت",
        "PDF, JPEG or PNG, at most 10 MB");

    public static readonly LocalizedText SmallHint = new(
        "\u2066PDF\u2069 أو صورة، حتى ثلاثة ملفات كل منها \u20661\u2069 ميغابايت",
        "PDF or pictures, at most three of 1 MB each");

    public static readonly LocalizedText Taken = new(
        "وصل ملفك، ولا يلزم إرفاقه مرة أخرى.",
        "Your file has arrived; you need not attach it again.");
    public static readonly LocalizedText Progress = new("تقدم رفع الملف", "Progress of the upload");

    public static readonly LocalizedText Broken = new(
        "انقطع الرفع. تحقق من اتصالك ثم أعد الإرسال.", "The upload broke off. Check your connection, then send again.");
}
