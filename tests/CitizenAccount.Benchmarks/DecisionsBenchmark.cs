using System.Diagnostics;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;

namespace CitizenAccount.Benchmarks;

/// <summary>Full decisions with their reasons, in memory on one core: from ready facts, and from their stored bytes.
/// The floor is the bare calculation of the amount for the same households.</summary>
internal static class DecisionsBenchmark
{
    private const int Households = 100_000;
    private const int Rounds = 5;
    private const double Target = 5_000_000;

    public static Task RunAsync()
    {
        var month = new YearMonth(2026, 12);
        var rules = new MonthRules(PolicyBook.Published, month);
        var population = new Population(99, month);
        SyntheticHousehold[] people = [.. Enumerable.Range(0, Households).Select(population.Household)];
        var flat = new FlatHouseholds(people);
        byte[][] encoded = [.. people.Select(Encode)];
        (int Adults, int Minors, long Income)[] bare = [.. people.Select(household =>
        {
            var decision = Deciding.Decide(household.Facts, rules);
            return (decision.Adults, decision.Minors, decision.CountedIncome);
        })];

        // Enough rounds that the compiler has settled; the best of each is compared with the best of the others.
        var decided = 0.0;
        var decoded = 0.0;
        var floor = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            floor = Math.Max(floor, Measure(() => Calculate(bare, rules)));
            decided = Math.Max(decided, Measure(() => Decide(flat, rules)));
            decoded = Math.Max(decoded, Measure(() => DecideBytes(encoded, rules)));
        }

        Console.WriteLine($"full decision from ready facts:     {decided,14:N0} households/s, target {Target:N0}");
        Console.WriteLine($"full decision from stored bytes:    {decoded,14:N0} households/s");
        Console.WriteLine($"bare calculation of the amount:     {floor,14:N0} households/s (floor)");
        Console.WriteLine($"ratio to the floor: {decided / floor:F3}; to the target: {decided / Target:F2}");
        return Task.CompletedTask;
    }

    private static double Measure(Func<long> work)
    {
        const int Repeat = 10;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var sum = 0L;
        for (var i = 0; i < Repeat; i++)
        {
            sum += work();
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (sum == 0 || allocated > Households)
        {
            Console.WriteLine($"odd: sum {sum}, {allocated} bytes allocated");
        }

        return Repeat * Households / seconds;
    }

    private static long Calculate((int Adults, int Minors, long Income)[] households, MonthRules rules)
    {
        var scale = rules.Policy.Support;
        var sum = 0L;
        foreach (var (adults, minors, income) in households)
        {
            sum += scale.AmountAt(scale.LevelFor(adults, minors), income);
        }

        return sum;
    }

    private static long Decide(FlatHouseholds households, MonthRules rules)
    {
        var sum = 0L;
        for (var i = 0; i < Households; i++)
        {
            var decision = Deciding.Decide(households[i], rules);
            sum += decision.Amount + decision.Reasons.Count;
        }

        return sum;
    }

    private static readonly FactsBuffer Buffer = new();

    private static long DecideBytes(byte[][] households, MonthRules rules)
    {
        var sum = 0L;
        foreach (var bytes in households)
        {
            var decision = Deciding.Decide(FactsCodec.Read(bytes, Buffer), rules);
            sum += decision.Amount + decision.Reasons.Count;
        }

        return sum;
    }

    private static byte[] Encode(SyntheticHousehold household)
    {
        var facts = household.Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        return bytes;
    }

    /// <summary>Facts side by side, as a reader of a batch holds them: no household is an object of its own.</summary>
    private sealed class FlatHouseholds(SyntheticHousehold[] households)
    {
        private readonly HouseholdHeader[] _headers = [.. households.Select(household => household.Header)];
        private readonly MemberFacts[] _members = [.. households.SelectMany(household => household.Members)];
        private readonly IncomeLine[] _incomes = [.. households.SelectMany(household => household.Incomes)];
        private readonly int[] _firstMember = Starts(households, household => household.Members.Length);
        private readonly int[] _firstIncome = Starts(households, household => household.Incomes.Length);

        public HouseholdFacts this[int i] => new(
            _headers[i],
            _members.AsSpan(_firstMember[i].._firstMember[i + 1]),
            _incomes.AsSpan(_firstIncome[i].._firstIncome[i + 1]));

        private static int[] Starts(SyntheticHousehold[] households, Func<SyntheticHousehold, int> count)
        {
            var starts = new int[households.Length + 1];
            for (var i = 0; i < households.Length; i++)
            {
                starts[i + 1] = starts[i] + count(households[i]);
            }

            return starts;
        }
    }
}
