using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Calls as bytes over HTTP/2 on real sockets, with no library of gRPC between.</summary>
internal sealed class RawWire : IDisposable
{
    private readonly HttpClient _http;

    public RawWire(string address) => _http = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = new Uri(address),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends frames and reads the answer to its end.</summary>
    /// <returns>The status the service ended the call with; null, and why, where the call was broken off instead.</returns>
    public async Task<(StatusCode? Status, string Why)> SendAsync(
        string service, string call, byte[] frames, Metadata? credentials, TimeSpan deadline, CancellationToken stop)
    {
        using var content = new ByteArrayContent(frames);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{service}/{call}") { Content = content };
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Headers.Add("te", "trailers");
        request.Headers.Add("grpc-timeout", string.Create(CultureInfo.InvariantCulture, $"{(int)deadline.TotalMilliseconds}m"));
        if (credentials?.GetValue("authorization") is { } token)
        {
            request.Headers.Add("authorization", token);
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await response.Content.CopyToAsync(Stream.Null, stop);
            var status = response.Headers.TryGetValues("grpc-status", out var early) ? early : response.TrailingHeaders.GetValues("grpc-status");
            return ((StatusCode)int.Parse(status.Single(), CultureInfo.InvariantCulture), "");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or InvalidOperationException)
        {
            return (null, $"{broken.Message} {broken.InnerException?.Message} {broken.InnerException?.InnerException?.Message}");
        }
    }

    public void Dispose() => _http.Dispose();
}
