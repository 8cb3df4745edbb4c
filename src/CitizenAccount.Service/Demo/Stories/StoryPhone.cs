using System.Text.Json;
using System.Text.RegularExpressions;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>The phones of the people of the stories: the file into which the development sender writes what would have
/// been sent by SMS. What a person would read there and type is read here.</summary>
internal sealed partial class StoryPhone(string file, Action aSecondPasses)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private const int LooksASecond = 20;

    private readonly Dictionary<string, int> _read = new(StringComparer.Ordinal);

    /// <summary>Waits for the next message to a mobile that holds a code of six digits, and reads the code.</summary>
    public Task<string> CodeAsync(string mobile, CancellationToken stop) => NextAsync(mobile, Code(), stop);

    /// <summary>Waits for the next message that holds a temporary password, and reads it.</summary>
    public Task<string> PasswordAsync(string mobile, CancellationToken stop) => NextAsync(mobile, Password(), stop);

    private async Task<string> NextAsync(string mobile, Regex secret, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1) / LooksASecond);
        for (var looks = 1; ; looks++)
        {
            var texts = await TextsAsync(mobile, limit.Token);
            for (var at = _read.GetValueOrDefault(mobile); at < texts.Count; at++)
            {
                if (secret.Match(Plain(texts[at])) is { Success: true } found)
                {
                    _read[mobile] = at + 1;
                    return found.Groups[1].Value;
                }
            }

            // The clock of the stories stands still; while somebody waits for an SMS, time passes there too, or a
            // sender that was put off would never try again.
            if (looks % LooksASecond == 0)
            {
                aSecondPasses();
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<List<string>> TextsAsync(string mobile, CancellationToken stop)
    {
        var texts = new List<string>();
        if (!File.Exists(file))
        {
            return texts;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            // A line that is only half written is read when it is whole.
            if (line.EndsWith('}'))
            {
                using var message = JsonDocument.Parse(line);
                if (message.RootElement.GetProperty("to").GetString() == mobile)
                {
                    texts.Add(message.RootElement.GetProperty("text").GetString()!);
                }
            }
        }

        return texts;
    }

    // Marks of direction stand around numbers in Arabic text.
    private static string Plain(string text) =>
        string.Concat(text.Where(c => c is not (>= '\u2066' and <= '\u2069') and not '\u200E' and not '\u200F'));

    [GeneratedRegex(@"(?<![0-9A-Za-z+])([0-9]{6})(?![0-9A-Za-z])")]
    private static partial Regex Code();

    // A temporary password is ten capitals and digits; no other word of a message is.
    [GeneratedRegex(@"(?<![0-9A-Za-z])([0-9A-Z]{10})(?![0-9A-Za-z])")]
    private static partial Regex Password();
}
