using System.Globalization;
using System.Threading.Channels;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Samples;

/// <summary>Reads the decisions on any number of households: a thousand a call, few calls at once, and no more of the
/// list in memory than that.</summary>
internal sealed class BatchReader(CitizenAccountClient client, TextWriter table)
{
    private const int AtOnce = 1_000;
    private const int Callers = 4;

    public async Task<(int Read, int Refused)> ReadAsync(IAsyncEnumerable<string> households, CancellationToken stop)
    {
        var staff = client.For(new Purpose { Code = PurposeCode.Review, Reference = "monthly review" });
        var answers = System.Threading.Channels.Channel.CreateBounded<BatchGetEligibilityResponse>(Callers);
        var reading = ReadAllAsync(staff, households, answers.Writer, stop);
        var (read, refused) = (0, 0);
        await foreach (var result in answers.Reader.ReadAllAsync(stop).SelectMany(answer => answer.Results))
        {
            var decided = result.OutcomeCase == BatchGetEligibilityResult.OutcomeOneofCase.Eligibility;
            (read, refused) = decided ? (read + 1, refused) : (read, refused + 1);
            await table.WriteLineAsync(decided
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Household},{result.Eligibility.EligibilityResult},{Halalas(result)}")
                : $"{result.Household},{result.Refusal},");
        }

        await reading;
        return (read, refused);
    }

    private static async Task ReadAllAsync(
        CitizenAccountClient staff, IAsyncEnumerable<string> households, ChannelWriter<BatchGetEligibilityResponse> to,
        CancellationToken stop)
    {
        var some = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = stop };
        Exception? failure = null;
        try
        {
            await Parallel.ForEachAsync(households.Chunk(AtOnce), some, async (names, one) =>
            {
                var request = new BatchGetEligibilityRequest { Households = { names } };
                await to.WriteAsync(await staff.Eligibility.BatchGetEligibilityAsync(
                    request, cancellationToken: one), one);
            });
        }
        catch (Exception failed) when (failed is CitizenAccountException or OperationCanceledException)
        {
            failure = failed;
        }
        finally
        {
            to.Complete(failure);
        }
    }

    private static long Halalas(BatchGetEligibilityResult result) => result.Eligibility.Entitlement?.Halalas ?? 0;
}
