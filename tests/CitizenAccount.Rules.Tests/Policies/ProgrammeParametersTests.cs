using System.Globalization;
using System.Text.Json;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Policies;

// Every researched parameter must stand in the policy data as it was found: same value, unit, confidence and sources,
// from the first whole month it was in force. The research is read from beside the repository.
public sealed class ProgrammeParametersTests
{
    private static readonly PolicyBook Book = PolicyBook.Published;

    [FactOnProgrammeFile]
    public void Every_researched_parameter_stands_in_the_policy_with_its_value_unit_confidence_and_sources()
    {
        var rows = ProgrammeFile.Read().GetProperty("parameters").EnumerateArray().ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var key = row.GetProperty("key").GetString()!;
            var parameter = Book.Parameters.Single(known => known.Key == key);
            var period = parameter.Periods.Single(period => period.Covers(FirstMonth(row)));
            Assert.Equal(FirstMonth(row), period.From);
            Assert.True(LastMonth(row) is not { } last || period.To is not { } to || last <= to, key);
            Assert.Equal(row.GetProperty("unit").GetString(), parameter.Unit);
            Assert.True(JsonElement.DeepEquals(row.GetProperty("value"), period.Value), key);
            Assert.Equal(row.GetProperty("confidence").GetString(), period.Confidence.ToString(), ignoreCase: true);
            Assert.Equal(Ids(row.GetProperty("sources")), period.Sources);
            Assert.Contains(row.GetProperty("note").GetString() ?? "", period.Note, StringComparison.Ordinal);
            Assert.NotEqual(Basis.Assumed, period.Basis);
        });
    }

    [FactOnProgrammeFile]
    public void Every_source_of_the_policy_is_as_it_was_found()
    {
        var found = ProgrammeFile.Read().GetProperty("sources");
        Assert.All(Book.Sources.Values, source =>
        {
            var row = found.GetProperty(source.Id);
            Assert.Equal(row.GetProperty("title").GetString(), source.Title);
            Assert.Equal(row.GetProperty("url").GetString(), source.Address);
            Assert.Equal(row.GetProperty("date").GetString(), source.Date);
            Assert.Equal(row.GetProperty("kind").GetString(), source.Kind);
        });
    }

    [FactOnProgrammeFile]
    public void What_the_research_did_not_find_is_marked_as_assumed()
    {
        var researched = ProgrammeFile.Read().GetProperty("parameters").EnumerateArray()
            .Select(row => row.GetProperty("key").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        var own = Book.Parameters.Where(parameter => !researched.Contains(parameter.Key)).ToList();
        Assert.Contains(own, parameter => parameter.Key == "support.rounding");

        // The names of income kinds are ours, the lists behind them are the sources'; the limit per unit of weight is
        // derived from the one published for an independent.
        string[] resting = ["income.counted_kinds", "income.not_counted_kinds"];
        Assert.All(
            own.Where(parameter => !resting.Contains(parameter.Key)).SelectMany(parameter => parameter.Periods),
            period =>
            {
                Assert.True(period.Basis is Basis.Assumed or Basis.Derived);
                Assert.Equal(Confidence.Low, period.Confidence);
            });
    }

    [FactOnProgrammeFile]
    public void Every_printed_cell_of_the_published_table_is_what_the_rule_gives()
    {
        var table = ProgrammeFile.Read().GetProperty("tables")[0];
        var scale = Book.For(YearMonth.Parse(table.GetProperty("effective_from").GetString()![..7])).Support;
        var rows = table.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(9, rows.Count);
        Assert.All(rows, row =>
        {
            var (adults, minors) = (Number(row, "dependants_18_plus"), Number(row, "dependants_under_18"));
            var level = scale.LevelFor(adults, minors);
            var doubtful = Ids(row.GetProperty("printed_value_doubtful"));
            Assert.Equal(Number(row, "members"), 1 + adults + minors);
            Assert.Equal(row.GetProperty("weight").GetDecimal() * 10, scale.WeightTenths(adults, minors));
            Assert.Equal(100L * Cell(row, "full", doubtful), level.Full);
            Assert.Equal(100L * Cell(row, "threshold", doubtful), level.Threshold);
            Assert.Equal(100L * Number(row, "cutoff_as_printed"), level.CutOff);
        });
    }

    // A cell the research calls doubtful is held against the rule that the other rows follow.
    private static int Cell(JsonElement row, string name, List<string> doubtful) =>
        Number(row, name + (doubtful.Contains(name) ? "_by_rule" : "_as_printed"));

    private static int Number(JsonElement row, string name) => row.GetProperty(name).GetInt32();

    private static List<string> Ids(JsonElement list) =>
        [.. list.EnumerateArray().Select(id => id.GetString()!)];

    // A rule that began within a month is in force from the next month on; one whose start is unknown, from the first.
    // The exception by name: the start of the payment day is the first payment on it, so its month is already whole.
    private static YearMonth FirstMonth(JsonElement row)
    {
        if (row.GetProperty("effective_from").GetString() is not { } from)
        {
            return PolicyBook.FirstMonth;
        }

        var parts = from.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var month = new YearMonth(parts[0], parts.Length > 1 ? parts[1] : 1);
        var whole = parts.Length < 3 || parts[2] == 1 || month == PolicyBook.FirstMonth
            || row.GetProperty("key").GetString() == "cycle.payment_day";
        return whole ? month : month.AddMonths(1);
    }

    private static YearMonth? LastMonth(JsonElement row) =>
        row.GetProperty("effective_to").GetString() is { } to ? YearMonth.Parse(to[..7]) : null;
}
