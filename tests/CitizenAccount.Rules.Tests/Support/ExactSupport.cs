using System.Numerics;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Support;

/// <summary>The scale worked out a second time and otherwise: riyals as decimals straight from the policy data, the
/// line as an exact fraction. What the rules answer is held against it.</summary>
internal sealed class ExactSupport(PolicyBook book, YearMonth month)
{
    public decimal Weight(int adults, int minors) =>
        Number("support.scale.head")
        + (adults * Number("support.scale.dependant_18_plus"))
        + (minors * Number("support.scale.dependant_under_18"));

    public SupportLevel Level(int adults, int minors)
    {
        var weight = Weight(adults, minors);
        var sum = Number("support.full.head_or_independent")
            + (adults * Number("support.full.dependant_18_plus"))
            + (minors * Number("support.full.dependant_under_18"));
        var full = Least(sum, "support.cap.amount");
        var threshold = Least(decimal.Floor(weight * Number("income.threshold.per_unit")), "income.threshold.cap");
        var cutOff = Least(
            decimal.Round(weight * Number("income.cutoff.per_unit"), 0, MidpointRounding.AwayFromZero),
            "income.cutoff.max");
        return new SupportLevel((long)(full * 100), (long)(threshold * 100), (long)(cutOff * 100), full < sum);
    }

    public long Amount(SupportLevel level, long income)
    {
        if (income <= level.Threshold || income >= level.CutOff)
        {
            return income <= level.Threshold ? level.Full : 0;
        }

        var above = (BigInteger)level.Full * (level.CutOff - income);
        var below = (BigInteger)level.CutOff - level.Threshold;
        var whole = BigInteger.DivRem(above, below, out var rest);
        var rounded = (long)(rest + rest < below ? whole : whole + 1);
        var minimum = Optional("support.minimum") is { } least ? (long)(least * 100) : 0;
        return rounded >= minimum ? rounded : Math.Min(minimum, level.Full);
    }

    private decimal Least(decimal value, string key) =>
        Optional(key) is { } most && most < value ? most : value;

    private decimal Number(string key) => Optional(key)!.Value;

    private decimal? Optional(string key)
    {
        var value = book.Parameters.Single(parameter => parameter.Key == key).At(month).Value;
        return value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : value.GetDecimal();
    }
}
