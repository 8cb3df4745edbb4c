using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Portal.SignIn;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Accounts;

/// <summary>Closing the account, once it is said what that means.</summary>
internal static class ClosePage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var account = await AccountPage.ReadAsync(page);
        if (!form.IsSubmitted)
        {
            return page.Show<CloseView, Account>(account);
        }

        if (!form.Ticked("sure"))
        {
            form.Fail("sure", CloseWords.SureNeeded);
        }

        var closed = (Account?)null;
        await form.TryAsync(async () => closed = (await page.Client.Accounts.CloseAccountAsync(
            new CloseAccountRequest
            {
                RequestId = form.RequestId,
                Name = account.Name,
                Etag = form[PageForm.EtagField],
                Password = form["password"],
                Cause = form["cause"],
            },
            cancellationToken: page.Stop)).Account);
        form.Beside("password", ErrorReason.SignInRefused);
        if (closed is null)
        {
            return page.Show<CloseView, Account>(account);
        }

        await SignOutPage.ForgetAsync(page);
        return page.Show<MessageView, Message>(Said(Figures.Of(closed.MayRegisterAgainDate)));
    }

    private static Message Said(DateOnly again) => new(CloseWords.DoneTitle, new(
        $"يتوقف الدعم من الدورة القادمة. لك أن تسجل من جديد من \u2068{Figures.Day(again, true)}\u2069 "
        + $"(\u2068{Figures.Hijri(again, true)}\u2069).",
        $"Support ends with the next cycle. You may register again from {Figures.Day(again, false)} "
        + $"({Figures.Hijri(again, false)})."))
    {
        Kind = "good",
    };
}

/// <summary>Words of the page.</summary>
internal static class CloseWords
{
    public static readonly LocalizedText Title = new("إغلاق الحساب", "Close my account");

    public static readonly LocalizedText Short = new(
        "يتوقف الدعم من الدورة القادمة.", "Support ends with the next cycle.");

    public static readonly LocalizedText Means = new("ماذا يعني إغلاق الحساب", "What closing means");

    public static readonly LocalizedText[] Meanings =
    [
        new(
            "يتوقف دعم الأسرة من الدورة القادمة، ويُصرف ما استُحق قبل ذلك.",
            "The household's support ends with the next cycle; what is due before is paid."),
        new(
            "لا يمكنك الدخول بعد ذلك، ولا التسجيل من جديد قبل مرور \u206690\u2069 يومًا.",
            "You cannot sign in any more, and may register again after 90 days."),
        new(
            "إن أردت إيقاف الدعم وحده فانسحب من الطلب، ويبقى حسابك.",
            "If you only want support to end, withdraw the application: your account stays."),
    ];


    public static readonly LocalizedText PasswordHint = new(
        "للتأكد أنك أنت. لا تلزم خلال خمس دقائق من الدخول بنفاذ.",
        "To be sure it is you. Not needed within five minutes of signing in with Nafath.");

    public static readonly LocalizedText Cause = new("السبب", "Why");
    public static readonly LocalizedText Sure = new(
        "أفهم ذلك، وأريد إغلاق حسابي", "I understand, and want my account closed");
    public static readonly LocalizedText SureNeeded = new(
        "أكّد أنك تريد إغلاق الحساب.", "Confirm that you want your account closed.");
    public static readonly LocalizedText DoneTitle = new("أُغلق حسابك", "Your account is closed");
}
