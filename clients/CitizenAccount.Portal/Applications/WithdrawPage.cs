using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Applications;

/// <summary>Withdrawing the application, once it is said what that means.</summary>
internal static class WithdrawPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            if (!form.Ticked("sure"))
            {
                form.Fail("sure", WithdrawWords.SureNeeded);
            }

            if (await form.TryAsync(async () => await page.Client.Applications.WithdrawApplicationAsync(
                new WithdrawApplicationRequest
                {
                    RequestId = form.RequestId,
                    Household = page.Household,
                    Cause = form["cause"],
                    Etag = form[PageForm.EtagField],
                },
                cancellationToken: page.Stop)))
            {
                return page.Go("/application?withdrawn=yes");
            }
        }

        return page.Show<WithdrawView, Application>(await ApplicationPage.ReadAsync(page));
    }
}

/// <summary>Words of the page.</summary>
internal static class WithdrawWords
{
    public static readonly LocalizedText Title = new("الانسحاب من الطلب", "Withdraw the application");
    public static readonly LocalizedText Means = new("ماذا يعني الانسحاب", "What withdrawing means");

    public static readonly LocalizedText[] Meanings =
    [
        new(
            "يتوقف دعم الأسرة من الدورة القادمة، ويُصرف ما استُحق قبل ذلك.",
            "The household's support ends with the next cycle; what is due before is paid."),
        new(
            "يبقى حسابك وبياناتك، ولك إعادة التقديم متى شئت.",
            "Your account and your data stay, and you may apply again at any time."),
        new(
            "يمكن لأسرة أخرى بعدها أن تضيف تابعيك.",
            "Another household may list your dependants from then on."),
    ];

    public static readonly LocalizedText Cause = new("السبب", "Why");
    public static readonly LocalizedText Sure = new(
        "أفهم ذلك، وأريد الانسحاب", "I understand, and want to withdraw");
    public static readonly LocalizedText SureNeeded = new(
        "أكّد أنك تريد الانسحاب.", "Confirm that you want to withdraw.");
    public static readonly LocalizedText Done = new(
        "سُحب طلبك. لك إعادة التقديم متى شئت.", "Your application is withdrawn. You may apply again at any time.");
}
