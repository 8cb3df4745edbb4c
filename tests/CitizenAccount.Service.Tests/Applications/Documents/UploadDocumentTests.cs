using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Uploads of every format and size: what arrives whole is kept and comes back as it was; anything else leaves
/// nothing behind.</summary>
public sealed class UploadDocumentTests(DocumentService running) : IClassFixture<DocumentService>
{
    private const int Largest = 10 * Papers.Megabyte;

    private RunningService Service => running.Service;

    public static TheoryData<string, int> Sizes => new()
    {
        { "pdf", 0 }, { "jpeg", 0 }, { "png", 0 },
        { "pdf", Papers.Megabyte - 1 }, { "pdf", Papers.Megabyte }, { "pdf", Papers.Megabyte + 1 },
        { "jpeg", 3 * Papers.Megabyte + 17 }, { "pdf", Largest }, { "jpeg", Largest }, { "png", Largest },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task What_is_uploaded_comes_back_as_it_was(string format, int size)
    {
        var household = running.Household();
        var content = Of(format, $"{format} of {size}", size);
        Assert.True(size == 0 || content.Length == size);
        var header = Uploading.HeaderOf(household, content, DocumentKind.ElectricityBill, member: 2);
        var answer = await Service.UploadAsync(Service.AsCitizen(household), header, content, 700_001);
        var document = answer.Document;
        Assert.StartsWith($"{household.Name}/documents/", document.Name, StringComparison.Ordinal);
        Assert.Equal(
            (DocumentKind.ElectricityBill, $"{household.Name}/members/2", "صك.pdf"),
            (document.Kind, document.Member, document.FileName));
        Assert.Equal((FormatOf(format), (long)content.Length), (document.Format, document.SizeBytes));
        Assert.Equal(header.ContentSha256, document.ContentSha256);
        Assert.Equal((DocumentState.Received, DocumentScan.Unscanned), (document.State, document.Scan));
        Assert.Null(document.Refusal);
        Assert.Equal(Service.Clock.GetUtcNow(), document.UploadedTime.ToDateTimeOffset());
        var (described, bytes, chunks) = await Service.DownloadAsync(
            Service.AsCitizen(household), new DownloadDocumentRequest { Name = document.Name });
        Assert.Equal(document, described);
        Assert.True(bytes.AsSpan().SequenceEqual(content));
        Assert.All(chunks, chunk => Assert.InRange(chunk, 1, Papers.Megabyte));
        Assert.Equal(document, Assert.Single(await Service.ListAsync(household)));
    }

    [Fact]
    public async Task One_byte_more_than_10_MB_is_too_large_before_a_byte_is_sent()
    {
        var household = running.Household();
        var content = Papers.Pdf("large", Largest + 1);
        var refused = await RefusedAsync(household, Uploading.HeaderOf(household, content), content);
        Assert.Equal((StatusCode.InvalidArgument, "DOCUMENT_TOO_LARGE"), (refused.Code, refused.Reason));
        Assert.Equal("10485760", refused.Metadata["largest_bytes"]);
        Assert.Empty(await Service.ListAsync(household));
    }

    [Fact]
    public async Task One_byte_more_than_10_MB_is_too_large_when_the_header_says_less()
    {
        var household = running.Household();
        var content = Papers.Pdf("larger than said", Largest + 1);
        var header = Uploading.HeaderOf(household, content);
        header.SizeBytes = Largest;
        Assert.Equal("DOCUMENT_TOO_LARGE", (await RefusedAsync(household, header, content)).Reason);
        Assert.Empty(await Service.ListAsync(household));
    }

    [Fact]
    public async Task An_endless_stream_is_refused_after_10_MB_and_not_held()
    {
        var household = running.Household();
        var chunk = Uploading.Chunk(new byte[Papers.Megabyte]);
        var header = Uploading.HeaderOf(household, Papers.Pdf("endless"));
        header.SizeBytes = Largest;
        var sent = 0;
        var endless = Enumerable.Range(0, 1_024).Select(_ => { sent++; return chunk; }).Prepend(new() { Header = header });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = await Refused.ByAsync(() => Service.UploadAsync(Service.AsCitizen(household), endless));
        Assert.Equal("DOCUMENT_TOO_LARGE", refused.Reason);
        Assert.InRange(sent, 11, 100);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 60 * Papers.Megabyte);
    }

    [Theory]
    [InlineData(-1, 0)] // a byte less than announced
    [InlineData(1, 0)] // a byte more
    [InlineData(0, 1)] // another byte
    public async Task Another_size_or_hash_than_announced_is_damaged(int longer, int changed)
    {
        var household = running.Household();
        var content = Papers.Pdf($"damaged {longer} {changed}");
        var header = Uploading.HeaderOf(household, content);
        byte[] sent = longer < 0 ? content[..(content.Length + longer)] : [.. content, .. new byte[longer]];
        sent[20] += (byte)changed;
        var refused = await RefusedAsync(household, header, sent);
        Assert.Equal((StatusCode.InvalidArgument, "DOCUMENT_DAMAGED"), (refused.Code, refused.Reason));
        Assert.Empty(await Service.ListAsync(household));
    }

    [Fact]
    public async Task A_header_alone_is_damaged()
    {
        var household = running.Household();
        var header = Uploading.HeaderOf(household, Papers.Pdf("none"));
        Assert.Equal("DOCUMENT_DAMAGED", (await RefusedAsync(household, header, [])).Reason);
    }

    [Fact]
    public async Task A_message_out_of_its_order_is_refused_by_the_name_of_what_belongs_there()
    {
        var household = running.Household();
        var content = Papers.Pdf("order");
        var header = new UploadDocumentRequest { Header = Uploading.HeaderOf(household, content) };
        var chunk = Uploading.Chunk(content);
        (UploadDocumentRequest[] Messages, string Expected)[] orders =
        [
            ([chunk, header], "header"), ([], "header"), ([new()], "header"),
            ([header, header, chunk], "chunk"), ([header, new(), chunk], "chunk"), ([header, chunk, header], "chunk"),
        ];
        foreach (var (messages, expected) in orders)
        {
            var refused = await Refused.ByAsync(() => Service.UploadAsync(Service.AsCitizen(household), messages));
            Assert.Equal((StatusCode.InvalidArgument, "STREAM_OUT_OF_ORDER"), (refused.Code, refused.Reason));
            Assert.Equal(expected, refused.Metadata["expected"]);
        }

        Assert.Empty(await Service.ListAsync(household));
    }

    [Fact]
    public async Task A_chunk_over_1_MB_or_an_empty_one_is_refused_by_its_name()
    {
        var household = running.Household();
        var content = Papers.Pdf("chunks", 3 * Papers.Megabyte);
        var header = Uploading.HeaderOf(household, content);
        var refused = await Refused.ByAsync(
            () => Service.UploadAsync(Service.AsCitizen(household), header, content, Papers.Megabyte + 1));
        Assert.Equal(["chunk"], refused.Fields);
        refused = await Refused.ByAsync(() => Service.UploadAsync(
            Service.AsCitizen(household), [new() { Header = header }, Uploading.Chunk([])]));
        Assert.Equal(["chunk"], refused.Fields);
        await Service.UploadAsync(Service.AsCitizen(household), header, content);
    }

    [Fact]
    public async Task Chunks_of_one_byte_each_arrive_too()
    {
        var household = running.Household();
        var content = Papers.Png("small steps");
        var answer = await Service.UploadAsync(
            Service.AsCitizen(household), Uploading.HeaderOf(household, content), content, chunkBytes: 1);
        Assert.Equal(content.Length, answer.Document.SizeBytes);
    }

    [Fact]
    public async Task A_cut_stream_keeps_nothing_and_the_same_request_goes_through_later()
    {
        var household = running.Household();
        var content = Papers.Pdf("cut", 2 * Papers.Megabyte);
        var header = Uploading.HeaderOf(household, content);
        using (var cut = Service.Applications().UploadDocument(Clients.By(Service.AsCitizen(household))))
        {
            await cut.RequestStream.WriteAsync(new UploadDocumentRequest { Header = header });
            await cut.RequestStream.WriteAsync(Uploading.Chunk(content[..Papers.Megabyte]));
        }

        Assert.Empty(await Service.ListAsync(household));
        var answer = await Service.UploadAsync(Service.AsCitizen(household), header, content);
        Assert.Equal(answer.Document, Assert.Single(await Service.ListAsync(household)));
    }

    [Fact]
    public async Task A_silent_upload_counts_as_cut_and_gives_its_place_back()
    {
        await using var service = await RunningService.StartAsync(new Dictionary<string, string?>
        {
            ["Documents:UploadSilenceSeconds"] = "1",
            ["Documents:UploadsMax"] = "1",
        });
        await service.LoadAsync(3, DecidedService.Seed);
        var household = RunningService.HouseholdAt(1);
        var content = Papers.Pdf("silent", 2 * Papers.Megabyte);
        using var silent = service.Applications().UploadDocument(Clients.By(service.AsCitizen(household)));
        await silent.RequestStream.WriteAsync(
            new UploadDocumentRequest { Header = Uploading.HeaderOf(household, content) });
        await silent.RequestStream.WriteAsync(Uploading.Chunk(content[..1_000]));
        Assert.Equal("DOCUMENT_DAMAGED", (await Refused.ByAsync(async () => await silent.ResponseAsync)).Reason);
        await service.UploadAsync(household, content);
    }

    [Theory]
    [InlineData("Documents:UploadsMax", "OVERLOADED", 2)]
    [InlineData("Documents:UploadsPerCallerMax", "RATE_LIMITED", 1)]
    public async Task Beyond_the_uploads_received_at_once_one_is_told_to_come_again(string limit, string reason, int by)
    {
        await using var service = await RunningService.StartAsync(new Dictionary<string, string?> { [limit] = "1" });
        await service.LoadAsync(5, DecidedService.Seed);
        var (first, second) = (RunningService.HouseholdAt(1), RunningService.HouseholdAt(by));
        var content = Papers.Pdf("at once", 2 * Papers.Megabyte);
        var credentials = service.AsCitizen(first);
        using var running = service.Applications().UploadDocument(Clients.By(credentials));
        await running.RequestStream.WriteAsync(
            new UploadDocumentRequest { Header = Uploading.HeaderOf(first, content) });
        await running.RequestStream.WriteAsync(Uploading.Chunk(content[..Papers.Megabyte]));
        var other = service.Bearer(by == 1 ? "citizen-1" : "citizen-2", [Contracts.Type.V1.Role.Citizen], second);
        var small = Papers.Pdf("the other");
        Refused? refused = null;
        await Poll.UntilAsync("the first one has its place", async () =>
        {
            try
            {
                await service.UploadAsync(other, Uploading.HeaderOf(second, small), small);
                small = Papers.Pdf($"{Guid.NewGuid()}");
                return false;
            }
            catch (RpcException failure)
            {
                refused = Refused.Read(failure);
                return true;
            }
        }, Soon.Limit);
        Assert.Equal((StatusCode.ResourceExhausted, reason), (refused!.Code, refused.Reason));
        Assert.True(refused.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);

        // The running one is not harmed, and its place is free afterwards.
        await running.RequestStream.WriteAsync(Uploading.Chunk(content[Papers.Megabyte..]));
        await running.RequestStream.CompleteAsync();
        await running.ResponseAsync;
        await service.UploadAsync(other, Uploading.HeaderOf(second, small), small);
    }

    [Fact]
    public async Task Two_uploads_at_once_are_both_kept()
    {
        var household = running.Household();
        var contents = Enumerable.Range(0, 4).Select(number => Papers.Pdf($"at once {number}", Papers.Megabyte)).ToArray();
        var kept = await Task.WhenAll(contents.Select(content => Service.UploadAsync(household, content)));
        Assert.Equal(4, kept.Select(document => document.Name).Distinct().Count());
        Assert.Equal(4, (await Service.ListAsync(household)).Count);
    }

    private static byte[] Of(string format, string marker, int size) => format switch
    {
        "pdf" => Papers.Pdf(marker, size),
        "jpeg" => Papers.Jpeg(marker, size),
        _ => Papers.Png(marker, size),
    };

    private static DocumentFormat FormatOf(string format) => format switch
    {
        "pdf" => DocumentFormat.Pdf,
        "jpeg" => DocumentFormat.Jpeg,
        _ => DocumentFormat.Png,
    };

    private Task<Refused> RefusedAsync(Kernel.HouseholdId household, UploadDocumentHeader header, byte[] content) =>
        Refused.ByAsync(() => Service.UploadAsync(Service.AsCitizen(household), header, content));
}
