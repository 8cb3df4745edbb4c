using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>The two gateways.</summary>
/// <param name="Path">Where messages are sent to and listed.</param>
/// <param name="FileName">File of what was accepted.</param>
/// <param name="Address">Field that says to whom.</param>
/// <param name="Fields">Fields a message must have beside it.</param>
internal sealed record GatewayKind(string Path, string FileName, string Address, string[] Fields)
{
    public static readonly GatewayKind Sms = new("/messages", "sms.jsonl", "to", ["text", "id"]);

    public static readonly GatewayKind Push = new("/push", "push.jsonl", "token", ["title", "body", "id"]);
}

/// <summary>What a gateway accepted, kept once by its id in a file that outlives the process.</summary>
internal sealed class GatewayMessages
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lock _lock = new();
    private readonly GatewayKind _kind;
    private readonly string _file;
    private readonly List<JsonObject> _accepted = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);

    /// <exception cref="StartRefused">The folder cannot be used.</exception>
    public GatewayMessages(GatewayKind kind, string folder)
    {
        _kind = kind;
        _file = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), kind.FileName);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_file)!);
            foreach (var line in File.Exists(_file) ? File.ReadLines(_file) : [])
            {
                Remember(JsonNode.Parse(line)!.AsObject());
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartRefused($"the file {_file} cannot be read or made. Remove it or mend its rights.");
        }
    }

    /// <summary>The fields a message lacks.</summary>
    public IEnumerable<string> MissingIn(JsonObject message) =>
        _kind.Fields.Prepend(_kind.Address).Where(field => TextOf(message, field).Length == 0);

    /// <summary>Makes an address unknown from now on, as a device whose app was removed.</summary>
    public void Forget(string address)
    {
        lock (_lock)
        {
            _gone.Add(address);
        }
    }

    public bool IsGone(JsonObject message)
    {
        lock (_lock)
        {
            return _gone.Contains(TextOf(message, _kind.Address));
        }
    }

    /// <summary>Accepts a message; false when its id was accepted before, and then nothing is kept.</summary>
    public bool Accept(JsonObject message)
    {
        lock (_lock)
        {
            if (_ids.Contains(TextOf(message, "id")))
            {
                return false;
            }

            File.AppendAllText(_file, message.ToJsonString(Plain) + '\n');
            Remember(message);
            return true;
        }
    }

    /// <summary>What was accepted for an address, or for everyone.</summary>
    public JsonArray List(string? address)
    {
        lock (_lock)
        {
            return new JsonArray([.. _accepted
                .Where(message => address is null || TextOf(message, _kind.Address) == address)
                .Select(message => message.DeepClone())]);
        }
    }

    private void Remember(JsonObject message)
    {
        _ids.Add(TextOf(message, "id"));
        _accepted.Add(message);
    }

    private static string TextOf(JsonObject message, string field) =>
        message[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
