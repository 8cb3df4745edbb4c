using Pipelines.Sockets.Unofficial;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class DelegatesTests
{
    [Fact]
    public void A_delegate_for_several_is_walked_one_by_one_in_order()
    {
        var called = new List<string>();
        Action handlers = () => called.Add("a");
        handlers += () => called.Add("b");
        handlers += () => called.Add("c");

        foreach (var handler in handlers.AsEnumerable())
        {
            Assert.True(Delegates.IsSingle(handler));
            handler();
        }

        Assert.Equal(["a", "b", "c"], called);
        Assert.False(Delegates.IsSingle(handlers));
    }

    [Fact]
    public void The_walker_can_be_disposed_of_as_compiled_loops_do()
    {
        var walker = new Action(static () => { }).AsEnumerable().GetEnumerator();

        Assert.IsAssignableFrom<IDisposable>(walker).Dispose();
    }

    [Fact]
    public void A_single_delegate_is_itself()
    {
        Action only = static () => { };

        foreach (var handler in only.AsEnumerable())
        {
            Assert.Same(only, handler);
        }

        Assert.True(Delegates.IsSingle(only));
    }

    [Fact]
    public void Null_stands_for_none()
    {
        foreach (var _ in Delegates.AsEnumerable<Action>(null!))
        {
            Assert.Fail("There is nothing to walk.");
        }
    }
}
