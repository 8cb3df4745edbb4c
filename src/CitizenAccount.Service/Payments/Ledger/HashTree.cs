using System.Security.Cryptography;

namespace CitizenAccount.Service.Payments.Ledger;

/// <summary>One step from a leaf to the root.</summary>
internal readonly record struct TreeStep(byte[] Neighbour, bool NeighbourFirst);

/// <summary>A tree of hashes: neighbours are joined pair by pair, who has none goes up alone.</summary>
internal static class HashTree
{
    /// <summary>The root over some leaves, of which there is at least one.</summary>
    public static byte[] RootOf(IReadOnlyList<byte[]> leaves)
    {
        var level = leaves;
        while (level.Count > 1)
        {
            level = Up(level);
        }

        return level[0];
    }

    /// <summary>The steps from one leaf to the root.</summary>
    public static IReadOnlyList<TreeStep> PathOf(IReadOnlyList<byte[]> leaves, int index)
    {
        var (level, path) = (leaves, new List<TreeStep>());
        while (level.Count > 1)
        {
            var neighbour = index ^ 1;
            if (neighbour < level.Count)
            {
                path.Add(new TreeStep(level[neighbour], neighbour < index));
            }

            (level, index) = (Up(level), index / 2);
        }

        return path;
    }

    private static byte[][] Up(IReadOnlyList<byte[]> level)
    {
        var up = new byte[(level.Count + 1) / 2][];
        for (var i = 0; i < up.Length; i++)
        {
            up[i] = (2 * i) + 1 < level.Count ? Join(level[2 * i], level[(2 * i) + 1]) : level[2 * i];
        }

        return up;
    }

    private static byte[] Join(byte[] left, byte[] right)
    {
        Span<byte> both = stackalloc byte[64];
        left.CopyTo(both);
        right.CopyTo(both[32..]);
        return SHA256.HashData(both);
    }
}
