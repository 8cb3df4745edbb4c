using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>A transaction as Nafath opened it: its id and the two digits to pick.</summary>
internal sealed record NafathTransaction(string TransId, string Number);

/// <summary>How a transaction stands: the state Nafath names, and the signed result once completed.</summary>
internal sealed record NafathStatus(NafathStanding Standing, string? Token);

/// <summary>Speaks to Nafath by HTTP. Whatever goes wrong on the way (no connection, too slow, an error, nonsense) is
/// one thing for the caller: it does not answer, which is null.</summary>
internal sealed class NafathClient(IHttpClientFactory clients, NafathOptions options, ILogger<NafathClient> log)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string Name = "nafath";

    private const string Root = "api/v1/mfa";

    /// <summary>Opens a transaction. Never sent twice: the person would be asked twice.</summary>
    public async Task<NafathTransaction?> StartAsync(
        string nationalId, bool inEnglish, Guid requestId, CancellationToken stop)
    {
        var path = $"{Root}/request?local={(inEnglish ? "en" : "ar")}&requestId={requestId:D}";
        var answer = await PostAsync(path, new { nationalId, service = options.Service }, "request", stop);
        if (answer is not { } json)
        {
            return null;
        }

        var (transId, number) = (TextOf(json, "transId"), TextOf(json, "random"));
        return transId is { Length: > 0 and <= 200 } && number is { Length: 2 } && number.All(char.IsAsciiDigit)
            ? new NafathTransaction(transId, number)
            : Nonsense<NafathTransaction>("request");
    }

    /// <summary>Asks how a transaction stands; a failed question is asked once more.</summary>
    public async Task<NafathStatus?> AskAsync(string nationalId, NafathTransaction transaction, CancellationToken stop)
    {
        var question = new { nationalId, transId = transaction.TransId, random = transaction.Number };
        var answer = await PostAsync($"{Root}/request/status", question, "status", stop)
            ?? await PostAsync($"{Root}/request/status", question, "status", stop);
        if (answer is not { } json)
        {
            return null;
        }

        return TextOf(json, "status") switch
        {
            "WAITING" => new NafathStatus(NafathStanding.Waiting, null),
            "COMPLETED" => new NafathStatus(NafathStanding.Completed, TextOf(json, "token")),
            "REJECTED" => new NafathStatus(NafathStanding.Rejected, null),
            "EXPIRED" => new NafathStatus(NafathStanding.Expired, null),
            _ => Nonsense<NafathStatus>("status"),
        };
    }

    /// <summary>Fetches the keys its results are signed with; fails as HTTP and JSON fail.</summary>
    public async Task<IEnumerable<SecurityKey>> FetchKeysAsync(CancellationToken stop)
    {
        using var client = clients.CreateClient(Name);
        return JsonWebKeySet.Create(await client.GetStringAsync($"{Root}/jwk", stop)).GetSigningKeys();
    }

    private async Task<JsonElement?> PostAsync(string path, object content, string what, CancellationToken stop)
    {
        try
        {
            using var client = clients.CreateClient(Name);
            using var answer = await client.PostAsJsonAsync(path, content, stop);
            if (!answer.IsSuccessStatusCode)
            {
                log.NafathRefused(what, (int)answer.StatusCode);
                return null;
            }

            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
            return json.ValueKind == JsonValueKind.Object ? json : Nonsense(what);
        }
        catch (Exception failure) when (IsNoAnswer(failure) && !stop.IsCancellationRequested)
        {
            log.NafathSilent(what, failure.GetType().Name);
            return null;
        }
    }

    private T? Nonsense<T>(string what)
        where T : class
    {
        Nonsense(what);
        return null;
    }

    private JsonElement? Nonsense(string what)
    {
        log.NafathSilent(what, "nonsense");
        return null;
    }

    // A timeout is a cancellation that the caller did not ask for; an unknown charset is no operation.
    private static bool IsNoAnswer(Exception failure) =>
        failure is HttpRequestException or IOException or JsonException or InvalidOperationException
            or NotSupportedException or OperationCanceledException;

    private static string? TextOf(JsonElement json, string field) => json.TryGetProperty(field, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}
