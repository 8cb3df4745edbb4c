using Grpc.Net.Client;

namespace CitizenAccount.Client.Calls;

/// <summary>Opens the channel of a client.</summary>
internal static class Connection
{
    // The service takes and gives messages of 4 MB at most.
    private const int MessageMaxBytes = 4 * 1024 * 1024;

    public static GrpcChannel Open(CitizenAccountClientOptions options) =>
        GrpcChannel.ForAddress(options.Address!, new GrpcChannelOptions
        {
            HttpHandler = options.Handler ?? Socket(options),
            DisposeHttpClient = options.Handler is null,
            MaxReceiveMessageSize = MessageMaxBytes + (64 * 1024),

            // Retries are this library's own: gRPC's know nothing of RetryInfo and of request_id.
            MaxRetryAttempts = null,
        });

    private static SocketsHttpHandler Socket(CitizenAccountClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A connection that a middlebox has dropped in silence is noticed before the next person waits for it.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        if (options.Certificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return handler;
    }
}
