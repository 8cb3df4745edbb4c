namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of notifications.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Notifications() => [];
}
