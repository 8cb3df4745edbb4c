using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Conformance;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

return args switch
{
    ["vectors"] => Print(GoldenVectors.Shipped(), 0),
    ["vectors", "check", var file] => Judged(GoldenVectors.Judge(File.ReadAllText(file))),
    ["serve", .. var rest] when KitOptions.TryRead(rest, out var options) => await ServeAsync(options),
    _ => Print(KitOptions.Usage, 2),
};

static async Task<int> ServeAsync(KitOptions options)
{
    var kit = await Kit.StartAsync(options);
    await using (kit)
    {
        Console.WriteLine($"Listening on {kit.Address}. Let your implementation connect, and submit a few records.");
        await kit.EndedAsync(TimeSpan.FromSeconds(options.LimitSeconds));
        return Judged(kit.Book);
    }
}

static int Judged(CaseBook book) => Print(book.Report(), book.AllPassed ? 0 : 1);

static int Print(string text, int code)
{
    Console.Write(text);
    return code;
}

namespace CitizenAccount.Conformance
{
    /// <summary>How the kit is run.</summary>
    internal sealed record KitOptions
    {
        public const string Usage = """
            vectors                      prints the golden vectors
            vectors check FILE           judges what a partner made of them
            serve --public-key FILE      plays the programme's side; FILE is the partner's public key (DER, base64)
              [--port 5320] [--only stream|submission] [--heartbeat 2] [--limit 120]
              [--certificate FILE --key FILE]   PEM; with them a client certificate is asked for

            """;

        public int Port { get; init; } = 5320;

        public string Only { get; init; } = "";

        public byte[] PublicKey { get; init; } = [];

        /// <summary>How often a sign of life is expected, seconds; the programme says 30.</summary>
        public int HeartbeatSeconds { get; init; } = 2;

        /// <summary>A quarter of what a connection may take.</summary>
        public int StepSeconds { get; init; } = 15;

        public int LimitSeconds { get; init; } = 120;

        public string Certificate { get; init; } = "";

        public string CertificateKey { get; init; } = "";

        public static bool TryRead(string[] args, out KitOptions options)
        {
            options = new KitOptions();
            for (var at = 0; at < args.Length; at += 2)
            {
                if (at + 1 == args.Length)
                {
                    return false;
                }

                var (name, value) = (args[at], args[at + 1]);
                var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                switch (name)
                {
                    case "--port" when isNumber: options = options with { Port = number }; break;
                    case "--heartbeat" when isNumber: options = options with { HeartbeatSeconds = number }; break;
                    case "--limit" when isNumber: options = options with { LimitSeconds = number }; break;
                    case "--only" when value is "stream" or "submission": options = options with { Only = value }; break;
                    case "--public-key":
                        options = options with { PublicKey = Convert.FromBase64String(File.ReadAllText(value).Trim()) };
                        break;
                    case "--certificate": options = options with { Certificate = value }; break;
                    case "--key": options = options with { CertificateKey = value }; break;
                    default: return false;
                }
            }

            return options.PublicKey.Length > 0 || options.Only == "stream";
        }
    }

    /// <summary>The scripted peer, listening.</summary>
    internal sealed class Kit : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Kit(WebApplication app, CaseBook book) => (_app, Book) = (app, book);

        public CaseBook Book { get; }

        public string Address => _app.Urls.First();

        public static async Task<Kit> StartAsync(KitOptions options)
        {
            var withTls = options.Certificate.Length > 0;
            var book = new CaseBook(
            [
                .. ScriptedPeer.Cases,
                .. withTls ? [new ConformanceCase("call/certificate", "every connection shows a client certificate")] : Array.Empty<ConformanceCase>(),
                .. options.Only == "submission" ? [] : StreamScript.Cases,
                .. options.Only == "stream" ? [] : SubmissionScript.Cases,
            ]);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                if (withTls)
                {
                    endpoint.UseHttps(X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey), https =>
                    {
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.AllowAnyClientCertificate();
                    });
                }
            }));
            builder.Services.AddGrpc();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddSingleton(options);
            builder.Services.AddSingleton(book);
            builder.Services.AddSingleton<StreamScript>();
            builder.Services.AddSingleton<SubmissionScript>();
            builder.Services.AddSingleton<ScriptedPeer>();
            var app = builder.Build();
            app.MapGrpcService<ScriptedPeer>();
            await app.StartAsync();
            return new Kit(app, book);
        }

        /// <summary>Waits until every case ended, or so long at most.</summary>
        public async Task EndedAsync(TimeSpan limit)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            var start = TimeProvider.System.GetTimestamp();
            while (!Book.AllEnded && TimeProvider.System.GetElapsedTime(start) < limit)
            {
                await timer.WaitForNextTickAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
