using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Holdings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CitizenAccount.Service.Objections;

/// <summary>An objection. What its people say, ask and answer is sealed.</summary>
internal sealed class ObjectionRow
{
    /// <summary>Version 7: sorts by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Ten digits of chance, for people.</summary>
    public required string Number { get; init; }

    public required HouseholdId HouseholdId { get; init; }

    /// <summary>Position of the member it is for; 0 when it is for the household.</summary>
    public required int Member { get; init; }

    /// <summary>As the contract numbers it.</summary>
    public required byte Kind { get; init; }

    /// <summary>Month of the decision or payment, as year x 100 + month.</summary>
    public required int Month { get; init; }

    /// <summary>The same while it is open, null otherwise: one open objection for each decision or payment.</summary>
    public int? OpenMonth { get; set; }

    /// <summary>As the contract numbers it; 0 for a decision.</summary>
    public required byte Problem { get; init; }

    /// <summary>Contested reasons, as a set of the rules; 0 for a payment.</summary>
    public required long Grounds { get; init; }

    /// <summary>Text, evidence, what was asked, and the verdict; sealed.</summary>
    public required byte[] ContentSealed { get; set; }

    public required ObjectionState State { get; set; }

    /// <summary>It was taken to a supervisor.</summary>
    public bool WithSupervisor { get; set; }

    public required ObjectionQueue Queue { get; init; }

    public string? Assignee { get; set; }

    public required Channel Channel { get; init; }

    public required DateTime FiledAt { get; init; }

    /// <summary>When its clock started: at its filing, or when a rejection was escalated.</summary>
    public required DateTime StartedAt { get; set; }

    /// <summary>The civil day of that.</summary>
    public required DateOnly StartedOn { get; set; }

    public required int WorkingDays { get; init; }

    /// <summary>The promised date by the calendar of <see cref="CalendarMark"/>.</summary>
    public required DateOnly DueOn { get; set; }

    public required int CalendarMark { get; set; }

    /// <summary>When it was decided; null before.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>When it was decided or withdrawn.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>When the promise was found broken.</summary>
    public DateTime? BreachedAt { get; set; }

    /// <summary>The ticket it came from; null otherwise.</summary>
    public required string? Ticket { get; init; }

    /// <summary>How many events it has.</summary>
    public required int Events { get; set; }

    /// <summary>Grows with every change; the etag.</summary>
    public required long Version { get; set; }

    public string Name => $"objections/{Id:D}";

    /// <summary>Month of the payment it is to; null when it is to a decision.</summary>
    public Rules.Time.YearMonth? PaymentMonth => Kind == (byte)Contracts.Objection.V1.ObjectionKind.Payment
        ? new Rules.Time.YearMonth(Month / 100, Month % 100)
        : null;
}

/// <summary>Something that happened to an objection, and who did it. Only added, never changed.</summary>
internal sealed class ObjectionEventRow
{
    public required Guid ObjectionId { get; init; }

    public required int Number { get; init; }

    /// <summary>As the contract numbers it.</summary>
    public required byte Kind { get; init; }

    /// <summary>Stable id of who did it; empty for the service.</summary>
    public required string Actor { get; init; }

    public required Role Role { get; init; }

    public required Channel Channel { get; init; }

    /// <summary>What was said with it, sealed; null where the kind says all.</summary>
    public required byte[]? DetailSealed { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A month that an upheld objection asked to be decided again. The asking is stored with the decision on the
/// objection, so nothing is lost between the two.</summary>
[NotAudited("follows from a decision that is audited")]
internal sealed class ObjectionEffectRow
{
    public required Guid ObjectionId { get; init; }

    public required int Month { get; init; }

    public required bool Compensates { get; init; }

    /// <summary>When the month was decided again; null while that is under way.</summary>
    public DateTime? DoneAt { get; set; }

    /// <summary>Something changed by it.</summary>
    public bool Changed { get; set; }

    /// <summary>It made more due than before.</summary>
    public bool Raised { get; set; }
}

/// <summary>How many open cases are alike, maintained with every step, so that nobody ever counts cases.</summary>
[NotAudited("counted from cases, which are audited")]
[NothingHeld("of nobody")]
internal sealed class ObjectionCountRow
{
    /// <summary><c>q/</c> and a queue, or <c>s/</c> and who works on them.</summary>
    public required string Scope { get; init; }

    public required DateOnly DueOn { get; init; }

    public required DateOnly StartedOn { get; init; }

    public required bool Held { get; init; }

    public required bool Waiting { get; init; }

    /// <summary>Spreads filings of one moment over some rows.</summary>
    public required byte Shard { get; init; }

    public required long Cases { get; set; }
}

internal sealed class ObjectionTable : IEntityTypeConfiguration<ObjectionRow>
{
    public void Configure(EntityTypeBuilder<ObjectionRow> builder)
    {
        builder.ToTable("Objections");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(16).IsUnicode(false);
        builder.Property(row => row.State).HasConversion<byte>();
        builder.Property(row => row.Queue).HasConversion<byte>();
        builder.Property(row => row.Channel).HasConversion<byte>();
        builder.Property(row => row.Assignee).HasMaxLength(100);
        builder.Property(row => row.Ticket).HasMaxLength(40).IsUnicode(false);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.HouseholdId, row.Id });

        // Of two filings at once, one wins; the other learns its number.
        builder.HasIndex(row => new { row.HouseholdId, row.Kind, row.OpenMonth }).IsUnique()
            .HasFilter("\"OpenMonth\" IS NOT NULL");

        // What waits is a small part of all there ever was.
        builder.HasIndex(row => new { row.DueOn, row.Id }).HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(row => new { row.Queue, row.DueOn, row.Id }).HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(row => new { row.Assignee, row.DueOn, row.Id }).HasFilter("\"EndedAt\" IS NULL");
    }
}

internal sealed class ObjectionEventTable : IEntityTypeConfiguration<ObjectionEventRow>
{
    public void Configure(EntityTypeBuilder<ObjectionEventRow> builder)
    {
        builder.ToTable("ObjectionEvents");
        builder.HasKey(row => new { row.ObjectionId, row.Number });
        builder.Property(row => row.Role).HasConversion<byte>();
        builder.Property(row => row.Channel).HasConversion<byte>();
        builder.Property(row => row.Actor).HasMaxLength(100);
        builder.HasOne<ObjectionRow>().WithMany()
            .HasForeignKey(row => row.ObjectionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ObjectionEffectTable : IEntityTypeConfiguration<ObjectionEffectRow>
{
    public void Configure(EntityTypeBuilder<ObjectionEffectRow> builder)
    {
        builder.ToTable("ObjectionEffects");
        builder.HasKey(row => new { row.ObjectionId, row.Month });
        builder.HasIndex(row => row.DoneAt).HasFilter("\"DoneAt\" IS NULL");
        builder.HasOne<ObjectionRow>().WithMany()
            .HasForeignKey(row => row.ObjectionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ObjectionCountTable : IEntityTypeConfiguration<ObjectionCountRow>
{
    public void Configure(EntityTypeBuilder<ObjectionCountRow> builder)
    {
        builder.ToTable("ObjectionCounts");
        builder.HasKey(row => new { row.Scope, row.DueOn, row.StartedOn, row.Held, row.Waiting, row.Shard });
        builder.Property(row => row.Scope).HasMaxLength(110);
    }
}
