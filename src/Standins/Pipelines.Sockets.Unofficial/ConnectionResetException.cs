namespace Pipelines.Sockets.Unofficial;

/// <summary>The peer cut the connection.</summary>
public class ConnectionResetException : IOException
{
    public ConnectionResetException(string message)
        : base(message)
    {
    }

    public ConnectionResetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
