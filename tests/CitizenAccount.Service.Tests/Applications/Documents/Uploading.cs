using System.Security.Cryptography;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Uploads and downloads as a client does them.</summary>
internal static class Uploading
{
    /// <summary>The header that fits a content.</summary>
    public static UploadDocumentHeader HeaderOf(
        HouseholdId household, byte[] content, DocumentKind kind = DocumentKind.TitleDeed, int member = 0) => new()
        {
            RequestId = $"{Guid.NewGuid():D}",
            Household = household.Name,
            Kind = kind,
            Member = member == 0 ? "" : $"{household.Name}/members/{member}",
            FileName = "صك.pdf",
            SizeBytes = content.Length,
            ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };

    /// <summary>Uploads a content under a header, in chunks of a size.</summary>
    public static Task<UploadDocumentResponse> UploadAsync(
        this RunningService service, Metadata? credentials, UploadDocumentHeader header, byte[] content,
        int chunkBytes = Papers.Megabyte) => service.UploadAsync(credentials, Parts(header, content, chunkBytes));

    /// <summary>Uploads a content as the citizen of a household.</summary>
    public static async Task<Document> UploadAsync(
        this RunningService service, HouseholdId household, byte[] content,
        DocumentKind kind = DocumentKind.TitleDeed, int member = 0) => (await service.UploadAsync(
            service.AsCitizen(household), HeaderOf(household, content, kind, member), content)).Document;

    /// <summary>Sends messages as they are; what the server answers counts, whenever it does.</summary>
    public static async Task<UploadDocumentResponse> UploadAsync(
        this RunningService service, Metadata? credentials, IEnumerable<UploadDocumentRequest> messages)
    {
        using var call = service.Applications().UploadDocument(Clients.By(credentials));
        try
        {
            foreach (var message in messages)
            {
                await call.RequestStream.WriteAsync(message);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException)
        {
            // The status of the call says why.
        }

        return await call.ResponseAsync;
    }

    public static IEnumerable<UploadDocumentRequest> Parts(
        UploadDocumentHeader header, byte[] content, int chunkBytes = Papers.Megabyte) =>
        content.Chunk(chunkBytes).Select(Chunk).Prepend(new UploadDocumentRequest { Header = header });

    public static UploadDocumentRequest Chunk(byte[] bytes) => new() { Chunk = ByteString.CopyFrom(bytes) };

    /// <summary>Downloads a document: its description, its bytes, and the sizes of the chunks they came in.</summary>
    public static async Task<(Document Document, byte[] Content, IReadOnlyList<int> Chunks)> DownloadAsync(
        this RunningService service, Metadata credentials, DownloadDocumentRequest request)
    {
        using var call = service.Applications().DownloadDocument(request, Clients.By(credentials));
        Document? document = null;
        using var content = new MemoryStream();
        var chunks = new List<int>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            var message = call.ResponseStream.Current;
            if (message.PartCase == DownloadDocumentResponse.PartOneofCase.Document)
            {
                Assert.Null(document);
                Assert.Empty(chunks);
                document = message.Document;
            }
            else
            {
                Assert.NotNull(document);
                message.Chunk.WriteTo(content);
                chunks.Add(message.Chunk.Length);
            }
        }

        return (document!, content.ToArray(), chunks);
    }

    public static async Task<IReadOnlyList<Document>> ListAsync(this RunningService service, HouseholdId household) =>
        (await service.Applications().ListDocumentsAsync(
            new ListDocumentsRequest { Parent = household.Name }, Clients.By(service.AsCitizen(household)))).Documents;
}
