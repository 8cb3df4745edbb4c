using System.Text.Json;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Our server, called by a client that shares no code with us.</summary>
public sealed class WireFromPythonTests(ProbeServer server) : IClassFixture<ProbeServer>
{
    private const long FourMiB = 4 * 1024 * 1024;

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_unary_call_keeps_arabic_text_large_numbers_and_bytes()
    {
        var seen = await RunAsync("echo");

        AssertCode(StatusCode.OK, seen);
        Assert.True(seen.GetProperty("same").GetBoolean());
        Assert.Equal("حساب المواطن", seen.GetProperty("text").GetString());
        Assert.Equal(-9_000_000_000_000_000_000, seen.GetProperty("number").GetInt64());
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Metadata_comes_back_in_order_as_text_and_as_bytes()
    {
        var trailers = Trailers(await RunAsync("metadata"));

        // Several headers of one key may be joined by commas on the way, which the server in use does.
        var texts = trailers.Where(pair => pair.Key == "x-one").Select(pair => pair.Value.GetString());
        Assert.Equal("first,second", string.Join(',', texts));
        Assert.Equal(AllBytes, Bytes(trailers.Single(pair => pair.Key == "x-bytes-bin").Value));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_stream_of_requests_is_collected()
    {
        var seen = await RunAsync("collect");

        AssertCode(StatusCode.OK, seen);
        Assert.Equal(string.Join(',', Enumerable.Range(1, 100)), seen.GetProperty("text").GetString());
        Assert.Equal(5050, seen.GetProperty("number").GetInt64());
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_stream_of_responses_arrives_whole_and_in_order()
    {
        var seen = await RunAsync("repeat");

        AssertCode(StatusCode.OK, seen);
        var answers = seen.GetProperty("answers").EnumerateArray().ToList();
        Assert.All(answers, answer => Assert.Equal("ر", answer[0].GetString()));
        Assert.Equal(Enumerable.Range(1, 100), answers.Select(answer => answer[1].GetInt32()));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task In_a_conversation_each_answer_comes_before_the_next_question()
    {
        var seen = await RunAsync("converse");

        AssertCode(StatusCode.OK, seen);
        var heard = seen.GetProperty("heard").EnumerateArray().ToList();
        Assert.All(heard, answer => Assert.Equal("قل!", answer[0].GetString()));
        Assert.Equal(Enumerable.Range(0, 20), heard.Select(answer => answer[1].GetInt32()));
        Assert.Equal(Enumerable.Range(1, 20), heard.Select(answer => answer[2].GetInt32()));
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Every_error_carries_its_code_arabic_detail_and_trailers()
    {
        var answers = (await RunAsync("fail")).GetProperty("answers").EnumerateArray().ToList();

        Assert.Equal(Enumerable.Range(1, 16), answers.Select(answer => answer.GetProperty("code").GetInt32()));
        Assert.All(answers.Index(), answer =>
        {
            Assert.Equal($"رُفض الطلب: {answer.Index + 1} % \n", answer.Item.GetProperty("detail").GetString());
            var trailers = Trailers(answer.Item);
            Assert.Equal("as-asked", trailers.Single(pair => pair.Key == "reason").Value.GetString());
            Assert.Equal(AllBytes, Bytes(trailers.Single(pair => pair.Key == "detail-bin").Value));
        });
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_method_that_does_not_exist_is_unimplemented() =>
        AssertCode(StatusCode.Unimplemented, await RunAsync("unknown"));

    [NeedsFact(Needs.PythonGrpc)]
    public async Task The_deadline_of_the_client_reaches_the_server_and_ends_the_call()
    {
        var seen = await RunAsync("deadline");

        AssertCode(StatusCode.DeadlineExceeded, seen);
        Assert.InRange(seen.GetProperty("elapsed").GetDouble(), 0.4, 3);
        Assert.InRange(seen.GetProperty("left_ms").GetInt64(), 0, 500);
        Assert.Equal("yes", seen.GetProperty("noted").GetString());
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task A_cancelled_call_ends_on_the_server()
    {
        var seen = await RunAsync("cancel");

        Assert.Equal("yes", seen.GetProperty("started").GetString());
        Assert.Equal("yes", seen.GetProperty("ended").GetString());
        Assert.Equal(-1, seen.GetProperty("left_ms").GetInt64());
        Assert.True(seen.GetProperty("cancelled").GetBoolean());
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Gzip_is_understood_and_spoken()
    {
        var seen = await RunAsync("gzip");

        Assert.True(seen.GetProperty("same").GetBoolean());
        var (encoding, read, written) = server.Measured("Echo");
        Assert.Equal("gzip", encoding);
        Assert.InRange(read, 1, 50_000);
        Assert.InRange(written, 1, 50_000);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task Four_mebibytes_pass_and_a_byte_more_is_refused_by_whoever_receives_it()
    {
        var seen = await RunAsync("large");

        Assert.Equal(FourMiB, seen.GetProperty("bytes").GetInt64());
        AssertCode(StatusCode.ResourceExhausted, seen.GetProperty("Echo"));
        AssertCode(StatusCode.ResourceExhausted, seen.GetProperty("Fill"));
    }

    private static byte[] AllBytes { get; } = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private static List<(string? Key, JsonElement Value)> Trailers(JsonElement seen) =>
        [.. seen.GetProperty("trailers").EnumerateArray().Select(pair => (pair[0].GetString(), pair[1]))];

    private static IEnumerable<byte> Bytes(JsonElement value) =>
        value.EnumerateArray().Select(element => element.GetByte());

    private static void AssertCode(StatusCode expected, JsonElement seen) =>
        Assert.Equal(expected, (StatusCode)seen.GetProperty("code").GetInt32());

    private Task<JsonElement> RunAsync(string scenario) => PythonPeer.RunClientAsync(server.Port, scenario);
}
