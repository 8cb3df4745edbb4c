using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of documents.
internal static partial class WorkingCalls
{
    private const string DocumentCalls = "citizenaccount.account.v1.ApplicationService.";
    private const string NoHousehold = "HOUSEHOLD_NOT_FOUND";
    private const string NoDocument = "DOCUMENT_NOT_FOUND";

    private static WorkingCall[] Documents =>
    [
        // No made-up household has a document: what is served is the answer that there is none.
        new(DocumentCalls + "DownloadDocument", [Role.Citizen, Role.CaseWorker, Role.Supervisor],
            (household, purpose) => new DownloadDocumentRequest
            {
                Name = $"{household.Name}/documents/{Guid.NewGuid():D}",
                Purpose = purpose,
            })
        {
            Absent = NoDocument,
            Answers = [NoDocument],
        },
        new(DocumentCalls + "ListDocuments", OwnerAndStaff, (household, purpose) => new ListDocumentsRequest
        {
            Parent = household.Name,
            Kinds = { DocumentKind.TitleDeed, DocumentKind.Lease },
            PageSize = 10,
            Purpose = purpose,
        })
        {
            Absent = NoHousehold,
        },
        new(DocumentCalls + "ListRequiredDocuments", OwnerAndStaff, (household, purpose) =>
            new ListRequiredDocumentsRequest
            {
                Parent = household.Name,
                PageSize = 10,
                Purpose = purpose,
            })
        {
            Absent = NoHousehold,
        },

        // One message is sent: a header without the chunks it announces.
        new(DocumentCalls + "UploadDocument", [Role.Citizen, Role.CaseWorker],
            (household, purpose) => new UploadDocumentRequest { Header = SoundHeader(household, purpose) })
        {
            Absent = NoHousehold,
            Answers = ["DOCUMENT_DAMAGED"],
        },
    ];

    public static UploadDocumentHeader SoundHeader(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = household.Name,
        Kind = DocumentKind.TitleDeed,
        FileName = "صك الملكية.pdf",
        SizeBytes = 1_000,
        ContentSha256 = new string('a', 64),
        Purpose = purpose,
    };
}
