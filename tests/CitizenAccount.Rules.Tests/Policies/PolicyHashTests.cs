using System.Text.Json;
using System.Text.Json.Nodes;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Policies;

// The hash names the rules a decision was made by: it must tell apart any two policies that could decide differently,
// and must not tell apart two ways of writing the same one.
public sealed class PolicyHashTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // The only value they may have so far.
    private static readonly string[] Unchangeable = ["income.taper.shape", "support.rounding"];

    [Fact]
    public void Changing_any_value_changes_the_hash_of_the_months_it_holds_for_and_of_no_other()
    {
        var before = PolicyBook.Published;
        foreach (var parameter in before.Parameters.Where(parameter => !Unchangeable.Contains(parameter.Key)))
        {
            for (var i = 0; i < parameter.Periods.Count; i++)
            {
                var after = PolicyBook.Load(PolicyEditing.WithPeriod(
                    parameter.Key, i, period => period["value"] = Changed(parameter.Key, period["value"])));
                Assert.Equal(before.Policies.Count, after.Policies.Count);
                for (var p = 0; p < before.Policies.Count; p++)
                {
                    var touched = parameter.Periods[i].Covers(before.Policies[p].From);
                    var differs = before.Policies[p].ContentHash != after.Policies[p].ContentHash;
                    Assert.True(touched == differs, $"{parameter.Key} in {before.Policies[p].Version}");
                }
            }
        }
    }

    [Fact]
    public void White_space_and_the_order_of_parameters_and_files_do_not_change_the_hash()
    {
        var rewritten = PolicyEditing.Published
            .Reverse()
            .Select(file => file with { Text = Rewritten(file) });
        Assert.Equal(Hashes(PolicyBook.Published), Hashes(PolicyBook.Load(rewritten)));
    }

    [Fact]
    public void Words_about_a_value_do_not_change_the_hash()
    {
        var reworded = PolicyEditing.WithPeriod("support.full.head_or_independent", 1, period =>
        {
            period["note"] = "Said otherwise.";
            period["confidence"] = "low";
            period["sources"] = new JsonArray();
        });
        Assert.Equal(Hashes(PolicyBook.Published), Hashes(PolicyBook.Load(reworded)));
    }

    [Fact]
    public void A_value_that_looks_like_two_parameters_is_not_taken_for_them()
    {
        var one = PolicyEditing.WithPeriod("support.recalculated", 0, period => period["value"] = "a\nb=\"c\"");
        var other = PolicyEditing.WithPeriod("support.recalculated", 0, period => period["value"] = "a");
        Assert.NotEqual(Hashes(PolicyBook.Load(one)), Hashes(PolicyBook.Load(other)));
    }

    [Fact]
    public void A_new_month_with_the_same_values_is_a_new_version_with_the_same_hash()
    {
        var split = PolicyBook.Load(PolicyEditing.WithParameter("support.recalculated", parameter =>
        {
            var periods = parameter["periods"]!.AsArray();
            var later = periods[0]!.DeepClone();
            periods[0]!["to"] = "2030-05";
            later["from"] = "2030-06";
            periods.Add(later);
        }));
        var (before, after) = (split.For(new YearMonth(2030, 5)), split.For(new YearMonth(2030, 6)));
        Assert.Equal("2030-06", after.Version);
        Assert.NotEqual(before.Version, after.Version);
        Assert.Equal(before.ContentHash, after.ContentHash);
    }

    private static string[] Hashes(PolicyBook book) => [.. book.Policies.Select(policy => policy.ContentHash)];

    private static string Rewritten(PolicyFile file)
    {
        var root = JsonNode.Parse(file.Text)!;
        if (root["parameters"] is JsonArray parameters)
        {
            root["parameters"] = new JsonArray([.. parameters.Reverse().Select(node => node!.DeepClone())]);
        }

        return root.ToJsonString(Indented);
    }

    // Weights are tenths, everything else is counted in wholes.
    private static decimal StepOf(string key) =>
        key.StartsWith("support.scale", StringComparison.Ordinal) ? 0.1m : 1m;

    private static JsonNode? Changed(string key, JsonNode? value) => value switch
    {
        null => 5,
        JsonArray list when key == "income.counted_kinds" =>
            new JsonArray([.. list.Skip(1).Select(node => node!.DeepClone())]),
        JsonArray list => new JsonArray([.. list.Select(node => node!.DeepClone()), "one more"]),
        JsonObject fields => new JsonObject([.. fields.Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())),
            KeyValuePair.Create<string, JsonNode?>("one more", 1)]),
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => false,
            JsonValueKind.False => true,
            JsonValueKind.Number => value.GetValue<decimal>() + StepOf(key),
            _ => key == "support.age.basis" ? "hijri" : value.GetValue<string>() + " changed",
        },
    };
}
