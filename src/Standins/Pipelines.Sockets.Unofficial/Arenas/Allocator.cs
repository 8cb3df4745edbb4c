namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Another source of blocks. The stand-in has only arrays, so that this is always null.</summary>
public abstract class Allocator<T>
{
    private protected Allocator()
    {
    }
}
