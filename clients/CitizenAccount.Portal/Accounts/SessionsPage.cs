using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Portal.SignIn;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Accounts;

/// <summary>Where the citizen is signed in, and ending it: one session, or all of them.</summary>
internal static class SessionsPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            if (form["do"] == "all")
            {
                return await SignOutPage.EverywhereAsync(page);
            }

            // Ended twice is ended once: no request_id of the page is needed, each has its own.
            var name = $"{page.Citizen!.Account}/sessions/{form["session"]}";
            if (await form.TryAsync(async () => await page.Client.Accounts.RevokeSessionAsync(
                new RevokeSessionRequest { Name = name }, cancellationToken: page.Stop)))
            {
                return page.Go("/account/sessions?done=yes");
            }
        }

        var answer = await page.Client.Accounts.ListSessionsAsync(
            new ListSessionsRequest { Parent = page.Citizen!.Account, PageToken = page.Query("after") },
            cancellationToken: page.Stop);
        return page.Show<SessionsView, SessionsModel>(new SessionsModel(answer.Sessions, answer.NextPageToken));
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Sessions">The open sessions, the last used first.</param>
/// <param name="Next">Token of those used longer ago; empty when there are none.</param>
public sealed record SessionsModel(IReadOnlyList<Session> Sessions, string Next);

/// <summary>Words of the page.</summary>
internal static class SessionsWords
{
    public static readonly LocalizedText Title = new("جلساتي المفتوحة", "Where I am signed in");

    public static readonly LocalizedText Lead = new(
        "إن رأيت دخولًا لا تعرفه فأنهِه وغيّر كلمة المرور.",
        "If you see one you do not know, end it and change your password.");

    public static readonly LocalizedText This = new("هذه الجلسة", "This session");
    public static readonly LocalizedText Opened = new("فُتحت في", "Opened");
    public static readonly LocalizedText LastUsed = new("آخر استعمال", "Last used");
    public static readonly LocalizedText From = new("من شبكة", "From network");
    public static readonly LocalizedText End = new("أنهِ الجلسة", "End it");
    public static readonly LocalizedText EndAll = new("أنهِ كل الجلسات واخرج", "End all and sign out");
    public static readonly LocalizedText Done = new("انتهت الجلسة.", "The session is ended.");
    public static readonly LocalizedText Unnamed = new("تطبيق لم يذكر اسمه", "A client without a name");
    public static readonly LocalizedText Portal = new("البوابة", "Portal");
    public static readonly LocalizedText App = new("التطبيق", "App");

    public static LocalizedText Words(this SignInMethod method) => method switch
    {
        SignInMethod.Nafath => new("نفاذ", "Nafath"),
        SignInMethod.TemporaryPassword => new("كلمة مرور مؤقتة", "Temporary password"),
        _ => new("كلمة المرور ورمز", "Password and code"),
    };

    public static LocalizedText NameOf(string client) => client switch
    {
        "" => Unnamed,
        "portal" => Portal,
        "app" => App,
        _ => new($"\u2068{client}\u2069", client),
    };
}
