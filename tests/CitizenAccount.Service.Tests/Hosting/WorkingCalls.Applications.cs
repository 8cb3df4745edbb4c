namespace CitizenAccount.Service.Tests.Hosting;

// Calls of applications.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Applications => [];
}
