using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CitizenAccount.Service.Tests.Telemetry;

/// <summary>A collector that takes what is sent over OTLP (gRPC) on a socket of its own and keeps the bytes.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _taken = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.WebHost.UseUrls();
        _app = builder.Build();
        _app.MapPost("/{service}/Export", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _taken.GetOrAdd($"{context.Request.RouteValues["service"]}", _ => new()).Enqueue(body.ToArray());
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        });
    }

    public string Address => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Everything taken by a signal ("metrics", "trace", "logs"), as text with its bytes.</summary>
    public string TextOf(string signal) => string.Concat(_taken
        .Where(pair => pair.Key.Contains($".{signal}.", StringComparison.Ordinal))
        .SelectMany(pair => pair.Value).Select(Encoding.UTF8.GetString));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
