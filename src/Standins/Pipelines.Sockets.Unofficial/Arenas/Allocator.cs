namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Another source of blocks. The stand-in has only arrays: nobody can derive from this, it is always null.</summary>
public abstract class Allocator<T>
{
    private protected Allocator()
    {
    }
}
