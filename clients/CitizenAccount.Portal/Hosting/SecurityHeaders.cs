namespace CitizenAccount.Portal.Hosting;

/// <summary>What every answer says about how a browser may treat it. Nothing is loaded from elsewhere and nothing
/// inline runs, so a text somebody smuggled in stays a text.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // At the start of the answer, so that an error that empties the headers does not lose them.
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(Write, context.Response);
        return next(context);
    }

    private static Task Write(object state)
    {
        var response = (HttpResponse)state;
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";

        // Not "no-store", which the library asks for beside a form: with it a browser forgets what was typed when
        // somebody goes back. Signing out empties the browser's cache instead (Clear-Site-Data), so the next person at
        // a shared computer finds nothing.
        if (!headers.CacheControl.ToString().StartsWith("public", StringComparison.Ordinal))
        {
            headers.CacheControl = "private, no-cache";
            headers.Pragma = default;
        }

        return Task.CompletedTask;
    }
}
