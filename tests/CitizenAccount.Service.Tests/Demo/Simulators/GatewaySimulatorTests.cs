using System.Net;
using System.Text.Json.Nodes;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Demo.Simulators;

/// <summary>The simulated gateways keep what they accept once, and misbehave as they are told.</summary>
public sealed class GatewaySimulatorTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-gateway");
    private SimulatorProcess _sms = null!;

    public async Task InitializeAsync() => _sms = await StartAsync("sms");

    public async Task DisposeAsync()
    {
        await _sms.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_message_sent_twice_is_kept_once_and_outlives_the_process()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_sms, Sms("+966500000001", "one")));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_sms, Sms("+966500000001", "one")));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_sms, Sms("+966500000002", "two")));
        var line = Assert.Single(File.ReadLines(Path.Combine(_folder.FullName, "sms.jsonl")), text => text.Contains("\"one\"", StringComparison.Ordinal));
        Assert.Equal("رمزك 1", (string?)JsonNode.Parse(line)!["text"]);
        Assert.Contains("رمزك", line, StringComparison.Ordinal);

        await _sms.DisposeAsync();
        _sms = await StartAsync("sms");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(_sms, Sms("+966500000001", "one")));
        Assert.Single((await _sms.AskAsync("/messages?to=%2B966500000001")).AsArray());
        Assert.Equal(2, (await _sms.AskAsync("/messages")).AsArray().Count);
    }

    [Fact]
    public async Task Faults_last_for_the_calls_they_were_set_for()
    {
        await _sms.TellAsync("/control/fault", new { fault = "refuse", calls = 1, retryAfterSeconds = 7 });
        using (var refused = await PostAsync(_sms, Sms("+966500000003", "three")))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
        }

        await _sms.TellAsync("/control/fault", new { fault = "fail", calls = 2 });
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(_sms, Sms("+966500000003", "three")));
        Assert.Equal(HttpStatusCode.InternalServerError, await SendAsync(_sms, Sms("+966500000003", "three")));
        Assert.Empty((await _sms.AskAsync("/messages")).AsArray());

        await _sms.TellAsync("/control/fault", new { fault = "drop", calls = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(_sms, Sms("+966500000003", "three")));
        Assert.Single((await _sms.AskAsync("/messages")).AsArray());

        await _sms.TellAsync("/control/fault", new { fault = "hang", calls = 1 });
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SendAsync(_sms, Sms("+966500000003", "four"), stop: impatience.Token));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(_sms, Sms("+966500000003", "five")));
        Assert.Equal(2, (await _sms.AskAsync("/messages")).AsArray().Count);
        Assert.Equal(6, (int)(await _sms.AskAsync("/control/calls"))["calls"]!);
    }

    [Theory]
    [InlineData("""{"to":"+966500000001","text":"x"}""")]
    [InlineData("""{"to":"+966500000001","text":"","id":"1"}""")]
    [InlineData("""["to"]""")]
    [InlineData("nonsense")]
    public async Task What_is_no_message_is_not_accepted(string body)
    {
        using var request = Request(new StringContent(body));
        using var answer = await _sms.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty((await _sms.AskAsync("/messages")).AsArray());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named_in_one_line()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");
        await using var process = ServiceProcess.Start("simulate", "push", "--port", "0", "--directory", file);
        Assert.Equal(1, await process.EndAsync());
        Assert.Contains("Cannot start: the file ", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sender_without_a_key_is_not_heard()
    {
        using var answer = await _sms.Http.PostAsJsonAsync("/messages", Sms("+966500000001", "one"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_push_to_a_device_whose_app_was_removed_is_gone()
    {
        await using var push = await StartAsync("push");
        Assert.Equal(HttpStatusCode.OK, await SendAsync(push, Push("device-1", "1"), path: "/push"));
        await push.TellAsync("/control/gone", new { address = "device-2" });
        Assert.Equal(HttpStatusCode.Gone, await SendAsync(push, Push("device-2", "2"), path: "/push"));
        Assert.Single((await push.AskAsync("/push")).AsArray());
        Assert.Empty((await push.AskAsync("/push?token=device-2")).AsArray());
    }

    private Task<SimulatorProcess> StartAsync(string name) =>
        SimulatorProcess.StartAsync(name, "--directory", _folder.FullName);

    private static object Sms(string to, string id) => new { to, text = "رمزك 1", id };

    private static object Push(string token, string id) => new { token, title = "دفعة", body = "صُرفت", id };

    private static async Task<HttpStatusCode> SendAsync(
        SimulatorProcess gateway, object message, string path = "/messages", CancellationToken stop = default)
    {
        using var answer = await PostAsync(gateway, message, path, stop);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> PostAsync(
        SimulatorProcess gateway, object message, string path = "/messages", CancellationToken stop = default)
    {
        using var request = Request(JsonContent.Create(message), path);
        return await gateway.Http.SendAsync(request, stop);
    }

    private static HttpRequestMessage Request(HttpContent content, string path = "/messages") =>
        new(HttpMethod.Post, path) { Content = content, Headers = { { "Authorization", "Bearer key" } } };
}
