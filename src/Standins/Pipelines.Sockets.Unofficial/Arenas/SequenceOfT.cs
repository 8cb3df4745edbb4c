namespace Pipelines.Sockets.Unofficial.Arenas;

/// <summary>A run of elements in an arena: always one piece, given out by reference.</summary>
public readonly struct Sequence<T>
{
    private readonly T[]? _block;
    private readonly int _start;
    private readonly int _length;

    internal Sequence(T[] block, int start, int length)
    {
        _block = block;
        _start = start;
        _length = length;
    }

    public long Length => _length;

    public bool IsEmpty => _length == 0;

    public bool IsSingleSegment => true;

    public Span<T> FirstSpan => _block.AsSpan(_start, _length);

    public SpanEnumerable Spans => new(this);

    public ref T this[int index] => ref FirstSpan[index];

    public Sequence Untyped() => new(_block, _start, _length);

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the elements by reference.</summary>
    public struct Enumerator
    {
        private readonly Sequence<T> _run;
        private int _index;

        internal Enumerator(Sequence<T> run)
        {
            _run = run;
            _index = -1;
        }

        public readonly ref T Current => ref _run[_index];

        public bool MoveNext()
        {
            if (_index + 1 >= _run._length)
            {
                return false;
            }

            _index++;
            return true;
        }

        /// <summary>The next element, which the caller knows to be there.</summary>
        public ref T GetNext()
        {
            if (!MoveNext())
            {
                throw new InvalidOperationException("The run has no further element.");
            }

            return ref Current;
        }
    }

    /// <summary>The pieces of the run, of which there is at most one.</summary>
    public readonly struct SpanEnumerable
    {
        private readonly Sequence<T> _run;

        internal SpanEnumerable(Sequence<T> run) => _run = run;

        public SpanEnumerator GetEnumerator() => new(_run);
    }

    /// <summary>Walks the pieces of the run.</summary>
    public struct SpanEnumerator
    {
        private readonly Sequence<T> _run;
        private bool _done;

        internal SpanEnumerator(Sequence<T> run)
        {
            _run = run;
            _done = run.IsEmpty;
        }

        public readonly Span<T> Current => _run.FirstSpan;

        public bool MoveNext()
        {
            var more = !_done;
            _done = true;
            return more;
        }
    }
}
