using System.ComponentModel.DataAnnotations;

namespace CitizenAccount.Service.Accounts;

/// <summary>Rules of registration, sign-in and sessions that policy may move. Section <c>Accounts</c>.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Version of the terms a person has to accept now.</summary>
    [Required(ErrorMessage = "must name a version")]
    [StringLength(32, ErrorMessage = "must have at most 32 characters")]
    public string TermsVersion { get; set; } = "2026-01";

    /// <summary>How long a one-time code is good, minutes.</summary>
    [Range(1, 5, ErrorMessage = "must lie between 1 and 5")]
    public int CodeMinutes { get; set; } = 5;

    /// <summary>How often a code may be tried.</summary>
    [Range(1, 5, ErrorMessage = "must lie between 1 and 5")]
    public int CodeAttempts { get; set; } = 5;

    /// <summary>How long a temporary password is good, minutes.</summary>
    [Range(1, 10, ErrorMessage = "must lie between 1 and 10")]
    public int TemporaryPasswordMinutes { get; set; } = 10;

    /// <summary>Whether a code follows the own password at sign-in.</summary>
    public bool CodeAtSignIn { get; set; } = true;

    /// <summary>Codes of one kind that a person or a mobile is sent, an hour.</summary>
    [Range(1, 20, ErrorMessage = "must lie between 1 and 20")]
    public int StartsAnHour { get; set; } = 3;

    /// <summary>Codes that a right password sends, an hour for an account.</summary>
    [Range(1, 100, ErrorMessage = "must lie between 1 and 100")]
    public int SignInCodesAnHour { get; set; } = 10;

    /// <summary>Wrong passwords for a person from one network place before that place has to wait.</summary>
    [Range(1, 10, ErrorMessage = "must lie between 1 and 10")]
    public int FailuresOfAPlace { get; set; } = 5;

    /// <summary>Wrong passwords for a person in an hour, from everywhere, before places that failed have to wait.
    /// </summary>
    [Range(1, 100, ErrorMessage = "must lie between 1 and 100")]
    public int FailuresAnHour { get; set; } = 20;

    /// <summary>Wrong passwords in a row, over 30 days, before only places the person has a session from are served.
    /// </summary>
    [Range(1, 100, ErrorMessage = "must lie between 1 and 100")]
    public int FailuresInARow { get; set; } = 100;

    /// <summary>How long a session lives without being refreshed, days.</summary>
    [Range(1, 90, ErrorMessage = "must lie between 1 and 90")]
    public int SessionIdleDays { get; set; } = 30;

    /// <summary>How long a session lives at most, days.</summary>
    [Range(1, 365, ErrorMessage = "must lie between 1 and 365")]
    public int SessionDays { get; set; } = 90;

    /// <summary>After how many days a closed account may be registered again.</summary>
    [Range(0, 365, ErrorMessage = "must lie between 0 and 365")]
    public int RegisterAgainDays { get; set; } = 90;

    public TimeSpan CodeLife => TimeSpan.FromMinutes(CodeMinutes);

    public TimeSpan TemporaryPasswordLife => TimeSpan.FromMinutes(TemporaryPasswordMinutes);
}
