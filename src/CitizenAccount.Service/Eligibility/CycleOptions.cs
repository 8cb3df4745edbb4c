using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Settings of the monthly cycle. Section <c>Cycles</c>.</summary>
internal sealed class CycleOptions
{
    public const string Section = "Cycles";

    /// <summary>Seconds a replica may take for a partition before another does it again. Sealing and closing may take
    /// twice as long.</summary>
    [Range(2, 600, ErrorMessage = "must lie between 2 and 600")]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>A month starts by itself in the night after its cut-off. Off, an operator starts it.</summary>
    public bool StartBySchedule { get; set; }

    /// <summary>Hour of Riyadh at which the schedule looks every night.</summary>
    [Range(0, 23, ErrorMessage = "must lie between 0 and 23")]
    public int StartHour { get; set; } = 1;

    /// <summary>Minute of that hour.</summary>
    [Range(0, 59, ErrorMessage = "must lie between 0 and 59")]
    public int StartMinute { get; set; }

    /// <summary>Lease on a partition.</summary>
    public TimeSpan PartitionLease => TimeSpan.FromSeconds(LeaseSeconds);

    /// <summary>Lease on a cycle's own work.</summary>
    public TimeSpan CycleLease => 2 * PartitionLease;
}
