using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Our gRPC server with the wire probe, on a loopback port of its own.</summary>
public sealed class ProbeServer : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, (string Encoding, long In, long Out)> _measured = new();
    private WebApplication? _app;

    public int Port => new Uri(_app!.Urls.Single()).Port;

    /// <summary>The latest compressed call of a method: encoding, and bytes of its bodies on the wire.</summary>
    public (string Encoding, long In, long Out) Measured(string method) => _measured[method];

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ProbeRpc>();
        builder.Services.AddGrpc(options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.Fastest;
        });
        _app = builder.Build();
        _app.Use(MeasureAsync);
        _app.MapGrpcService<ProbeRpc>();
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }

    // Only calls that ask for compression are measured; the others keep the server's own streams.
    private async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Headers.ContainsKey("x-compress"))
        {
            await next(context);
            return;
        }

        var reading = new CountingStream(context.Request.Body);
        var writing = new CountingStream(context.Response.Body);
        context.Request.Body = reading;
        context.Response.Body = writing;
        await next(context);
        await context.Response.BodyWriter.FlushAsync();
        var method = context.Request.Path.Value!.Split('/')[^1];
        var encoding = context.Request.Headers["grpc-encoding"].ToString();
        _measured[method] = (encoding, reading.BytesRead, writing.BytesWritten);
    }
}
