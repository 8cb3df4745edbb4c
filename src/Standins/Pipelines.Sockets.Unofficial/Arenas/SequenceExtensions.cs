namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>Turns an element into something else.</summary>
public delegate TTo Projection<TFrom, TTo>(in TFrom x);

/// <summary>Turns an element into something else, given a state that is the same for all.</summary>
public delegate TTo Projection<TFrom, TState, TTo>(in TFrom x, in TState state);

/// <summary>Copies runs while turning each element into something else.</summary>
public static class SequenceExtensions
{
    public static TTo[] ToArray<TFrom, TTo>(this in Sequence<TFrom> source, Projection<TFrom, TTo> projection)
    {
        if (source.IsEmpty)
        {
            return [];
        }

        var copied = new TTo[source.Length];
        source.CopyTo(copied, projection);
        return copied;
    }

    public static TTo[] ToArray<TFrom, TState, TTo>(
        this in Sequence<TFrom> source, Projection<TFrom, TState, TTo> projection, in TState state)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (source.IsEmpty)
        {
            return [];
        }

        var from = source.FirstSpan;
        var copied = new TTo[from.Length];
        for (var index = 0; index < from.Length; index++)
        {
            copied[index] = projection(in from[index], in state);
        }

        return copied;
    }

    public static void CopyTo<TFrom, TTo>(
        this in Sequence<TFrom> source, Span<TTo> destination, Projection<TFrom, TTo> projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var from = source.FirstSpan;
        if (destination.Length < from.Length)
        {
            throw new ArgumentException("The destination is too short.", nameof(destination));
        }

        for (var index = 0; index < from.Length; index++)
        {
            destination[index] = projection(in from[index]);
        }
    }
}
