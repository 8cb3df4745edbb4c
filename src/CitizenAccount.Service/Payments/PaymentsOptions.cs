using System.ComponentModel.DataAnnotations;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Payments;

/// <summary>How payments are made. What no public source says is configured here and not in the rules.</summary>
internal sealed class PaymentsOptions
{
    public const string Section = "Payments";

    /// <summary>Payment days the programme announced that are not in <c>payment-days.json</c>. They go before the rule
    /// of the 10th, and whoever is due that month is told of the day when it is prepared.</summary>
    public IReadOnlyList<AnnouncedDay> AnnouncedDays { get; init; } = [];

    /// <summary>Name of who pays, in the bank file.</summary>
    [Required]
    [MaxLength(70)]
    public string DebtorName { get; init; } = "Citizen Account Programme";

    /// <summary>The programme's account, in the bank file.</summary>
    [Required]
    public string DebtorIban { get; init; } = "SA0380000000608010167519";

    /// <summary>BIC of the programme's bank, in the bank file.</summary>
    [Required]
    [RegularExpression("^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$")]
    public string DebtorBic { get; init; } = "RJHISARI";

    /// <summary>Households, instructions or lines of a report that are worked in one transaction.</summary>
    [Range(10, 100_000)]
    public int PartSize { get; init; } = 5_000;

    /// <summary>Seconds for which a replica holds a batch before another takes its work over.</summary>
    [Range(1, 3_600)]
    public int LeaseSeconds { get; init; } = 120;

    /// <summary>Most instructions in one file.</summary>
    [Range(1, 1_000_000)]
    public int LinesPerFile { get; init; } = 250_000;

    /// <summary>One file or more for each bank; else for all banks together.</summary>
    public bool FilePerBank { get; init; }

    /// <summary>Folder shared with the bank: files go out in <c>out</c>, reports come in by <c>in</c>. Empty: files are
    /// handed over by call only.</summary>
    public string DropDirectory { get; init; } = "";

    /// <summary>Hours after which an instruction without an answer is asked after.</summary>
    [Range(1, 240)]
    public int InquireAfterHours { get; init; } = 24;

    /// <summary>Most that a recovery withholds from one payment, in percent.</summary>
    [Range(1, 50)]
    public int RecoverySharePercent { get; init; } = 25;

    /// <summary>Days after its notice in which a household may object to a recovery.</summary>
    [Range(1, 365)]
    public int RecoveryWindowDays { get; init; } = 90;

    /// <summary>The payment calendar with what is announced here.</summary>
    /// <exception cref="StartRefused">A month is announced twice, here or in the published table, or for a day outside
    /// it.</exception>
    public PaymentCalendar ToCalendar()
    {
        try
        {
            return PaymentCalendar.Published.WithAnnounced(AnnouncedDays.Select(day => day.ToDay()));
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            throw new StartRefused($"configuration: {Section}:AnnouncedDays is wrong: {failure.Message}");
        }
    }

    /// <summary>A payment day the programme announced.</summary>
    internal sealed class AnnouncedDay
    {
        /// <summary>The month, <c>2027-03</c>.</summary>
        [Required]
        public string Month { get; init; } = "";

        /// <summary>The day, within it.</summary>
        public DateOnly Date { get; init; }

        /// <summary>Who said so, when and where.</summary>
        [Required]
        public string Source { get; init; } = "";

        public AnnouncedPaymentDay ToDay() => new(YearMonth.Parse(Month), Date, Source, Confidence.High, "");
    }
}
