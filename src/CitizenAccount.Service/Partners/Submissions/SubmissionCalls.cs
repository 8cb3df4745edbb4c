using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>What the calls about submissions do, once their requests were received.</summary>
internal sealed class SubmissionCalls(
    SubmissionStore store, SubmissionReceiving receiving, RecordChecking checking, PartnerAgreements agreements,
    OpenStreams streams, KeyRing keys, TimeProvider clock)
{
    /// <summary>Most refused records that are answered beside a page.</summary>
    public const int RefusalsMax = 1_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SignedText _pages = new(keys, "submission page");
    private readonly ReadTokens _tokens = new(keys, "submission");

    /// <summary>Takes a submission in, or only looks at it.</summary>
    public async Task<SubmitIncomeRecordsResponse> SubmitAsync(
        IAsyncStreamReader<SubmitIncomeRecordsRequest> stream, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var header = SubmissionHeaders.Read(await SubmissionReceiving.ReadHeaderAsync(stream, stop));
        var agreement = agreements.Require(header.Header.Purpose, context);
        if (header.Header.ValidateOnly)
        {
            return new SubmitIncomeRecordsResponse
            {
                Submission = await ValidateAsync(header.Header.Records, agreement, stream, stop),
            };
        }

        var row = await receiving.ReceiveAsync(header, agreement.Subject, stream, stop);
        return new SubmitIncomeRecordsResponse
        {
            Submission = await ToWireAsync(row, stop),
            ConsistencyToken = TokenOf(row),
        };
    }

    public async Task<GetSubmissionResponse> GetAsync(GetSubmissionRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var check = new RequestCheck();
        var id = SubmissionHeaders.ReadName(request.Name, check);
        var size = Paging.ReadSize(request.PageSize, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var caller = context.Caller();
        var row = await store.GetAsync(id, OwnerOf(caller), stop);
        _tokens.RequireSeen(request.Consistency, BytesOf(id), row.Revision);
        var refusals = await store.ListRefusalsAsync(id, PageOf(request.PageToken, id, caller), size + 1, stop);
        return new GetSubmissionResponse
        {
            Submission = SubmissionWire.ToWire(row, refusals.Take(size)),
            NextPageToken = refusals.Count > size ? PageToken(refusals[size - 1].Position, id, caller) : "",
            Freshness = ReadTokens.FromDatabase(row.Revision, clock.GetUtcNow()),
            ConsistencyToken = TokenOf(row),
        };
    }

    /// <summary>Tells how a submission goes until it ends, by asking the database every second: any replica may be
    /// the one that takes it over.</summary>
    /// <exception cref="RefusalException">SUBMISSION_NOT_FOUND, TOO_MANY_STREAMS, SHUTTING_DOWN.</exception>
    public async Task WatchAsync(
        WatchSubmissionRequest request, IServerStreamWriter<WatchSubmissionResponse> target, ServerCallContext context)
    {
        var check = new RequestCheck();
        var id = SubmissionHeaders.ReadName(request.Name, check);
        check.ThrowIfBad();
        var caller = context.Caller();
        await streams.ServeAsync(caller, async () =>
        {
            using var timer = new PeriodicTimer(LookEvery, clock);
            var told = -1L;
            do
            {
                await streams.RequireGoingOnAsync(caller);
                var row = await store.GetAsync(id, OwnerOf(caller), context.CancellationToken);
                if (row.Revision != told)
                {
                    var submission = await ToWireAsync(row, context.CancellationToken);
                    await OpenStreams.TellAsync(
                        target, new WatchSubmissionResponse { Submission = submission }, context);
                    told = row.Revision;
                }

                if (row.State is not (StoredSubmissionState.Open or StoredSubmissionState.Checking))
                {
                    return;
                }
            }
            while (await timer.WaitForNextTickAsync(context.CancellationToken));
        });
    }

    // Every rule runs, nothing is stored: what repeats within the submission is found in memory.
    private async Task<Submission> ValidateAsync(
        long records, PartnerAgreement agreement, IAsyncStreamReader<SubmitIncomeRecordsRequest> stream,
        CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var part = new KeptPart();
        var seen = new Dictionary<string, SoundRecord>(StringComparer.Ordinal);
        var submission = new Submission { State = SubmissionState.Checking };
        while (await stream.MoveNext(stop))
        {
            var isRecord = stream.Current.PartCase == SubmitIncomeRecordsRequest.PartOneofCase.Record;
            var isLast = submission.Received + part.Count == records;
            if (isLast == isRecord || (isLast && stream.Current.Signature is null))
            {
                throw SubmissionReceiving.OutOfOrder(isLast ? "signature" : "record");
            }

            if (isRecord)
            {
                part.Add(stream.Current.Record);
            }

            if (part.Count == SubmissionReceiving.PartRecords || isLast)
            {
                await LookAsync(submission, agreement, part, hash, seen, stop);
            }

            if (isLast)
            {
                var whole = hash.GetHashAndReset();
                submission.RecordsSha256 = Convert.ToHexStringLower(whole);
                return SubmissionReceiving.IsSigned(agreements, agreement.Subject, whole, stream.Current.Signature)
                    ? submission
                    : throw SubmissionReceiving.SignatureRefused();
            }
        }

        throw SubmissionReceiving.OutOfOrder(
            submission.Received + part.Count == records ? "signature" : "record");
    }

    private async Task LookAsync(
        Submission submission, PartnerAgreement agreement, KeptPart part, IncrementalHash hash,
        Dictionary<string, SoundRecord> seen, CancellationToken stop)
    {
        var content = part.Take();
        hash.AppendData(content);
        var looked = await checking.CheckAsync(
            agreement, submission.Received + 1, KeptPart.Read(content), seen, stop);
        submission.Received += looked.Count;
        submission.Accepted += looked.Count(one => one.IsAccepted);
        submission.RepeatedBefore += looked.Count(one => one.IsRepeated);
        var refused = looked.Where(one => one.Problem is not null).ToArray();
        submission.Refused += refused.Length;
        submission.Refusals.Add(refused.Take(RefusalsMax - submission.Refusals.Count)
            .Select(one => SubmissionWire.ToWire(one.Position, one.Record, one.Problem!.Value)));
    }

    private async Task<Submission> ToWireAsync(SubmissionRow row, CancellationToken stop) =>
        SubmissionWire.ToWire(row, await store.ListRefusalsAsync(row.Id, 0, RefusalsMax, stop));

    // Operators see every partner's, a partner its own: another's is answered as absent.
    private static string? OwnerOf(Caller caller) => caller.Is(Role.Operator) ? null : caller.Subject;

    private string TokenOf(SubmissionRow row) => _tokens.Issue(BytesOf(row.Id), row.Revision);

    private long PageOf(string token, Guid id, Caller caller) =>
        token.Length == 0 ? 0
        : _pages.TryOpen(token, ContextOf(id, caller), out var content) && content.Length == 8
            ? BinaryPrimitives.ReadInt64LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string PageToken(long position, Guid id, Caller caller)
    {
        Span<byte> content = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(content, position);
        return _pages.Sign(content, ContextOf(id, caller));
    }

    private static byte[] ContextOf(Guid id, Caller caller) =>
        [.. BytesOf(id), .. Encoding.UTF8.GetBytes(caller.Subject)];

    private static byte[] BytesOf(Guid id) => id.ToByteArray(bigEndian: true);
}
