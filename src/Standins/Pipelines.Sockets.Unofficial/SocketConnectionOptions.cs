namespace Pipelines.Sockets.Unofficial;

/// <summary>Options of a socket connection; the stand-in has none.</summary>
[Flags]
public enum SocketConnectionOptions
{
    None = 0,
}
