using System.Text.Json.Nodes;
using CitizenAccount.Rules.Policies;

namespace CitizenAccount.Rules.Tests.Policies;

// Policy files are edited by people. Each mistake must be refused before a month is decided by it, with words from
// which the mistake can be found: the file, the parameter and the month, as far as they are known.
public sealed class PolicyRefusalTests
{
    private const string Key = "support.full.head_or_independent";
    private const string File = "policy-support.json";

    [Fact]
    public void The_published_files_are_accepted() =>
        Assert.Equal(PolicyBook.Published.Policies.Count, PolicyBook.Load(PolicyEditing.Published).Policies.Count);

    [Fact]
    public void A_gap_in_time_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 1, period => period["from"] = "2022-09"),
        File, Key, "gap at 2022-07", "2022-09");

    [Fact]
    public void A_gap_at_the_beginning_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period["from"] = "2018-01"), File, Key, "gap at 2017-12");

    [Fact]
    public void A_gap_at_the_end_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, -1, period => period["to"] = "2027-12"), File, Key, "gap from 2028-01 on");

    [Fact]
    public void The_last_month_there_is_does_not_stand_for_no_end() => AssertRefused(
        PolicyEditing.WithPeriod(Key, -1, period => period["to"] = "2199-12"), File, Key, "must have no end");

    [Fact]
    public void An_overlap_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 1, period => period["from"] = "2022-06"),
        File, Key, "overlaps itself at 2022-07", "2022-06");

    [Fact]
    public void A_value_before_the_programme_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period["from"] = "2017-11"),
        File, Key, "overlaps itself at 2017-12");

    [Fact]
    public void A_value_that_ends_before_it_starts_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 1, period => period["to"] = "2022-06"),
        File, Key, "ends before it starts", "2022-06");

    [Fact]
    public void A_value_after_the_one_without_end_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 1, period => period["to"] = null), File, Key, "after the one without end");

    [Fact]
    public void A_parameter_without_any_value_is_refused() => AssertRefused(
        PolicyEditing.WithParameter(Key, parameter => parameter["periods"] = new JsonArray()),
        File, Key, "gap from 2017-12 on");

    [Fact]
    public void An_unknown_field_of_a_value_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period["form"] = "2017-12"), File, Key, "unknown field 'form'");

    [Fact]
    public void An_unknown_field_of_a_parameter_is_refused() => AssertRefused(
        PolicyEditing.WithParameter(Key, parameter => parameter["period"] = "x"), File, Key, "unknown field 'period'");

    [Theory]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("value")]
    [InlineData("confidence")]
    [InlineData("basis")]
    [InlineData("sources")]
    [InlineData("note")]
    public void A_missing_field_of_a_value_is_refused(string field) => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period.Remove(field)), File, Key, $"lacks the field '{field}'");

    [Theory]
    [InlineData("unit")]
    [InlineData("periods")]
    public void A_missing_field_of_a_parameter_is_refused(string field) => AssertRefused(
        PolicyEditing.WithParameter(Key, parameter => parameter.Remove(field)),
        File, Key, $"lacks the field '{field}'");

    [Fact]
    public void A_parameter_without_a_key_is_refused() => AssertRefused(
        PolicyEditing.WithParameter(Key, parameter => parameter.Remove("key")), File, "lacks the field 'key'");

    [Theory]
    [InlineData("from", "2022-13")]
    [InlineData("from", "July 2022")]
    [InlineData("to", "2022-6")]
    [InlineData("confidence", "certain")]
    [InlineData("confidence", "3")]
    [InlineData("confidence", "7")]
    [InlineData("basis", "guessed")]
    public void A_word_with_no_meaning_there_is_refused(string field, string text) => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period[field] = text), File, Key, $"'{text}'");

    [Theory]
    [InlineData("from", "null")]
    [InlineData("from", "201712")]
    [InlineData("confidence", "null")]
    [InlineData("note", "null")]
    [InlineData("sources", "\"seed1\"")]
    [InlineData("provisional", "\"yes\"")]
    public void A_field_of_the_wrong_kind_is_refused(string field, string json) => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period[field] = JsonNode.Parse(json)), File, Key, $"'{field}'");

    [Theory]
    [InlineData(Key, "\"720\"")]
    [InlineData(Key, "null")]
    [InlineData(Key, "-720")]
    [InlineData(Key, "720.005")]
    [InlineData(Key, "1e25")]
    [InlineData(Key, "1e400")]
    [InlineData("support.scale.head", "0")]
    [InlineData("support.scale.head", "0.25")]
    [InlineData("support.scale.head", "1000")]
    [InlineData("support.cap.amount", "true")]
    [InlineData("support.age.adult_boundary", "17.5")]
    [InlineData("support.age.adult_boundary", "0")]
    [InlineData("support.age.adult_boundary", "2000")]
    [InlineData("support.age.reference_day", "0")]
    [InlineData("support.age.reference_day", "29")]
    [InlineData("support.age.basis", "\"lunar\"")]
    [InlineData("support.rounding", "\"riyal\"")]
    [InlineData("income.taper.shape", "1")]
    [InlineData("income.counted_kinds", "\"salary\"")]
    [InlineData("income.counted_kinds", "[\"salaries\"]")]
    [InlineData("income.counted_kinds", "[1]")]
    [InlineData("income.counted_kinds", "[\"1\"]")]
    [InlineData("eligibility.residency.daily_share_days", "0")]
    [InlineData("eligibility.residency.max_days_abroad", "400")]
    [InlineData("eligibility.financial_capacity.limit.domestic_workers", "1.5")]
    [InlineData("source.max_age_days.income", "1000000")]
    public void A_value_the_rules_cannot_use_is_refused_with_its_month(string key, string json)
    {
        var from = PolicyBook.Published.Parameters.Single(parameter => parameter.Key == key).Periods[^1].From;
        AssertRefused(
            PolicyEditing.WithPeriod(key, -1, period => period["value"] = JsonNode.Parse(json)),
            key, "must be", from.ToString());
    }

    [Theory]
    [InlineData(Key)]
    [InlineData("support.scale.dependant_18_plus")]
    [InlineData("income.counted_kinds")]
    [InlineData("support.minimum")]
    [InlineData("source.max_age_days.residence")]
    [InlineData("eligibility.financial_capacity.limit.domestic_workers")]
    public void A_missing_parameter_is_refused(string key) => AssertRefused(
        PolicyEditing.WithParameters(
            PolicyEditing.FileOf(key), parameters => parameters.Remove(PolicyEditing.Find(parameters, key))),
        key, "is missing", "2017-12");

    [Fact]
    public void A_misspelt_parameter_is_missed() => AssertRefused(
        PolicyEditing.WithParameter(Key, parameter => parameter["key"] = Key + "s"), Key, "is missing");

    [Fact]
    public void A_parameter_that_stands_twice_in_a_file_is_refused() => AssertRefused(
        PolicyEditing.WithParameters(File, parameters => parameters.Add(parameters[0]!.DeepClone())),
        File, Key, "twice");

    [Fact]
    public void A_parameter_that_stands_in_two_files_is_refused() => AssertRefused(
        [.. PolicyEditing.Published, new PolicyFile(
            "policy-zz.json",
            PolicyEditing.Published.Single(file => file.Name == File).Text)],
        "policy-zz.json", Key, "twice");

    [Fact]
    public void A_field_that_stands_twice_is_refused() => AssertRefused(
        PolicyEditing.WithFile(File, text => text.Replace(
            "\"value\": 417,", "\"value\": 417, \"value\": 700,", StringComparison.Ordinal)),
        File, "value");

    [Fact]
    public void A_source_nobody_lists_is_refused() => AssertRefused(
        PolicyEditing.WithPeriod(Key, 0, period => period["sources"] = new JsonArray("somebody")),
        Key, "'somebody'", "sources.json");

    [Fact]
    public void A_source_without_an_address_is_refused() => AssertRefused(
        PolicyEditing.WithFile("sources.json", text => text.Replace("\"url\"", "\"link\"", StringComparison.Ordinal)),
        "sources.json", "lacks the field 'url'");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"parameters\": [}")]
    [InlineData("not JSON")]
    public void Text_that_is_no_JSON_is_refused(string text) =>
        AssertRefused(PolicyEditing.WithFile(File, _ => text), File, "not JSON");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"parameters\": 1}")]
    [InlineData("{\"parameters\": [1]}")]
    public void JSON_that_is_no_policy_file_is_refused(string text) =>
        AssertRefused(PolicyEditing.WithFile(File, _ => text), File);

    [Fact]
    public void No_files_at_all_are_refused() => AssertRefused([], "policy-*.json");

    [Fact]
    public void A_folder_with_the_published_files_gives_the_published_policies() => InFolder(folder =>
    {
        foreach (var file in PolicyEditing.Published)
        {
            System.IO.File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
        }

        System.IO.File.WriteAllText(Path.Combine(folder, "notes.txt"), "not a policy");
        Assert.Equal(
            PolicyBook.Published.Policies.Select(policy => policy.ContentHash),
            PolicyBook.Load(PolicyFile.FromFolder(folder)).Policies.Select(policy => policy.ContentHash));
    });

    [Fact]
    public void A_folder_without_policy_files_is_refused() => InFolder(folder =>
    {
        System.IO.File.WriteAllText(Path.Combine(folder, "sources.json"), "{}");
        AssertFolderRefused(folder);
    });

    [Fact]
    public void A_folder_without_its_sources_is_refused() => InFolder(folder =>
    {
        System.IO.File.WriteAllText(Path.Combine(folder, "policy-a.json"), "{}");
        System.IO.File.WriteAllText(Path.Combine(folder, "policy-b.json"), "{}");
        AssertFolderRefused(folder);
    });

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        InFolder(folder => AssertFolderRefused(Path.Combine(folder, "absent")));

    private static void AssertRefused(IEnumerable<PolicyFile> files, params string[] named)
    {
        var message = PolicyEditing.RefusalOf(files);
        Assert.All(named, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    private static void AssertFolderRefused(string folder) => Assert.Contains(
        folder,
        Assert.Throws<PolicyFileException>(() => PolicyFile.FromFolder(folder)).Message,
        StringComparison.Ordinal);

    private static void InFolder(Action<string> test)
    {
        var folder = Directory.CreateTempSubdirectory("policies").FullName;
        try
        {
            test(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
