namespace Microsoft.SqlServer.Server;

/// <summary>Marks a class or structure as a SQL Server user-defined type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class SqlUserDefinedTypeAttribute : Attribute
{
    public SqlUserDefinedTypeAttribute(Format format)
    {
        Format = format is Format.Native or Format.UserDefined
            ? format
            : throw new ArgumentOutOfRangeException(nameof(format), format, "Choose Native or UserDefined.");
    }

    public Format Format { get; }

    public int MaxByteSize { get; set; }

    public bool IsFixedLength { get; set; }

    public bool IsByteOrdered { get; set; }

    public string? Name { get; set; }

    public string? ValidationMethodName { get; set; }
}
