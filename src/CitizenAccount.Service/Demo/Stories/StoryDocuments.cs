using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>Uploads a page for every document that the application asks for and no official source answers.</summary>
internal sealed class StoryDocuments(
    StoryStage stage, ApplicationService.ApplicationServiceClient client, Metadata credentials, HouseholdId household)
{
    // The smallest sound PDF: one empty page.
    private static readonly byte[] Page = Encoding.ASCII.GetBytes(
        """
        %PDF-1.4
        1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
        2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
        3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
        trailer <</Root 1 0 R>>
        %%EOF

        """);

    public async Task UploadMissingAsync()
    {
        var needed = await client.ListRequiredDocumentsAsync(
            new ListRequiredDocumentsRequest { Parent = household.Name }, stage.Options(credentials));
        foreach (var document in needed.RequiredDocuments.Where(
            document => document.SatisfiedBy.Length == 0 && !document.CheckedByItself))
        {
            await UploadAsync(document);
        }
    }

    private async Task UploadAsync(RequiredDocument document)
    {
        using var call = client.UploadDocument(stage.Options(credentials));
        await call.RequestStream.WriteAsync(new UploadDocumentRequest
        {
            Header = new UploadDocumentHeader
            {
                RequestId = stage.NewId(),
                Household = household.Name,
                Kind = document.Kind,
                Member = document.Member,
                FileName = $"{document.Kind}.pdf",
                SizeBytes = Page.Length,
                ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(Page)),
            },
        });
        await call.RequestStream.WriteAsync(new UploadDocumentRequest { Chunk = ByteString.CopyFrom(Page) });
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }
}
