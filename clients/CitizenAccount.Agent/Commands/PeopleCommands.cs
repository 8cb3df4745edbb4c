using System.CommandLine;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;

namespace CitizenAccount.Agent.Commands;

/// <summary>Finding a person and explaining what was decided.</summary>
internal static class PeopleCommands
{
    private static readonly Argument<string> Who = new("who")
    {
        Description = "National ID, mobile (05… or +966…) or account name.",
    };

    private static readonly Argument<string> Household = new("household") { Description = "households/{household}." };

    private static readonly Option<string?> Month = new("--month") { Description = "Benefit month, such as 2026-12." };

    private static readonly Option<bool> Steps =
        new("--steps") { Description = "Every test and step of the decision." };

    public static Command Find() => CommandTree.Make("find", "Finds a person; --purpose is required.", FindAsync, Who);

    public static Command Explain() => CommandTree.Make(
        "explain", "Explains a household's decision in the caller's language, with what to say.", ExplainAsync,
        Household, Month, Steps);

    private static async Task FindAsync(Run run)
    {
        var who = run.Get(Who);
        var request = new GetAccountRequest();
        if (who.StartsWith("accounts/", StringComparison.Ordinal))
        {
            request.Account = who;
        }
        else if (who.StartsWith('+') || who.StartsWith("05", StringComparison.Ordinal))
        {
            request.Mobile = who;
        }
        else
        {
            request.NationalId = who;
        }

        var answer = await run.Client.Accounts.GetAccountAsync(request, cancellationToken: run.Stop);
        run.Out.Fields(
            answer.Account, "name", "state", "full_name", "household", "member_of", "national_id_ending",
                "mobile_ending",
            "registered_time", "closed_time", "may_register_again_date");
    }

    private static async Task ExplainAsync(Run run)
    {
        var household = run.Get(Household);
        if (run.Get(Month) is { } month)
        {
            await DecisionAsync(run, $"{household}/decisions/{month}");
            return;
        }

        var answer = await run.Client.Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household }, cancellationToken: run.Stop);
        run.Out.Show(answer, () =>
        {
            run.Out.Grid(
                answer.Eligibility, "benefit_month", "eligibility_result", "entitlement_result", "entitlement",
                "payment_date", "payment_hijri_date", "objection_deadline_date", "decided_time");
            Reasons(run, answer.Eligibility.Reasons);
        });
        if (run.Get(Steps) && answer.Eligibility.Decision.Length > 0)
        {
            await DecisionAsync(run, answer.Eligibility.Decision);
        }
    }

    private static async Task DecisionAsync(Run run, string decision)
    {
        var answer = await run.Client.Eligibility.ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = decision }, cancellationToken: run.Stop);
        var explanation = answer.Explanation;
        run.Out.Show(answer, () =>
        {
            run.Out.Grid(
                explanation.Decision, "name", "benefit_month", "eligibility_result", "entitlement_result",
                    "entitlement");
            Reasons(run, explanation.Decision.Reasons);
            foreach (var step in explanation.Steps)
            {
                run.Out.Say($"{Output.Cells.Of(step, "outcome", run.Arabic),-14}", step.Explanation);
            }

            foreach (var change in explanation.Changes)
            {
                run.Out.Say("What would change it", change.Text);
            }
        });
    }

    // What the agent reads out, what to ask, and what happens next.
    private static void Reasons(Run run, IEnumerable<Reason> reasons)
    {
        foreach (var reason in reasons)
        {
            run.Out.Say("•", reason.Text);
            run.Out.Say("  Say", reason.Script?.Say);
            run.Out.Say("  Ask", reason.Script?.Ask);
            run.Out.Say("  Next", reason.Script?.Next);
        }
    }
}
