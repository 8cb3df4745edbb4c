using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Tokens of the lists of documents. Documents are always read from the database, so that a sound consistency
/// token is met whatever it asks for.</summary>
internal sealed class DocumentTokens(KeyRing keys, TimeProvider clock)
{
    private readonly SignedText _states = new(keys, "household token");
    private readonly SignedText _pages = new(keys, "document page");

    /// <summary>The token of a state of a household.</summary>
    public string Issue(HouseholdId household, long revision)
    {
        Span<byte> content = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(content, revision);
        return _states.Sign(content, household.ToBytes());
    }

    /// <summary>How fresh an answer read just now is.</summary>
    public Freshness FreshnessOf(long revision) => new()
    {
        ReadTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        Revision = revision,
        Source = FreshnessSource.Database,
    };

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

    /// <summary>Requires the consistency token of a checked request, where there is one, to be this household's.
    /// </summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public void Require(Consistency? consistency, HouseholdId household)
    {
        if (consistency is { HasAtLeastAsFresh: true }
            && !_states.TryOpen(consistency.AtLeastAsFresh, household.ToBytes(), out _))
        {
            throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
        }
    }

    /// <summary>The token of the page behind a position.</summary>
    public string Page(int position, DocumentPlace place)
    {
        Span<byte> content = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(content, position);
        return _pages.Sign(content, ContextOf(place));
    }

    /// <summary>The position a page starts behind; <paramref name="start"/> for the first.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public int ReadPage(string token, DocumentPlace place, int start) =>
        token.Length == 0 ? start
        : _pages.TryOpen(token, ContextOf(place), out var content) && content.Length == sizeof(int)
            ? BinaryPrimitives.ReadInt32LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private static byte[] ContextOf(DocumentPlace place) =>
        [.. place.Household.ToBytes(), .. Encoding.UTF8.GetBytes($"{place.Filter}\n{place.Reader}")];
}

/// <summary>What a page token is bound to.</summary>
/// <param name="Household">Whose list it is.</param>
/// <param name="Reader">Who reads; a token serves nobody else.</param>
/// <param name="Filter">Which list, and its filter.</param>
internal sealed record DocumentPlace(HouseholdId Household, string Reader, string Filter);
