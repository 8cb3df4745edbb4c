using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Applications;

/// <summary>A member's death, or the end of a membership.</summary>
/// <param name="Position">The member.</param>
/// <param name="Day">The day it happened.</param>
/// <param name="Died">Died, and did not just leave.</param>
internal sealed record Exit(int Position, DateOnly Day, bool Died);

/// <summary>Tells a room above, in the transaction that stores it, that deaths or exits became known, from the earliest
/// day on which one of them happened. Registered by the room that acts on it; every one of them is told.</summary>
/// <param name="db">The transaction.</param>
/// <param name="household">Whose members.</param>
/// <param name="day">The earliest day.</param>
/// <param name="reference">Resource name of the event that says so.</param>
/// <param name="stop">Stops it.</param>
internal delegate Task ExitsKnown(
    ServiceDb db, HouseholdId household, DateOnly day, string reference, CancellationToken stop);

/// <summary>Reads deaths and exits from applications.</summary>
internal static class Exits
{
    /// <summary>Those that are known.</summary>
    public static IReadOnlyList<Exit> Of(Application application) =>
    [
        .. application.Members.Where(member => member.DiedOn is not null || !member.IsActive)
            .Select(member => new Exit(
                member.Position, Earlier(member.DiedOn, member.Until), member.DiedOn is not null)),
    ];

    /// <summary>The earliest day of what a change made known or corrected; null when it did neither.</summary>
    public static DateOnly? FirstNew(Application before, Application after)
    {
        var (known, now) = (Of(before), Of(after));
        DateOnly[] days = [.. now.Except(known).Concat(known.Except(now)).Select(exit => exit.Day)];
        return days.Length == 0 ? null : days.Min();
    }

    /// <summary>The application as it was on a day, by all that is known now: who was a member then, and what had
    /// happened by then.</summary>
    public static Application AsOf(Application application, DateOnly day) => application with
    {
        Members =
        [
            .. application.Members.Where(member => member.IsMain || member.From <= day).Select(member => member with
            {
                Until = member.Until is { } until && until > day ? null : member.Until,
                Life = [.. member.Life.Where(life => life.Day <= day)],
                Civil = member.Civil is { DiedOn: { } died } civil && died > day
                    ? civil with { DiedOn = null }
                    : member.Civil,
            }),
        ],
    };

    private static DateOnly Earlier(DateOnly? one, DateOnly? other) =>
        (one, other) switch
        {
            ({ } first, { } second) => first < second ? first : second,
            ({ } first, null) => first,
            (null, { } second) => second,
            _ => throw new InvalidOperationException("A member who exits has a day."),
        };
}
