namespace Grpc.Core;

/// <summary>The messages of a stream, one after another. Current is valid after MoveNext answered true.</summary>
public interface IAsyncStreamReader<out T>
{
    public T Current { get; }

    public Task<bool> MoveNext(CancellationToken cancellationToken);
}
