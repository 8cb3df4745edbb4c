using Microsoft.Extensions.Logging.Console;

namespace CitizenAccount.Service.Platform.Telemetry;

/// <summary>Where log lines go.</summary>
internal static class LogOutput
{
    /// <summary>Writes the log to the standard output, a JSON object a line. Whoever reads it may be slow, and calls
    /// must not wait for that: lines beyond the queue are dropped and their number is told in their place. What has to
    /// be kept stands in the database, not in the log.</summary>
    public static void AddLog(this ILoggingBuilder logging)
    {
        logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true);

        // The server makes an activity for each request as long as this category is on, and says nothing by it that our
        // own line does not say. Where traces are sent it makes one for each that is traced, with or without it.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.MaxQueueLength = 10_000;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
    }
}
