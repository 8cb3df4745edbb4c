using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>An SMS or push gateway. Messages are sent by POST with a bearer key, kept once by their id, and listed by
/// GET. Under <c>/control</c> it is told to misbehave.</summary>
internal static class GatewaySimulator
{
    public static WebApplication Build(GatewayKind kind, int port, string folder)
    {
        var (messages, faults) = (new GatewayMessages(kind, folder), new GatewayFaults());
        var app = Simulator.Build(port);
        app.MapPost(kind.Path, http => SendAsync(http, messages, faults));
        app.MapGet(kind.Path, (HttpRequest request) => messages.List(request.Query[kind.Address].FirstOrDefault()));
        app.MapPost("/control/fault", (FaultSetting setting) =>
            faults.Set(setting) ? Results.NoContent() : Results.BadRequest());
        app.MapPost("/control/gone", (GoneSetting setting) => messages.Forget(setting.Address));
        app.MapGet("/control/calls", () => new { calls = faults.Calls });
        return app;
    }

    private static async Task SendAsync(HttpContext http, GatewayMessages messages, GatewayFaults faults)
    {
        var fault = faults.Next();
        if (http.Request.Headers.Authorization.ToString() is not { Length: > 7 } key
            || !key.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        switch (fault)
        {
            case GatewayFault.Refuse:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                http.Response.Headers.RetryAfter = faults.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return;
            case GatewayFault.Fail:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case GatewayFault.Hang:
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
                return;
            default:
                await AcceptAsync(http, messages, breaksOff: fault == GatewayFault.Drop);
                return;
        }
    }

    private static async Task AcceptAsync(HttpContext http, GatewayMessages messages, bool breaksOff)
    {
        if (await ReadAsync(http) is not { } message || messages.MissingIn(message).Any())
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (messages.IsGone(message))
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        messages.Accept(message);
        if (breaksOff)
        {
            http.Abort();
            return;
        }

        await http.Response.WriteAsJsonAsync(new { id = (string?)message["id"], status = "ACCEPTED" });
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        try
        {
            return await JsonNode.ParseAsync(http.Request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An address that is unknown from now on.</summary>
internal sealed record GoneSetting(string Address);
