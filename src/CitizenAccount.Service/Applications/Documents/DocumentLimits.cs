namespace CitizenAccount.Service.Applications.Documents;

/// <summary>The sizes of the contract: a megabyte is 1,048,576 bytes.</summary>
internal static class DocumentLimits
{
    /// <summary>Largest document.</summary>
    public const int LargestBytes = 10 * ChunkBytes;

    /// <summary>Largest chunk of a stream, and size of a stored part.</summary>
    public const int ChunkBytes = 1_024 * 1_024;

    /// <summary>Documents a household and kind, those replaced not counted.</summary>
    public const int PerKind = 50;

    /// <summary>Letters of a file name.</summary>
    public const int FileNameLength = 200;
}
