namespace CitizenAccount.Rules.Time;

/// <summary>Lays weekend, yearly holidays and announcements over one another, day by day.</summary>
internal static class DaysOff
{
    private static readonly LocalizedText Weekend = new("عطلة نهاية الأسبوع", "Weekend");
    private static readonly LocalizedText Between = new("يوم بين إجازتين", "Single day between two holidays");

    /// <summary>For each day from first to last why it is off; null where it is worked.</summary>
    public static LocalizedText?[] Compute(
        IReadOnlyList<PublicHoliday> holidays, IReadOnlyList<AnnouncedDays> announced, DateOnly first, DateOnly last)
    {
        var named = Named(holidays, last);
        var off = new LocalizedText?[last.DayNumber - first.DayNumber + 1];
        for (var i = 0; i < off.Length; i++)
        {
            var day = first.AddDays(i);
            off[i] = named.TryGetValue(day, out var name) ? name : IsWeekend(day) ? Weekend : null;
        }

        CloseSingleDays(off);

        // Last and word for word: a day announced off does not drag its neighbours with it.
        foreach (var (day, news) in Announced(announced))
        {
            if (day >= first && day <= last)
            {
                off[day.DayNumber - first.DayNumber] = news.Working ? null : news.Name;
            }
        }

        return off;
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday;

    private static Dictionary<DateOnly, LocalizedText> Named(IReadOnlyList<PublicHoliday> holidays, DateOnly last)
    {
        var named = new Dictionary<DateOnly, LocalizedText>();

        // Those that move go last: a holiday inside another one is not made up for.
        foreach (var holiday in holidays.OrderBy(holiday => holiday.MovesOffWeekend))
        {
            var lastYear = holiday.Calendar == HolidayCalendar.Hijri ? HijriDate.From(last).Year : last.Year;
            foreach (var year in holiday.YearsThrough(lastYear))
            {
                foreach (var day in Days(holiday, year))
                {
                    var moves = holiday.MovesOffWeekend && !named.ContainsKey(day);
                    named.TryAdd(moves ? OffWeekend(day) : day, holiday.Name);
                }
            }
        }

        return named;
    }

    private static IEnumerable<DateOnly> Days(PublicHoliday holiday, int year)
    {
        var day = Date(holiday.Calendar, year, holiday.First);
        if (holiday.Last is { } end)
        {
            for (var stop = Date(holiday.Calendar, year, end); day <= stop; day = day.AddDays(1))
            {
                yield return day;
            }

            yield break;
        }

        var left = holiday.WorkingDays
            ?? throw new ArgumentException($"{holiday.Code} has neither a last day nor a number of working days.");
        for (; left > 0; day = day.AddDays(1))
        {
            left -= IsWeekend(day) ? 0 : 1;
            yield return day;
        }
    }

    private static DateOnly Date(HolidayCalendar calendar, int year, MonthDay at) => calendar switch
    {
        HolidayCalendar.Gregorian => new(year, at.Month, at.Day),
        HolidayCalendar.Hijri => new HijriDate(year, at.Month, at.Day).ToDateOnly(),
    };

    private static DateOnly OffWeekend(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Friday => day.AddDays(-1),
        DayOfWeek.Saturday => day.AddDays(1),
        _ => day,
    };

    private static void CloseSingleDays(LocalizedText?[] off)
    {
        var single = Enumerable.Range(1, Math.Max(0, off.Length - 2))
            .Where(i => off[i] is null && off[i - 1] is not null && off[i + 1] is not null)
            .ToList();
        foreach (var i in single)
        {
            off[i] = Between;
        }
    }

    private static Dictionary<DateOnly, AnnouncedDays> Announced(IReadOnlyList<AnnouncedDays> announced)
    {
        var byDay = new Dictionary<DateOnly, AnnouncedDays>();
        foreach (var news in announced)
        {
            foreach (var day in news.Days())
            {
                if (!byDay.TryAdd(day, news))
                {
                    throw new ArgumentException($"{day:yyyy-MM-dd} is announced twice.", nameof(announced));
                }
            }
        }

        return byDay;
    }
}
