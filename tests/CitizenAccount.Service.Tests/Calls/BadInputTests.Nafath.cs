namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of sign-in by Nafath.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Nafath() => [];
}
