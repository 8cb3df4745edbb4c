using CitizenAccount.Portal.Access;
using CitizenAccount.Portal.Accounts;
using CitizenAccount.Portal.Applications;
using CitizenAccount.Portal.Cases;
using CitizenAccount.Portal.Household;
using CitizenAccount.Portal.Notifications;
using CitizenAccount.Portal.Open;
using CitizenAccount.Portal.Pages;
using CitizenAccount.Portal.SignIn;
using CitizenAccount.Portal.Voice;

namespace CitizenAccount.Portal.Hosting;

/// <summary>Every address of the portal, and whether one has to be signed in for it.</summary>
internal static class PortalPages
{
    public static void Map(WebApplication app)
    {
        var gate = ActivatorUtilities.CreateInstance<PageGate>(app.Services);
        foreach (var language in new[] { "/ar", "/en" })
        {
            MapOpen(new Pages(app, gate, language));
            MapSignIn(new Pages(app, gate, language));
            MapOwn(new Pages(app, gate, language));
            app.MapGet($"{language}/manifest.webmanifest", (Assets assets) => Manifest.Of(language, assets));
        }

        app.MapFallback(async http => await RunAsync(http, gate, NotFoundAsync, false));
    }

    private static void MapOpen(Pages pages)
    {
        pages.Open("", HomePage.ShowAsync);
        pages.Open("/calculator", CalculatorPage.ShowAsync);
        pages.Open("/calendar", CalendarPage.ShowAsync);
        pages.Open("/contact", ContactPage.ShowAsync);
        pages.Open("/digits", DigitsChoice.KeepAsync);
        pages.Open("/voice", VoicePage.OpenAsync);
        pages.Open("/voice/follow", VoicePage.FollowAsync);
    }

    private static void MapSignIn(Pages pages)
    {
        pages.Open("/sign-in", SignInPage.ShowAsync);
        pages.Open("/sign-in/nafath", NafathPage.ShowAsync);
        pages.Open("/sign-out", SignOutPage.ShowAsync);
        pages.Open("/register", RegisterPage.ShowAsync);
        pages.Open("/recover", RecoverPage.ShowAsync);
        pages.Own("/password", PasswordPage.ShowAsync);
        pages.Own("/session", SignOutPage.ExtendAsync);
    }

    private static void MapOwn(Pages pages)
    {
        pages.Own("/me", OverviewPage.ShowAsync);
        pages.Own("/eligibility", EligibilityPage.ShowAsync);
        pages.Own("/eligibility/{cycle}", EligibilityPage.ShowAsync);
        pages.Own("/payments", PaymentsPage.ListAsync);
        pages.Own("/payments/{cycle}", PaymentsPage.OneAsync);
        pages.Own("/payments/{cycle}/complaint", FilingPage.ComplaintAsync);
        pages.Own("/eligibility/{cycle}/objection", FilingPage.ObjectionAsync);
        pages.Own("/cases", CasesPage.ListAsync);
        pages.Own("/cases/{id}", CasesPage.OneAsync);
        pages.Own("/access", AccessPage.ShowAsync);
        pages.Own("/notifications", NotificationsPage.ShowAsync);
        MapAccount(pages);
        MapApplication(pages);
    }

    private static void MapAccount(Pages pages)
    {
        pages.Own("/account", AccountPage.ShowAsync);
        pages.Own("/account/mobile", ContactChangePage.MobileAsync);
        pages.Own("/account/email", ContactChangePage.EmailAsync);
        pages.Own("/account/preferences", PreferencesPage.ShowAsync);
        pages.Own("/account/sessions", SessionsPage.ShowAsync);
        pages.Own("/account/close", ClosePage.ShowAsync);
    }

    private static void MapApplication(Pages pages)
    {
        pages.Own("/application", ApplicationPage.ShowAsync);
        pages.Own("/application/kind", HouseholdPages.KindAsync);
        pages.Own("/application/address", HouseholdPages.AddressAsync);
        pages.Own("/application/housing", HouseholdPages.HousingAsync);
        pages.Own("/application/iban", HouseholdPages.IbanAsync);
        pages.Own("/application/members/new", MemberPages.AddAsync);
        pages.Own("/application/members/{member}/income", MemberPages.IncomeAsync);
        pages.Own("/application/members/{member}/status", MemberPages.StatusAsync);
        pages.Own("/application/members/{member}/remove", MemberPages.RemoveAsync);
        pages.Own("/application/documents", DocumentsPage.ShowAsync);
        pages.Own("/application/documents/{document}", DownloadPage.SendAsync);
        pages.Own("/application/submit", SubmitPage.ShowAsync);
        pages.Own("/application/withdraw", WithdrawPage.ShowAsync);
    }

    /// <summary>The page of a fault of our own; what happened stands in the log.</summary>
    public static Task FaultAsync(HttpContext http) => RunAsync(
        http, ActivatorUtilities.CreateInstance<PageGate>(http.RequestServices), ShowFaultAsync, false);

    private static Task<IResult> ShowFaultAsync(PageContext page) => Task.FromResult(
        page.Show<MessageView, Message>(Messages.Fault, StatusCodes.Status500InternalServerError));

    private static Task<IResult> NotFoundAsync(PageContext page) => Task.FromResult(
        page.Show<MessageView, Message>(Messages.NotFound, StatusCodes.Status404NotFound));

    private static async Task RunAsync(
        HttpContext http, PageGate gate, Func<PageContext, Task<IResult>> handler, bool signedIn) =>
        await (await gate.PassAsync(http, handler, signedIn)).ExecuteAsync(http);

    private sealed class Pages(WebApplication app, PageGate gate, string language)
    {
        private static readonly string[] Methods = ["GET", "HEAD", "POST"];

        public void Open(string path, Func<PageContext, Task<IResult>> handler) => Map(path, handler, false);

        public void Own(string path, Func<PageContext, Task<IResult>> handler) => Map(path, handler, true);

        private void Map(string path, Func<PageContext, Task<IResult>> handler, bool signedIn) =>
            app.MapMethods(language + path, Methods, http => RunAsync(http, gate, handler, signedIn));
    }
}
