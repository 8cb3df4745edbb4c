namespace CitizenAccount.Service.Tests.Hosting;

// Calls of sign-in by Nafath.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Nafath => [];
}
