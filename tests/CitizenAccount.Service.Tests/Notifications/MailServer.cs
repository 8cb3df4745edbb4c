using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>A real mail server in the test's process. It takes any mail, or answers as it is told.</summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<MimeMessage> _mails = new();
    private Task _serving = Task.CompletedTask;
    private int _tries;

    private MailServer(int port) => Port = port;

    public int Port { get; }

    public IReadOnlyCollection<MimeMessage> Mails => _mails;

    public int Tries => Volatile.Read(ref _tries);

    /// <summary>What it answers to the next mails; then it takes them.</summary>
    public ConcurrentQueue<SmtpResponse> Answers { get; } = new();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static MailServer Start(int port, X509Certificate2? certificate = null)
    {
        var server = new MailServer(port);
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(server);
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port));
            if (certificate is not null)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        server._serving = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
        return server;
    }

    public override Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _tries);
        if (Answers.TryDequeue(out var answer))
        {
            return Task.FromResult(answer);
        }

        using var bytes = new MemoryStream(buffer.ToArray());
        _mails.Enqueue(MimeMessage.Load(bytes, cancellationToken));
        return Task.FromResult(SmtpResponse.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
