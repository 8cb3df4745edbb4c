using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Objections;

/// <summary>Settings of cases. Section <c>Cases</c>.</summary>
internal sealed class CaseOptions
{
    public const string Section = "Cases";

    /// <summary>Working days promised for an objection to a decision; no source publishes it.</summary>
    [Range(1, 250, ErrorMessage = "must lie between 1 and 250")]
    public int EligibilityWorkingDays { get; set; } = 15;

    /// <summary>A decision that compensates so many months or more needs a second person.</summary>
    [Range(1, 100, ErrorMessage = "must lie between 1 and 100")]
    public int SecondPersonFromMonths { get; set; } = 3;

    /// <summary>Seconds between two looks at the clocks.</summary>
    [Range(1, 3_600, ErrorMessage = "must lie between 1 and 3600")]
    public int SweepSeconds { get; set; } = 30;

    /// <summary>Days announced off beside the published ones: <c>2027-03-08, 2027-03-09</c>.</summary>
    public string DaysOff { get; set; } = "";

    /// <summary>Days announced to be worked.</summary>
    public string DaysWorked { get; set; } = "";
}

/// <summary>The working days of cases: the published ones, and what was announced since. A new announcement is a new
/// start of the service; the promises it moves are recomputed by the next look at the clocks.</summary>
internal sealed class CaseCalendar
{
    private const int MarkDays = 4 * 366;

    /// <param name="days">The working days.</param>
    /// <param name="today">Promises that still run end within some years of today.</param>
    public CaseCalendar(WorkingCalendar days, DateOnly today)
    {
        Days = days;
        var text = new StringBuilder(MarkDays);
        for (var day = today.AddDays(-MarkDays / 2); day < today.AddDays(MarkDays / 2); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Friday or DayOfWeek.Saturday) != days.IsWorkingDay(day))
            {
                text.Append(CultureInfo.InvariantCulture, $"{day.DayNumber} ");
            }
        }

        Mark = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public WorkingCalendar Days { get; }

    /// <summary>Tells one calendar from another: a case keeps the mark of the one its promise was made by.</summary>
    public int Mark { get; }

    /// <exception cref="StartRefused">A day cannot be read.</exception>
    public static CaseCalendar Of(CaseOptions options, DateTimeOffset now)
    {
        AnnouncedDays[] announced =
            [.. Read(options.DaysOff, false, "DaysOff"), .. Read(options.DaysWorked, true, "DaysWorked")];
        try
        {
            var days = announced.Length == 0
                ? WorkingCalendar.Published
                : WorkingCalendar.Published.WithAnnounced(announced);
            return new CaseCalendar(days, MarkDay(now));
        }
        catch (ArgumentException)
        {
            throw new StartRefused("configuration: Cases:DaysOff and Cases:DaysWorked name a day twice.");
        }
    }

    // The same for a whole year, so that a new day alone makes no other calendar.
    private static DateOnly MarkDay(DateTimeOffset now) => new(Riyadh.DateOf(now).Year, 7, 1);

    private static IEnumerable<AnnouncedDays> Read(string days, bool worked, string key) =>
        days.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new AnnouncedDays(
                    day, day, worked, new LocalizedText("يوم معلن", "An announced day"), "configuration",
                    Confidence.High, "")
                : throw new StartRefused(
                    $"configuration: Cases:{key} must be days like 2027-03-08, divided by commas."));
}
