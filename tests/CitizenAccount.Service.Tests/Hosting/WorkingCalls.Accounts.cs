namespace CitizenAccount.Service.Tests.Hosting;

// Calls of accounts.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Accounts => [];
}
