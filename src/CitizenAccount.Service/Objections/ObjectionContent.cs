using System.Text.Json;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Platform.Security;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

/// <summary>Something that was asked for; the clock stands still until it is answered, or to the end of its day.
/// </summary>
internal sealed record Inquiry(byte AskedOf, byte Source, LocalizedText Text, DateOnly DueOn, DateTimeOffset AskedAt)
{
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When nobody waited for it any more though it was not answered.</summary>
    public DateTimeOffset? GivenUpAt { get; init; }

    public CasePause Pause => new(AskedAt, AnsweredAt ?? GivenUpAt, DueOn);
}

/// <summary>A decision on an objection.</summary>
internal sealed record Verdict(byte Outcome, LocalizedText Answer, string[] Articles, int[] Months, bool Compensate)
{
    public required string DecidedBy { get; init; }

    public string ConfirmedBy { get; init; } = "";

    /// <summary>A second person has not confirmed yet.</summary>
    public bool WaitsForSecond { get; init; }
}

/// <summary>What is sealed of an objection.</summary>
internal sealed record ObjectionContent(string Text, IReadOnlyList<Guid> Documents)
{
    public IReadOnlyList<Inquiry> Inquiries { get; init; } = [];

    public Verdict? Verdict { get; init; }

    /// <summary>The rejection that was taken to a supervisor.</summary>
    public Verdict? EarlierVerdict { get; init; }

    /// <summary>Ends what is waited for.</summary>
    public ObjectionContent WithWaitEnded(DateTimeOffset now, bool answered) => this with
    {
        Inquiries =
        [
            .. Inquiries.Select(inquiry => inquiry.AnsweredAt is not null || inquiry.GivenUpAt is not null ? inquiry
                : answered ? inquiry with { AnsweredAt = now }
                : inquiry with { GivenUpAt = now }),
        ],
    };
}

/// <summary>Seals objections, each bound to its place.</summary>
internal sealed class ObjectionSeals(Sealing sealing)
{
    public byte[] Seal(Guid objection, ObjectionContent content) =>
        sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(content), $"objection/{objection:D}");

    public ObjectionContent Open(ObjectionRow row) => JsonSerializer.Deserialize<ObjectionContent>(
        sealing.OpenBytes(row.ContentSealed, $"objection/{row.Id:D}"))!;

    public byte[]? SealDetail(Guid objection, int number, string detail) =>
        detail.Length == 0 ? null : sealing.Seal(detail, PlaceOf(objection, number));

    public string DetailOf(ObjectionEventRow row) =>
        row.DetailSealed is { } detail ? sealing.Open(detail, PlaceOf(row.ObjectionId, row.Number)) : "";

    private static string PlaceOf(Guid objection, int number) => $"objection/{objection:D}/event/{number}";
}
