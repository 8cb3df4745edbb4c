namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>A run of elements whose type is left out, so that an element may hold a run of its own kind.</summary>
public readonly struct Sequence
{
    private readonly Array? _block;
    private readonly int _start;
    private readonly int _length;

    internal Sequence(Array? block, int start, int length)
    {
        _block = block;
        _start = start;
        _length = length;
    }

    public long Length => _length;

    /// <summary>The run with its type. The wrong type is an <see cref="InvalidCastException"/>.</summary>
    public Sequence<T> Cast<T>() => _block is null ? default : new Sequence<T>((T[])_block, _start, _length);
}
