using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Applications;

/// <summary>Settings of applications. Section <c>Applications</c>.</summary>
internal sealed class ApplicationOptions
{
    public const string Section = "Applications";

    /// <summary>Version of the declaration in force.</summary>
    [Required(ErrorMessage = "must name the declaration in force")]
    [StringLength(32, ErrorMessage = "must have at most 32 characters")]
    public string DeclarationVersion { get; set; } = "2026-01";

    /// <summary>Months without a word from the household after which its data count as stale.</summary>
    [Range(1, 120, ErrorMessage = "must lie between 1 and 120")]
    public int StaleMonths { get; set; } = 12;

    /// <summary>Hour in Riyadh at which households are looked through for notices, once a day.</summary>
    [Range(0, 23, ErrorMessage = "must lie between 0 and 23")]
    public int NoticeHour { get; set; } = 9;
}
