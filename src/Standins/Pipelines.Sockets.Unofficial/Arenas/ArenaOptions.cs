namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>How an arena allocates and what it keeps.</summary>
public sealed class ArenaOptions
{
    private const int DefaultBlockSizeBytes = 128 * 1024;

    /// <param name="flags">See <see cref="ArenaFlags"/>.</param>
    /// <param name="blockSizeBytes">The size of a block; 0 or less leaves it to the arena.</param>
    /// <param name="retentionPolicy">From the elements kept before and those just used, how many to keep.</param>
    public ArenaOptions(
        ArenaFlags flags = ArenaFlags.None, int blockSizeBytes = 0, Func<long, long, long>? retentionPolicy = null)
    {
        Flags = flags;
        BlockSizeBytes = blockSizeBytes > 0 ? blockSizeBytes : DefaultBlockSizeBytes;
        RetentionPolicy = retentionPolicy ?? SlowlyForget;
    }

    public ArenaFlags Flags { get; }

    public int BlockSizeBytes { get; }

    public Func<long, long, long> RetentionPolicy { get; }

    // One large reply is forgotten after some dozens of ordinary ones; steady large ones keep their blocks.
    private static long SlowlyForget(long keptBefore, long justUsed) =>
        Math.Max(justUsed, keptBefore - (keptBefore / 8));
}
