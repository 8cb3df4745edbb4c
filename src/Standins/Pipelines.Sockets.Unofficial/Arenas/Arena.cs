using System.Runtime.CompilerServices;

namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>
/// Hands out runs of elements from large blocks and takes all of them back at once. A run never spans two blocks.
/// For one thread at a time. A run must not be used after <see cref="Reset"/>.
/// </summary>
public sealed class Arena<T> : IDisposable
{
    private readonly List<T[]> _blocks = [];
    private readonly ArenaOptions _options;
    private readonly int _blockLength;
    private int _block;
    private int _usedInBlock;
    private long _usedBefore;
    private long _kept;
    private bool _disposed;

    public Arena(ArenaOptions? options = null, Allocator<T>? allocator = null)
    {
        _ = allocator;
        _options = options ?? new ArenaOptions();
        _blockLength = Math.Max(1, _options.BlockSizeBytes / Unsafe.SizeOf<T>());
    }

    public Sequence<T> Allocate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (length == 0)
        {
            return default;
        }

        while (_block < _blocks.Count && _blocks[_block].Length - _usedInBlock < length)
        {
            _usedBefore += _usedInBlock;
            _block++;
            _usedInBlock = 0;
        }

        if (_block == _blocks.Count)
        {
            _blocks.Add(new T[Math.Max(length, _blockLength)]);
        }

        var run = new Sequence<T>(_blocks[_block], _usedInBlock, length);
        _usedInBlock += length;
        return run;
    }

    /// <summary>Takes back every run, clears it, and lets go of blocks beyond what recent use calls for.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ClearUsed();
        _kept = _options.RetentionPolicy(_kept, _usedBefore + _usedInBlock);
        var total = 0L;
        var keep = 0;
        while (keep < _blocks.Count && (total += _blocks[keep].Length) <= Math.Max(_kept, _blockLength))
        {
            keep++;
        }

        _blocks.RemoveRange(keep, _blocks.Count - keep);
        (_block, _usedInBlock, _usedBefore) = (0, 0, 0);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            ClearUsed();
            _disposed = true;
            _blocks.Clear();
        }
    }

    // Elements hold on to received buffers; what is not cleared keeps them alive. Blocks before the current one may end
    // in elements that were skipped, which are clear already.
    private void ClearUsed()
    {
        for (var index = 0; index < _block && index < _blocks.Count; index++)
        {
            Array.Clear(_blocks[index]);
        }

        if (_block < _blocks.Count)
        {
            Array.Clear(_blocks[_block], 0, _usedInBlock);
        }
    }
}
