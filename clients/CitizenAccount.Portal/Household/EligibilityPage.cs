using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Household;

/// <summary>The eligibility study: the result of a month with everything it rests on, and what would change it.
/// </summary>
internal static class EligibilityPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var list = page.Client.Eligibility.ListDecisionsAsync(
            new ListDecisionsRequest { Parent = page.Household, PageSize = 24 },
            cancellationToken: page.Stop).OrNullAsync();
        var decisions = (await list)?.Decisions ?? [];
        var cycle = page.Part("cycle");
        var name = cycle.Length > 0 ? $"{page.Household}/decisions/{cycle}" : decisions.FirstOrDefault()?.Name;
        if (name is null)
        {
            return page.Show<EligibilityView, EligibilityModel>(new EligibilityModel(null, decisions));
        }

        var answer = await page.Client.Eligibility.ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = name }, cancellationToken: page.Stop);
        return page.Show<EligibilityView, EligibilityModel>(new EligibilityModel(answer.Explanation, decisions));
    }
}

/// <summary>What the study shows.</summary>
/// <param name="Explanation">The month's decision explained; null before the first.</param>
/// <param name="Decisions">The latest of each month, the newest first.</param>
public sealed record EligibilityModel(DecisionExplanation? Explanation, IReadOnlyList<Decision> Decisions);
