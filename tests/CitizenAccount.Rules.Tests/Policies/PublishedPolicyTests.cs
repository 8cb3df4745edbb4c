using System.Text.Json;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Policies;

public sealed class PublishedPolicyTests
{
    private static readonly PolicyBook Book = PolicyBook.Published;

    // Far beyond 24 months ahead of any clock these rules will see before the next policy.
    private static readonly IReadOnlyList<YearMonth> Months =
        [.. new YearMonth(2017, 12).Through(new YearMonth(2040, 12))];

    [Fact]
    public void Every_month_from_December_2017_has_exactly_one_policy()
    {
        Assert.Equal(277, Months.Count);
        foreach (var month in Months)
        {
            var inForce = Book.Policies.Single(policy =>
                policy.From <= month && (policy.Through is not { } through || month <= through));
            Assert.Same(inForce, Book.For(month));
        }
    }

    [Fact]
    public void Every_parameter_has_exactly_one_value_for_every_month()
    {
        foreach (var parameter in Book.Parameters)
        {
            foreach (var month in Months)
            {
                Assert.Single(parameter.Periods, period => period.Covers(month));
            }
        }
    }

    [Fact]
    public void The_newest_policy_and_the_newest_value_of_every_parameter_have_no_end()
    {
        Assert.Null(Book.Policies[^1].Through);
        Assert.All(Book.Policies.SkipLast(1), policy => Assert.NotNull(policy.Through));
        Assert.All(Book.Parameters, parameter => Assert.Null(parameter.Periods[^1].To));
        Assert.Same(Book.Policies[^1], Book.For(YearMonth.MaxValue));
    }

    [Fact]
    public void A_month_before_the_programme_has_no_policy() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Book.For(new YearMonth(2017, 11)));

    [Fact]
    public void A_policy_is_named_after_its_first_month_and_ends_where_the_next_begins()
    {
        for (var i = 0; i < Book.Policies.Count; i++)
        {
            var policy = Book.Policies[i];
            Assert.Equal(policy.From.ToString(), policy.Version);
            if (i > 0)
            {
                Assert.Equal(policy.From.AddMonths(-1), Book.Policies[i - 1].Through);
            }
        }
    }

    [Fact]
    public void Every_source_of_every_value_is_listed_with_title_and_address()
    {
        Assert.All(
            Book.Parameters.SelectMany(parameter => parameter.Periods).SelectMany(period => period.Sources),
            id =>
            {
                var source = Book.Sources[id];
                Assert.Equal(id, source.Id);
                Assert.NotEmpty(source.Title);
                Assert.NotEmpty(source.Address);
            });
    }

    [Fact]
    public void A_value_no_source_states_says_in_a_note_why_it_is_there()
    {
        var unsourced = Book.Parameters
            .SelectMany(parameter => parameter.Periods)
            .Where(period => period.Sources.Count == 0)
            .ToList();
        Assert.NotEmpty(unsourced);
        Assert.All(unsourced, period =>
        {
            Assert.True(period.Basis is Basis.Assumed or Basis.Derived);
            Assert.NotEqual(Confidence.High, period.Confidence);
            Assert.NotEmpty(period.Note);
        });
    }

    [Fact]
    public void A_month_is_provisional_from_January_2027_on_and_not_before() =>
        Assert.All(Months, month => Assert.Equal(month >= new YearMonth(2027, 1), Book.For(month).IsProvisional));

    [Fact]
    public void Every_policy_has_a_hash_of_64_hexadecimal_digits() =>
        Assert.All(Book.Policies, policy => Assert.Matches("^[0-9a-f]{64}$", policy.ContentHash));

    [Fact]
    public void Counted_and_uncounted_kinds_of_income_together_are_all_kinds_and_share_none()
    {
        var kinds = Enum.GetValues<IncomeKind>();
        foreach (var policy in Book.Policies)
        {
            var uncounted = Value("income.not_counted_kinds", policy.From).EnumerateArray()
                .Select(name => name.GetString()!.Replace("_", "", StringComparison.Ordinal))
                .Select(name => Enum.Parse<IncomeKind>(name, ignoreCase: true))
                .ToHashSet();
            Assert.All(kinds, kind => Assert.NotEqual(uncounted.Contains(kind), policy.Counts(kind)));
        }
    }

    [Fact]
    public void The_typed_values_are_those_of_the_data()
    {
        var policy = Book.For(new YearMonth(2026, 12));
        Assert.Equal(90, policy.DaysAbroadMax);
        Assert.Equal(30, policy.DailyShareDays);
        Assert.Equal(18, policy.AdultAge);
        Assert.Equal(18, policy.IndependentAgeMin);
        Assert.Equal(AgeBasis.Gregorian, policy.AgeBasis);
        Assert.Equal(1, policy.AgeReferenceDay);
        Assert.Equal(new SourceAges(60, 60, 180, 60), policy.SourceAgeMax);
        Assert.Equal(
            new CapacityLimits(137_120_000, 400_000_000, null, null, null, null, null), policy.Capacity);
        Assert.Null(Book.For(new YearMonth(2024, 11)).Capacity.PerUnit);
        Assert.Equal(137_120_000, Book.For(new YearMonth(2024, 12)).Capacity.PerUnit);
    }

    [Fact]
    public void Versions_with_the_same_amounts_share_one_scale() =>
        Assert.Equal(
            Book.Policies.Select(policy => policy.Support.Rules).Distinct().Count(),
            Book.Policies.Select(policy => policy.Support).Distinct().Count());

    internal static JsonElement Value(string key, YearMonth month) =>
        Book.Parameters.Single(parameter => parameter.Key == key).At(month).Value;
}
