namespace Grpc.Core;

/// <summary>The state of a channel's connection. The numbers are part of the surface.</summary>
public enum ConnectivityState
{
    Idle = 0,
    Connecting = 1,
    Ready = 2,
    TransientFailure = 3,
    Shutdown = 4,
}
