using System.CommandLine;
using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;

namespace CitizenAccount.Agent.Commands;

/// <summary>The policy of a month, and what another would cost.</summary>
internal static class PolicyCommands
{
    private static readonly Option<string?> Month =
        new("--month") { Description = "Such as 2026-12; today's when absent." };
    private static readonly Option<string> Cycle =
        new("--cycle") { Description = "Cycle whose facts are used.", Required = true };
    private static readonly Argument<FileInfo> Changes = new("changes")
    {
        Description = "JSON: an array of PolicyChange, as the contract names its fields.",
    };

    public static Command Make() => CommandTree.Group(
        "policy", "The policy.",
        CommandTree.Make("show", "Shows every value of a month, how sure it is and where it comes from.", ShowAsync,
            Month),
        CommandTree.Make(
            "simulate", "Decides a cycle again under a changed policy; changes nothing.", SimulateAsync, Changes,
                Cycle));

    private static async Task ShowAsync(Run run)
    {
        var answer = await run.Client.Eligibility.GetPolicyAsync(
            new GetPolicyRequest { BenefitMonth = MonthOf(run.Get(Month)) }, cancellationToken: run.Stop);
        run.Out.Show(answer.Policy, () =>
        {
            run.Out.Grid(answer.Policy, "version", "in_force_from_month", "in_force_until_month", "provisional");
            run.Out.Table(
                [.. answer.Policy.Parameters.Cast<IMessage>()], "key", "value", "unit", "from_month", "confidence");
        });
    }

    private static async Task SimulateAsync(Run run)
    {
        var request = new SimulatePolicyRequest { Cycle = run.Get(Cycle) };
        var text = await File.ReadAllTextAsync(run.Get(Changes).FullName, run.Stop);
        try
        {
            request.MergeFrom(JsonParser.Default.Parse<SimulatePolicyRequest>($$"""{"changes": {{text}}}"""));
        }
        catch (Exception failure) when (failure is InvalidJsonException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"{run.Get(Changes).FullName} holds no changes: {failure.Message}");
        }

        var answer = await run.Client.Cycles.SimulatePolicyAsync(
            request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60), cancellationToken: run.Stop);
        var simulation = answer.Simulation;
        run.Out.Show(simulation, () =>
        {
            run.Out.Grid(
                simulation, "cycle", "base_policy_version", "cost", "winners", "losers", "unchanged", "largest_gain",
                "largest_loss", "counts.supported_households", "totals.entitlement");
            run.Out.Table([.. simulation.Groups.Cast<IMessage>()], "group", "households", "winners", "losers",
                "difference");
            run.Out.Table([.. simulation.Cliffs.Cast<IMessage>()], "text", "income", "loss", "households");
        });
    }

    private static YearMonth? MonthOf(string? text) =>
        DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
            ? new YearMonth { Year = day.Year, Month = day.Month }
            : text is null ? null : new YearMonth();
}
