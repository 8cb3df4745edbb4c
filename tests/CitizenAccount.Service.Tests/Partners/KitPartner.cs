using System.Security.Cryptography;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Part = CitizenAccount.Contracts.Partner.V1.ServeVerificationsResponse.PartOneofCase;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>A partner's implementation as the kit expects it, and its faults, one by one.</summary>
internal sealed class KitPartner
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private long _answers;

    public bool WithoutLegalBasis { get; set; }

    public bool WithoutTime { get; set; }

    public bool WithoutHeartbeat { get; set; }

    public bool AnswersOtherwise { get; set; }

    public bool ComesTooEarly { get; set; }

    public bool WithNewRequestId { get; set; }

    public bool WithoutKind { get; set; }

    public bool CountsWrong { get; set; }

    public bool HashesWithoutLengths { get; set; }

    public bool SignsAsDer { get; set; }

    public byte[] PublicKey => _key.ExportSubjectPublicKeyInfo();

    /// <summary>What it did, for the reader of a failure.</summary>
    public string Played { get; private set; } = "";

    public async Task PlayAsync(string address, string only)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var client = new IncomeVerificationService.IncomeVerificationServiceClient(channel);
        if (only != "submission")
        {
            // The third connection is the last: the script has nothing more to ask then.
            for (var connection = 1; connection <= 3; connection++)
            {
                await ServeAsync(client);
                Played += $"connection {connection}; ";
            }
        }

        if (only != "stream")
        {
            await SubmitAsync(client);
        }
    }

    private static CallOptions Options => Clients.By(new Metadata { { "authorization", "Bearer a-token" } });

    private async Task ServeAsync(IncomeVerificationService.IncomeVerificationServiceClient client)
    {
        using var call = client.ServeVerifications(Options);
        using var ended = new CancellationTokenSource();
        try
        {
            var hello = PartnerStream.Hello(10);
            hello.Purpose.LegalBasis = WithoutLegalBasis ? "" : hello.Purpose.LegalBasis;
            await call.RequestStream.WriteAsync(new() { Hello = hello });
            var wait = TimeSpan.Zero;
            while (await NextAsync(call))
            {
                var message = call.ResponseStream.Current;
                if (message.PartCase == Part.Question)
                {
                    await call.RequestStream.WriteAsync(new() { Reply = Reply(message.Question) });
                }

                if (message.PartCase == Part.Goodbye && !ComesTooEarly)
                {
                    wait = message.Goodbye.ReconnectTime.ToDateTimeOffset() - TimeProvider.System.GetUtcNow();
                }
            }

            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
        }
        catch (RpcException broken) when (broken.StatusCode is StatusCode.Unavailable or StatusCode.InvalidArgument)
        {
            // It connects again.
        }
    }

    // A sign of life whenever the programme was silent for half a second.
    private async Task<bool> NextAsync(AsyncDuplexStreamingCall<ServeVerificationsRequest, ServeVerificationsResponse> call)
    {
        var next = call.ResponseStream.MoveNext(default);
        while (!WithoutHeartbeat && await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(500))) != next)
        {
            await call.RequestStream.WriteAsync(new() { Heartbeat = new VerificationHeartbeat() });
        }

        return await next;
    }

    private VerificationReply Reply(VerificationQuestion question)
    {
        _answers += AnswersOtherwise ? 1 : 0;
        var reply = new VerificationReply
        {
            Question = question.Question,
            ObservedTime = WithoutTime ? null : Timestamp.FromDateTime(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)),
        };
        if (question.Income is null)
        {
            reply.Status = new Contracts.Type.V1.Value { Integer = 3 };
            return reply;
        }

        reply.Income = new IncomeReply
        {
            Incomes = { new MonthlyIncome { Kind = IncomeKind.Salary, Amount = new Money { CurrencyCode = "SAR", Halalas = _answers } } },
        };
        return reply;
    }

    // Sends until it is answered, and leaves it after three tries.
    private async Task SubmitAsync(IncomeVerificationService.IncomeVerificationServiceClient client)
    {
        IncomeRecord[] records = [Reporting.Record("1000000008", 1_00), Reporting.Record("1000000008", 2_00, month: 10)];
        if (WithoutKind)
        {
            records[1].Kind = IncomeKind.Unspecified;
        }

        var header = WorkingCalls.SoundHeader(records.Length + (CountsWrong ? 1 : 0));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            header.RequestId = WithNewRequestId ? Guid.NewGuid().ToString("D") : header.RequestId;
            Played += $"submission {attempt}; ";
            using var call = client.SubmitIncomeRecords(Options);
            try
            {
                await TrySendAsync(call.RequestStream, header, records);
                await call.ResponseAsync;
                return;
            }
            catch (RpcException broken) when (broken.StatusCode == StatusCode.Unavailable)
            {
                // It is sent again.
            }
        }
    }

    private async Task TrySendAsync(
        IClientStreamWriter<SubmitIncomeRecordsRequest> stream, SubmissionHeader header, IncomeRecord[] records)
    {
        try
        {
            await Reporting.SendAsync(stream, header, records);
            await stream.WriteAsync(new() { Signature = Sign(records) });
            await stream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // The status of the call says why.
        }
    }

    private SubmissionSignature Sign(IncomeRecord[] records)
    {
        var signature = Reporting.Sign(records, _key);
        if (HashesWithoutLengths)
        {
            signature.RecordsSha256 = Convert.ToHexStringLower(SHA256.HashData(records.SelectMany(one => one.ToByteArray()).ToArray()));
        }

        if (SignsAsDer)
        {
            var hash = Convert.FromHexString(signature.RecordsSha256);
            signature.Signature = ByteString.CopyFrom(_key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence));
        }

        return signature;
    }
}
