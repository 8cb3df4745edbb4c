using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Benchmarks;

/// <summary>Every decision of a published cycle made again from its receipt: the receipt is issued as ExplainDecision
/// issues it, then only its bytes, the published key and the rules are used. Of a sample, random bits are turned over.
/// A proof, not a figure: it throws at the first receipt that does not hold and the first turned bit that is not found.
/// </summary>
internal static class ReceiptsProof
{
    private const int Households = 100_000;
    private const int SampleEvery = 50;
    private const int FlipsEach = 20;
    private const ulong Seed = 99;

    private static readonly YearMonth Month = new(2026, 12);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
        try
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder.FullName;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            var app = ServiceHost.Build(plan);
            await using (app)
            {
                await PublishAsync(app.Services);
                await ProveAsync(app.Services);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task PublishAsync(IServiceProvider services)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<StorageGate>().OpenAsync(stop);
        await services.GetRequiredService<PopulationLoading>()
            .LoadAsync(new Population(Seed, Month), Month, Households, _ => { }, stop);
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: false, stop);
        await run.EvaluateAsync(Month, null, stop);
        await run.ApproveAsync(Month, "checker", stop);
        await run.PublishAsync(Month, "releaser", stop);
    }

    private static async Task ProveAsync(IServiceProvider services)
    {
        var stop = CancellationToken.None;
        var keys = services.GetRequiredService<ReceiptKeys>();
        var published = keys.Published.ToDictionary(key => key.Id, key => key.PublicKey);
        var history = services.GetRequiredService<DecisionHistory>();
        var cycle = await services.GetRequiredService<CycleStore>().GetAsync(CycleRun.CodeOf(Month), stop);
        var (watch, sum, flips, alone) = (Stopwatch.StartNew(), 0L, 0L, 0L);
        await Parallel.ForEachAsync(Enumerable.Range(0, Households), async (index, cancel) =>
        {
            var id = HouseholdId.Synthetic(Cycle.Of(Month).DataCutOff.AddDays(-1), (ulong)index);
            var explained = await history.ExplainAsync(
                new DecisionName(id, Month), 0, new WantedFreshness(default, FromDatabase: false), cancel);
            var (told, _) = explained ?? throw new InvalidOperationException($"Household {index} has no decision.");
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(published[told.Receipt.KeyId], out var _);
            var (content, signature) = (told.Receipt.Content.ToByteArray(), told.Receipt.Signature.ToByteArray());
            Interlocked.Add(ref sum, Hold(index, key, content, signature, told.Published.Row.Amount));
            if (index % SampleEvery == 0)
            {
                Interlocked.Add(ref alone, Flip(index, key, content, signature));
                Interlocked.Add(ref flips, 2 * FlipsEach);
            }
        });
        var due = CycleFigures.Of(cycle.Figures).Entitlement;
        Require(sum == due, $"The receipts come to {sum} halalas and the cycle to {due}.");
        Console.WriteLine(
            $"{Households:N0} decisions made again from their receipts alone, each to the halala, {sum / 100m:N2} SAR "
            + $"together, the total of the cycle; {watch.Elapsed.TotalSeconds:F0} s");
        Console.WriteLine(
            $"{flips:N0} bits turned over in the content and signature of {Households / SampleEvery:N0} of them: each "
            + $"found by the signature; {alone:N0} of the {flips / 2:N0} in the content by making the decision again too");
    }

    // The amount that the receipt alone gives.
    private static long Hold(int index, ECDsa key, byte[] content, byte[] signature, long stored)
    {
        Require(
            key.VerifyData(content, signature, HashAlgorithmName.SHA256), $"The receipt of {index} is not signed.");
        Require(
            Receipt.Check(content, PolicyBook.Published) == ReceiptCheck.Holds, $"The receipt of {index} does not hold.");
        using var json = JsonDocument.Parse(content);
        var amount = json.RootElement.GetProperty("amount_halalas").GetInt64();
        Require(amount == stored, $"The receipt of {index} states {amount} halalas where {stored} are stored.");
        return amount;
    }

    // How many turned bits of the content are found without the signature: what only names the decision is not.
    private static int Flip(int index, ECDsa key, byte[] content, byte[] signature)
    {
        var chance = Chance.Of(Seed, index, Subject.Planted);
        var alone = 0;
        for (var i = 0; i < FlipsEach; i++)
        {
            var bit = chance.Below(8 * content.Length);
            content[bit / 8] ^= (byte)(1 << (bit % 8));
            Require(
                !key.VerifyData(content, signature, HashAlgorithmName.SHA256), $"Bit {bit} of {index} was not missed.");
            alone += Receipt.Check(content, PolicyBook.Published) == ReceiptCheck.Holds ? 0 : 1;
            content[bit / 8] ^= (byte)(1 << (bit % 8));

            bit = chance.Below(8 * signature.Length);
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Require(
                !key.VerifyData(content, signature, HashAlgorithmName.SHA256), $"Bit {bit} of a signature was not missed.");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return alone;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
