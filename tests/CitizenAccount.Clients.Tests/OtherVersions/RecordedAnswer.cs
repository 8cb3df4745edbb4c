using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using CitizenAccount.Client;

namespace CitizenAccount.Clients.Tests.OtherVersions;

/// <summary>An answer as a service once sent it: its body, frame included, and how it ended. Kept as text, one file an
/// answer: lines of comment, then <c>body</c>, <c>status</c> and <c>details</c>, bytes in base64.</summary>
internal sealed record RecordedAnswer(string Comment, byte[] Body, int Status, byte[] Details)
{
    public static string Folder { get; } = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Recorded");

    public static RecordedAnswer Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".txt"));
        string Value(string key) => lines.Single(line => line.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..];
        return new RecordedAnswer(
            string.Join('\n', lines.Where(line => line.StartsWith('#'))), Convert.FromBase64String(Value("body")),
            int.Parse(Value("status"), CultureInfo.InvariantCulture), Convert.FromBase64String(Value("details")));
    }

    public void Write(string name) => File.WriteAllText(
        Path.Combine(Folder, name + ".txt"),
        $"{Comment}\nbody: {Convert.ToBase64String(Body)}\nstatus: {Status}\ndetails: {Convert.ToBase64String(Details)}\n");

    /// <summary>A client whose service answers this to every call.</summary>
    public CitizenAccountClient Client() => new(new CitizenAccountClientOptions
    {
        Address = new Uri("http://recorded.example"),
        ClientName = "test",
        Handler = new Replay(this),
        RetryWaitFirst = TimeSpan.FromMilliseconds(1),
    });

    private static string ThisFile([CallerFilePath] string path = "") => path;

    private sealed class Replay(RecordedAnswer answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Version = HttpVersion.Version20,
                RequestMessage = request,
                Content = new ByteArrayContent(answer.Body),
            };
            response.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
            var end = answer.Body.Length > 0 ? response.TrailingHeaders : response.Headers;
            end.TryAddWithoutValidation("grpc-status", answer.Status.ToString(CultureInfo.InvariantCulture));
            if (answer.Details.Length > 0)
            {
                end.TryAddWithoutValidation("grpc-status-details-bin", Convert.ToBase64String(answer.Details));
            }

            return Task.FromResult(response);
        }
    }
}
