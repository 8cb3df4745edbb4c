using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CitizenAccount.Service.Notifications;

/// <summary>Posts JSON to a gateway under its bearer key, and reads from the status what became of it.</summary>
internal sealed class HttpGateway : IDisposable
{
    // What may succeed once somebody has put the configuration right, or the gateway feels better. All else of the 400s
    // is about the message itself.
    private static readonly HashSet<HttpStatusCode> Passing =
    [
        HttpStatusCode.Unauthorized, HttpStatusCode.PaymentRequired, HttpStatusCode.Forbidden, HttpStatusCode.NotFound,
        HttpStatusCode.MethodNotAllowed, HttpStatusCode.ProxyAuthenticationRequired, HttpStatusCode.RequestTimeout,
        HttpStatusCode.TooManyRequests, (HttpStatusCode)425,
    ];

    private readonly Uri _url;
    private readonly string _key;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public HttpGateway(string url, string key, TimeProvider clock)
    {
        (_url, _key, _clock) = (new Uri(url), key, clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            // The answer of a gateway is of no use to us but its status.
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = 64 * 1_024,
        };
    }

    /// <summary>Posts; answers <see cref="SendResult.Gone"/> for 410.</summary>
    public async Task<SendOutcome> PostAsync<T>(T content, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _url);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            var json = JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web);
            request.Content = new ByteArrayContent(json)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            };
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return OutcomeOf(response);
        }
        catch (HttpRequestException failure)
        {
            return SendOutcome.Later(failure.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return SendOutcome.Later("Timeout");
        }
    }

    public void Dispose() => _client.Dispose();

    private SendOutcome OutcomeOf(HttpResponseMessage response)
    {
        var why = $"Http{(int)response.StatusCode}";
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => SendOutcome.Sent,
            HttpStatusCode.Gone => new SendOutcome(SendResult.Gone, why),
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
                when !Passing.Contains(response.StatusCode) => new SendOutcome(SendResult.Refused, why),
            _ => SendOutcome.Later(why, RetryAfterOf(response.Headers.RetryAfter)),
        };
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _clock.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }
}
