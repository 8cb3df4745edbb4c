namespace CitizenAccount.Service.Accounts;

/// <summary>Log events of accounts, 2000 to 2099. No event carries a name, a number or an address of a person.
/// </summary>
internal static partial class AccountsLog
{
    [LoggerMessage(
        2000, LogLevel.Information,
        "{Account}: a temporary password was sent although the expiry of the ID card is not known yet")]
    public static partial void RecoveredWithoutExpiry(this ILogger log, string account);
}
