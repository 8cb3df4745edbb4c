namespace Microsoft.SqlServer.Server;

/// <summary>A user-defined type that reads and writes itself.</summary>
public interface IBinarySerialize
{
    public void Read(BinaryReader r);

    public void Write(BinaryWriter w);
}
