using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>A write that took effect under a request_id, with its answer: what a repeat is answered from.</summary>
[NotAudited("a request_id that was answered")]
[NothingHeld("over in hours; what was done is held")]
internal sealed class RequestRow
{
    /// <summary>Subject of the caller; empty for anyone.</summary>
    public required string Caller { get; init; }

    public required Guid RequestId { get; init; }

    public required string Call { get; init; }

    /// <summary>A keyed fingerprint of every field of the request, to tell which one differs.</summary>
    public required byte[] Fields { get; init; }

    /// <summary>The answer, sealed.</summary>
    public required byte[] AnswerSealed { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>From when on the answer is no longer given: it holds secrets. Null: as long as the row is kept.
    /// </summary>
    public DateTime? AnsweredUntil { get; init; }

    /// <summary>From when on the row may be removed. Null: never.</summary>
    public DateTime? KeptUntil { get; init; }
}

internal sealed class RequestTable : IEntityTypeConfiguration<RequestRow>
{
    public void Configure(EntityTypeBuilder<RequestRow> builder)
    {
        builder.ToTable("Requests");

        // One effect for one request_id of one caller: two at once cannot both be stored.
        builder.HasKey(row => new { row.Caller, row.RequestId });
        builder.Property(row => row.Caller).HasMaxLength(100);
        builder.Property(row => row.Call).HasMaxLength(200);
        builder.Property(row => row.Fields).HasMaxLength(1_000);
        builder.HasIndex(row => row.KeptUntil);
    }
}
