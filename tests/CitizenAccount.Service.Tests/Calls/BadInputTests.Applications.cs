namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of applications.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Applications() => [];
}
