using CitizenAccount.Contracts.Partner.V1;
using Grpc.Core;

namespace CitizenAccount.Service.Partners;

// What partners send and keep open.
internal sealed partial class PartnersRpc
{
    public override Task<SubmitIncomeRecordsResponse> SubmitIncomeRecords(
        IAsyncStreamReader<SubmitIncomeRecordsRequest> requestStream, ServerCallContext context) =>
        submissions.SubmitAsync(requestStream, context);

    public override Task<GetSubmissionResponse> GetSubmission(
        GetSubmissionRequest request, ServerCallContext context) => submissions.GetAsync(request, context);

    public override Task WatchSubmission(
        WatchSubmissionRequest request, IServerStreamWriter<WatchSubmissionResponse> responseStream,
        ServerCallContext context) => submissions.WatchAsync(request, responseStream, context);

    public override Task ServeVerifications(
        IAsyncStreamReader<ServeVerificationsRequest> requestStream,
        IServerStreamWriter<ServeVerificationsResponse> responseStream, ServerCallContext context) =>
        verifications.ServeAsync(requestStream, responseStream, context);
}
