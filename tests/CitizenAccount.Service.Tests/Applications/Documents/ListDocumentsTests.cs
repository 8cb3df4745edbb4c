using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>The documents of a household: newest first, by kind, in pages.</summary>
public sealed class ListDocumentsTests(DocumentService running) : IClassFixture<DocumentService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task Documents_are_listed_newest_first_and_by_kind()
    {
        var household = running.Household();
        var deed = await Service.UploadAsync(household, Papers.Pdf("deed"));
        var bill = await Service.UploadAsync(household, Papers.Pdf("bill"), DocumentKind.ElectricityBill);
        var lease = await Service.UploadAsync(household, Papers.Pdf("lease"), DocumentKind.Lease);
        Assert.Equal([lease, bill, deed], await Service.ListAsync(household));
        Assert.Equal([bill], await KindsAsync(household, DocumentKind.ElectricityBill));
        Assert.Equal([lease, deed], await KindsAsync(household, DocumentKind.TitleDeed, DocumentKind.Lease, DocumentKind.Lease));
        Assert.Empty(await KindsAsync(household, DocumentKind.Other));
        Assert.Empty(await Service.ListAsync(running.Household()));
    }

    [Fact]
    public async Task Pages_show_every_document_once_whatever_is_added_between_them()
    {
        var household = running.Household();
        var kept = new List<Document>();
        for (var number = 0; number < 7; number++)
        {
            kept.Insert(0, await Service.UploadAsync(household, Papers.Png($"page {number}")));
        }

        var seen = new List<Document>();
        var request = new ListDocumentsRequest { Parent = household.Name, PageSize = 3 };
        do
        {
            var page = await ListAsync(request);
            Assert.InRange(page.Documents.Count, 1, 3);
            seen.AddRange(page.Documents);
            request.PageToken = page.NextPageToken;
            await Service.UploadAsync(household, Papers.Png($"meanwhile {seen.Count}"), DocumentKind.Lease);
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(kept, seen);
    }

    [Fact]
    public async Task The_last_page_is_full_and_has_no_token()
    {
        var household = running.Household();
        for (var number = 0; number < 2; number++)
        {
            await Service.UploadAsync(household, Papers.Png($"exact {number}"));
        }

        var page = await ListAsync(new() { Parent = household.Name, PageSize = 2 });
        Assert.Equal((2, ""), (page.Documents.Count, page.NextPageToken));
    }

    [Fact]
    public async Task A_page_token_serves_its_own_household_filter_caller_and_list_only()
    {
        var (household, other) = (running.Household(), running.Household());
        foreach (var whose in new[] { household, other })
        {
            await Service.UploadAsync(whose, Papers.Png("one"));
            await Service.UploadAsync(whose, Papers.Png("two"));
        }

        var token = (await ListAsync(new() { Parent = household.Name, PageSize = 1 })).NextPageToken;
        Assert.NotEmpty(token);
        Assert.Single((await ListAsync(new() { Parent = household.Name, PageToken = token })).Documents);
        await AssertTokenRefusedAsync(new() { Parent = other.Name, PageToken = token }, Service.AsCitizen(other));
        await AssertTokenRefusedAsync(
            new() { Parent = household.Name, PageToken = token, Kinds = { DocumentKind.TitleDeed } }, Service.AsCitizen(household));
        await AssertTokenRefusedAsync(
            new() { Parent = household.Name, PageToken = token, Purpose = Clients.Asked }, Service.As(Role.Agent));
        var refused = await Refused.ByAsync(Service.Applications().ListRequiredDocumentsAsync(
            new() { Parent = household.Name, PageToken = token }, Clients.By(Service.AsCitizen(household))));
        Assert.Equal("PAGE_TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public async Task A_consistency_token_of_another_household_is_refused()
    {
        var (household, other) = (running.Household(), running.Household());
        var token = (await ListAsync(new() { Parent = household.Name })).ConsistencyToken;
        foreach (var forged in new[] { token[..^2], "x", "" })
        {
            await AssertAsync(household, forged);
        }

        await AssertAsync(other, token);

        async Task AssertAsync(HouseholdId whose, string wanted)
        {
            var refused = await Refused.ByAsync(Service.Applications().ListDocumentsAsync(
                new() { Parent = whose.Name, Consistency = new Consistency { AtLeastAsFresh = wanted } },
                Clients.By(Service.AsCitizen(whose))));
            Assert.Equal((StatusCode.InvalidArgument, "CONSISTENCY_TOKEN_INVALID"), (refused.Code, refused.Reason));
        }
    }

    private async Task AssertTokenRefusedAsync(ListDocumentsRequest request, Metadata credentials)
    {
        var refused = await Refused.ByAsync(Service.Applications().ListDocumentsAsync(request, Clients.By(credentials)));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (refused.Code, refused.Reason));
    }

    private async Task<IReadOnlyList<Document>> KindsAsync(HouseholdId household, params DocumentKind[] kinds) =>
        (await ListAsync(new() { Parent = household.Name, Kinds = { kinds } })).Documents;

    private async Task<ListDocumentsResponse> ListAsync(ListDocumentsRequest request)
    {
        Assert.True(HouseholdId.TryParseName(request.Parent, out var household));
        return await Service.Applications().ListDocumentsAsync(request, Clients.By(Service.AsCitizen(household)));
    }
}
