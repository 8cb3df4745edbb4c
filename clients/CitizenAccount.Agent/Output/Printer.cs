using System.Text.Json;
using System.Text.Json.Nodes;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CitizenAccount.Agent.Output;

/// <summary>Says things to people as tables and sentences, or to programs as JSON.</summary>
internal sealed class Printer(IAnsiConsole console, bool json, bool arabic)
{
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(false));

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool Json => json;

    public bool Arabic => arabic;

    public IAnsiConsole Console => console;

    /// <summary>A message as one line of JSON, or as people are to see it.</summary>
    public void Show(IMessage message, Action people)
    {
        if (json)
        {
            WriteLine(Formatter.Format(message));
        }
        else
        {
            people();
        }
    }

    /// <summary>A message as a list of its fields.</summary>
    public void Fields(IMessage message, params string[] paths) => Show(message, () => Grid(message, paths));

    /// <summary>Fields of a message, those that are empty left out.</summary>
    public void Grid(IMessage message, params string[] paths)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var path in paths)
        {
            var value = Cells.Of(message, path, arabic);
            if (value.Length > 0)
            {
                grid.AddRow(new Text(TitleOf(path), new Style(decoration: Decoration.Bold)), new Text(Directed(value)));
            }
        }

        console.Write(grid);
    }

    /// <summary>A message of a list: a line of JSON each, or a row each.</summary>
    public void Table(IReadOnlyList<IMessage> messages, params string[] paths)
    {
        if (json)
        {
            foreach (var message in messages)
            {
                WriteLine(Formatter.Format(message));
            }

            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var path in paths)
        {
            table.AddColumn(new TableColumn(new Text(TitleOf(path))));
        }

        foreach (var message in messages)
        {
            table.AddRow(paths.Select(path => new Text(Directed(Cells.Of(message, path, arabic)))));
        }

        console.Write(table);
        console.WriteLine(messages.Count == 1 ? "1 row" : $"{messages.Count} rows");
    }

    /// <summary>A sentence in the language of the caller, under a title.</summary>
    public void Say(string title, LocalizedText? text)
    {
        if (text is null || (arabic ? text.Ar : text.En) is not { Length: > 0 } said)
        {
            return;
        }

        console.Write(new Text($"{title}: ", new Style(decoration: Decoration.Bold)));
        WriteLine(Directed(said));
    }

    public void WriteLine(string line) => console.Profile.Out.Writer.WriteLine(line);

    /// <summary>A refusal, with everything the person can do about it.</summary>
    public static void Refusal(TextWriter errors, CitizenAccountException failure, bool json, bool arabic)
    {
        var refused = failure as RefusedException;
        if (json)
        {
            errors.WriteLine(AsJson(failure, refused).ToJsonString(Plain));
            return;
        }

        errors.WriteLine(Directed(failure.Text(arabic)));
        foreach (var bad in refused?.Fields ?? [])
        {
            errors.WriteLine($"  {bad.Field}: {Directed(bad.Text(arabic))}");
        }

        if (refused?.RetryAfter is { } wait)
        {
            errors.WriteLine($"  Try again after {wait.TotalSeconds:0.#} s.");
        }

        var facts = string.Concat(refused?.Facts.Select(fact => $" {fact.Key}={fact.Value}") ?? []);
        errors.WriteLine($"  [{refused?.ReasonName ?? failure.StatusCode.ToString()}] {failure.Call}{facts}");
    }

    // A terminal that knows direction sets a line by its first strong letter; a mark before it makes that sure, so that
    // full stops and numbers stay where they belong. Others show it as nothing.
    private static string Directed(string text) => text.Any(IsArabic) ? $"\u200F{text}" : text;

    private static bool IsArabic(char letter) => letter is >= '\u0600' and <= '\u06FF';

    private static string TitleOf(string path) => path[(path.LastIndexOf('.') + 1)..].Replace('_', ' ');

    private static JsonObject AsJson(CitizenAccountException failure, RefusedException? refused) => new()
    {
        ["call"] = failure.Call,
        ["status"] = failure.StatusCode.ToString(),
        ["reason"] = refused?.ReasonName,
        ["ar"] = failure.Arabic,
        ["en"] = failure.English,
        ["fields"] = new JsonArray([.. (refused?.Fields ?? []).Select(bad => (JsonNode)new JsonObject
        {
            ["field"] = bad.Field,
            ["ar"] = bad.Arabic,
            ["en"] = bad.English,
        })]),
        ["facts"] = new JsonObject((refused?.Facts ?? new Dictionary<string, string>())
            .Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
        ["retry_after_seconds"] = refused?.RetryAfter?.TotalSeconds,
    };
}
