using CitizenAccount.Client;
using CitizenAccount.Rules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CitizenAccount.Portal.Pages;

/// <summary>One request for a page: in which language, for whom, with what was typed. Filled by the gate before the
/// page's own code runs; views read it too.</summary>
public sealed class PageContext
{
    public HttpContext Http { get; private set; } = null!;

    public bool Arabic { get; private set; } = true;

    /// <summary>Numbers are shown as ٠١٢٣, by the reader's choice; only in Arabic.</summary>
    public bool ArabicDigits { get; private set; }

    /// <summary>The path without the language, such as <c>/payments</c>.</summary>
    public string Path { get; private set; } = "/";

    public Citizen? Citizen { get; private set; }

    /// <summary>The service, called as the citizen, or as nobody.</summary>
    public CitizenAccountClient Client { get; private set; } = null!;

    public PageForm Form { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The service behind is the programme itself.</summary>
    public bool IsProduction { get; private set; }

    public CancellationToken Stop => Http.RequestAborted;

    /// <summary>The household of the citizen who is signed in.</summary>
    public string Household => Citizen!.Household;

    /// <summary>A value of the address after the question mark.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString();

    /// <summary>A part of the address, such as the month of a payment.</summary>
    public string Part(string name) => Http.Request.RouteValues[name]?.ToString() ?? "";

    /// <summary>Address of a page in the present language.</summary>
    public string Url(string path) => (Arabic ? "/ar" : "/en") + (path == "/" ? "" : path);

    /// <summary>Words in the present language.</summary>
    public string Say(LocalizedText text) => Digits(Arabic ? text.Arabic : text.English);

    /// <summary>Words of the service in the present language.</summary>
    public string Say(Contracts.Type.V1.LocalizedText? text) =>
        text is null ? "" : Digits(Arabic ? text.Ar : text.En);

    /// <summary>Digits as the reader chose them.</summary>
    public string Digits(string text) => Arabic && ArabicDigits ? Figures.ToArabicDigits(text) : text;

    /// <summary>A page's view with its model.</summary>
    internal IResult Show<TView, TModel>(TModel model, int status = StatusCodes.Status200OK)
        where TView : View<TModel>
    {
        Http.Response.StatusCode = status;
        return new RazorComponentResult<TView>(new Dictionary<string, object?> { ["Model"] = model });
    }

    /// <summary>Goes to another page; the browser asks for it with GET.</summary>
    internal IResult Go(string path) => new SeeOther(Url(path));

    internal void Begin(
        HttpContext http, CitizenAccountClient client, Citizen? citizen, PageForm form, DateTimeOffset now,
        bool production)
    {
        (Http, Client, Citizen, Form, Now, IsProduction) = (http, client, citizen, form, now, production);
        var path = http.Request.Path.Value ?? "/ar";
        Arabic = !path.StartsWith("/en", StringComparison.Ordinal);
        Path = path.Length > 3 ? path[3..] : "/";
        ArabicDigits = http.Request.Cookies["digits"] == "arab";
    }

    internal void Became(Citizen? citizen) => Citizen = citizen;

    private sealed class SeeOther(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
