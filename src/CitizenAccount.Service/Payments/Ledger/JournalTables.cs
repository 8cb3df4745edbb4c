using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>What an entry books; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum EntryKind : byte
{
    Entitlement = 2,
    Compensation = 3,
    Sent = 4,
    Settled = 5,
    Returned = 6,
    Held = 7,
    HoldReleased = 8,
    RecoveryOpened = 9,
    Recovered = 10,
    Correction = 11,
}

/// <summary>The accounts; the numbers are those of the contract. Stored: never renumber.</summary>
internal enum Book : byte
{
    /// <summary>Where all money comes from; minus what was used.</summary>
    Appropriation = 1,

    /// <summary>Due and not sent.</summary>
    Payable = 2,

    /// <summary>Sent, not confirmed.</summary>
    InTransit = 3,

    /// <summary>Deposits confirmed.</summary>
    Paid = 4,

    /// <summary>Came back, or never took effect, and not sent again.</summary>
    Returned = 5,

    /// <summary>Minus what is still to be taken back.</summary>
    Recoverable = 6,

    /// <summary>Due and held back.</summary>
    Held = 7,
}

/// <summary>One entry of the journal: an amount that leaves one account for another, so that it balances by its form.
/// Only added, never changed.</summary>
[NotAudited("a chain of its own")]
internal sealed record JournalEntryRow
{
    /// <summary>1, 2, 3 without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>Ticks of UTC.</summary>
    public required long RecordedTicks { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>Benefit month as year x 100 + month.</summary>
    public required int Month { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    public required Book Source { get; init; }

    public required Book Target { get; init; }

    /// <summary>Halalas, above 0: what leaves the source and enters the target.</summary>
    public required long Amount { get; init; }

    /// <summary>The batch, when the entry books an instruction.</summary>
    public int? Batch { get; init; }

    /// <summary>The instruction's number within the batch.</summary>
    public int? Instruction { get; init; }

    /// <summary>The entry it puts right.</summary>
    public long? Corrects { get; init; }

    /// <summary>Resource name of what it books; may be empty.</summary>
    public required string Reference { get; init; }

    public required byte[] PreviousHash { get; init; }

    /// <summary>SHA-256 over the hash before and everything above.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>One row that whoever adds entries changes first: they take turns, so that entries are numbered and chained
/// without a gap, on both databases.</summary>
[NotAudited("whose turn it is")]
[NothingHeld("of nobody")]
internal sealed class JournalHeadRow
{
    public required int Id { get; init; }

    public required long Turn { get; set; }

    /// <summary>Number of the last entry; 0 before the first.</summary>
    public required long Sequence { get; set; }

    /// <summary>Hash of the last entry; 32 zeros before the first.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The invariant the last whole audit found broken; 0 when it was clean. While it is not, no money moves.
    /// </summary>
    public required int BrokenInvariant { get; set; }
}

/// <summary>What a day's entries come to: the root of a tree of their hashes. Anchors are made when the day is over and
/// never change.</summary>
[NotAudited("made of the journal")]
[NothingHeld("of nobody")]
internal sealed class JournalAnchorRow
{
    /// <summary>The day in Riyadh.</summary>
    public required DateOnly Day { get; init; }

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required byte[] Root { get; init; }
}

/// <summary>Root of a block of a day's entries, so that a proof reads one block and not the day.</summary>
[NotAudited("made of the journal")]
[NothingHeld("of nobody")]
internal sealed class JournalBlockRow
{
    public required DateOnly Day { get; init; }

    /// <summary>0, 1, 2 in order of entry.</summary>
    public required int Index { get; init; }

    public required byte[] Root { get; init; }
}

internal sealed class JournalAnchorTable : IEntityTypeConfiguration<JournalAnchorRow>
{
    public void Configure(EntityTypeBuilder<JournalAnchorRow> builder)
    {
        builder.ToTable("JournalAnchors");
        builder.HasKey(row => row.Day);
        builder.Property(row => row.Root).HasMaxLength(32);
        builder.HasIndex(row => row.LastSequence).IsUnique();
    }
}

internal sealed class JournalBlockTable : IEntityTypeConfiguration<JournalBlockRow>
{
    public void Configure(EntityTypeBuilder<JournalBlockRow> builder)
    {
        builder.ToTable("JournalBlocks");
        builder.HasKey(row => new { row.Day, row.Index });
        builder.Property(row => row.Root).HasMaxLength(32);
    }
}

internal sealed class JournalEntryTable : IEntityTypeConfiguration<JournalEntryRow>
{
    public void Configure(EntityTypeBuilder<JournalEntryRow> builder)
    {
        builder.ToTable("JournalEntries");
        builder.HasKey(row => row.Sequence);
        builder.Property(row => row.Sequence).ValueGeneratedNever();
        builder.Property(row => row.Reference).HasMaxLength(200);
        builder.Property(row => row.PreviousHash).HasMaxLength(32);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasIndex(row => new { row.HouseholdId, row.Sequence });

        // An instruction is sent once, settled once and returned once, whoever asks for it.
        builder.HasIndex(row => new { row.Batch, row.Instruction, row.Kind }).IsUnique()
            .HasFilter("\"Instruction\" IS NOT NULL");
    }
}

internal sealed class JournalHeadTable : IEntityTypeConfiguration<JournalHeadRow>
{
    public void Configure(EntityTypeBuilder<JournalHeadRow> builder)
    {
        builder.ToTable("JournalHeads");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasData(
            new JournalHeadRow { Id = 1, Turn = 0, Sequence = 0, Hash = new byte[32], BrokenInvariant = 0 });
    }
}
