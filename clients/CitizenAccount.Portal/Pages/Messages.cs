using CitizenAccount.Client;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Pages;

/// <summary>A page that only says something.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Text">What to do now.</param>
public sealed record Message(LocalizedText Title, LocalizedText Text)
{
    /// <summary>How the page looks: <c>warn</c>, <c>good</c> or <c>info</c>.</summary>
    public string Kind { get; init; } = "warn";

    /// <summary>Where to go on.</summary>
    public string Next { get; init; } = "/";

    public LocalizedText NextWords { get; init; } = new("إلى الرئيسية", "To the home page");
}

/// <summary>What the portal says when there is no page to show.</summary>
internal static class Messages
{
    public static readonly Message NotFound = new(
        new("لم نجد هذه الصفحة", "This page was not found"),
        new(
            "قد يكون العنوان ناقصًا، أو لم يعد ما تبحث عنه موجودًا. ابدأ من الرئيسية.",
            "The address may be incomplete, or what you look for is there no longer. Start from the home page."));

    public static readonly Message TooLarge = new(
        new("الملف أكبر من المسموح", "The file is too large"),
        new(
            "أكبر حجم للملف \u206610\u2069 ميغابايت. ارجع بزر المتصفح، ثم صوّر المستند بجودة أقل وأرفقه مرة أخرى.",
            "A file has at most 10 MB. Go back with your browser, scan the document at a lower quality and "
            + "attach it again."));

    public static readonly Message Fault = new(
        new("حدث خلل من جهتنا", "Something went wrong on our side"),
        new(
            "لم يضع شيء مما حُفظ من قبل. ارجع بزر المتصفح وأعد المحاولة بعد قليل.",
            "Nothing saved before is lost. Go back with your browser and try again in a little while."));

    public static Message Of(CitizenAccountException refused) => new(
        new("تعذّر إظهار الصفحة الآن", "The page cannot be shown now"), new(refused.Arabic, refused.English));
}
