using CitizenAccount.Client;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Samples;

/// <summary>A partner system asks who of its customers is supported, on the legal basis agreed with it.</summary>
internal sealed class PartnerSystem(CitizenAccountClient client, string legalBasis, TextWriter report)
{
    // What the service takes at once.
    private const int AtOnce = 1_000;

    public async Task ReportAsync(IEnumerable<string> nationalIds, CancellationToken stop)
    {
        var partner = client.For(new Purpose { Code = PurposeCode.PartnerService, LegalBasis = legalBasis });
        foreach (var some in nationalIds.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            // Our own reference instead of the ID: reports are read by more people than registers.
            var request = new BatchGetStandingRequest();
            request.Persons.AddRange(some.Select((id, at) => new PersonQuery
            {
                NationalId = id,
                PersonReference = $"case-{at + 1}",
            }));
            var answer = await partner.IncomeVerification.BatchGetStandingAsync(request, cancellationToken: stop);
            foreach (var result in answer.Results)
            {
                var outcome = result.OutcomeCase == BatchGetStandingResult.OutcomeOneofCase.Standing
                    ? result.Standing.State.ToString()
                    : result.Refusal.ToString();
                await report.WriteLineAsync($"{result.PersonReference},{outcome}");
            }

            // The proof of what was asked and answered, for the file.
            await report.WriteLineAsync($"receipt,{answer.Receipt.Receipt},{answer.Receipt.ContentSha256}");
        }
    }
}
