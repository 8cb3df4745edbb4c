using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Rules;
using DayOfWeek = CitizenAccount.Contracts.Type.V1.DayOfWeek;

namespace CitizenAccount.Portal.Open;

/// <summary>How people reach the programme, as the service's dated data say it.</summary>
internal static class ContactPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var answer = await page.Client.System.ListContactChannelsAsync(
            new ListContactChannelsRequest(), cancellationToken: page.Stop);
        return page.Show<ContactView, ContactModel>(new ContactModel(answer.Channels));
    }
}

/// <summary>What the page of channels shows.</summary>
/// <param name="Channels">The phone first.</param>
public sealed record ContactModel(IReadOnlyList<ContactChannel> Channels);

/// <summary>Words of the page of channels.</summary>
internal static class ContactWords
{
    public static readonly LocalizedText Title = new("قنوات التواصل", "Contact");

    public static readonly LocalizedText Lead = new(
        "اختر ما يناسبك. لا يطلب منك البرنامج كلمة المرور ولا رمز التحقق في أي قناة.",
        "Choose what suits you. The programme never asks for your password or a code through any channel.");

    public static readonly LocalizedText Always = new("في أي وقت", "At any time");
    public static readonly LocalizedText Hours = new("أوقات الرد", "Hours");
    public static readonly LocalizedText Open = new("افتح صوتك مسموع", "Open Your voice is heard");

    public static LocalizedText Day(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => new("الاثنين", "Monday"),
        DayOfWeek.Tuesday => new("الثلاثاء", "Tuesday"),
        DayOfWeek.Wednesday => new("الأربعاء", "Wednesday"),
        DayOfWeek.Thursday => new("الخميس", "Thursday"),
        DayOfWeek.Friday => new("الجمعة", "Friday"),
        DayOfWeek.Saturday => new("السبت", "Saturday"),
        _ => new("الأحد", "Sunday"),
    };
}
