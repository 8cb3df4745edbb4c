using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Operations;

/// <summary>How long is kept what is not kept for ever, in days. Section <c>Retention</c>. No public source states the
/// programme's periods: these are for the ministry to set.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Who looked at whose data.</summary>
    [Range(365, 36_500, ErrorMessage = "must lie between 365 and 36,500")]
    public int AccessRecordDays { get; set; } = 1_825;

    /// <summary>Values before and after a change; that it was made, by whom and when is kept for ever.</summary>
    [Range(365, 36_500, ErrorMessage = "must lie between 365 and 36,500")]
    public int AuditContentDays { get; set; } = 3_650;

    /// <summary>Where a message was sent to and what became of it.</summary>
    [Range(90, 36_500, ErrorMessage = "must lie between 90 and 36,500")]
    public int DeliveryDays { get; set; } = 365;

    /// <summary>Messages to a person; an objection to a decision may be filed within 90 days of its message.</summary>
    [Range(180, 36_500, ErrorMessage = "must lie between 180 and 36,500")]
    public int MessageDays { get; set; } = 1_095;

    /// <summary>Sessions after their end.</summary>
    [Range(30, 36_500, ErrorMessage = "must lie between 30 and 36,500")]
    public int SessionDays { get; set; } = 365;
}
