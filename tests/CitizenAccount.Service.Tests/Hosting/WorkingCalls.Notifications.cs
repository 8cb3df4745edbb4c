namespace CitizenAccount.Service.Tests.Hosting;

// Calls of notifications.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Notifications => [];
}
