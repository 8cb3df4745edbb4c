namespace CitizenAccount.Service.Notifications;

/// <summary>How long to wait after tries that failed: twice as long each time, from 1 second to 15 minutes, and half
/// of it by chance, so that what failed together does not come back together.</summary>
internal static class Backoff
{
    /// <summary>Chance is a number from 0 up to this, itself not included.</summary>
    public const int ChanceMax = 1_000;

    private const int SecondsMax = 15 * 60;

    /// <summary>The longest quiet a gateway gets for the asking; one message may be asked to wait longer.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(5);

    /// <param name="attempts">Tries so far, 1 or more.</param>
    /// <param name="chance">From 0 to <see cref="ChanceMax"/>, itself not included.</param>
    public static TimeSpan After(int attempts, int chance)
    {
        var seconds = attempts >= 10 ? SecondsMax : Math.Min(1 << attempts, SecondsMax);
        return TimeSpan.FromMilliseconds((seconds * 500L) + (seconds * 500L * chance / ChanceMax));
    }
}
