using System.Globalization;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Operations;

/// <summary>Days on the command line: civil days of Riyadh.</summary>
internal static class CommandDays
{
    /// <summary>The instant a day begins; null for none.</summary>
    public static DateTime? Start(string? text) => Read(text) is { } day ? Riyadh.StartOf(day).UtcDateTime : null;

    /// <summary>The instant after a day; null for none.</summary>
    public static DateTime? End(string? text) =>
        Read(text) is { } day ? Riyadh.StartOf(day.AddDays(1)).UtcDateTime : null;

    private static DateOnly? Read(string? text) => text is null ? null
        : DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new StartRefused($"{text} is no day: write it as YYYY-MM-DD.");
}
