using System.Text.Json;
using System.Text.Json.Serialization;

namespace CitizenAccount.Rules.Time;

/// <summary>Reads a dated table shipped inside this library. A table that does not fit its shape is a bug.</summary>
internal static class EmbeddedTable
{
    // A misspelt or missing field must stop the build's tests, not quietly become a default.
    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static T Read<T>(string name)
        where T : class
    {
        using var stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        return Parse<T>(stream, name);
    }

    /// <summary>The same for a table of other origin, such as an operator's file or a test.</summary>
    public static T Parse<T>(Stream stream, string name)
        where T : class
    {
        return JsonSerializer.Deserialize<T>(stream, Shape)
            ?? throw new InvalidOperationException($"The table {name} is empty.");
    }
}
