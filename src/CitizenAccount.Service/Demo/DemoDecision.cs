using CitizenAccount.Rules;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Eligibility;

namespace CitizenAccount.Service.Demo;

/// <summary>Prints one household's decision with its reasons and steps in both languages.</summary>
internal static class DemoDecision
{
    public static void Print(ExplainedDecision explained)
    {
        var decision = explained.Explanation.Decision;
        Console.WriteLine();
        Console.WriteLine($"One decision: {explained.Published.Row.HouseholdId.Name}, month {explained.Rules.Month}");
        Console.WriteLine(
            $"  {decision.Eligibility}, {decision.Entitlement}: {new Money(decision.Amount)}"
            + $"   {new Money(decision.Amount).ToArabic()}");
        Console.WriteLine("  Reasons / الأسباب:");
        foreach (var reason in decision.Reasons.InOrder())
        {
            var text = ReasonTexts.Of(reason);
            Console.WriteLine($"    - {text.What.Arabic}");
            Console.WriteLine($"      {text.What.English} {text.NextStep.English}");
        }

        Console.WriteLine("  Steps / الخطوات:");
        foreach (var step in explained.Explanation.Steps.Where(step => step.Outcome != StepOutcome.NotApplied))
        {
            Console.WriteLine($"    {step.Outcome,-9} {step.Text.English}");
            Console.WriteLine($"              {step.Text.Arabic}");
        }
    }
}
