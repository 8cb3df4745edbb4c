namespace CitizenAccount.Rules.Time;

/// <summary>
/// Age in completed years on a civil date. No public source says whether the programme counts Gregorian or Hijri
/// years, so every caller names the basis; a Hijri year is some eleven days shorter.
/// </summary>
/// <remarks>
/// A year is completed at the start of the birthday. Who was born on a day the year in question lacks (29 February, or
/// the 30th of a month that then has 29 days) completes it on the first day of the next month.
/// </remarks>
public static class Age
{
    /// <summary>The number of completed years.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The date is before the birth; or, for Hijri, one of the two lies outside the Umm al-Qura table.
    /// </exception>
    public static int YearsCompleted(DateOnly birth, DateOnly on, AgeBasis basis)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(on, birth);
        return basis switch
        {
            AgeBasis.Gregorian => Completed((birth.Year, birth.Month, birth.Day), (on.Year, on.Month, on.Day)),
            AgeBasis.Hijri => Completed(Numbers(HijriDate.From(birth)), Numbers(HijriDate.From(on))),
        };
    }

    /// <summary>The first day on which so many years are completed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That day or the birth lies outside the calendar.</exception>
    public static DateOnly ReachedOn(DateOnly birth, int years, AgeBasis basis)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(years);
        return basis switch
        {
            AgeBasis.Gregorian => GregorianBirthday(birth, birth.Year + years),
            AgeBasis.Hijri => HijriBirthday(HijriDate.From(birth), years),
        };
    }

    private static (int Year, int Month, int Day) Numbers(HijriDate date) => (date.Year, date.Month, date.Day);

    private static int Completed((int Year, int Month, int Day) birth, (int Year, int Month, int Day) on)
    {
        var beforeBirthday = (on.Month, on.Day).CompareTo((birth.Month, birth.Day)) < 0;
        return on.Year - birth.Year - (beforeBirthday ? 1 : 0);
    }

    private static DateOnly GregorianBirthday(DateOnly birth, int year) =>
        birth is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year)
            ? new(year, 3, 1)
            : new(year, birth.Month, birth.Day);

    private static DateOnly HijriBirthday(HijriDate birth, int years)
    {
        var (year, month, day) = (birth.Year + years, birth.Month, birth.Day);
        return day <= HijriDate.DaysInMonth(year, month)
            ? new HijriDate(year, month, day).ToDateOnly()
            : new HijriDate(year, month, day - 1).ToDateOnly().AddDays(1);
    }
}

/// <summary>In which years an age is counted.</summary>
public enum AgeBasis
{
    /// <summary>Gregorian years.</summary>
    Gregorian = 1,

    /// <summary>Years of the Umm al-Qura calendar.</summary>
    Hijri = 2,
}
