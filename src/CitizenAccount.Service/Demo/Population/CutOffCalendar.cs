using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Demo;

/// <summary>The days of one population: all of them lie on or before the data cut-off of its benefit month, because
/// later ones cannot be known yet.</summary>
internal sealed class CutOffCalendar
{
    /// <summary>Oldest age made, completed years.</summary>
    public const int AgeMax = 99;

    // Day numbers of the birthdays that complete 0, 1, 2 ... years on the cut-off.
    private readonly int[] _latestBirthDays = new int[AgeMax + 2];

    public CutOffCalendar(YearMonth month)
    {
        Month = month;
        var cutOff = month.AddMonths(-1).Day(Cycle.DataCutOffDay);
        CutOffDay = cutOff.DayNumber;
        for (var age = 0; age < _latestBirthDays.Length; age++)
        {
            _latestBirthDays[age] = cutOff.AddYears(-age).DayNumber;
        }
    }

    public YearMonth Month { get; }

    /// <summary>The data cut-off as <see cref="DateOnly.DayNumber"/>.</summary>
    public int CutOffDay { get; }

    /// <summary>A birth day of one who has completed so many years on the cut-off.</summary>
    public int BirthDay(ref Chance chance, int age) =>
        chance.Between(_latestBirthDays[age + 1] + 1, _latestBirthDays[age]);

    /// <summary>Completed years on the cut-off.</summary>
    public int AgeOn(int birthDay)
    {
        // 1461 days are four years: at most one year wrong near a birthday, which the table settles.
        var age = Math.Min((CutOffDay - birthDay) * 4 / 1461, AgeMax);
        return birthDay > _latestBirthDays[age] ? age - 1
            : birthDay <= _latestBirthDays[age + 1] ? age + 1
            : age;
    }
}
