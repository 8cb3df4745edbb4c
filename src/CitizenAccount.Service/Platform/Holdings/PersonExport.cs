using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CitizenAccount.Service.Platform.Holdings;

/// <summary>Writes everything held on a person into a ZIP: a JSON file a table, sealed values opened, and files as
/// they were given.</summary>
internal sealed class PersonExport(IDbContextFactory<ServiceDb> databases, IEnumerable<Holding> holdings)
{
    /// <summary>Its name in records of who looked.</summary>
    public const string Call = "person-export";

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes it, and says how many rows of which table.</summary>
    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(
        HeldPerson who, Stream target, CancellationToken stop)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
            foreach (var holding in holdings.OrderBy(one => one.Row.Name, StringComparer.Ordinal))
            {
                var model = db.Model.FindEntityType(holding.Row)
                    ?? throw new InvalidOperationException($"{holding.Row.Name} is no table.");
                var table = model.GetTableName()!;
                var rows = new JsonArray();
                await foreach (var row in holding.RowsOf(db, who).WithCancellation(stop))
                {
                    rows.Add(Describe(holding, model, row, who));
                    if (await holding.FileOfAsync(row, stop) is { } file)
                    {
                        await WriteAsync(archive, $"{table}/{file.Name}", file.Content, stop);
                    }
                }

                counts[table] = rows.Count;
                if (rows.Count > 0)
                {
                    await WriteAsync(
                        archive, $"{table}.json", JsonSerializer.SerializeToUtf8Bytes(rows, Readable), stop);
                }
            }
        }

        return counts;
    }

    private static JsonObject Describe(Holding holding, IEntityType table, object row, HeldPerson who)
    {
        var told = new JsonObject();
        foreach (var column in table.GetProperties().Where(column => !holding.Left.Contains(column.Name)))
        {
            var value = column.GetGetter().GetClrValue(row);
            told[column.Name] = NodeOf(
                value is not null && holding.Opened.TryGetValue(column.Name, out var open) ? open(row, who) : value);
        }

        return told;
    }

    private static async Task WriteAsync(ZipArchive archive, string name, byte[] content, CancellationToken stop)
    {
        var file = await archive.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(stop);
        await using (file)
        {
            await file.WriteAsync(content, stop);
        }
    }

    private static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        byte[] bytes => JsonValue.Create(Convert.ToHexStringLower(bytes)),
        Kernel.HouseholdId household => JsonValue.Create(household.Name),
        Kernel.AccountId account => JsonValue.Create(account.Name),
        _ => JsonSerializer.SerializeToNode(value, Readable),
    };
}
