using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>What an entry says of a row: each column that changed with its value before and after, as JSON. Bytes are
/// base64; what was sealed stays sealed inside.</summary>
internal static class AuditContent
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes it; null when nothing changed that counts.</summary>
    public static byte[]? Of(EntityEntry entry)
    {
        PropertyEntry[] columns =
        [
            .. entry.Properties.Where(column => entry.State != EntityState.Modified
                || (column.IsModified && AuditScope.IsChange(column.Metadata.PropertyInfo))),
        ];
        if (columns.Length == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            foreach (var column in columns)
            {
                json.WriteStartObject(column.Metadata.Name);
                var hidden = AuditScope.HidesValue(column.Metadata.PropertyInfo);
                if (entry.State != EntityState.Added)
                {
                    Write(json, "before", column.OriginalValue, hidden);
                }

                if (entry.State != EntityState.Deleted)
                {
                    Write(json, "after", column.CurrentValue, hidden);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One value as text, as in keys.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DateTime instant => instant.ToString("O", CultureInfo.InvariantCulture),
        Enum named => named.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Write(Utf8JsonWriter json, string name, object? value, bool hidden)
    {
        if (hidden && value is not null)
        {
            json.WriteString(name, "set");
            return;
        }

        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case byte[] bytes:
                json.WriteBase64String(name, bytes);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case byte or short or int or long:
                json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, TextOf(value));
                break;
        }
    }
}
