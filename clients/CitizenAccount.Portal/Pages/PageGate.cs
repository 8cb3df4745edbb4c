using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Portal.Hosting;
using CitizenAccount.Portal.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CitizenAccount.Portal.Pages;

/// <summary>What happens to every request before a page's own code: language, who is signed in, whether the form is
/// ours, and where refusals go. The order is read in one method.</summary>
internal sealed partial class PageGate(
    CitizenAccountClient client, KeptForms kept, ServiceKind kind, TimeProvider clock, IAntiforgery csrf,
    ILogger<PageGate> log)
{
    public async Task<IResult> PassAsync(HttpContext http, Func<PageContext, Task<IResult>> handler, bool signedIn)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var session = await Citizen.ReadAsync(http);
        var renewed = (SessionTokens?)null;
        var caller = client;
        if (session is { } open)
        {
            caller = client.As(new CitizenSession(
                open.Tokens,
                (tokens, _) =>
                {
                    renewed = tokens;
                    return ValueTask.CompletedTask;
                },
                clock));
        }

        var (typed, tooLarge) = await ReadFormAsync(http);
        var ours = typed is null || await csrf.IsRequestValidAsync(http);
        var citizen = session?.Citizen;
        var form = new PageForm(typed, typed is not null && ours && !typed.ContainsKey(PageForm.KeptField));
        page.Begin(http, caller, citizen, form, clock.GetUtcNow(), await kind.IsProductionAsync(http.RequestAborted));
        if (tooLarge)
        {
            return page.Show<MessageView, Message>(Messages.TooLarge, StatusCodes.Status413PayloadTooLarge);
        }

        // A form that was made for a signed-in person is for that person, on an open page too.
        if (citizen is null && (signedIn || (typed is not null && IsSomebodys(typed) && !IsSignIn(page))))
        {
            return AskToSignIn(page, typed);
        }

        if (citizen is { MustChangePassword: true } && !page.Path.StartsWith("/password", StringComparison.Ordinal)
            && page.Path != "/sign-out")
        {
            return page.Go("/password");
        }

        if (form.IsShownAgain)
        {
            form.Fail(FormWords.KeptWords);
        }

        var answer = await AnswerAsync(page, handler, typed, csrf);
        if (renewed is not null && citizen is not null && page.Citizen == citizen)
        {
            await citizen.KeepAsync(http, renewed);
        }

        return answer;
    }

    private async Task<IResult> AnswerAsync(
        PageContext page, Func<PageContext, Task<IResult>> handler, IFormCollection? typed, IAntiforgery tokens)
    {
        try
        {
            return await handler(page);
        }
        catch (CitizenAccountException refused) when (Sessions.IsOver(refused))
        {
            await page.Http.SignOutAsync();
            page.Became(null);
            page.Http.User = new System.Security.Claims.ClaimsPrincipal();
            tokens.SetCookieTokenAndHeader(page.Http);
            return AskToSignIn(page, typed);
        }
        catch (NotFoundException)
        {
            return page.Show<MessageView, Message>(Messages.NotFound, StatusCodes.Status404NotFound);
        }
        catch (NotAllowedException refused)
        {
            return page.Show<MessageView, Message>(Messages.Of(refused), StatusCodes.Status403Forbidden);
        }
        catch (CitizenAccountException refused)
        {
            FailedCall(log, refused.Call, refused.StatusCode.ToString());
            return page.Show<MessageView, Message>(Messages.Of(refused), StatusCodes.Status503ServiceUnavailable);
        }
    }

    // What was typed goes along, if the form was made for a person by this portal: it is given back to that person.
    private IResult AskToSignIn(PageContext page, IFormCollection? typed)
    {
        var who = typed is null ? null : kept.Open(typed[PageForm.WhoField].ToString());
        var words = who is null ? "" : kept.Keep(kept.Of(page.Http.Request.Path, typed!, who));
        var back = HttpMethods.IsGet(page.Http.Request.Method)
            ? page.Path + page.Http.Request.QueryString
            : page.Path;
        return page.Show<SignInView, SignInModel>(
            new SignInModel { Ended = true, Kept = words, Back = back }, StatusCodes.Status200OK);
    }

    private static bool IsSomebodys(IFormCollection typed) => typed[PageForm.WhoField].ToString().Length > 0;

    private static bool IsSignIn(PageContext page) => page.Path.StartsWith("/sign", StringComparison.Ordinal);

    private static async Task<(IFormCollection? Form, bool TooLarge)> ReadFormAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return (null, false);
        }

        try
        {
            return http.Request.HasFormContentType
                ? (await http.Request.ReadFormAsync(http.RequestAborted), false)
                : (FormCollection.Empty, false);
        }
        catch (Exception wrong) when (wrong is BadHttpRequestException or InvalidDataException)
        {
            await DrainAsync(http);
            return (null, true);
        }
    }

    private static async Task DrainAsync(HttpContext http)
    {
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        }
        catch (Exception broken) when (broken is BadHttpRequestException or IOException)
        {
            // More than we read to its end: the connection is closed then.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A page could not be made: {Call} ended with {Status}.")]
    private static partial void FailedCall(ILogger log, string call, string status);
}
