namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of documents.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Documents() => [];
}
