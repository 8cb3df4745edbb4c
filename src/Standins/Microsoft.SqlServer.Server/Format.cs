namespace Microsoft.SqlServer.Server;

/// <summary>How a user-defined type is serialised. The numbers are part of the surface.</summary>
public enum Format
{
    Unknown = 0,
    Native = 1,
    UserDefined = 2,
}
