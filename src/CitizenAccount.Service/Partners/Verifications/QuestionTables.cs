using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Partners.Verifications;

// Numbers are stored: never renumber, never reuse.

/// <summary>Where a question to a partner stands.</summary>
internal enum QuestionState : byte
{
    /// <summary>The partner has not answered.</summary>
    Open = 1,

    Answered = 2,

    /// <summary>The partner said that it cannot answer. Nothing is concluded from that.</summary>
    Declined = 3,

    /// <summary>It was not answered in time.</summary>
    Expired = 4,
}

/// <summary>A question to a partner. Who it is about is looked up when it is sent: no national ID is kept.</summary>
[NotAudited("what a source is asked; its answer makes facts")]
internal sealed class QuestionRow
{
    /// <summary>A question about income; others carry the number of their kind in the contract.</summary>
    public const byte Income = 0;

    public required Guid Id { get; init; }

    public required string Partner { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Position of the member; 0 is the household, asked about by its main beneficiary.</summary>
    public required int Member { get; init; }

    public required byte About { get; init; }

    /// <summary>The month asked about, as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required QuestionState State { get; set; }

    public required DateTime AskedAt { get; init; }

    /// <summary>Since when the case waits for this: an unanswered question before it is counted too.</summary>
    public required DateTime WaitingSince { get; init; }

    public required DateTime AnswerBy { get; init; }

    /// <summary>Not to be sent before; moved when the partner's own source is down.</summary>
    public required DateTime NotBefore { get; set; }

    /// <summary>The connection it was sent on, as long as that has it.</summary>
    public Guid? LeasedBy { get; set; }

    public DateTime? LeasedUntil { get; set; }

    public DateTime? AnsweredAt { get; set; }

    /// <summary>Keyed hash of the reply: the same one again is harmless.</summary>
    public byte[]? AnswerIndex { get; set; }

    /// <summary>An amount or number that waits for others before it counts: one of five kinds of asset.</summary>
    public long? Value { get; set; }

    /// <summary>The day the answer holds for.</summary>
    public DateOnly? ObservedOn { get; set; }
}

/// <summary>How far the facts were looked through for something to ask, and on which day from the beginning.</summary>
[NotAudited("how far a reader is")]
[NothingHeld("of nobody")]
internal sealed class AskingCursorRow
{
    public required int Id { get; init; }

    public required long Sequence { get; set; }

    public required DateOnly Day { get; set; }
}

internal sealed class QuestionTable : IEntityTypeConfiguration<QuestionRow>
{
    public void Configure(EntityTypeBuilder<QuestionRow> builder)
    {
        builder.ToTable("VerificationQuestions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Partner).HasMaxLength(100);
        builder.Property(row => row.AnswerIndex).HasMaxLength(32);
        builder.HasIndex(row => new { row.Partner, row.State, row.NotBefore });
        builder.HasIndex(row => row.LeasedBy);

        // One question of a kind about a member to a partner, whoever asks at the same time.
        builder.HasIndex(row => new { row.HouseholdId, row.Member, row.About, row.Partner }).IsUnique();
    }
}

internal sealed class AskingCursorTable : IEntityTypeConfiguration<AskingCursorRow>
{
    public void Configure(EntityTypeBuilder<AskingCursorRow> builder)
    {
        builder.ToTable("VerificationCursors");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasData(new AskingCursorRow { Id = 1, Sequence = 0, Day = new DateOnly(2017, 12, 1) });
    }
}
