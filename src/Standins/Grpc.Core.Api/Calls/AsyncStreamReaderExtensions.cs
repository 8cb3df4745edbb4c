namespace Grpc.Core;

/// <summary>
/// Reading without a cancellation token. Call it as an extension: Grpc.Net.Common has a class of the same name.
/// </summary>
public static class AsyncStreamReaderExtensions
{
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
