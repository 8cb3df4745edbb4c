using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Tokens of the lists of documents. Documents are always read from the database, so that a consistency token
/// can only ask for too much.</summary>
internal sealed class DocumentTokens(
    KeyRing keys, ConsistencyTokens shared, FindStanding standings, TimeProvider clock)
{
    private readonly SignedText _pages = new(keys, "document page");

    /// <summary>The token of a state of a household.</summary>
    public string Issue(HouseholdId household, DecisionMark seen, long revision) =>
        shared.Issue(household, seen, revision);

    /// <summary>How far published decisions are seen, at least as wanted: the tokens of a household carry it.</summary>
    public async Task<DecisionMark> SeenAsync(HouseholdId household, WantedFreshness wanted, CancellationToken stop) =>
        (await standings(household, wanted, stop)).Seen;

    /// <summary>How fresh an answer read just now is.</summary>
    public Freshness FreshnessOf(long revision) => new()
    {
        ReadTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        Revision = revision,
        Source = FreshnessSource.Database,
    };

    /// <summary>Reads what a checked request asks for.</summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public WantedFreshness Read(Consistency? consistency, HouseholdId household) =>
        shared.Read(consistency, household);

    /// <summary>Refuses a token of a state that the database has not seen.</summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public static void Require(WantedFreshness wanted, long revision)
    {
        if (revision < wanted.Revision)
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
