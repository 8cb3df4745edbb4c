using CitizenAccount.Client;
using CitizenAccount.Contracts.Errors.V1;

namespace CitizenAccount.Portal.Pages;

/// <summary>Tells a session that is over from a password or code that is wrong: both come as UNAUTHENTICATED.</summary>
internal static class Sessions
{
    public static bool IsOver(CitizenAccountException refused) => refused is SignInRequiredException
    {
        Reason: ErrorReason.Unauthenticated or ErrorReason.TokenExpired or ErrorReason.SessionRevoked
            or ErrorReason.RefreshRefused or ErrorReason.Unspecified,
    };
}
