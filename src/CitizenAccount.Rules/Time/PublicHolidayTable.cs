using System.Globalization;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Time;

/// <summary>The shape of <c>public-holidays.json</c>.</summary>
internal sealed record PublicHolidayTable(
    IReadOnlyList<PublicHoliday> Holidays, IReadOnlyList<AnnouncedDays> Announced)
{
    private static readonly Lazy<PublicHolidayTable> FromFile = new(Read);

    public static PublicHolidayTable Shipped => FromFile.Value;

    private static PublicHolidayTable Read()
    {
        var file = EmbeddedTable.Read<File>("public-holidays.json");
        return new([.. file.Holidays.Select(row => row.ToHoliday())], [.. file.Announced.Select(row => row.ToDays())]);
    }

    internal sealed record File(
        IReadOnlyList<HolidayRow> Holidays, IReadOnlyList<AnnouncedRow> Announced);

    internal sealed record HolidayRow(
        string Code,
        string Arabic,
        string English,
        HolidayCalendar Calendar,
        string First,
        string? Last,
        int? WorkingDays,
        bool MovesOffWeekend,
        int FirstYear,
        int? LastYear,
        string Source,
        Confidence Confidence,
        string Note)
    {
        public PublicHoliday ToHoliday() => new(
            Code, new(Arabic, English), Calendar, DayOf(First), Last is null ? null : DayOf(Last), WorkingDays,
            MovesOffWeekend, FirstYear, LastYear, Source, Confidence, Note);

        private static MonthDay DayOf(string text)
        {
            var parts = text.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            return new(parts[0], parts[1]);
        }
    }

    internal sealed record AnnouncedRow(
        DateOnly First, DateOnly Last, bool Working, string Arabic, string English, string Source,
        Confidence Confidence, string Note)
    {
        public AnnouncedDays ToDays() => new(First, Last, Working, new(Arabic, English), Source, Confidence, Note);
    }
}
