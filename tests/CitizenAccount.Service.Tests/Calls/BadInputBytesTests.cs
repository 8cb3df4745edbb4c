using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using CitizenAccount.Contracts.Grpc.Reflection.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Requests that are no messages: garbage, broken frames, other content. The fault is the sender's, and the
/// answer says so by a refusal of the contract; the connection serves on.</summary>
public sealed class BadInputBytesTests(UnreadableRequests running) : IClassFixture<UnreadableRequests>
{
    public static TheoryData<string> Calls => WorkingCalls.Names;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Bytes_that_are_no_message_are_refused(string name)
    {
        var call = WorkingCalls.Of(name);

        // A client stream is read by the call itself, behind the gate: its caller has to be one who may make it.
        var credentials = call.Open ? null : running.Service.AsUsual(call, RunningService.HouseholdAt(1));
        byte[][] garbages = [[0xFF], [0x0A, 0xFF, 0xFF, 0xFF, 0x7F], [0x0A, 0x05, 0x41], [0x07], [0x0C]];
        foreach (var garbage in garbages)
        {
            AssertUnread(await Refused.ByAsync(
                () => running.Service.SendAsync(call.Descriptor, garbage, Clients.By(credentials))));
        }
    }

    [Fact]
    public async Task Text_that_is_not_utf_8_is_refused_or_read_and_never_a_fault()
    {
        var call = WorkingCalls.Of("citizenaccount.system.v1.SystemService.GetSystemInfo");
        var refused = await Refused.ByAsync(() => running.Service.SendAsync(
            call.Descriptor, [0x12, 0x03, 0x31, 0xC3, 0x28], Clients.By()));
        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task A_message_on_a_stream_that_cannot_be_read_is_refused_too()
    {
        var call = ServerReflection.Descriptor.Methods.Single();
        var refused = await Refused.ByAsync(() => running.Service.SendAsync(call, [0xFF, 0xFF], Clients.By()));
        AssertUnread(refused);
    }

    [Fact]
    public async Task The_connection_serves_on_after_a_refusal()
    {
        var call = WorkingCalls.Of("citizenaccount.system.v1.SystemService.GetSystemInfo");
        for (var round = 0; round < 20; round++)
        {
            AssertUnread(await Refused.ByAsync(() => running.Service.SendAsync(call.Descriptor, [0xFF], Clients.By())));
            await running.Service.SendAsync(call.Descriptor, call.Sound(default, null), Clients.By());
        }
    }

    // Flag and length of a frame, then what follows.
    [Theory]
    [InlineData(0, 100, 3)] // less than announced
    [InlineData(0, 0, 10)] // more than announced
    [InlineData(0, -1, 0)] // an impossible length
    [InlineData(2, 0, 0)] // no such flag
    [InlineData(-1, 0, 0)] // no frame at all
    public async Task A_broken_frame_is_refused(int flag, int length, int following)
    {
        byte[] frame = [];
        if (flag >= 0)
        {
            frame = new byte[5 + following];
            frame[0] = (byte)flag;
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        }

        var (status, details) = await PostAsync(frame, "application/grpc");
        Assert.Contains(status, new[] { StatusCode.InvalidArgument, StatusCode.ResourceExhausted });
        Assert.NotEmpty(Google.Rpc.Status.Parser.ParseFrom(details).Details);
    }

    [Fact]
    public async Task Other_content_than_grpc_is_turned_away_before_it_is_read()
    {
        using var response = await SendAsync([1, 2, 3], "application/json");
        Assert.Equal(System.Net.HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task What_was_refused_unread_stands_in_the_log_without_its_content()
    {
        var call = WorkingCalls.Of("citizenaccount.eligibility.v1.EligibilityService.GetEligibility");
        byte[] request = [0x0A, 0x0A, .. "1012345678"u8, 0xFF];
        await Refused.ByAsync(() => running.Service.SendAsync(call.Descriptor, request, Clients.By()));
        Assert.Contains(running.Service.Log.Events, logged => logged.Id == 1003
            && logged.Text.Contains("GetEligibility", StringComparison.Ordinal));
        Assert.DoesNotContain(running.Service.Log.Events, logged =>
            logged.Text.Contains("1012345678", StringComparison.Ordinal));
    }

    private static void AssertUnread(Refused refused)
    {
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_REQUEST"), (refused.Code, refused.Reason));
        Assert.Equal(["request"], refused.Fields);
        Assert.Equal("1", refused.Metadata["violations"]);
    }

    private async Task<(StatusCode Status, byte[] Details)> PostAsync(byte[] body, string contentType)
    {
        using var response = await SendAsync(body, contentType);
        await response.Content.ReadAsByteArrayAsync();
        var headers = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        var details = headers.GetValues("grpc-status-details-bin").Single();
        return (
            (StatusCode)int.Parse(headers.GetValues("grpc-status").Single(), CultureInfo.InvariantCulture),
            Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string contentType)
    {
        using var client = new HttpClient { Timeout = Soon.Limit };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        var server = new Uri(running.Service.App.Urls.First());
        var call = new Uri(server, "/citizenaccount.system.v1.SystemService/GetSystemInfo");
        using var request = new HttpRequestMessage(HttpMethod.Post, call)
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.Add("te", "trailers");
        request.Headers.Add("grpc-timeout", "20S");
        return await client.SendAsync(request);
    }
}

/// <summary>A service that logs at the level of production, and may log what the library says of unreadable requests.
/// </summary>
public sealed class UnreadableRequests : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await RunningService.StartAsync(
        new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Information" });

    public async Task DisposeAsync() => await Service.DisposeAsync();
}
