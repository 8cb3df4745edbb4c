namespace CitizenAccount.Service.Accounts.Nafath;

/// <summary>Log events of sign-in by Nafath. No event carries a national ID, a number or a token.</summary>
internal static partial class NafathLog
{
    [LoggerMessage(2100, LogLevel.Warning, "Nafath does not answer a {What}: {Kind}")]
    public static partial void NafathSilent(this ILogger log, string what, string kind);

    [LoggerMessage(2101, LogLevel.Warning, "Nafath answers a {What} with status {Status}")]
    public static partial void NafathRefused(this ILogger log, string what, int status);

    [LoggerMessage(2102, LogLevel.Warning, "A result of Nafath was refused: {Flaw}")]
    public static partial void ProofRefused(this ILogger log, NafathFlaw flaw);
}
