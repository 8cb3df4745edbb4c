using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Access;

/// <summary>Who looked at the citizen's data, what at, why and how often.</summary>
internal static class AccessPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var answer = await page.Client.Accounts.ListAccessRecordsAsync(
            new ListAccessRecordsRequest
            {
                Parent = page.Citizen!.Account,
                PageSize = 50,
                PageToken = page.Query("after"),
            },
            cancellationToken: page.Stop);
        return page.Show<AccessView, AccessModel>(new AccessModel(answer.Records, answer.NextPageToken));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Records">The newest hour first.</param>
/// <param name="Next">Token of the older ones; empty when there are none.</param>
public sealed record AccessModel(IReadOnlyList<AccessRecord> Records, string Next);

/// <summary>Words of the page.</summary>
internal static class AccessWords
{
    public static readonly LocalizedText Title = new("من اطّلع على بياناتي", "Who looked at my data");

    public static readonly LocalizedText Lead = new(
        "كل اطّلاع على بياناتك أو محاولة له، مجموعًا بالساعة. إن رأيت ما لا تعرفه فأبلغنا من صوتك مسموع.",
        "Every look at your data, and every try, added up by the hour. If you see something you do not know, tell us "
        + "through Your voice is heard.");

    public static readonly LocalizedText None = new("لا يوجد اطّلاع مسجل.", "Nothing is recorded.");
    public static readonly LocalizedText When = new("متى", "When");
    public static readonly LocalizedText Who = new("من", "Who");
    public static readonly LocalizedText What = new("على ماذا", "What");
    public static readonly LocalizedText Why = new("لماذا", "Why");
    public static readonly LocalizedText Times = new("المرات", "Times");
    public static readonly LocalizedText Denied = new("مُنع", "denied");
    public static readonly LocalizedText Law = new("السند", "Legal basis");

    public static LocalizedText Words(this PurposeCode purpose) => purpose switch
    {
        PurposeCode.CitizenRequest => new("بطلب منك", "You asked for it"),
        PurposeCode.Application => new("العمل على طلبك", "Work on your application"),
        PurposeCode.Objection => new("العمل على اعتراض", "Work on an objection"),
        PurposeCode.Ticket => new("العمل على بلاغ", "Work on a ticket"),
        PurposeCode.Payment => new("العمل على دفعة", "Work on a payment"),
        PurposeCode.Review => new("مراجعة الدورة", "Review of a cycle"),
        PurposeCode.Audit => new("تدقيق", "Audit"),
        PurposeCode.PartnerService => new("خدمة جهة أخرى", "Service of another body"),
        _ => new("دخولك أنت", "Your own visit"),
    };
}
