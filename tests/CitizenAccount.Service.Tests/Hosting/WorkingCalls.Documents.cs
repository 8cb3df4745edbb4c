namespace CitizenAccount.Service.Tests.Hosting;

// Calls of documents.
internal static partial class WorkingCalls
{
    private static WorkingCall[] Documents => [];
}
