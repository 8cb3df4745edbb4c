using System.Text.Encodings.Web;
using System.Text.Unicode;
using CitizenAccount.Client;
using CitizenAccount.Portal.Pages;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Portal.Hosting;

/// <summary>Puts the portal together. It holds no data: sessions travel in a sealed cookie, everything else is asked of
/// the service.</summary>
public static class PortalHost
{
    /// <summary>A document has at most 10 MB; the rest of a form is small.</summary>
    private const int FormBytesMax = 12 * 1024 * 1024;

    /// <summary>What is larger than a form may be is read to its end, so that the browser hears why it was refused.
    /// </summary>
    private const long RequestBytesMax = 64L * 1024 * 1024;

    /// <summary>Builds the portal.</summary>
    /// <param name="args">Command line, such as <c>--Portal:Service=https://…</c>.</param>
    /// <param name="configure">Changes services before they are built; for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(PortalHost).Assembly.GetName().Name,
        });
        builder.Services.AddOptions<PortalOptions>().BindConfiguration(PortalOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        AddClient(builder.Services);
        AddSecurity(builder);
        builder.Services.AddRazorComponents();

        // Arabic letters as they are: as numbers each would cost eight bytes.
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddScoped<PageContext>();
        builder.Services.AddSingleton<Assets>();
        builder.Services.AddSingleton<KeptForms>();
        builder.Services.AddSingleton<ServiceKind>();
        configure?.Invoke(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
        });
        var app = builder.Build();
        app.Urls.Add(app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.Listen);
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<PortalOptions>>().Value.TlsAhead)
        {
            app.Use((context, next) =>
            {
                context.Request.Scheme = "https";
                return next(context);
            });
        }

        app.Use(SecurityHeaders.AddAsync);
        app.UseExceptionHandler(faults => faults.Run(PortalPages.FaultAsync));
        app.Services.GetRequiredService<Assets>().Map(app);
        app.UseAuthentication();
        app.MapGet("/healthz", () => Results.Text("ok"));
        app.MapGet("/", () => Results.Redirect("/ar"));
        PortalPages.Map(app);
    }

    // Whoever reads these keys can read and make sessions.
    private static DirectoryInfo KeysIn(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void AddClient(IServiceCollection services)
    {
        services.AddCitizenAccountClient(_ => { });
        services.AddOptions<CitizenAccountClientOptions>().Configure<IOptions<PortalOptions>, TimeProvider>(
            (client, portal, clock) =>
            {
                client.Address ??= new Uri(portal.Value.Service);
                client.ClientName = "portal";
                client.Clock = clock;
            });
    }

    private static void AddSecurity(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();
        builder.Services.AddDataProtection().SetApplicationName("citizen-portal")
            .PersistKeysToFileSystem(KeysIn(options.KeysDirectory));
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "__Host-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.Path = "/";
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(options.IdleMinutes);
            cookie.SlidingExpiration = true;

            // The citizen is told a time; it holds from the last request and not from some request before it.
            cookie.Events.OnCheckSlidingExpiration = check =>
            {
                check.ShouldRenew = check.ElapsedTime > TimeSpan.FromSeconds(20);
                return Task.CompletedTask;
            };
        });
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TimeProvider>((cookie, clock) => cookie.TimeProvider = clock);
        builder.Services.AddAntiforgery(csrf =>
        {
            csrf.Cookie.Name = "__Host-form";
            csrf.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            csrf.Cookie.SameSite = SameSiteMode.Strict;
            csrf.Cookie.Path = "/";
            csrf.FormFieldName = PageForm.CsrfField;
            csrf.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueLengthLimit = 64 * 1024;
            form.ValueCountLimit = 256;
            form.MultipartBodyLengthLimit = FormBytesMax;

            // People's documents touch no disk here.
            form.MemoryBufferThreshold = FormBytesMax;
        });
    }
}
