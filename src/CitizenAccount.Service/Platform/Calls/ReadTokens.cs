using System.Buffers.Binary;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Consistency tokens for things with a revision that are always read from the database: by them a reader is
/// never shown anything older than it has seen. A token names the thing and its revision, under a MAC.</summary>
internal sealed class ReadTokens(KeyRing keys, string use)
{
    private readonly SignedText _signed = new(keys, use);

    /// <summary>The token of an answer.</summary>
    /// <param name="id">Stored form of the id of what was read.</param>
    /// <param name="revision">Its revision; only grows.</param>
    public string Issue(ReadOnlySpan<byte> id, long revision)
    {
        Span<byte> content = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(content, revision);
        return _signed.Sign(content, id);
    }

    /// <summary>Notes a flag that says false: leaving it out says that.</summary>
    public static void Check(Consistency? consistency, RequestCheck check)
    {
        Require(consistency is not { HasFullyConsistent: true, FullyConsistent: false },
            "consistency.fully_consistent");
        Require(consistency is not { HasMinimizeLatency: true, MinimizeLatency: false },
            "consistency.minimize_latency");
        void Require(bool holds, string field) => check.That(
            holds, field,
            "القيمة المقبولة هنا true فقط، أو اترك الحقل.", "Only true is accepted here; else leave it out.");
    }

    /// <summary>Holds what was read from the database against what the caller has seen.</summary>
    /// <exception cref="RefusalException">The token is forged, of something else, or of another database: this one has
    /// not seen what the token has.</exception>
    public void RequireSeen(Consistency? consistency, ReadOnlySpan<byte> id, long revision)
    {
        if (consistency?.RequirementCase != Consistency.RequirementOneofCase.AtLeastAsFresh)
        {
            return;
        }

        if (!_signed.TryOpen(consistency.AtLeastAsFresh, id, out var content)
            || content.Length != 8
            || BinaryPrimitives.ReadInt64LittleEndian(content) > revision)
        {
            throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
        }
    }

    /// <summary>How fresh an answer from the database is.</summary>
    public static Freshness FromDatabase(long revision, DateTimeOffset now) => new()
    {
        ReadTime = Timestamp.FromDateTimeOffset(now),
        Revision = revision,
        Source = FreshnessSource.Database,
    };
}
