using System.Text.Json;
using System.Text.Json.Serialization;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>How people reach the programme, through time: a table in data, each entry with its sources and the days it
/// holds for.</summary>
internal sealed class ContactChannels
{
    private const string TableName = "contact-channels.json";

    // A misspelt or missing field is a bug in the table, and must not quietly become a default.
    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly Lazy<ContactChannels> FromTable = new(ReadEmbedded);

    private ContactChannels(IReadOnlyList<ChannelEntry> entries) => Entries = entries;

    /// <summary>Those that ship with this version.</summary>
    public static ContactChannels Published => FromTable.Value;

    /// <summary>Every entry, past and future ones included, in the order they are shown.</summary>
    public IReadOnlyList<ChannelEntry> Entries { get; }

    /// <summary>The channels in force on a day in Riyadh, the phone first.</summary>
    public IReadOnlyList<ChannelEntry> On(DateOnly day) => [.. Entries.Where(entry => entry.HoldsOn(day))];

    /// <summary>Reads a table.</summary>
    /// <exception cref="JsonException">The table does not have its shape.</exception>
    /// <exception cref="InvalidOperationException">An entry names a source the table does not list, or leaves its kind,
    /// confidence or basis open.</exception>
    public static ContactChannels Parse(Stream stream)
    {
        var table = JsonSerializer.Deserialize<Table>(stream, Shape)
            ?? throw new InvalidOperationException($"{TableName} is empty.");
        return new ContactChannels(
            [.. table.Channels.OrderBy(row => row.Kind).Select(row => row.ToEntry(table.Sources))]);
    }

    private static ContactChannels ReadEmbedded()
    {
        using var stream = typeof(ContactChannels).Assembly.GetManifestResourceStream(TableName)
            ?? throw new InvalidOperationException($"{TableName} is not embedded in the service.");
        return Parse(stream);
    }

    private sealed record Table(IReadOnlyDictionary<string, SourceRow> Sources, IReadOnlyList<ChannelRow> Channels);

    private sealed record SourceRow(string Title, string Address, string Published);

    private sealed record TextRow(string Ar, string En)
    {
        public Rules.LocalizedText ToText() => new(Ar, En);
    }

    private sealed record HoursRow(IReadOnlyList<Contracts.Type.V1.DayOfWeek> Days, TimeOnly Opens, TimeOnly Closes);

    private sealed record ChannelRow(
        ContactChannelKind Kind,
        TextRow Label,
        string Address,
        IReadOnlyList<HoursRow> OpeningHours,
        TextRow Note,
        Confidence Confidence,
        Basis Basis,
        IReadOnlyList<string> Sources,
        DateOnly? ValidFrom,
        DateOnly? ValidUntil)
    {
        public ChannelEntry ToEntry(IReadOnlyDictionary<string, SourceRow> sources)
        {
            if (Kind == ContactChannelKind.Unspecified || Confidence == Confidence.Unspecified
                || Basis == Basis.Unspecified)
            {
                throw new InvalidOperationException($"{TableName}: {Address} leaves kind, confidence or basis open.");
            }

            return new ChannelEntry(
                Kind,
                Label.ToText(),
                Address,
                [.. OpeningHours.Select(hours => new ChannelHours(hours.Days, hours.Opens, hours.Closes))],
                Note.ToText(),
                Confidence,
                Basis,
                [.. Sources.Select(id => SourceOf(id, sources))],
                ValidFrom,
                ValidUntil);
        }

        private static ChannelSource SourceOf(string id, IReadOnlyDictionary<string, SourceRow> sources) =>
            sources.TryGetValue(id, out var row)
                ? new ChannelSource(id, row.Title, row.Address, row.Published)
                : throw new InvalidOperationException($"{TableName} names the source '{id}' and does not list it.");
    }
}
