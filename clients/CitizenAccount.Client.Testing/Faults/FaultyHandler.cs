using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Refusal = CitizenAccount.Service.Platform.Calls.Refusal;

namespace CitizenAccount.Client.Testing.Faults;

/// <summary>Lets the faults happen, on the client's side of the socket.</summary>
internal sealed class FaultyHandler(CallFaults faults) : DelegatingHandler(new SocketsHttpHandler
{
    EnableMultipleHttp2Connections = true,
    AllowAutoRedirect = false,
    UseCookies = false,
})
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var fault = faults.Next(path[(path.LastIndexOf('/') + 1)..]);
        switch (fault)
        {
            case CallFault.UnreachableFault:
                throw new HttpRequestException(
                    HttpRequestError.ConnectionError, "A rule of the test keeps the service away.",
                    new SocketException((int)SocketError.ConnectionRefused));
            case CallFault.RefusedFault refused:
                return RefusedBy(request, refused);
            case CallFault.LateFault late:
                await Task.Delay(late.Delay, cancellationToken).ConfigureAwait(false);
                break;
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (fault is CallFault.AnswerLostFault)
        {
            // Read to its end first: the service has done its work when the answer is lost.
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            response.Dispose();
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, "A rule of the test loses the answer.",
                new HttpIOException(HttpRequestError.ResponseEnded));
        }

        if (fault is CallFault.BreaksFault breaks)
        {
            response.Content = await BreakingAsync(response.Content, breaks.Bytes, cancellationToken)
                .ConfigureAwait(false);
        }

        return response;
    }

    private static HttpResponseMessage RefusedBy(HttpRequestMessage request, CallFault.RefusedFault fault)
    {
        var refusal = Refusal.Of(fault.Reason);
        if (fault.RetryAfter is { } wait)
        {
            refusal.RetryAfter(wait);
        }

        var text = RefusalTexts.Of(fault.Reason);
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20,
            RequestMessage = request,
            Content = new ByteArrayContent([]),
        };
        response.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        response.Headers.TryAddWithoutValidation(
            "grpc-status", ((int)refusal.Code).ToString(CultureInfo.InvariantCulture));
        response.Headers.TryAddWithoutValidation("grpc-message", text.English);
        response.Headers.TryAddWithoutValidation(
            Refusal.DetailsTrailer, Convert.ToBase64String(refusal.ToStatus(text).ToByteArray()));
        return response;
    }

    private static async Task<HttpContent> BreakingAsync(HttpContent content, int bytes, CancellationToken stop)
    {
        var whole = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var breaking = new StreamContent(new BreakingStream(whole, bytes));
        foreach (var (name, values) in content.Headers)
        {
            breaking.Headers.TryAddWithoutValidation(name, values);
        }

        return breaking;
    }
}
