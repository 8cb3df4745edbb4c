using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Voice;

// Numbers are stored: never renumber, never reuse.

/// <summary>What happened to a ticket.</summary>
internal enum TicketEntryKind : byte
{
    Opened = 1,
    Message = 2,
    Assigned = 3,
    Handed = 4,
    Resolved = 5,
    Referred = 6,
    Breached = 7,
    ClockMoved = 8,
    Linked = 9,
    WaitEnded = 10,
}

/// <summary>A ticket. Everything a person wrote is sealed.</summary>
internal sealed class TicketRow
{
    /// <summary>Version 7: sorts by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Twelve digits of chance.</summary>
    public required string Number { get; init; }

    /// <summary>Household of who opened it signed in; null without an account.</summary>
    public required HouseholdId? HouseholdId { get; init; }

    public required AccountId? AccountId { get; init; }

    /// <summary>Keyed hash of the national ID it was opened with, and which ticket of that person it is.</summary>
    public required byte[] PersonIndex { get; init; }

    public required int PersonCount { get; init; }

    /// <summary>Keyed hash of the mobile, and which ticket of that mobile it is.</summary>
    public required byte[] MobileIndex { get; init; }

    public required int MobileCount { get; init; }

    /// <summary>Keyed hash of what it says, by which the same matter is found again.</summary>
    public required byte[] MatterIndex { get; init; }

    /// <summary>ID, name, mobile and birth date of who opened it without an account; sealed.</summary>
    public required byte[]? ApplicantSealed { get; init; }

    public required byte Kind { get; init; }

    public required TicketState State { get; set; }

    public required byte[] TextSealed { get; init; }

    public required string Unit { get; set; }

    public string? Assignee { get; set; }

    public required Channel Channel { get; init; }

    public required DateTime OpenedAt { get; init; }

    /// <summary>When it was answered or referred.</summary>
    public DateTime? EndedAt { get; set; }

    public required int WorkingDays { get; init; }

    /// <summary>Times the clock stood still, as JSON.</summary>
    public required string Pauses { get; set; }

    /// <summary>The promised date by the calendar of <see cref="CalendarMark"/>.</summary>
    public required DateOnly DueOn { get; set; }

    public required int CalendarMark { get; set; }

    /// <summary>When the promise was found broken.</summary>
    public DateTime? BreachedAt { get; set; }

    public byte[]? ResolutionSealed { get; set; }

    /// <summary>The objection it became.</summary>
    public string? ReferredTo { get; set; }

    /// <summary>How many entries it has.</summary>
    public required int Entries { get; set; }

    /// <summary>Grows with every change; the etag.</summary>
    public required long Version { get; set; }

    public string Name => $"tickets/{Number}";
}

/// <summary>Something that happened to a ticket, and who did it. Only added, never changed.</summary>
internal sealed class TicketEntryRow
{
    public required Guid TicketId { get; init; }

    public required int Number { get; init; }

    public required TicketEntryKind Kind { get; init; }

    /// <summary>Stable id of who did it; empty for anyone not signed in and for the service.</summary>
    public required string Actor { get; init; }

    public required Role Role { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>For staff only.</summary>
    public required bool Internal { get; init; }

    /// <summary>What was said or done in words, sealed; null where the kind says all.</summary>
    public required byte[]? TextSealed { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A file attached to a ticket or a message of it, sealed.</summary>
internal sealed class TicketAttachmentRow
{
    public required Guid TicketId { get; init; }

    /// <summary>The entry it came with.</summary>
    public required int Entry { get; init; }

    public required int Position { get; init; }

    public required byte[] FileNameSealed { get; init; }

    public required int SizeBytes { get; init; }

    public required bool Scanned { get; init; }

    public required byte[] ContentSealed { get; init; }
}

internal sealed class TicketTable : IEntityTypeConfiguration<TicketRow>
{
    public void Configure(EntityTypeBuilder<TicketRow> builder)
    {
        builder.ToTable("Tickets");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(16).IsUnicode(false);
        builder.Property(row => row.PersonIndex).HasMaxLength(32);
        builder.Property(row => row.MobileIndex).HasMaxLength(32);
        builder.Property(row => row.MatterIndex).HasMaxLength(32);
        builder.Property(row => row.ApplicantSealed).HasMaxLength(1_000);
        builder.Property(row => row.State).HasConversion<byte>();
        builder.Property(row => row.Channel).HasConversion<byte>();
        builder.Property(row => row.Unit).HasMaxLength(32).IsUnicode(false);
        builder.Property(row => row.Assignee).HasMaxLength(100);
        builder.Property(row => row.ReferredTo).HasMaxLength(100).IsUnicode(false);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Number).IsUnique();

        // Of two tickets at once one takes the next place; the other looks again, at the limit too.
        builder.HasIndex(row => new { row.PersonIndex, row.PersonCount }).IsUnique();
        builder.HasIndex(row => new { row.MobileIndex, row.MobileCount }).IsUnique();
        builder.HasIndex(row => new { row.AccountId, row.Id });

        // What waits is a small part of all there ever was.
        builder.HasIndex(row => new { row.Unit, row.DueOn, row.Id }).HasFilter("\"EndedAt\" IS NULL");
    }
}

internal sealed class TicketEntryTable : IEntityTypeConfiguration<TicketEntryRow>
{
    public void Configure(EntityTypeBuilder<TicketEntryRow> builder)
    {
        builder.ToTable("TicketEntries");
        builder.HasKey(row => new { row.TicketId, row.Number });
        builder.Property(row => row.Kind).HasConversion<byte>();
        builder.Property(row => row.Role).HasConversion<byte>();
        builder.Property(row => row.Channel).HasConversion<byte>();
        builder.Property(row => row.Actor).HasMaxLength(100);
        builder.HasOne<TicketRow>().WithMany().HasForeignKey(row => row.TicketId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TicketAttachmentTable : IEntityTypeConfiguration<TicketAttachmentRow>
{
    public void Configure(EntityTypeBuilder<TicketAttachmentRow> builder)
    {
        builder.ToTable("TicketAttachments");
        builder.HasKey(row => new { row.TicketId, row.Entry, row.Position });
        builder.Property(row => row.FileNameSealed).HasMaxLength(1_000);
        builder.HasOne<TicketRow>().WithMany().HasForeignKey(row => row.TicketId).OnDelete(DeleteBehavior.Restrict);
    }
}
