namespace Grpc.Core;

/// <summary>Writes the messages of a stream; one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message);

    /// <summary>A writer that knows nothing of cancellation takes only tokens that cannot be cancelled.</summary>
    public Task WriteAsync(T message, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled
            ? throw new NotSupportedException("This writer cannot cancel a write.")
            : WriteAsync(message);
}

/// <summary>The client's end of a request stream, which the client also completes.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    public Task CompleteAsync();
}

/// <summary>The server's end of a response stream, completed by the end of the method.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
