namespace CitizenAccount.Rules.Time;

/// <summary>
/// Civil time in the Kingdom (Asia/Riyadh): always three hours ahead of UTC, without summer time. Deadlines end with
/// the civil day, so instants and dates meet only here.
/// </summary>
/// <remarks>
/// The offset is a constant on purpose: the result must be the same today and in five years, on a machine with or
/// without time zone files.
/// </remarks>
public static class Riyadh
{
    /// <summary>Three hours ahead of UTC.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(3);

    /// <summary>The civil date in Riyadh at an instant. The last hours of the year 9999 stay on its last day.</summary>
    public static DateOnly DateOf(DateTimeOffset instant)
    {
        var ticks = Math.Min(instant.UtcTicks + Offset.Ticks, DateTime.MaxValue.Ticks);
        return DateOnly.FromDateTime(new DateTime(ticks));
    }

    /// <summary>The first instant of a civil day, in UTC: 21:00 the evening before.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>
    /// The instant at which a civil day is over, in UTC: the first of the next day, itself no longer in it. "By the end
    /// of the day" is <c>instant &lt; EndOf(day)</c>.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));

    /// <summary>The instant, in UTC, at which clocks in Riyadh show this date and time.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        // The first hours of the year 1 have no instant in UTC; they start at the first one there is.
        var ticks = Math.Max(day.ToDateTime(time).Ticks - Offset.Ticks, DateTime.MinValue.Ticks);
        return new(ticks, TimeSpan.Zero);
    }

    /// <summary>The same instant as clocks in Riyadh show it, for display.</summary>
    public static DateTimeOffset Show(DateTimeOffset instant) => instant.ToOffset(Offset);
}
