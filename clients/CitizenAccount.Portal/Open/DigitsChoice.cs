using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Open;

/// <summary>Keeps the reader's choice of digits, ١٢٣ or 123, in a cookie that says nothing else.</summary>
internal static class DigitsChoice
{
    public static Task<IResult> KeepAsync(PageContext page)
    {
        page.Http.Response.Cookies.Append(
            "digits", page.Query("to") == "arab" ? "arab" : "latn",
            new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        return Task.FromResult(page.Go(SafePath.Of(page.Query("back"))));
    }
}
