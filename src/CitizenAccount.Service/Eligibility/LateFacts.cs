using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Facts that became known after the data cut-off they belong before. Only deaths and exits reach back: who
/// is added late counts from the cycle that the addition serves (rules.md section 3).</summary>
internal sealed class LateFacts(EligibilityApi eligibility, TimeProvider clock)
{
    /// <summary>Asks, in the caller's transaction, for every month that a death or exit touches and whose cut-off has
    /// passed, to be decided again.</summary>
    public async Task AskAsync(
        ServiceDb db, HouseholdId household, DateOnly day, string reference, CancellationToken stop)
    {
        foreach (var month in MonthsTouched(day, clock.GetUtcNow()))
        {
            await eligibility.AskRedecisionAsync(db, household, month, RedecisionCause.LateFact, reference, stop);
        }
    }

    /// <summary>The months whose data cut-off lies on or after a day and has passed.</summary>
    public static IEnumerable<YearMonth> MonthsTouched(DateOnly day, DateTimeOffset now)
    {
        var start = Riyadh.EndOf(day).AddTicks(-1);
        for (var cycle = start < Cycle.First.DataCutOff ? Cycle.First : Cycle.ServedBy(start);
            cycle.DataCutOff <= now;
            cycle = cycle.Add(1))
        {
            yield return cycle.Month;
        }
    }

    /// <summary>The facts of a decision with the deaths and exits that happened by its data cut-off, and nothing else
    /// that became known since.</summary>
    public static (byte[] Facts, byte[] Positions) Apply(
        byte[] facts, byte[] positions, IReadOnlyList<Exit> exits, DateOnly cutOff)
    {
        var read = FactsCodec.Read(facts, new FactsBuffer());
        var kept = new List<int>();
        var members = new List<MemberFacts>();
        for (var i = 0; i < read.Members.Length; i++)
        {
            var exit = exits.FirstOrDefault(one => one.Position == positions[i] && one.Day <= cutOff);
            if (exit is null || exit.Died || i == 0)
            {
                kept.Add(i);
                members.Add(exit is { Died: true }
                    ? read.Members[i] with { Marks = read.Members[i].Marks | MemberMarks.Deceased }
                    : read.Members[i]);
            }
        }

        var incomes = new List<IncomeLine>();
        foreach (var income in read.Incomes)
        {
            if (kept.IndexOf(income.Member) is >= 0 and var place)
            {
                incomes.Add(income with { Member = (byte)place });
            }
        }

        var after = new HouseholdFacts(read.Header, members.ToArray(), incomes.ToArray());
        var bytes = new byte[FactsCodec.SizeOf(after)];
        FactsCodec.Write(after, bytes);
        return (bytes, [.. kept.Select(place => positions[place])]);
    }
}
