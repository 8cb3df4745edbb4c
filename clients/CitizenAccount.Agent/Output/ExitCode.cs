using CitizenAccount.Client;

namespace CitizenAccount.Agent.Output;

/// <summary>What the tool ends with; scripts go by these numbers, so none changes its meaning.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int InvalidRequest = 3;
    public const int SignIn = 4;
    public const int NotAllowed = 5;
    public const int NotFound = 6;
    public const int RuleSaysNo = 7;
    public const int Conflict = 8;
    public const int TryLater = 9;
    public const int NotBuilt = 10;
    public const int ServiceFault = 11;
    public const int NotConfirmed = 12;
    public const int DoesNotHold = 13;
    public const int Interrupted = 130;

    public static int Of(CitizenAccountException failure) => failure switch
    {
        InvalidRequestException => InvalidRequest,
        SignInRequiredException => SignIn,
        NotAllowedException => NotAllowed,
        NotFoundException => NotFound,
        RuleSaysNoException => RuleSaysNo,
        ConflictException => Conflict,
        LimitReachedException or ServiceUnavailableException => TryLater,
        ServiceUnreachableException or CallTimedOutException => TryLater,
        NotBuiltException => NotBuilt,
        ServiceFaultException => ServiceFault,
        _ => Failed,
    };
}
