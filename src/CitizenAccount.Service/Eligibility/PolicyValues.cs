using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Proposed values as a policy file would state them: the way back from <see cref="PolicyWire"/>.</summary>
internal static class PolicyValues
{
    private const int DepthMax = 3;
    private const int ItemsMax = 100;
    private const int TextMax = 200;
    private const int ScaleMax = 9;

    /// <summary>Whether a proposed value is of the same kind as the present one; anything is where there is none.
    /// Whole and decimal numbers are one kind.</summary>
    public static bool IsSameKind(Value? present, Value proposed) =>
        present is null || KindOf(present) == KindOf(proposed);

    /// <summary>The value as JSON; null when it has no kind, is of one that policies do not have, or is too large.
    /// </summary>
    public static JsonElement? ToJson(Value value) => TryRead(value, DepthMax, out var node)
        ? JsonSerializer.SerializeToElement(node)
        : null;

    private static Value.KindOneofCase KindOf(Value value) => value.KindCase == Value.KindOneofCase.Decimal
        ? Value.KindOneofCase.Integer
        : value.KindCase;

    private static bool TryRead(Value value, int depth, out JsonNode? node)
    {
        node = value.KindCase switch
        {
            Value.KindOneofCase.Money => Number(value.Money.Halalas, 2),
            Value.KindOneofCase.Integer => Number(value.Integer, 0),
            Value.KindOneofCase.Decimal when value.Decimal.Scale is >= 0 and <= ScaleMax =>
                Number(value.Decimal.Unscaled, value.Decimal.Scale),
            Value.KindOneofCase.Flag => JsonValue.Create(value.Flag),
            Value.KindOneofCase.Text when value.Text.Length <= TextMax => JsonValue.Create(value.Text),
            Value.KindOneofCase.List when depth > 0 => List(value.List, depth),
            Value.KindOneofCase.Map when depth > 0 => Map(value.Map, depth),
            _ => null,
        };
        return node is not null;
    }

    private static JsonArray? List(ValueList list, int depth)
    {
        var array = new JsonArray();
        foreach (var item in list.Values)
        {
            if (array.Count == ItemsMax || !TryRead(item, depth - 1, out var node))
            {
                return null;
            }

            array.Add(node);
        }

        return array;
    }

    private static JsonObject? Map(ValueMap map, int depth)
    {
        var named = new JsonObject();
        foreach (var entry in map.Entries)
        {
            if (named.Count == ItemsMax || entry.Key.Length > TextMax || entry.Value is null
                || named.ContainsKey(entry.Key) || !TryRead(entry.Value, depth - 1, out var node))
            {
                return null;
            }

            named.Add(entry.Key, node);
        }

        return named;
    }

    // As a file would spell it, without zeros at the end: the same number has one hash.
    private static JsonNode? Number(long unscaled, int scale)
    {
        var number = new decimal(unscaled);
        for (var i = 0; i < scale; i++)
        {
            number /= 10;
        }

        return JsonNode.Parse(number.ToString("0.#########", CultureInfo.InvariantCulture));
    }
}
