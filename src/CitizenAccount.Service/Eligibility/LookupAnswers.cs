using System.Buffers;
using System.Text;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Writes the answers of the hot lookup as the bytes that go over the wire. A message may be written in
/// pieces, and reads as if its fields stood in one: so what <see cref="AnswerKind"/> says, the reasons in two languages
/// above all, is kept as bytes once, and beside each answer only what is the household's own.</summary>
internal sealed class LookupAnswers(DecisionWire wire, ConsistencyTokens tokens)
{
    private readonly Alike<AnswerKind, byte[]> _alike = new(kind => wire.ToEligibility(kind).ToByteArray());

    private WrittenFreshness? _freshness;

    private sealed record WrittenFreshness(PublishedState State, FreshnessSource Source, byte[] Bytes);

    /// <summary>The answer about one household that has a decision.</summary>
    public AnswerBytes Of(
        HouseholdId household, PublishedDecision decision, FoundDecision found, WantedFreshness wanted)
    {
        var written = WrittenOf(household, decision, found, wanted);
        var bytes = new AnswerBytes();
        AddEligibility(bytes, GetEligibilityResponse.EligibilityFieldNumber, written);
        bytes.Add(GetEligibilityResponse.FreshnessFieldNumber, FreshnessOf(found));
        bytes.Add(GetEligibilityResponse.ConsistencyTokenFieldNumber, written.Token);
        return bytes;
    }

    /// <summary>Adds what is answered about one of many that has a decision.</summary>
    /// <param name="bytes">The answers so far.</param>
    /// <param name="household">The household, and its name as it was asked for.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="found">Where it was found.</param>
    /// <param name="wanted">What the caller has seen.</param>
    public void AddTo(
        AnswerBytes bytes, (HouseholdId Id, string Name) household, PublishedDecision decision, FoundDecision found,
        WantedFreshness wanted)
    {
        var written = WrittenOf(household.Id, decision, found, wanted);
        var freshness = FreshnessOf(found);
        var name = Encoding.UTF8.GetByteCount(household.Name);
        bytes.AddHead(
            BatchGetEligibilityResponse.ResultsFieldNumber,
            AnswerBytes.SizeAsField(name) + AnswerBytes.SizeAsField(written.Size)
            + AnswerBytes.SizeAsField(freshness.Length) + AnswerBytes.SizeAsField(written.Token.Length));
        bytes.Add(BatchGetEligibilityResult.HouseholdFieldNumber, household.Name, name);
        AddEligibility(bytes, BatchGetEligibilityResult.EligibilityFieldNumber, written);
        bytes.Add(BatchGetEligibilityResult.FreshnessFieldNumber, freshness);
        bytes.Add(BatchGetEligibilityResult.ConsistencyTokenFieldNumber, written.Token);
    }

    /// <summary>Adds what is answered about one of many that has none.</summary>
    public static void AddTo(AnswerBytes bytes, BatchGetEligibilityResult refused)
    {
        bytes.AddHead(BatchGetEligibilityResponse.ResultsFieldNumber, refused.CalculateSize());
        bytes.Add(refused);
    }

    private static void AddEligibility(AnswerBytes bytes, int field, WrittenAnswer written)
    {
        bytes.AddHead(field, written.Size);
        bytes.Add(written.Own);
        bytes.Add(written.Alike);
    }

    // The same for all that is read by one state, from one tier.
    private byte[] FreshnessOf(FoundDecision found)
    {
        var last = Volatile.Read(ref _freshness);
        if (last is null || !ReferenceEquals(last.State, found.State) || last.Source != found.Source)
        {
            last = new WrittenFreshness(
                found.State, found.Source, DecisionWire.ToFreshness(found.State, found.Source).ToByteArray());
            Volatile.Write(ref _freshness, last);
        }

        return last.Bytes;
    }

    // Written once for as long as nothing is told or replaced; a caller who has seen a revision gets a token of its
    // own.
    private WrittenAnswer WrittenOf(
        HouseholdId household, PublishedDecision decision, FoundDecision found, WantedFreshness wanted)
    {
        var at = DecisionInstants.Of(decision);
        if (wanted.Revision == 0
            && found.Kept?.Written is { } known && known.At == at && known.Seen == found.State.Seen)
        {
            return known;
        }

        var own = new HouseholdEligibility();
        DecisionWire.WriteOwn(own, decision.Row);
        var token = tokens.Issue(household, found.State.Seen, wanted.Revision);
        var written = new WrittenAnswer(
            at, found.State.Seen, own.ToByteArray(), _alike.Of(AnswerKind.Of(decision)),
            Encoding.ASCII.GetBytes(token));
        if (wanted.Revision == 0 && found.Kept is { } kept)
        {
            kept.Written = written;
        }

        return written;
    }
}

/// <summary>What was written of an answer, kept beside it in memory.</summary>
/// <param name="At">The instants it says.</param>
/// <param name="Seen">How far its token says that decisions were seen.</param>
/// <param name="Own">The household's own part of the message.</param>
/// <param name="Alike">The part that others share.</param>
/// <param name="Token">The consistency token.</param>
internal sealed record WrittenAnswer(DecisionInstants At, DecisionMark Seen, byte[] Own, byte[] Alike, byte[] Token)
{
    public int Size => Own.Length + Alike.Length;
}

/// <summary>A message that is written already, in memory that is borrowed until it is sent. One that is never sent is
/// left to the garbage collector.</summary>
internal sealed class AnswerBytes
{
    private const int SizeFirst = 2_048;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(SizeFirst);
    private int _length;

    // What stands before a message in another: the number of its field, at most 15, and its size.
    private static int SizeOfHead(int size) => 1 + CodedOutputStream.ComputeLengthSize(size);

    /// <summary>Size of something of this size as a field of another message.</summary>
    public static int SizeAsField(int size) => SizeOfHead(size) + size;

    /// <summary>Adds what stands before a message of this size.</summary>
    public void AddHead(int field, int size)
    {
        var room = Take(SizeOfHead(size));
        room[0] = (byte)WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);
        var rest = (uint)size;
        for (var at = 1; at < room.Length; at++)
        {
            room[at] = (byte)((rest & 0x7F) | (at < room.Length - 1 ? 0x80u : 0));
            rest >>= 7;
        }
    }

    public void Add(IMessage message) => message.WriteTo(Take(message.CalculateSize()));

    /// <summary>Adds a field: a message that is written already, or a text that is UTF-8.</summary>
    public void Add(int field, ReadOnlySpan<byte> content)
    {
        AddHead(field, content.Length);
        Add(content);
    }

    /// <summary>Adds a text of so many bytes.</summary>
    public void Add(int field, string text, int size)
    {
        AddHead(field, size);
        Encoding.UTF8.GetBytes(text, Take(size));
    }

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Sends it, and gives the memory back.</summary>
    public static void Send(AnswerBytes answer, Grpc.Core.SerializationContext context)
    {
        context.SetPayloadLength(answer._length);
        context.GetBufferWriter().Write(answer._bytes.AsSpan(0, answer._length));
        context.Complete();
        answer.GiveBack();
    }

    /// <summary>Sends it in a frame of gRPC, and gives the memory back.</summary>
    public void SendFramed(IBufferWriter<byte> writer)
    {
        var room = writer.GetSpan(GrpcFrame.HeadSize + _length);
        GrpcFrame.WriteHead(room, _length);
        _bytes.AsSpan(0, _length).CopyTo(room[GrpcFrame.HeadSize..]);
        writer.Advance(GrpcFrame.HeadSize + _length);
        GiveBack();
    }

    private void GiveBack()
    {
        var bytes = _bytes;
        (_bytes, _length) = ([], 0);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private Span<byte> Take(int size)
    {
        if (_bytes.Length - _length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + size));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var room = _bytes.AsSpan(_length, size);
        _length += size;
        return room;
    }
}
