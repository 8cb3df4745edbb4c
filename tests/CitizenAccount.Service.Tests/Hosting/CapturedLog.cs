using System.Collections.Concurrent;
using System.Globalization;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>Keeps what a service logs, so that a test can say what must stand there and what must not.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LoggedEvent> _events = new();

    public IReadOnlyCollection<LoggedEvent> Events => _events;

    /// <summary>Errors, each a fault that somebody has to look at.</summary>
    public IReadOnlyList<LoggedEvent> Errors => [.. _events.Where(logged => logged.Level >= LogLevel.Error)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // Nothing is held, and what was captured may still be looked at.
    }

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            // Structured values are written too: a console of JSON writes them beside the sentence.
            var values = state is IEnumerable<KeyValuePair<string, object?>> named
                ? string.Join(' ', named.Select(value => string.Create(
                    CultureInfo.InvariantCulture, $"{value.Key}={value.Value}")))
                : "";
            log._events.Enqueue(new LoggedEvent(
                logLevel, category, eventId.Id, $"{formatter(state, exception)} {values} {exception}"));
        }
    }
}

/// <summary>One event as it was logged, with its values and its exception in full.</summary>
internal sealed record LoggedEvent(LogLevel Level, string Category, int Id, string Text);
