using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Uploads sent again: under the same request_id, under another, and beyond the number that is kept.</summary>
public sealed class UploadReplayTests(DocumentService running) : IClassFixture<DocumentService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task A_repeat_is_answered_from_its_header_without_chunks()
    {
        var household = running.Household();
        var content = Papers.Pdf("repeat", 2 * Papers.Megabyte);
        var header = Uploading.HeaderOf(household, content);
        var credentials = Service.AsCitizen(household);
        var first = await Service.UploadAsync(credentials, header, content);
        Assert.Equal(first, await Service.UploadAsync(credentials, [new() { Header = header }]));

        // The header is answered while the stream is still open.
        using var open = Service.Applications().UploadDocument(Clients.By(credentials));
        await open.RequestStream.WriteAsync(new UploadDocumentRequest { Header = header });
        Assert.Equal(first, await open.ResponseAsync.WaitAsync(Soon.Limit));
        Assert.Single(await Service.ListAsync(household));
    }

    [Fact]
    public async Task The_same_id_with_another_header_is_refused_by_the_field_that_differs()
    {
        var household = running.Household();
        var content = Papers.Pdf("reused");
        var header = Uploading.HeaderOf(household, content);
        await Service.UploadAsync(Service.AsCitizen(household), header, content);
        (string Field, Action<UploadDocumentHeader> Change)[] changes =
        [
            ("kind", other => other.Kind = DocumentKind.Lease), ("member", other => other.Member = $"{household.Name}/members/2"),
            ("file_name", other => other.FileName = "other.pdf"), ("size_bytes", other => other.SizeBytes++),
            ("content_sha256", other => other.ContentSha256 = new string('0', 64)),
        ];
        foreach (var (field, change) in changes)
        {
            var other = header.Clone();
            change(other);
            var refused = await Refused.ByAsync(
                () => Service.UploadAsync(Service.AsCitizen(household), other, content));
            Assert.Equal("REQUEST_ID_REUSED", refused.Reason);
            Assert.Equal(field, refused.Metadata["field"]);
        }
    }

    [Fact]
    public async Task Two_sends_of_one_request_at_once_keep_one_document()
    {
        var household = running.Household();
        var content = Papers.Pdf("twice at once", Papers.Megabyte);
        var header = Uploading.HeaderOf(household, content);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            _ => Service.UploadAsync(Service.AsCitizen(household), header, content)));
        Assert.Single(answers.Distinct());
        Assert.Single(await Service.ListAsync(household));
    }

    [Fact]
    public async Task The_same_content_for_the_same_purpose_is_the_same_document()
    {
        var household = running.Household();
        var content = Papers.Pdf("again");
        var first = await Service.UploadAsync(household, content);
        Assert.Equal(first, await Service.UploadAsync(household, content));
        Assert.Single(await Service.ListAsync(household));
        Assert.NotEqual(first.Name, (await Service.UploadAsync(household, content, DocumentKind.Lease)).Name);
        Assert.NotEqual(first.Name, (await Service.UploadAsync(household, content, member: 2)).Name);
        Assert.NotEqual(first.Name, (await Service.UploadAsync(running.Household(), content)).Name);
        Assert.Equal(3, (await Service.ListAsync(household)).Count);
    }

    [Fact]
    public async Task The_same_content_at_once_is_kept_once()
    {
        var household = running.Household();
        var content = Papers.Pdf("again at once");
        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Service.UploadAsync(household, content)));
        Assert.Single(kept.Select(document => document.Name).Distinct());
    }

    [Fact]
    public async Task Fifty_documents_of_a_kind_are_kept_and_the_next_is_refused_before_its_bytes()
    {
        var household = running.Household();
        for (var number = 0; number < 49; number++)
        {
            await Service.UploadAsync(household, Papers.Png($"one of fifty {number}"));
        }

        // Of several at once exactly one is the fiftieth.
        var last = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => TryAsync(household, Papers.Png($"last {number}"))));
        Assert.Equal(["TOO_MANY_DOCUMENTS", "TOO_MANY_DOCUMENTS", "kept"], last.Order(StringComparer.Ordinal));
        var header = Uploading.HeaderOf(household, Papers.Png("one more"));
        var refused = await Refused.ByAsync(
            () => Service.UploadAsync(Service.AsCitizen(household), [new() { Header = header }]));
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_DOCUMENTS"), (refused.Code, refused.Reason));
        Assert.Equal("50", refused.Metadata["limit"]);
        await Service.UploadAsync(household, Papers.Png("one more"), DocumentKind.Lease);
        await Service.UploadAsync(running.Household(), Papers.Png("one more"));
    }

    [Fact]
    public async Task An_upload_raises_the_revision_and_its_token_is_good_for_the_next_read()
    {
        var household = running.Household();
        var credentials = Clients.By(Service.AsCitizen(household));
        var before = await Service.Applications().ListDocumentsAsync(new() { Parent = household.Name }, credentials);
        var content = Papers.Pdf("revision");
        var answer = await Service.UploadAsync(
            Service.AsCitizen(household), Uploading.HeaderOf(household, content), content);
        var after = await Service.Applications().ListDocumentsAsync(
            new()
            {
                Parent = household.Name,
                Consistency = new Consistency { AtLeastAsFresh = answer.ConsistencyToken },
            },
            credentials);
        Assert.Equal(before.Freshness.Revision + 1, after.Freshness.Revision);
        Assert.Equal(answer.ConsistencyToken, after.ConsistencyToken);
        Assert.Equal(FreshnessSource.Database, after.Freshness.Source);
    }

    private async Task<string> TryAsync(Kernel.HouseholdId household, byte[] content)
    {
        try
        {
            await Service.UploadAsync(household, content);
            return "kept";
        }
        catch (RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }
}
