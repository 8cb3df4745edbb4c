namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of accounts.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Accounts() => [];
}
