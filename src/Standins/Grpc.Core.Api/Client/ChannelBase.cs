namespace Grpc.Core;

/// <summary>A connection to a target, from which clients are made.</summary>
public abstract class ChannelBase
{
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    public string Target { get; }

    public Task ShutdownAsync() => ShutdownAsyncCore();

    public abstract CallInvoker CreateCallInvoker();

    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
