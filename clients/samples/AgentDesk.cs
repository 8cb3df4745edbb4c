using System.Globalization;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Samples;

/// <summary>A contact-centre agent explains a decision to the person on the phone.</summary>
internal sealed class AgentDesk(CitizenAccountClient client, TextWriter screen)
{
    /// <param name="token">Gives the agent's present token; asked again when the service refuses one.</param>
    /// <param name="household">The household of the person who calls.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<ReceiptVerdict> ExplainAsync(
        Func<RefusedToken?, CancellationToken, ValueTask<string>> token, string household, CancellationToken stop)
    {
        // The purpose goes with every call, and the person can read who looked and why.
        var agent = client.As(CallerCredentials.FromSource(token))
            .For(new Purpose { Code = PurposeCode.CitizenRequest, Channel = Channel.Phone });
        var answer = await agent.Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = household }, cancellationToken: stop);
        foreach (var reason in answer.Eligibility.Reasons)
        {
            await screen.WriteLineAsync(reason.Text.Ar);
            await screen.WriteLineAsync(reason.NextStep?.Ar ?? "");
        }

        var explained = await agent.Eligibility.ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = answer.Eligibility.Decision }, cancellationToken: stop);
        foreach (var step in explained.Explanation.Steps)
        {
            await screen.WriteLineAsync(step.Explanation.Ar);
        }

        var halalas = answer.Eligibility.Entitlement?.Halalas ?? 0;
        await screen.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{halalas / 100}.{halalas % 100:00}"));
        return await CheckAsync(explained.Explanation.Receipt, stop);
    }

    // The same decision made again here, from the receipt and the published keys alone.
    private async Task<ReceiptVerdict> CheckAsync(DecisionReceipt receipt, CancellationToken stop)
    {
        var info = await client.GetSystemInfoAsync(stop);
        var verifier = new ReceiptVerifier(info.ReceiptKeys.ToDictionary(
            key => key.KeyId, key => (ReadOnlyMemory<byte>)key.PublicKey.Memory, StringComparer.Ordinal));
        return verifier.Check(receipt);
    }
}
