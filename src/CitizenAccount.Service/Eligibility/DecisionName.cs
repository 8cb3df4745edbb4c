using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>The name of a decision, <c>households/{household}/decisions/{cycle}</c>.</summary>
internal readonly record struct DecisionName(HouseholdId Household, YearMonth Month)
{
    private const string Collection = "/decisions/";

    // A month is read as people type it; in a name it stands in one form only, "2026-12".
    private const int MonthLength = 7;

    /// <summary>Reads a name; notes it as bad when it is none.</summary>
    public static DecisionName Read(string name, RequestCheck check, string field = "name")
    {
        var at = name.IndexOf(Collection, StringComparison.Ordinal);
        var month = default(YearMonth);
        var household = default(HouseholdId);
        check.That(
            at > 0
            && HouseholdId.TryParseName(name[..at], out household)
            && YearMonth.TryParse(name[(at + Collection.Length)..], out month, out _)
            && name.EndsWith(month.ToString(), StringComparison.Ordinal)
            && name.Length == at + Collection.Length + MonthLength,
            field,
            "اسم القرار غير صحيح؛ صيغته households/{household}/decisions/{cycle}.",
            "No decision name; its form is households/{household}/decisions/{cycle}, for example …/decisions/2026-12.");
        return new DecisionName(household, month);
    }

    public override string ToString() => $"{Household.Name}{Collection}{Month}";
}
