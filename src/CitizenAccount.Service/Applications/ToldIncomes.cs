using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Applications;

/// <summary>What the partner responsible for a kind of income now tells of it for one member.</summary>
/// <param name="Member">Position of the member.</param>
/// <param name="Kind">The kind of income.</param>
/// <param name="Monthly">Halalas in the newest month told; null when everything told was taken back.</param>
/// <param name="Day">The day that amount holds for.</param>
/// <param name="NewestDay">The newest day anything was told for, what was taken back included: what another source told
/// for a later day stays.</param>
internal sealed record ToldIncome(int Member, IncomeKind Kind, long? Monthly, DateOnly Day, DateOnly NewestDay)
{
    /// <summary>Another partner was asked about the member's income and is silent: the decision goes on waiting.
    /// </summary>
    public bool OthersAwaited { get; init; }
}

/// <summary>Takes incomes over kind by kind, as partners tell them; kinds they say nothing of stay as they are known.
/// </summary>
internal static class TellingIncomes
{
    /// <summary>Takes them over; a member that is none is left out, and what changes nothing is no change.</summary>
    public static Change Record(
        Application application, IReadOnlyList<ToldIncome> told, int staleMonths, Moment at)
    {
        var changed = false;
        var members = application.Members.Select(member =>
        {
            var after = Told(member, told.Where(one => one.Member == member.Position));
            changed |= !ReferenceEquals(after, member);
            return after;
        }).ToArray();
        return changed
            ? Answering.Noticed(application with { Members = members }, told.Max(one => one.NewestDay), staleMonths, at)
            : new Change(application, []);
    }

    private static HouseholdMember Told(HouseholdMember member, IEnumerable<ToldIncome> all)
    {
        var told = all.ToArray();
        if (told.Length == 0)
        {
            return member;
        }

        // What was answered as a whole holds for the day of that answer.
        var before = member.Official.Select(one => one with { Day = DayOf(one, member) }).ToList();
        var after = before.ToList();
        foreach (var one in told)
        {
            var known = after.Find(official => official.Kind == one.Kind);
            if (known is not null && known.Day > one.NewestDay.DayNumber)
            {
                continue;
            }

            after.RemoveAll(official => official.Kind == one.Kind);
            if (one.Monthly is { } monthly)
            {
                after.Add(new OfficialIncome(one.Kind, monthly, one.Day.DayNumber));
            }
        }

        after.Sort((left, right) => left.Kind.CompareTo(right.Kind));
        before.Sort((left, right) => left.Kind.CompareTo(right.Kind));

        // The oldest decides: a kind that its source stopped telling makes the decision wait in the end.
        var day = after.Count == 0 || told.Any(one => one.OthersAwaited)
            ? member.IncomeDay
            : after.Min(official => official.Day);
        return after.SequenceEqual(before) && day == member.IncomeDay
            ? member
            : member with { Official = after, IncomeDay = day };
    }

    private static int DayOf(OfficialIncome income, HouseholdMember member) =>
        income.Day == 0 ? member.IncomeDay : income.Day;
}
