using Pipelines.Sockets.Unofficial.Arenas;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class ArenaTests
{
    [Fact]
    public void Runs_do_not_overlap()
    {
        using var arena = new Arena<int>(new ArenaOptions(blockSizeBytes: 64));
        var runs = Enumerable.Range(0, 50).Select(number => Filled(arena, 1 + (number % 7), number)).ToList();

        Assert.All(runs.Index(), run => Assert.All(run.Item.ToArray((in int x) => x), x => Assert.Equal(run.Index, x)));
    }

    [Fact]
    public void A_run_longer_than_a_block_is_given_too()
    {
        using var arena = new Arena<int>(new ArenaOptions(blockSizeBytes: 64));
        arena.Allocate(3);
        var run = arena.Allocate(10_000);
        run[9_999] = 7;

        Assert.Equal(10_000, run.Length);
        Assert.Equal(7, run[9_999]);
    }

    [Fact]
    public void An_empty_run_is_empty_in_every_view()
    {
        using var arena = new Arena<int>();
        foreach (var run in new[] { arena.Allocate(0), default })
        {
            Assert.True(run.IsEmpty);
            Assert.Equal(0, run.Length);
            Assert.Equal(0, run.FirstSpan.Length);
            Assert.Equal(0, run.Untyped().Length);
            Assert.Empty(run.ToArray((in int x) => x));
            Assert.False(run.GetEnumerator().MoveNext());
            Assert.True(run.Untyped().Cast<int>().IsEmpty);
        }
    }

    [Fact]
    public void Elements_are_reached_by_reference()
    {
        using var arena = new Arena<int>();
        var run = arena.Allocate(3);
        var walker = run.GetEnumerator();
        walker.GetNext() = 1;
        walker.GetNext() = 2;
        run[2] = 3;
        foreach (ref var element in run)
        {
            element *= 10;
        }

        Assert.Equal([10, 20, 30], run.ToArray((in int x) => x));
    }

    [Fact]
    public void An_index_outside_the_run_is_refused()
    {
        using var arena = new Arena<int>();
        arena.Allocate(5);
        var run = arena.Allocate(2);
        arena.Allocate(5);

        Assert.ThrowsAny<Exception>(() => run[2] = 1);
        Assert.ThrowsAny<Exception>(() => run[-1] = 1);
    }

    [Fact]
    public void The_pieces_together_are_the_run()
    {
        using var arena = new Arena<int>();
        var run = Filled(arena, 4, 9);
        var total = 0;
        foreach (var piece in run.Spans)
        {
            total += piece.Length;
            Assert.True(piece.IndexOfAnyExcept(9) < 0);
        }

        Assert.Equal(4, total);
    }

    [Fact]
    public void A_run_without_its_type_gets_it_back()
    {
        using var arena = new Arena<string>();
        var run = Filled(arena, 2, "a");

        var back = run.Untyped().Cast<string>();

        back[1] = "b";
        Assert.Equal(["a", "b"], run.ToArray((in string x) => x));
        Assert.ThrowsAny<Exception>(() => run.Untyped().Cast<int>().Length);
    }

    [StandinFact(typeof(Sequence<int>))]
    public void Projections_turn_each_element_into_something_else()
    {
        using var arena = new Arena<int>();
        var run = Filled(arena, 3, 5);
        var copied = new string[4];

        run.CopyTo(copied, (in int x) => $"<{x}>");

        Assert.Equal(["<5>", "<5>", "<5>", null!], copied);
        Assert.Equal([6L, 6L, 6L], run.ToArray((in int x, in int add) => (long)x + add, 1));
        Assert.ThrowsAny<ArgumentException>(() => run.CopyTo(new string[2], (in int x) => ""));
    }

    [Fact]
    public void After_a_reset_the_space_is_used_again()
    {
        using var arena = new Arena<byte[]>(new ArenaOptions(blockSizeBytes: 1024));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 10_000; round++)
        {
            arena.Allocate(100);
            arena.Reset();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [StandinFact(typeof(Arena<>))]
    public void A_reset_lets_go_of_what_the_elements_held()
    {
        using var arena = new Arena<object?>(new ArenaOptions(blockSizeBytes: 64));
        var run = Filled(arena, 30, new object());
        var small = Filled(arena, 2, new object());

        arena.Reset();

        Assert.All(run.ToArray((in object? x) => x), Assert.Null);
        Assert.All(small.ToArray((in object? x) => x), Assert.Null);
    }

    [StandinFact(typeof(Arena<>))]
    public void A_large_block_is_kept_for_a_while_and_then_forgotten()
    {
        using var arena = new Arena<byte>(new ArenaOptions(blockSizeBytes: 1024));
        arena.Allocate(1_000_000);
        arena.Reset();
        var soon = Allocated(() => arena.Allocate(1_000_000));
        for (var round = 0; round < 100; round++)
        {
            arena.Reset();
            arena.Allocate(10);
        }

        arena.Reset();

        Assert.InRange(soon, 0, 1000);
        Assert.InRange(Allocated(() => arena.Allocate(1_000_000)), 1_000_000, long.MaxValue);
    }

    [Fact]
    public void A_disposed_arena_gives_nothing()
    {
        var arena = new Arena<int>();
        arena.Allocate(1);
        arena.Dispose();
        arena.Dispose();

        Assert.ThrowsAny<Exception>(() => arena.Allocate(1));
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Sequence<T> Filled<T>(Arena<T> arena, int length, T value)
    {
        var run = arena.Allocate(length);
        foreach (ref var element in run)
        {
            element = value;
        }

        return run;
    }
}
