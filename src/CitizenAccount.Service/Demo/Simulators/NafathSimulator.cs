using System.Globalization;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>How the simulated Nafath misbehaves until it is told otherwise; nothing set is as it should.</summary>
/// <param name="DelayMilliseconds">Waits before it acts.</param>
/// <param name="Status">Answers this status, without acting, when it is not 0.</param>
/// <param name="Drop">Acts and breaks the connection before it answers.</param>
/// <param name="Body">Answers this text instead of its answer.</param>
/// <param name="Proof">What is wrong with the signed result; see <see cref="NafathProofs"/>.</param>
/// <param name="KeysDown">Its key set is out of reach.</param>
/// <param name="Calls">How many calls meet this; the key set aside.</param>
internal sealed record NafathFaults(
    int DelayMilliseconds = 0, int Status = 0, bool Drop = false, string? Body = null, string Proof = "",
    bool KeysDown = false, int Calls = int.MaxValue);

/// <summary>What the person does in the app: which transaction, by its id or as the newest of a person.</summary>
internal sealed record NafathAnswer(string? TransId, string? NationalId, string Status);

/// <summary>Nafath as far as the service uses it: a request shows a number, the person answers in the app (here under
/// <c>/control</c>), the status tells, with a signed result once completed.</summary>
internal static class NafathSimulator
{
    private const string Root = "/api/v1/mfa";

    public static WebApplication Build(int port)
    {
        var app = Simulator.Build(port);
        var people = new NafathTransactions(app.Services.GetRequiredService<SimulatedClock>());
        var proofs = new NafathProofs();
        var faults = new NafathFaults();
        var keyFetches = 0;
        NafathFaults Next()
        {
            var met = faults;
            faults = met.Calls <= 1 ? new NafathFaults() : met with { Calls = met.Calls - 1 };
            return met;
        }

        app.MapPost($"{Root}/request", async (AskedSignIn asked, HttpContext http) =>
            await BehaveAsync(http, Next(), _ => people.Start(asked, http.Request.Query) is { } started
                ? Results.Ok(new { transId = started.TransId, random = started.Random })
                : Results.BadRequest()));
        app.MapPost($"{Root}/request/status", async (AskedStatus asked, HttpContext http, SimulatedClock clock) =>
            await BehaveAsync(http, Next(), met => people.Find(asked) is { } found
                ? Results.Ok(new
                {
                    status = found.Status,
                    token = found.Status == "COMPLETED" ? proofs.Make(found, met.Proof, clock) : null,
                })
                : Results.BadRequest()));
        app.MapGet($"{Root}/jwk", () =>
        {
            keyFetches++;
            return faults.KeysDown ? Results.StatusCode(503) : Results.Ok(new { keys = proofs.Published() });
        });
        app.MapPost("/control/answer", (NafathAnswer answer) =>
            people.Answer(answer) ? Results.NoContent() : Results.NotFound());
        app.MapPost("/control/faults", (NafathFaults wanted) => { faults = wanted; });
        app.MapPost("/control/rotate", proofs.Rotate);
        app.MapGet("/control/transactions", people.List);
        app.MapGet("/control/keys", () => new { fetches = keyFetches });
        return app;
    }

    private static async Task<IResult> BehaveAsync(
        HttpContext http, NafathFaults faults, Func<NafathFaults, IResult> act)
    {
        if (faults.DelayMilliseconds > 0)
        {
            await Task.Delay(faults.DelayMilliseconds, http.RequestAborted);
        }

        if (faults.Status != 0)
        {
            return Results.StatusCode(faults.Status);
        }

        var (appId, appKey) = (http.Request.Headers["APP-ID"].ToString(), http.Request.Headers["APP-KEY"].ToString());
        if (appId.Length == 0 || appKey.Length == 0)
        {
            return Results.Unauthorized();
        }

        var result = act(faults);
        if (faults.Drop)
        {
            http.Abort();
        }

        return faults.Body is { } body ? Results.Text(body, "application/json") : result;
    }
}

/// <summary>A sign-in as it is asked for.</summary>
internal sealed record AskedSignIn(string NationalId, string Service);

/// <summary>A status as it is asked for.</summary>
internal sealed record AskedStatus(string NationalId, string TransId, string Random);

/// <summary>A transaction at the simulated Nafath.</summary>
internal sealed record NafathTransaction(
    string TransId, string RequestId, string NationalId, string Service, string Local, string Random,
    DateTimeOffset StartedAt, string Status);

/// <summary>The transactions of the simulated Nafath. One that nobody answers expires after 60 seconds.</summary>
internal sealed class NafathTransactions(SimulatedClock clock)
{
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<NafathTransaction> _all = [];

    /// <summary>Starts one; a repeat of its requestId answers the same. Null when the request is malformed.</summary>
    public NafathTransaction? Start(AskedSignIn asked, IQueryCollection query)
    {
        if (!Guid.TryParse(query["requestId"], out var requestId) || query["local"].ToString() is not ("ar" or "en")
            || asked.NationalId is not { Length: 10 } || string.IsNullOrEmpty(asked.Service))
        {
            return null;
        }

        lock (_lock)
        {
            var id = requestId.ToString("D");
            if (_all.Find(one => one.RequestId == id) is { } earlier)
            {
                return earlier;
            }

            var made = new NafathTransaction(
                Guid.CreateVersion7().ToString("D"), id, asked.NationalId, asked.Service, query["local"].ToString(),
                System.Security.Cryptography.RandomNumberGenerator.GetInt32(10, 100)
                    .ToString(CultureInfo.InvariantCulture),
                clock.GetUtcNow(), "WAITING");
            _all.Add(made);
            return made;
        }
    }

    public NafathTransaction? Find(AskedStatus asked)
    {
        lock (_lock)
        {
            var at = _all.FindIndex(one => one.TransId == asked.TransId && one.NationalId == asked.NationalId
                && one.Random == asked.Random);
            if (at < 0)
            {
                return null;
            }

            if (_all[at].Status == "WAITING" && clock.GetUtcNow() >= _all[at].StartedAt + AnsweredWithin)
            {
                _all[at] = _all[at] with { Status = "EXPIRED" };
            }

            return _all[at];
        }
    }

    public bool Answer(NafathAnswer answer)
    {
        lock (_lock)
        {
            var at = _all.FindLastIndex(one => one.TransId == answer.TransId || one.NationalId == answer.NationalId);
            if (at >= 0)
            {
                _all[at] = _all[at] with { Status = answer.Status };
            }

            return at >= 0;
        }
    }

    public NafathTransaction[] List()
    {
        lock (_lock)
        {
            return [.. _all];
        }
    }
}
