namespace Grpc.Core;

/// <summary>The four kinds of call. The numbers are part of the surface.</summary>
public enum MethodType
{
    Unary = 0,
    ClientStreaming = 1,
    ServerStreaming = 2,
    DuplexStreaming = 3,
}
