using CitizenAccount.Contracts.Account.V1;
using Grpc.Core;

namespace CitizenAccount.Service.Applications;

// Documents have a folder of their own.
internal sealed partial class ApplicationsRpc
{
    public override Task<ListRequiredDocumentsResponse> ListRequiredDocuments(
        ListRequiredDocumentsRequest request, ServerCallContext context) =>
        documents.ListRequiredDocuments(request, context);

    public override Task<UploadDocumentResponse> UploadDocument(
        IAsyncStreamReader<UploadDocumentRequest> requestStream, ServerCallContext context) =>
        documents.UploadDocument(requestStream, context);

    public override Task DownloadDocument(
        DownloadDocumentRequest request,
        IServerStreamWriter<DownloadDocumentResponse> responseStream,
        ServerCallContext context) => documents.DownloadDocument(request, responseStream, context);

    public override Task<ListDocumentsResponse> ListDocuments(
        ListDocumentsRequest request, ServerCallContext context) => documents.ListDocuments(request, context);
}
