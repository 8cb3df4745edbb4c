using System.Text.Json;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>A value somebody proposes for one parameter.</summary>
/// <param name="Key">Key of the parameter.</param>
/// <param name="Value">The value as a policy file would state it.</param>
/// <param name="From">First benefit month it would hold for.</param>
/// <param name="Until">Last benefit month it would hold for; null until an announced value takes its place.</param>
/// <param name="Note">Why, and by which decision.</param>
public sealed record ProposedValue(string Key, JsonElement Value, YearMonth From, YearMonth? Until, string Note);

/// <summary>Policies as they would be with proposed values. The book they are made from stays as it is.</summary>
public static class PolicyProposal
{
    /// <summary>The first month for which a parameter is given two values; null when there is none.</summary>
    public static YearMonth? FirstOverlap(IEnumerable<ProposedValue> changes)
    {
        YearMonth? first = null;
        foreach (var key in changes.GroupBy(change => change.Key, StringComparer.Ordinal))
        {
            ProposedValue[] ordered = [.. key.OrderBy(change => change.From)];
            for (var i = 1; i < ordered.Length; i++)
            {
                var (before, now) = (ordered[i - 1], ordered[i]);
                if ((now.From == before.From || now.From <= before.Until) && (first is null || now.From < first))
                {
                    first = now.From;
                }
            }
        }

        return first;
    }

    /// <summary>A book with the proposed values in it. Months before the first are as they were.</summary>
    /// <exception cref="PolicyFileException">A parameter is unknown or its value is of no use; it is named.</exception>
    public static PolicyBook With(this PolicyBook book, IEnumerable<ProposedValue> changes)
    {
        var parameters = book.Parameters.ToDictionary(parameter => parameter.Key, StringComparer.Ordinal);
        foreach (var change in changes.OrderBy(change => change.From))
        {
            parameters[change.Key] = parameters.TryGetValue(change.Key, out var parameter)
                ? With(parameter, change)
                : throw new PolicyFileException($"there is no parameter {change.Key}.", change.Key);
        }

        return book.With([.. parameters.Values.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)]);
    }

    private static PolicyParameter With(PolicyParameter parameter, ProposedValue change)
    {
        // What was merely carried on is carried on from the proposal; what was announced for later stays.
        var until = change.Until
            ?? parameter.Periods.FirstOrDefault(period => period.From > change.From && !period.Provisional)
                ?.From.AddMonths(-1);
        var proposed = new PolicyPeriod(
            change.From, until, change.Value, Confidence.Low, Basis.Assumed, [], change.Note, Provisional: true);
        var before = parameter.Periods.Where(period => period.From < change.From).Select(period => period with
        {
            To = period.To is { } to && to < change.From ? to : change.From.AddMonths(-1),
        });
        var after = until is not { } last
            ? []
            : parameter.Periods.Where(period => period.To is not { } to || to > last).Select(period => period with
            {
                From = period.From > last ? period.From : last.AddMonths(1),
            });
        return parameter with { Periods = [.. before, proposed, .. after] };
    }
}
