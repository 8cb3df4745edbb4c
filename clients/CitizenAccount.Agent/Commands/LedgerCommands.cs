using System.CommandLine;
using CitizenAccount.Contracts.Payment.V1;
using Google.Protobuf;

namespace CitizenAccount.Agent.Commands;

/// <summary>The ledger.</summary>
internal static class LedgerCommands
{
    private static readonly Option<string?> Household = new("--household") { Description = "Of this household." };
    private static readonly Option<string?> Batch = new("--batch") { Description = "Of this batch." };
    private static readonly Option<long> From = new("--from") { Description = "First number of an entry, included." };
    private static readonly Option<long> Until = new("--until") { Description = "Last number of an entry, included." };

    public static Command Make() => CommandTree.Group(
        "ledger", "The ledger.",
        CommandTree.Make("list", "Lists entries.", ListAsync, Household, Batch, From),
        CommandTree.Make(
            "audit", "Reckons every invariant again; ends with 13 when one does not hold.", AuditAsync, From, Until));

    private static async Task ListAsync(Run run)
    {
        var answer = await run.Client.Disbursements.ListLedgerEntriesAsync(
            new ListLedgerEntriesRequest
            {
                Household = run.Get(Household) ?? "",
                Batch = run.Get(Batch) ?? "",
                FromSequence = run.Get(From),
            },
            cancellationToken: run.Stop);
        run.Out.Table(
            [.. answer.Entries.Cast<IMessage>()], "sequence", "recorded_time", "kind", "benefit_month", "household",
                "reference");
    }

    private static async Task AuditAsync(Run run)
    {
        var answer = await run.Client.Disbursements.AuditLedgerAsync(
            new AuditLedgerRequest { FromSequence = run.Get(From), UntilSequence = run.Get(Until) },
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60), cancellationToken: run.Stop);
        run.Out.Show(answer.Audit, () =>
        {
            run.Out.Grid(answer.Audit, "from_sequence", "until_sequence", "clean", "audited_time", "duration");
            run.Out.Table(
                [.. answer.Audit.Invariants.Cast<IMessage>()], "number", "statement", "holds", "violations",
                    "examples");
        });
        if (!answer.Audit.Clean)
        {
            throw new DoesNotHold("The ledger does not hold. Release nothing, and tell the finance officer.");
        }
    }
}
