using System.IO.Pipelines;

namespace Pipelines.Sockets.Unofficial;

/// <summary>A pipe each way that counts what has gone through.</summary>
public interface IMeasuredDuplexPipe : IDuplexPipe
{
    public long TotalBytesSent { get; }

    public long TotalBytesReceived { get; }
}
