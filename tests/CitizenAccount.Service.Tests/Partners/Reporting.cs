using System.Security.Cryptography;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>The partner of the tests that reports incomes: makes records, signs them and sends them by the generated
/// client.</summary>
internal sealed class Reporting(RunningService service)
{
    private static int _records;

    public CallOptions Options => Clients.By(service.Bearer(WorkingCalls.Reporter, [Role.Partner], null));

    public static IncomeRecord Record(
        string nationalId, long halalas, IncomeKind kind = IncomeKind.Salary, int year = 2026, int month = 11, int day = 20) => new()
        {
            Record = $"r-{Interlocked.Increment(ref _records)}",
            NationalId = nationalId,
            IncomeMonth = new YearMonth { Year = year, Month = month },
            Kind = kind,
            Amount = new Money { CurrencyCode = "SAR", Halalas = halalas },
            ObservedTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero)),
        };

    /// <summary>What a partner signs, as the contract says: the SHA-256 over the records, each with its length before
    /// it.</summary>
    public static SubmissionSignature Sign(IEnumerable<IncomeRecord> records, ECDsa? key = null)
    {
        using var bytes = new MemoryStream();
        foreach (var record in records)
        {
            record.WriteDelimitedTo(bytes);
        }

        var hash = SHA256.HashData(bytes.ToArray());
        return new SubmissionSignature
        {
            RecordsSha256 = Convert.ToHexStringLower(hash),
            Signature = ByteString.CopyFrom((key ?? WorkingCalls.ReporterKey).SignHash(hash)),
            KeyId = "key-1",
        };
    }

    public Task<Submission> SubmitAsync(params IncomeRecord[] records) =>
        SubmitAsync(WorkingCalls.SoundHeader(records.Length), records);

    /// <summary>Sends a header, these records from its position on, and their signature.</summary>
    public async Task<Submission> SubmitAsync(
        SubmissionHeader header, IReadOnlyList<IncomeRecord> records, SubmissionSignature? signature = null)
    {
        using var call = service.Partners().SubmitIncomeRecords(Options);
        await SendAsync(call.RequestStream, header, records.Skip((int)header.FromPosition));
        await TryWriteAsync(call.RequestStream, new() { Signature = signature ?? Sign(records) });
        await TryCompleteAsync(call.RequestStream);
        return (await call.ResponseAsync).Submission;
    }

    /// <summary>Sends a header and records and leaves it at that.</summary>
    public static async Task SendAsync(
        IClientStreamWriter<SubmitIncomeRecordsRequest> stream, SubmissionHeader header, IEnumerable<IncomeRecord> records)
    {
        await TryWriteAsync(stream, new() { Header = header });
        foreach (var record in records)
        {
            await TryWriteAsync(stream, new() { Record = record });
        }
    }

    /// <summary>The submission once it ended.</summary>
    public async Task<Submission> EndOfAsync(string name, TimeSpan? limit = null)
    {
        Submission? submission = null;
        await Poll.UntilAsync(
            $"{name} ends",
            async () =>
            {
                submission = await GetAsync(name);
                Assert.Empty(service.Log.Errors);
                return submission.State is not (SubmissionState.Open or SubmissionState.Checking);
            },
            limit ?? Soon.Limit);
        return submission!;
    }

    public async Task<Submission> GetAsync(string name) =>
        (await service.Partners().GetSubmissionAsync(new() { Name = name, PageSize = 1_000 }, Options)).Submission;

    /// <summary>Submits and waits until everything is taken over.</summary>
    public async Task<Submission> TakenOverAsync(params IncomeRecord[] records) =>
        await EndOfAsync((await SubmitAsync(records)).Name);

    // The service may have answered before everything was sent; its answer is what counts.
    private static async Task TryWriteAsync(
        IClientStreamWriter<SubmitIncomeRecordsRequest> stream, SubmitIncomeRecordsRequest message)
    {
        try
        {
            await stream.WriteAsync(message);
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // The status of the call says why.
        }
    }

    private static async Task TryCompleteAsync(IClientStreamWriter<SubmitIncomeRecordsRequest> stream)
    {
        try
        {
            await stream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // As above.
        }
    }
}
