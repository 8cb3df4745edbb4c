namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Options of an arena. The stand-in always clears what it takes back and needs none of them.</summary>
[Flags]
public enum ArenaFlags
{
    None = 0,
}
