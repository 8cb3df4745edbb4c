using System.Buffers.Binary;
using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Eligibility.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace CitizenAccount.Clients.Tests.OtherVersions;

/// <summary>Makes the recorded answers new: of this version from the running service; of the one before by leaving out what
/// came later; of the next by adding what this one cannot know. To be run when a release is made, so that what was this
/// version stays as the one before.</summary>
public sealed class Recording
{
    private const string Switch = "CITIZENACCOUNT_RECORD_WIRE";

    [Fact]
    public async Task Answers_are_recorded_when_asked_for()
    {
        if (Environment.GetEnvironmentVariable(Switch) != "1")
        {
            Assert.True(Directory.GetFiles(RecordedAnswer.Folder).Length >= 5);
            return;
        }

        await using var service = await CitizenAccountTestService.StartAsync();
        await service.LoadDecidedAsync(10);
        var answer = await service.Client.As(service.CitizenOf(0)).Eligibility.GetEligibilityAsync(
            new GetEligibilityRequest { Household = CitizenAccountTestService.HouseholdAt(0) });
        Message("eligibility-this", "# GetEligibility of version 0.1.", answer.ToByteArray());

        var before = answer.Clone();
        (before.Freshness, before.ConsistencyToken) = (null, "");
        before.Eligibility.Reasons.Clear();
        Message("eligibility-before", "# GetEligibility of a version without freshness, tokens and reasons.", before.ToByteArray());

        // Later fields win: the source becomes one this version has no name for. 1000 and 1001 are fields of tomorrow.
        byte[] next = [.. answer.ToByteArray(), .. Field(2, [0x18, 0x63]), .. Field(1000, "tomorrow"u8), .. Number(1001, 7)];
        Message("eligibility-next", "# GetEligibility of a version with two more fields and another source.", next);

        var refused = await Assert.ThrowsAnyAsync<RefusedException>(async () => await service.Client.As(service.CitizenOf(1))
            .Eligibility.GetEligibilityAsync(new GetEligibilityRequest { Household = CitizenAccountTestService.HouseholdAt(0) }));
        var details = refused.Trailers.GetValueBytes("grpc-status-details-bin")!;
        new RecordedAnswer("# HOUSEHOLD_NOT_FOUND of version 0.1.", [], (int)refused.StatusCode, details).Write("refusal-this");
        new RecordedAnswer(
            "# A refusal whose reason came later, with a detail of a kind that came later.", [],
            (int)StatusCode.FailedPrecondition, Later(details)).Write("refusal-next");
    }

    private static byte[] Later(byte[] details)
    {
        var status = Google.Rpc.Status.Parser.ParseFrom(details);
        var info = status.Details[0].Unpack<ErrorInfo>();
        info.Type = "REASON_OF_TOMORROW";
        info.Metadata["fact"] = "of tomorrow";
        status.Code = (int)StatusCode.FailedPrecondition;
        status.Details[0] = Google.Protobuf.WellKnownTypes.Any.Pack(info);
        status.Details.Add(new Google.Protobuf.WellKnownTypes.Any
        {
            TypeUrl = "type.googleapis.com/google.rpc.Tomorrow",
            Value = ByteString.CopyFrom(1, 2, 3),
        });
        return status.ToByteArray();
    }

    private static void Message(string name, string comment, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        new RecordedAnswer(comment, frame, 0, []).Write(name);
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var coded = new CodedOutputStream(bytes, leaveOpen: true))
        {
            coded.WriteTag(number, WireFormat.WireType.LengthDelimited);
            coded.WriteBytes(ByteString.CopyFrom(content));
        }

        return bytes.ToArray();
    }

    private static byte[] Number(int number, int value)
    {
        using var bytes = new MemoryStream();
        using (var coded = new CodedOutputStream(bytes, leaveOpen: true))
        {
            coded.WriteTag(number, WireFormat.WireType.Varint);
            coded.WriteInt32(value);
        }

        return bytes.ToArray();
    }
}
