namespace CitizenAccount.Benchmarks;

/// <summary>One command a row of the README:
/// <c>dotnet run -c Release --project tests/CitizenAccount.Benchmarks -- NAME</c>. Each prints the figure, its floor
/// from the same run, and the ratio. Nothing here is a test.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<Task>> Benchmarks = new(StringComparer.Ordinal)
    {
        ["decisions"] = DecisionsBenchmark.RunAsync,
        ["cycle"] = CycleBenchmark.RunAsync,
        ["cycle-million"] = CycleBenchmark.RunMillionAsync,
        ["objection-filing"] = FilingBenchmark.RunAsync,
        ["lookup"] = LookupBenchmark.RunAsync,
        ["lookup-redis"] = LookupBenchmark.RunRedisAsync,
        ["lookup-batch"] = LookupBenchmark.RunBatchAsync,
        ["lookup-held"] = LookupBenchmark.RunHeldAsync,
        ["client-overhead"] = ClientBenchmark.RunAsync,
        ["agent-start"] = AgentStartBenchmark.RunAsync,
        ["receipts"] = ReceiptsProof.RunAsync,
        ["risk-signals"] = RiskBenchmark.RunAsync,
        ["workload"] = WorkloadBenchmark.RunAsync,
        ["batch-run"] = PaymentsBenchmark.BatchAsync,
        ["report-import"] = PaymentsBenchmark.ImportAsync,
        ["ledger-audit"] = PaymentsBenchmark.AuditAsync,
    };

    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 1 || !(args[0] == "all" || Benchmarks.ContainsKey(args[0])))
        {
            await Console.Error.WriteLineAsync($"Give one of: all, {string.Join(", ", Benchmarks.Keys)}.");
            return 2;
        }

        foreach (var (name, run) in Benchmarks.Where(pair => args[0] == "all" || pair.Key == args[0]))
        {
            Console.WriteLine($"== {name}");
            await run();
        }

        return 0;
    }
}
