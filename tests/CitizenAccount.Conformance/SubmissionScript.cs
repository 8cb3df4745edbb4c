using System.Security.Cryptography;
using CitizenAccount.Contracts.Partner.V1;
using Google.Protobuf;
using Grpc.Core;
using Part = CitizenAccount.Contracts.Partner.V1.SubmitIncomeRecordsRequest.PartOneofCase;

namespace CitizenAccount.Conformance;

/// <summary>The script of submissions, over three calls: one that breaks off after the first records, one whose answer
/// is lost, one that is answered.</summary>
internal sealed class SubmissionScript(CaseBook book, KitOptions options)
{
    public static readonly ConformanceCase[] Cases =
    [
        new("submission/header-first", "the header comes first, with a request_id, the number of records and a legal basis"),
        new("submission/continues", "what broke off is sent again under the same request_id, from the same first record"),
        new("submission/records", "each record has its id, person, month, kind, amount in SAR and time"),
        new("submission/count", "there are as many records as the header says, and the signature is last"),
        new("submission/hash", "records_sha256 is the SHA-256 over the records, each with its length before it"),
        new("submission/signature", "the signature is ES256 over that hash, 64 bytes, by the registered key"),
        new("submission/repeats", "a lost answer makes the same submission be sent again, with the same request_id"),
    ];

    private readonly Lock _lock = new();
    private int _calls;
    private SubmissionHeader? _header;
    private IncomeRecord? _first;
    private string _hash = "";

    public async Task<SubmitIncomeRecordsResponse> PlayAsync(
        IAsyncStreamReader<SubmitIncomeRecordsRequest> reader, ServerCallContext context)
    {
        int number;
        lock (_lock)
        {
            number = ++_calls;
        }

        var stop = context.CancellationToken;
        var header = await reader.MoveNext(stop) && reader.Current.PartCase == Part.Header ? reader.Current.Header : null;
        var sound = header is { Records: >= 1, Purpose.LegalBasis.Length: > 0 } && Guid.TryParseExact(header.RequestId, "D", out _);
        if (!book.Note("submission/header-first", sound, header?.ToString() ?? "another message"))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The script expects a header."));
        }

        return number == 1 ? await BreakOffAsync(header!, reader, stop) : await ReceiveAsync(header!, reader, number, stop);
    }

    private async Task<SubmitIncomeRecordsResponse> BreakOffAsync(
        SubmissionHeader header, IAsyncStreamReader<SubmitIncomeRecordsRequest> reader, CancellationToken stop)
    {
        _header = header;
        _first = await reader.MoveNext(stop) ? reader.Current.Record : null;
        throw new RpcException(new Status(StatusCode.Unavailable, "The script breaks off here."));
    }

    private async Task<SubmitIncomeRecordsResponse> ReceiveAsync(
        SubmissionHeader header, IAsyncStreamReader<SubmitIncomeRecordsRequest> reader, int number, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        var (records, last) = (new List<IncomeRecord>(), (SubmissionSignature?)null);
        while (await reader.MoveNext(stop) && last is null)
        {
            last = reader.Current.Signature;
            if (reader.Current.Record is { } record)
            {
                records.Add(record);
                record.WriteDelimitedTo(bytes);
            }
        }

        var hash = SHA256.HashData(bytes.ToArray());
        Judge(header, records, last, hash);
        if (number == 2)
        {
            _hash = Convert.ToHexStringLower(hash);
            book.Note(
                "submission/continues",
                header.RequestId == _header!.RequestId && header.Records == _header.Records && records.FirstOrDefault()?.Equals(_first) == true,
                $"request_id {header.RequestId} after {_header.RequestId}, or other records");
            throw new RpcException(new Status(StatusCode.Unavailable, "The script loses the answer here."));
        }

        book.Note(
            "submission/repeats", header.RequestId == _header!.RequestId && _hash == Convert.ToHexStringLower(hash),
            $"request_id {header.RequestId} after {_header.RequestId}, or other records");
        return new SubmitIncomeRecordsResponse
        {
            Submission = new Submission
            {
                Name = "incomeSubmissions/5f81d7f3-739a-4416-be5e-3f50914fcd44",
                State = SubmissionState.Checking,
                Received = records.Count,
                ResumePosition = records.Count,
                RecordsSha256 = _hash,
            },
        };
    }

    private void Judge(SubmissionHeader header, List<IncomeRecord> records, SubmissionSignature? last, byte[] hash)
    {
        var bad = records.FindIndex(record => !IsSound(record));
        book.Note("submission/records", records.Count > 0 && bad < 0, $"record {bad + 1}");
        book.Note(
            "submission/count", records.Count == header.Records && last is not null,
            $"{records.Count} records of {header.Records}, {(last is null ? "no signature" : "a signature")}");
        book.Note(
            "submission/hash", last?.RecordsSha256 == Convert.ToHexStringLower(hash),
            $"{last?.RecordsSha256} where {Convert.ToHexStringLower(hash)} belongs");
        book.Note(
            "submission/signature", last is { KeyId.Length: > 0 } && Signatures.Verifies(options.PublicKey, hash, last.Signature.Span),
            $"{last?.Signature.Length ?? 0} bytes that do not verify");
    }

    private static bool IsSound(IncomeRecord record) =>
        record.Record.Length is >= 1 and <= 64
        && record.NationalId.Length == 10 && record.NationalId.All(char.IsAsciiDigit)
        && record.IncomeMonth is { Year: >= 2000, Month: >= 1 and <= 12 }
        && Enum.IsDefined(record.Kind) && (int)record.Kind != 0
        && record.Amount is { CurrencyCode: "SAR", Halalas: >= 0 and <= 100_000_000 }
        && record.ObservedTime is not null;
}

/// <summary>Signatures as the contract has them.</summary>
internal static class Signatures
{
    /// <summary>Whether 64 bytes are an ES256 signature over a hash.</summary>
    public static bool Verifies(byte[] publicKey, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
        }
        catch (CryptographicException)
        {
            return false;
        }

        return key.KeySize == 256 && signature.Length == 64 && key.VerifyHash(hash, signature);
    }
}
