namespace Microsoft.SqlServer.Server;

/// <summary>A type that claims to be a user-defined type and does not keep the rules of one.</summary>
public sealed class InvalidUdtException : SystemException
{
    private InvalidUdtException(string message)
        : base(message)
    {
    }

    public static InvalidUdtException Create(Type udtType, string resourceReason)
    {
        ArgumentNullException.ThrowIfNull(udtType);
        return new InvalidUdtException($"'{udtType}' is not a valid user-defined type: {resourceReason}.");
    }
}
