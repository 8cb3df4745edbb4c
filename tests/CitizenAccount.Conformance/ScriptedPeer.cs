using CitizenAccount.Contracts.Partner.V1;
using Grpc.Core;

namespace CitizenAccount.Conformance;

/// <summary>The programme's side, as a script: it welcomes, asks, falls silent, breaks off and says goodbye, and notes
/// what the partner does. What it notes stands in <see cref="StreamScript"/> and <see cref="SubmissionScript"/>.</summary>
internal sealed class ScriptedPeer(CaseBook book, StreamScript stream, SubmissionScript submission)
    : IncomeVerificationService.IncomeVerificationServiceBase
{
    /// <summary>What holds for every call.</summary>
    public static readonly ConformanceCase[] Cases =
    [
        new("call/deadline", "every call carries a deadline"),
        new("call/token", "every call carries a bearer token"),
    ];

    public override Task ServeVerifications(
        IAsyncStreamReader<ServeVerificationsRequest> requestStream,
        IServerStreamWriter<ServeVerificationsResponse> responseStream, ServerCallContext context)
    {
        Note(context);
        return stream.PlayAsync(requestStream, responseStream, context);
    }

    public override Task<SubmitIncomeRecordsResponse> SubmitIncomeRecords(
        IAsyncStreamReader<SubmitIncomeRecordsRequest> requestStream, ServerCallContext context)
    {
        Note(context);
        return submission.PlayAsync(requestStream, context);
    }

    private void Note(ServerCallContext context)
    {
        book.Note("call/deadline", context.Deadline != DateTime.MaxValue, "no deadline");
        var token = context.RequestHeaders.GetValue("authorization");
        book.Note(
            "call/token", token is not null && token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase), "no bearer token");
        if (context.GetHttpContext().Request.IsHttps)
        {
            book.Note(
                "call/certificate", context.GetHttpContext().Connection.ClientCertificate is not null, "no client certificate");
        }
    }
}
