using System.Reflection;
using System.Text.Json;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>Reads policy files and refuses what leaves a gap, overlaps or is misspelt.</summary>
internal static class PolicyFiles
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    private static readonly HashSet<string> ParameterFields = ["key", "unit", "periods"];

    private static readonly HashSet<string> PeriodFields =
        ["from", "to", "value", "confidence", "basis", "sources", "note", "provisional"];

    /// <summary>The files that ship inside this assembly.</summary>
    public static IEnumerable<PolicyFile> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (name.StartsWith("policy-", StringComparison.Ordinal) || name == "sources.json")
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return new PolicyFile(name, reader.ReadToEnd());
            }
        }
    }

    /// <summary>Adds the content of one file.</summary>
    public static void Read(PolicyFile file, List<PolicyParameter> parameters, Dictionary<string, PolicySource> sources)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(file.Text, Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw new PolicyFileException($"{file.Name} is not JSON: {failure.Message}");
        }

        try
        {
            if (file.Name == "sources.json")
            {
                ReadSources(root, sources);
                return;
            }

            foreach (var element in Field(file.Name, root, "parameters").EnumerateArray())
            {
                var parameter = ReadParameter(file.Name, element);
                if (parameters.Any(known => known.Key == parameter.Key))
                {
                    throw new PolicyFileException($"{file.Name}: parameter {parameter.Key} stands there twice.");
                }

                parameters.Add(parameter);
            }
        }
        catch (InvalidOperationException failure)
        {
            throw new PolicyFileException($"{file.Name} does not have the form of a policy file: {failure.Message}");
        }
    }

    private static void ReadSources(JsonElement root, Dictionary<string, PolicySource> sources)
    {
        foreach (var source in root.EnumerateObject())
        {
            var where = $"sources.json: source {source.Name}";
            sources[source.Name] = new PolicySource(
                source.Name,
                Text(where, source.Value, "title"),
                Text(where, source.Value, "url"),
                Text(where, source.Value, "date"),
                Text(where, source.Value, "kind"));
        }
    }

    private static PolicyParameter ReadParameter(string file, JsonElement element)
    {
        var key = Text($"{file}: a parameter", element, "key");
        var where = $"{file}: parameter {key}";
        RefuseUnknownFields(where, element, ParameterFields);
        PolicyPeriod[] periods = [.. Each(where, element, "periods").Select(period => ReadPeriod(where, period))];
        CheckTiling(file, key, periods);
        return new PolicyParameter(key, Text(where, element, "unit"), periods);
    }

    private static PolicyPeriod ReadPeriod(string where, JsonElement element)
    {
        RefuseUnknownFields(where, element, PeriodFields);
        return new PolicyPeriod(
            Month(where, Text(where, element, "from")),
            IsNull(where, element, "to") ? null : Month(where, Text(where, element, "to")),
            Field(where, element, "value"),
            ReadName<Confidence>(where, Text(where, element, "confidence")),
            ReadName<Basis>(where, Text(where, element, "basis")),
            [.. Each(where, element, "sources").Select(source => source.ToString())],
            Text(where, element, "note"),
            element.TryGetProperty("provisional", out _) && YesNo(where, element, "provisional"));
    }

    private static JsonElement.ArrayEnumerator Each(string where, JsonElement element, string name)
    {
        var value = Field(where, element, name);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw new PolicyFileException($"{where}: the field '{name}' must be a list.");
    }

    private static bool YesNo(string where, JsonElement element, string name)
    {
        var value = Field(where, element, name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new PolicyFileException($"{where}: the field '{name}' must be true or false.");
    }

    private static void RefuseUnknownFields(string where, JsonElement element, HashSet<string> known)
    {
        foreach (var field in element.EnumerateObject())
        {
            if (!known.Contains(field.Name))
            {
                throw new PolicyFileException($"{where} has an unknown field '{field.Name}'.");
            }
        }
    }

    private static JsonElement Field(string where, JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? value
            : throw new PolicyFileException($"{where} lacks the field '{name}'.");

    private static bool IsNull(string where, JsonElement element, string name) =>
        Field(where, element, name).ValueKind == JsonValueKind.Null;

    private static string Text(string where, JsonElement element, string name)
    {
        var value = Field(where, element, name);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new PolicyFileException($"{where}: the field '{name}' must be text, and is {value.GetRawText()}.");
    }

    private static YearMonth Month(string where, string text) =>
        YearMonth.TryParse(text, out var month, out var problem)
            ? month
            : throw new PolicyFileException($"{where} says '{text}'. {problem.Text.English}");

    private static T ReadName<T>(string where, string text)
        where T : struct, Enum
    {
        var name = text.Replace("_", "", StringComparison.Ordinal);
        return Enum.GetNames<T>().Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(name, ignoreCase: true)
            : throw new PolicyFileException(
                $"{where} says '{text}', which is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static void CheckTiling(string file, string key, PolicyPeriod[] periods)
    {
        var expected = PolicyBook.FirstMonth;
        for (var i = 0; i < periods.Length; i++)
        {
            var period = periods[i];
            if (period.From != expected)
            {
                var wrong = period.From > expected ? "has a gap" : "overlaps itself";
                throw new PolicyFileException(
                    $"{file}: parameter {key} {wrong} at {expected}: the next value starts in {period.From}. "
                    + "Give every month from 2017-12 on exactly one value (null where the rule is not in force).");
            }

            if (period.To is not { } to)
            {
                if (i + 1 < periods.Length)
                {
                    throw new PolicyFileException($"{file}: parameter {key} has a value after the one without end.");
                }

                return;
            }

            if (to < period.From)
            {
                throw new PolicyFileException(
                    $"{file}: parameter {key} has a value that ends before it starts, at {to}.");
            }

            if (to == YearMonth.MaxValue)
            {
                expected = to;
                break;
            }

            expected = to.AddMonths(1);
        }

        throw new PolicyFileException(
            $"{file}: parameter {key} has a gap from {expected} on: its last value must have no end (\"to\": null), "
            + "marked provisional where nothing is announced.");
    }
}
