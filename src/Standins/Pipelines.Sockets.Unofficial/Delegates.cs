namespace Pipelines.Sockets.Unofficial;

/// <summary>Looks into a delegate that may stand for several, without allocating.</summary>
public static class Delegates
{
    public static bool IsSingle(MulticastDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return handler.HasSingleTarget;
    }

    /// <summary>The single delegates within; none for null.</summary>
    public static DelegateEnumerable<T> AsEnumerable<T>(this T? handler)
        where T : MulticastDelegate => new(handler);

    /// <summary>The single delegates within a delegate.</summary>
    public readonly struct DelegateEnumerable<T>
        where T : MulticastDelegate
    {
        private readonly T? _handler;

        internal DelegateEnumerable(T? handler) => _handler = handler;

        public DelegateEnumerator<T> GetEnumerator() => new(_handler);
    }

    /// <summary>
    /// Walks the single delegates within a delegate. Disposable because the callers' compiled loops call Dispose, which
    /// no listing of referenced members shows.
    /// </summary>
    public struct DelegateEnumerator<T> : IDisposable
        where T : MulticastDelegate
    {
        private Delegate.InvocationListEnumerator<T> _inner;

        internal DelegateEnumerator(T? handler) => _inner = Delegate.EnumerateInvocationList(handler);

        public T Current => _inner.Current;

        public bool MoveNext() => _inner.MoveNext();

        public readonly void Dispose()
        {
        }
    }
}
