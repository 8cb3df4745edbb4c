using System.Globalization;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class AgeTests
{
    private static readonly Arbitrary<DateOnly> Days =
        Gen.Choose(0, 40_000).Select(HijriDate.FirstGregorian.AddDays).ToArbitrary();

    private static readonly Arbitrary<AgeBasis> Bases =
        Gen.Elements(AgeBasis.Gregorian, AgeBasis.Hijri).ToArbitrary();

    [Theory]
    [InlineData("2008-11-22", "2026-11-21", 17)]
    [InlineData("2008-11-22", "2026-11-22", 18)]
    [InlineData("2008-11-22", "2026-11-23", 18)]
    [InlineData("2026-11-22", "2026-11-22", 0)]
    [InlineData("2008-02-29", "2026-02-28", 17)]
    [InlineData("2008-02-29", "2026-03-01", 18)]
    [InlineData("2008-02-29", "2028-02-29", 20)]
    public void Gregorian_years_are_completed_on_the_birthday(string birth, string on, int years) =>
        Assert.Equal(years, Age.YearsCompleted(Date(birth), Date(on), AgeBasis.Gregorian));

    [Theory]
    [InlineData("1429-01-15", "1447-01-14", 17)]
    [InlineData("1429-01-15", "1447-01-15", 18)]
    [InlineData("1429-01-15", "1447-01-16", 18)]
    public void Hijri_years_are_completed_on_the_Hijri_birthday(string birth, string on, int years) =>
        Assert.Equal(years, Age.YearsCompleted(
            HijriDate.Parse(birth).ToDateOnly(), HijriDate.Parse(on).ToDateOnly(), AgeBasis.Hijri));

    [Fact]
    public void Eighteen_Hijri_years_come_some_200_days_before_eighteen_Gregorian_ones()
    {
        var birth = new DateOnly(2008, 11, 22);
        var gregorian = Age.ReachedOn(birth, 18, AgeBasis.Gregorian);
        var hijri = Age.ReachedOn(birth, 18, AgeBasis.Hijri);
        Assert.InRange(gregorian.DayNumber - hijri.DayNumber, 190, 200);
    }

    [Fact]
    public void Who_was_born_on_a_day_the_year_lacks_completes_it_on_the_first_of_the_next_month()
    {
        Assert.Equal(Date("2026-03-01"), Age.ReachedOn(Date("2008-02-29"), 18, AgeBasis.Gregorian));

        // Find a birth on a 30th whose month has 29 days eighteen years on.
        var birth = Enumerable.Range(0, 400).Select(i => HijriDate.Parse("1425-01-01").ToDateOnly().AddDays(i))
            .Select(HijriDate.From)
            .First(date => date.Day == 30 && HijriDate.DaysInMonth(date.Year + 18, date.Month) == 29);
        var reached = HijriDate.From(Age.ReachedOn(birth.ToDateOnly(), 18, AgeBasis.Hijri));
        Assert.Equal(1, reached.Day);
        Assert.NotEqual(birth.Month, reached.Month);
    }

    [Fact]
    public void Nobody_has_an_age_before_birth_or_outside_the_table()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Age.YearsCompleted(Date("2026-01-02"), Date("2026-01-01"), AgeBasis.Gregorian));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Age.YearsCompleted(Date("1900-01-01"), Date("2026-01-01"), AgeBasis.Hijri));
        Assert.Throws<ArgumentOutOfRangeException>(() => Age.ReachedOn(Date("2026-01-01"), -1, AgeBasis.Gregorian));
        Assert.Throws<ArgumentOutOfRangeException>(() => Age.ReachedOn(Date("2026-01-01"), 100, AgeBasis.Hijri));
    }

    [Fact]
    public void The_day_an_age_is_reached_is_the_first_day_it_is_counted() =>
        Prop.ForAll(Days, Gen.Choose(1, 60).ToArbitrary(), Bases, (birth, years, basis) =>
        {
            var day = Age.ReachedOn(birth, years, basis);
            return Age.YearsCompleted(birth, day, basis) == years
                && Age.YearsCompleted(birth, day.AddDays(-1), basis) == years - 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
