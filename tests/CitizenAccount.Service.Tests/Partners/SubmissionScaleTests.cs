using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>A large submission, as many records as CITIZENACCOUNT_SUBMISSION_RECORDS asks for: every one is accounted
/// for, and what it changes reaches the next decision by the cut-off rule.</summary>
public sealed class SubmissionScaleTests(ITestOutputHelper output)
{
    private const string Variable = "CITIZENACCOUNT_SUBMISSION_RECORDS";
    private const int Households = 300;

    private static readonly IncomeKind[] Kinds =
        [IncomeKind.Pension, IncomeKind.Investment, IncomeKind.RealEstate, IncomeKind.Hafiz, IncomeKind.StudentStipend];

    [Fact]
    public async Task A_large_submission_is_taken_over_whole_and_accounts_for_every_record()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "100000", CultureInfo.InvariantCulture);
        var service = await RunningService.StartAsync(new Dictionary<string, string?> { ["Partners:Agreements:0:MonthsBack"] = "120" });
        await using (service)
        {
            await service.LoadAsync(Households, DecidedService.Seed);
            var partner = new Reporting(service);
            var header = WorkingCalls.SoundHeader(count);
            var start = Stopwatch.GetTimestamp();
            var name = await SendAsync(service, header, Records(await CountedAsync(service), count));
            var sent = Stopwatch.GetElapsedTime(start);
            var done = await partner.EndOfAsync(name, TimeSpan.FromMinutes(60));
            var whole = Stopwatch.GetElapsedTime(start);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count:N0} records: received in {sent.TotalSeconds:0.0} s, taken over in {whole.TotalSeconds:0.0} s, "
                + $"{count / whole.TotalSeconds:N0}/s, working set {Environment.WorkingSet >> 20} MiB"));
            Assert.Equal((SubmissionState.Finished, (long)count, (long)count), (done.State, done.Received, done.Accepted + done.Refused));
            Assert.Equal(Expected(count), done.Refused);
            Assert.Equal(Math.Min(done.Refused, 1_000), done.Refusals.Count);
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Equal(done.Accepted, await db.IncomeRecords.LongCountAsync());
                Assert.Equal(done.Refused, await db.IncomeSubmissionRefusals.LongCountAsync());
            }

            Assert.Empty(service.Log.Errors);
        }
    }

    // Person by person, kind by kind, month by month; each hundredth line is of nobody known.
    private static IEnumerable<IncomeRecord> Records(string[] people, int count)
    {
        var months = Math.Min(100, 1 + (count / (people.Length * Kinds.Length)));
        var stranger = Applicant.NewId().Value;
        for (var at = 0; at < count; at++)
        {
            var month = Rules.Time.YearMonth.Of(new DateOnly(2026, 11, 1)).AddMonths(-(at / Kinds.Length % months));
            var id = IsOfNobody(at) ? stranger : people[at / Kinds.Length / months % people.Length];
            var record = Reporting.Record(id, 100 * (1 + (at % 7)), Kinds[at % Kinds.Length], month.Year, month.Month);
            record.Record = $"s-{at}";
            yield return record;
        }
    }

    // A few of the made-up people count in no household.
    private static async Task<string[]> CountedAsync(RunningService service)
    {
        Rules.Identity.NationalId[] all = [.. DecidedService.People.SelectMany(one => one.Persons).Select(person => person.NationalId).Distinct()];
        var counted = await service.Services.GetRequiredService<Service.Applications.ApplicationsApi>().FindCountedAsync(all, default);
        return [.. all.Where(counted.ContainsKey).Select(person => person.Value)];
    }

    private static bool IsOfNobody(int at) => at % 100 == 99;

    private static long Expected(int count) => Enumerable.Range(0, count).Count(IsOfNobody);

    private static async Task<string> SendAsync(RunningService service, SubmissionHeader header, IEnumerable<IncomeRecord> records)
    {
        var options = new CallOptions(
            service.Bearer(WorkingCalls.Reporter, [Role.Partner], null), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(50));
        using var call = service.Partners().SubmitIncomeRecords(options);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = new MemoryStream();
        await call.RequestStream.WriteAsync(new() { Header = header });
        foreach (var record in records)
        {
            bytes.SetLength(0);
            record.WriteDelimitedTo(bytes);
            hash.AppendData(bytes.GetBuffer(), 0, (int)bytes.Length);
            await call.RequestStream.WriteAsync(new() { Record = record });
        }

        var sum = hash.GetHashAndReset();
        await call.RequestStream.WriteAsync(new()
        {
            Signature = new SubmissionSignature
            {
                RecordsSha256 = Convert.ToHexStringLower(sum),
                Signature = ByteString.CopyFrom(WorkingCalls.ReporterKey.SignHash(sum)),
                KeyId = "key-1",
            },
        });
        await call.RequestStream.CompleteAsync();
        return (await call.ResponseAsync).Submission.Name;
    }
}
