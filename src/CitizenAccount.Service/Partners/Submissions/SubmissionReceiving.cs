using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Grpc.Core;
using Part = CitizenAccount.Contracts.Partner.V1.SubmitIncomeRecordsRequest.PartOneofCase;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Receives the records of a submission and keeps them part by part, so that what broke off is continued
/// where it stands. Nothing is looked at before the partner signed the whole.</summary>
internal sealed class SubmissionReceiving(
    SubmissionStore store, PartnerAgreements agreements, SubmissionSignal signal)
{
    /// <summary>Records of one part, which is also what is taken over in one transaction.</summary>
    public const int PartRecords = 200;

    private const int PartBytes = 128 * 1024;

    /// <exception cref="RefusalException">STREAM_OUT_OF_ORDER: the first message is no header.</exception>
    public static async Task<SubmissionHeader> ReadHeaderAsync(
        IAsyncStreamReader<SubmitIncomeRecordsRequest> stream, CancellationToken stop) =>
        await stream.MoveNext(stop) && stream.Current.PartCase == Part.Header
            ? stream.Current.Header
            : throw OutOfOrder("header");

    /// <summary>Receives what follows the header.</summary>
    /// <returns>The submission as it stands then.</returns>
    /// <exception cref="RefusalException">SUBMISSION_NOT_FOUND, SUBMISSION_STATE, STREAM_OUT_OF_ORDER,
    /// SUBMISSION_SIGNATURE_REFUSED; CONFLICT when two connections continue one submission.</exception>
    public async Task<SubmissionRow> ReceiveAsync(
        ReadHeader header, string partner, IAsyncStreamReader<SubmitIncomeRecordsRequest> stream,
        CancellationToken stop)
    {
        var row = await store.OpenAsync(header, partner, stop);
        if (row.State != StoredSubmissionState.Open)
        {
            return row.RequestId == header.RequestId || row.LastRequestId == header.RequestId
                ? row
                : throw WrongState(row);
        }

        SubmissionHeaders.RequireNoGap(header, row);
        await store.NoteRequestAsync(row, header.RequestId, stop);
        if (await ReceiveAsync(row, header.From, stream, stop) is { } signature)
        {
            await EndAsync(row, signature, stop);
        }

        return await store.GetAsync(row.Id, partner, stop);
    }

    private async Task<SubmissionSignature?> ReceiveAsync(
        SubmissionRow row, long position, IAsyncStreamReader<SubmitIncomeRecordsRequest> stream, CancellationToken stop)
    {
        using var kept = new KeptPart();
        try
        {
            while (await stream.MoveNext(stop))
            {
                switch (stream.Current.PartCase)
                {
                    case Part.Record when position < row.Records:
                        position++;
                        if (position > row.Received + kept.Count)
                        {
                            kept.Add(stream.Current.Record);
                        }

                        if (kept.Count == PartRecords || kept.Size >= PartBytes)
                        {
                            await KeepAsync(row, kept, stop);
                        }

                        break;
                    case Part.Signature when position == row.Records:
                        await KeepAsync(row, kept, stop);
                        return stream.Current.Signature;
                    default:
                        throw OutOfOrder(position == row.Records ? "signature" : "record");
                }
            }
        }
        catch (Exception failure) when (
            failure is IOException or OperationCanceledException && failure is not InvalidProtocolBufferException)
        {
            // The connection broke: what came is kept, and the partner goes on from there.
            await KeepAsync(row, kept, CancellationToken.None);
            throw new RpcException(new Status(StatusCode.Cancelled, "The stream was cut."));
        }

        await KeepAsync(row, kept, stop);
        return null;
    }

    private async Task KeepAsync(SubmissionRow row, KeptPart kept, CancellationToken stop)
    {
        if (kept.Count > 0)
        {
            await store.KeepAsync(row, kept.Count, kept.Take(), stop);
        }
    }

    private async Task EndAsync(SubmissionRow row, SubmissionSignature signature, CancellationToken stop)
    {
        var hash = await HashAsync(row, stop);
        var sound = IsSigned(agreements, row.Partner, hash, signature);
        await store.EndAsync(
            row, sound ? StoredSubmissionState.Checking : StoredSubmissionState.Refused, hash,
            signature.Signature.Length <= 64 ? signature.Signature.ToByteArray() : [],
            signature.KeyId.Length <= 100 ? signature.KeyId : "", stop);
        if (!sound)
        {
            throw SignatureRefused();
        }

        signal.Raise();
    }

    /// <summary>Whether a partner signed these records, and states their hash.</summary>
    public static bool IsSigned(
        PartnerAgreements agreements, string partner, byte[] hash, SubmissionSignature signature) =>
        signature.RecordsSha256 == Convert.ToHexStringLower(hash)
        && agreements.Signed(partner, signature.KeyId, hash, signature.Signature);

    private async Task<byte[]> HashAsync(SubmissionRow row, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var next = 1L; next <= row.Received;)
        {
            var content = await store.ReadAsync(row.Id, next, stop);
            hash.AppendData(content);
            next += KeptPart.Read(content).Count;
        }

        return hash.GetHashAndReset();
    }

    public static RefusalException SignatureRefused() =>
        Refusal.Of(ErrorReason.SubmissionSignatureRefused).ToException();

    public static RefusalException OutOfOrder(string expected) =>
        Refusal.Of(ErrorReason.StreamOutOfOrder).With("expected", expected).ToException();

    private static RefusalException WrongState(SubmissionRow row) => Refusal.Of(ErrorReason.SubmissionState)
        .With("state", row.State.ToString().ToUpper(CultureInfo.InvariantCulture)).ToException();
}

/// <summary>Records as they are kept and hashed: each in the encoding of the contract, its fields by their numbers,
/// with its length before it.</summary>
internal sealed class KeptPart : IDisposable
{
    private readonly MemoryStream _content = new();

    public int Count { get; private set; }

    public long Size => _content.Length;

    public void Add(IncomeRecord record)
    {
        record.WriteDelimitedTo(_content);
        Count++;
    }

    /// <summary>Takes what was added and begins anew.</summary>
    public byte[] Take()
    {
        var content = _content.ToArray();
        _content.SetLength(0);
        Count = 0;
        return content;
    }

    public void Dispose() => _content.Dispose();

    public static List<IncomeRecord> Read(byte[] content)
    {
        var records = new List<IncomeRecord>();
        using var stream = new MemoryStream(content);
        while (stream.Position < stream.Length)
        {
            records.Add(IncomeRecord.Parser.ParseDelimitedFrom(stream));
        }

        return records;
    }
}
