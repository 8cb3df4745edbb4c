using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Whose documents who may upload, list and read.</summary>
public sealed class DocumentAccessTests(DocumentService running) : IClassFixture<DocumentService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task The_document_of_another_household_is_answered_as_one_that_does_not_exist()
    {
        var (own, other) = (running.Household(), running.Household());
        var document = await Service.UploadAsync(other, Papers.Pdf("of another"));
        var id = document.Name[^36..];
        var citizen = Service.AsCitizen(own);
        var refusals = new List<Refused>();
        foreach (var name in new[]
        {
            document.Name, $"{own.Name}/documents/{id}", $"{own.Name}/documents/{Guid.NewGuid():D}", $"{other.Name}/documents/{Guid.NewGuid():D}",
        })
        {
            refusals.Add(await Refused.ByAsync(() => Service.DownloadAsync(citizen, new() { Name = name })));
        }

        Assert.All(refusals, refused => Assert.Equal((StatusCode.NotFound, "DOCUMENT_NOT_FOUND"), (refused.Code, refused.Reason)));
        Assert.Single(refusals.Select(refused => (refused.Arabic, refused.English)).Distinct());
    }

    [Theory]
    [InlineData(Role.CaseWorker)]
    [InlineData(Role.Supervisor)]
    public async Task Case_workers_and_supervisors_read_a_document_with_a_purpose_and_that_is_on_record(Role role)
    {
        var household = running.Household();
        var content = Papers.Pdf($"read by {role}");
        var document = await Service.UploadAsync(household, content);
        var request = new DownloadDocumentRequest { Name = document.Name };
        var staff = Service.Bearer($"reader-{role}", [role], null);
        Assert.Equal("PURPOSE_REQUIRED", (await Refused.ByAsync(() => Service.DownloadAsync(staff, request))).Reason);
        request.Purpose = Clients.Asked;
        Assert.Equal(content, (await Service.DownloadAsync(staff, request)).Content);
        await Service.FlushAccessRecordsAsync();
        var db = await Service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        await using (db)
        {
            var rows = await db.AccessRecords.Where(row => row.Actor == $"reader-{role}").ToListAsync();
            Assert.Equal([(int)StatusCode.OK, (int)StatusCode.InvalidArgument], rows.Select(row => row.Outcome).Order());
            Assert.All(rows, row => Assert.Equal(household, row.HouseholdId));
        }
    }

    [Fact]
    public async Task A_case_worker_uploads_for_a_household_but_never_financial_evidence()
    {
        var household = running.Household();
        var content = Papers.Pdf("by staff");
        var staff = Service.As(Role.CaseWorker);
        foreach (var kind in new[] { DocumentKind.IncomeProof, DocumentKind.BankStatement })
        {
            var financial = Uploading.HeaderOf(household, content, kind);
            financial.Purpose = Clients.Asked;
            var refused = await Refused.ByAsync(() => Service.UploadAsync(staff, financial, content));
            Assert.Equal((StatusCode.FailedPrecondition, "CHANNEL_NOT_ALLOWED"), (refused.Code, refused.Reason));
            Assert.Equal("PHONE", refused.Metadata["channel"]);
        }

        var header = Uploading.HeaderOf(household, content);
        header.Purpose = Clients.Asked;
        Assert.Equal(DocumentState.Received, (await Service.UploadAsync(staff, header, content)).Document.State);
    }

    [Theory]
    [InlineData(Contracts.Type.V1.Channel.Unspecified, true)]
    [InlineData(Contracts.Type.V1.Channel.Portal, true)]
    [InlineData(Contracts.Type.V1.Channel.App, true)]
    [InlineData(Contracts.Type.V1.Channel.Phone, false)]
    [InlineData(Contracts.Type.V1.Channel.Counter, false)]
    public async Task A_citizen_gives_financial_evidence_through_portal_and_app(Contracts.Type.V1.Channel channel, bool taken)
    {
        var household = running.Household();
        var content = Papers.Pdf($"income by {channel}");
        var header = Uploading.HeaderOf(household, content, DocumentKind.IncomeProof);
        header.Purpose = new Purpose { Channel = channel };
        var send = () => Service.UploadAsync(Service.AsCitizen(household), header, content);
        if (taken)
        {
            await send();
        }
        else
        {
            Assert.Equal("CHANNEL_NOT_ALLOWED", (await Refused.ByAsync(send)).Reason);
        }
    }

    [Fact]
    public async Task A_download_its_client_gives_up_is_no_fault_and_the_next_one_is_whole()
    {
        var household = running.Household();
        var content = Papers.Pdf("given up", 10 * Papers.Megabyte);
        var request = new DownloadDocumentRequest { Name = (await Service.UploadAsync(household, content)).Name };
        for (var messages = 0; messages < 5; messages++)
        {
            using var call = Service.Applications().DownloadDocument(request, Clients.By(Service.AsCitizen(household)));
            // The answer's headers show that the call has begun: a client that leaves while its request is still being
            // read is logged by the library, before any line of ours runs.
            await call.ResponseHeadersAsync;
            for (var read = 0; read < messages; read++)
            {
                Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            }
        }

        Assert.True((await Service.DownloadAsync(Service.AsCitizen(household), request)).Content.AsSpan().SequenceEqual(content));
        Assert.Empty(Service.Log.Errors);
    }

    [Fact]
    public async Task A_dependant_sees_what_is_about_the_dependant_and_nothing_else()
    {
        var household = running.Household();
        var aboutAll = await Service.UploadAsync(household, Papers.Pdf("about all"));
        var aboutTwo = await Service.UploadAsync(household, Papers.Pdf("about two"), DocumentKind.BirthCertificate, 2);
        var aboutThree = await Service.UploadAsync(household, Papers.Pdf("about three"), DocumentKind.BirthCertificate, 3);
        var dependant = running.AsDependant(household, 2);
        var list = await Service.Applications().ListDocumentsAsync(new() { Parent = household.Name }, Clients.By(dependant));
        Assert.Equal([aboutTwo], list.Documents);
        Assert.Equal(aboutTwo, (await Service.DownloadAsync(dependant, new() { Name = aboutTwo.Name })).Document);
        foreach (var hidden in new[] { aboutAll, aboutThree })
        {
            var refused = await Refused.ByAsync(() => Service.DownloadAsync(dependant, new() { Name = hidden.Name }));
            Assert.Equal("DOCUMENT_NOT_FOUND", refused.Reason);
        }

        // Nor does the dependant upload for the household, or see another one.
        var content = Papers.Pdf("by a dependant");
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(
            () => Service.UploadAsync(dependant, Uploading.HeaderOf(household, content, member: 2), content))).Reason);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(Service.Applications().ListDocumentsAsync(
            new() { Parent = running.Household().Name }, Clients.By(dependant)))).Reason);
    }

    [Fact]
    public async Task A_member_of_another_household_is_no_member_here()
    {
        var (household, other) = (running.Household(), running.Household());
        var content = Papers.Pdf("member");
        var header = Uploading.HeaderOf(household, content);
        header.Member = $"{other.Name}/members/1";
        var refused = await Refused.ByAsync(() => Service.UploadAsync(Service.AsCitizen(household), header, content));
        Assert.Equal(["header.member"], refused.Fields);
    }
}
