using System.Net;
using System.Net.Sockets;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>Documents are scanned by a real clamd where one is configured; without a verdict nothing is kept.</summary>
public sealed class DocumentScanTests(Clamd clamd) : IClassFixture<Clamd>
{
    [NeedsFact(Needs.Clamd)]
    public async Task The_scanner_finds_the_eicar_test_file_and_nothing_in_a_clean_content_over_both_kinds_of_socket()
    {
        foreach (var address in new[] { clamd.UnixAddress, clamd.TcpAddress })
        {
            var scanner = Scanner(address);
            Assert.Equal(ScanResult.Infected, await scanner.ScanAsync(Clamd.Eicar, CancellationToken.None));
            Assert.Equal(ScanResult.Clean, await scanner.ScanAsync(Papers.Pdf("clean"), CancellationToken.None));
            Assert.Equal(ScanResult.Clean, await scanner.ScanAsync(Papers.Jpeg("clean", 10 * Papers.Megabyte), CancellationToken.None));

            // In the last bytes of the largest document as well.
            var last = Papers.Png("late", 10 * Papers.Megabyte);
            Clamd.Marker.Select(letter => (byte)letter).ToArray().CopyTo(last, last.Length - 100);
            Assert.Equal(ScanResult.Infected, await scanner.ScanAsync(last, CancellationToken.None));
        }
    }

    [NeedsFact(Needs.Clamd)]
    public async Task A_content_longer_than_the_scanner_takes_has_no_verdict() => Assert.Equal(
        ScanResult.Unavailable, await Scanner(clamd.UnixAddress).ScanAsync(new byte[12 * Papers.Megabyte], CancellationToken.None));

    [NeedsFact(Needs.Clamd)]
    public async Task A_clean_upload_is_marked_clean_and_a_harmful_one_leaves_nothing()
    {
        await using var service = await StartAsync(clamd.UnixAddress);
        var household = RunningService.HouseholdAt(1);
        Assert.Equal(DocumentScan.Clean, (await service.UploadAsync(household, Papers.Pdf("clean"))).Scan);
        foreach (var content in new[] { Papers.Pdf(Clamd.Marker), Papers.Jpeg(Clamd.Marker), Papers.Png(Clamd.Marker) })
        {
            var refused = await Refused.ByAsync(() => service.UploadAsync(household, content, DocumentKind.Lease));
            Assert.Equal((StatusCode.FailedPrecondition, "DOCUMENT_INFECTED"), (refused.Code, refused.Reason));
        }

        Assert.Single(await service.ListAsync(household));
        Assert.Contains(service.Log.Events, logged => logged.Id == 2201 && logged.Text.Contains("Test.Marker", StringComparison.Ordinal));
        Assert.Empty(service.Log.Errors);
    }

    [NeedsFact(Needs.Clamd)]
    public async Task The_eicar_test_file_under_the_name_of_a_document_is_refused_before_it_comes_to_the_scanner()
    {
        await using var service = await StartAsync(clamd.TcpAddress);
        var refused = await Refused.ByAsync(() => service.UploadAsync(RunningService.HouseholdAt(1), Clamd.Eicar));
        Assert.Equal(("DOCUMENT_TYPE_REFUSED", "text"), (refused.Reason, refused.Metadata["found"]));
        Assert.DoesNotContain(service.Log.Events, logged => logged.Id == 2201);
    }

    [NeedsFact(Needs.Clamd)]
    public async Task A_scanner_that_does_not_answer_lets_nothing_through_and_later_the_same_request_is_kept()
    {
        await using var service = await StartAsync(clamd.UnixAddress, ("Documents:ClamdTimeoutSeconds", "1"));
        var household = RunningService.HouseholdAt(1);
        var content = Papers.Pdf("slow");
        var header = Uploading.HeaderOf(household, content);
        clamd.Stall();
        try
        {
            AssertUnavailable(await Refused.ByAsync(() => service.UploadAsync(service.AsCitizen(household), header, content)));
        }
        finally
        {
            clamd.Resume();
        }

        Assert.Empty(await service.ListAsync(household));
        var answer = await service.UploadAsync(service.AsCitizen(household), header, content);
        Assert.Equal(DocumentScan.Clean, answer.Document.Scan);
    }

    [Theory]
    [InlineData("unix:/nowhere/clamd.sock")]
    [InlineData("localhost:1")]
    public async Task A_scanner_that_is_not_there_lets_nothing_through(string address)
    {
        await using var service = await StartAsync(address);
        var household = RunningService.HouseholdAt(1);
        AssertUnavailable(await Refused.ByAsync(() => service.UploadAsync(household, Papers.Pdf("down"))));
        Assert.Empty(await service.ListAsync(household));
        Assert.Contains(service.Log.Events, logged => logged.Id == 2200);
        Assert.Empty(service.Log.Errors);
    }

    [Theory]
    [InlineData("")] // hangs up
    [InlineData("stream: OK")] // cut off before the end of its line
    [InlineData("INSTREAM size limit exceeded. ERROR\0")]
    [InlineData("something else\0")]
    [InlineData("stream: FOUND\0")]
    public async Task An_answer_that_is_no_verdict_lets_nothing_through(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = AnswerAsync(listener, answer);
        var scanner = Scanner($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        Assert.Equal(ScanResult.Unavailable, await scanner.ScanAsync(new byte[10], CancellationToken.None));
        await serving;
    }

    [Fact]
    public async Task Without_a_scanner_nothing_is_scanned() =>
        Assert.Equal(ScanResult.Unscanned, await Scanner("").ScanAsync(Clamd.Eicar, CancellationToken.None));

    [Theory]
    [InlineData("clamd")]
    [InlineData("clamd:")]
    [InlineData("clamd:0")]
    [InlineData("clamd:99999")]
    [InlineData(":3310")]
    [InlineData("unix:relative")]
    [InlineData("unix:")]
    public async Task An_address_that_cannot_be_used_stops_the_start(string address)
    {
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(
            new Dictionary<string, string?> { ["Documents:ClamdAddress"] = address }));
        Assert.Contains("Documents:ClamdAddress", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_option_stops_the_start() => await Assert.ThrowsAsync<StartRefused>(() =>
        RunningService.StartAsync(new Dictionary<string, string?> { ["Documents:ClamAddress"] = "x:1" }));

    private static void AssertUnavailable(Refused refused)
    {
        Assert.Equal((StatusCode.Unavailable, "PARTNER_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.Equal("clamd", refused.Metadata["partner"]);
        Assert.True(refused.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    private static ClamdScanner Scanner(string address) =>
        new(new DocumentOptions { ClamdAddress = address }, NullLogger<ClamdScanner>.Instance);

    private static async Task<RunningService> StartAsync(string address, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["Documents:ClamdAddress"] = address };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var service = await RunningService.StartAsync(settings);
        await service.LoadAsync(3, DecidedService.Seed);
        return service;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var asked = new byte["zINSTREAM\0".Length + 4 + 10 + 4];
        await stream.ReadExactlyAsync(asked);
        Assert.StartsWith("zINSTREAM\0\0\0\0\n", System.Text.Encoding.Latin1.GetString(asked), StringComparison.Ordinal);
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer));
    }
}
