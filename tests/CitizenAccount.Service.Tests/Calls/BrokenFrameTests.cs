using System.Buffers.Binary;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Endurance;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Frames that are no frames, on calls that read a stream: the library finds out as the call reads, behind the
/// gate.</summary>
public sealed class BrokenFrameTests(UnreadableRequests running) : IClassFixture<UnreadableRequests>
{
    public static TheoryData<string> Streams => [.. WorkingCalls.All.Where(call => call.Descriptor.IsClientStreaming).Select(call => call.Name)];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_frame_that_is_none_is_the_senders_fault_and_not_ours(string name)
    {
        var call = WorkingCalls.Of(name);
        using var wire = new RawWire(running.Service.App.Urls.First());
        using var limit = new CancellationTokenSource(Soon.Limit);
        foreach (var (flag, length, code) in new[]
        {
            (0x7E, 4, StatusCode.InvalidArgument), (0xFF, 0, StatusCode.InvalidArgument), (0, 100, StatusCode.InvalidArgument),
            (0, int.MaxValue, StatusCode.ResourceExhausted), (0, -1, StatusCode.ResourceExhausted),
        })
        {
            byte[] frame = [(byte)flag, 0, 0, 0, 0, 1, 2, 3, 4];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
            var (status, why) = await wire.SendAsync(
                call.Descriptor.Service.FullName, call.Descriptor.Name, frame, running.Service.AsUsual(call, RunningService.HouseholdAt(1)),
                Soon.Limit, limit.Token);
            Assert.True(status == code, $"{flag} {length}: {status} {why}");
        }

        Assert.DoesNotContain(running.Service.Log.Errors, error => error.Category.StartsWith("CitizenAccount.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_with_a_thousand_bad_fields_is_refused_in_an_answer_that_every_client_takes()
    {
        var request = new BatchGetEligibilityRequest { Purpose = Clients.Asked };
        request.Households.AddRange(Enumerable.Repeat("households/x", 1_000));
        var call = WorkingCalls.Of("citizenaccount.eligibility.v1.EligibilityService.BatchGetEligibility");
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => running.Service.SendAsync(call.Descriptor, request, Clients.By(running.Service.As(Role.Supervisor))));
        var refused = Refused.Read(failure);
        Assert.Equal("INVALID_REQUEST", refused.Reason);
        Assert.NotEmpty(refused.Fields);
        Assert.True(int.Parse(refused.Metadata["violations"], null) >= refused.Fields.Count);

        // 8 KB of head is what libraries take; in base64 four bytes stand for three.
        Assert.InRange(failure.Trailers.Sum(entry => entry.Key.Length + (entry.IsBinary ? entry.ValueBytes.Length * 4 / 3 : entry.Value.Length)), 1, 8_000);
    }
}
