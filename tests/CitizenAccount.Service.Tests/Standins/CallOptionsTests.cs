using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class CallOptionsTests
{
    private static readonly DateTime Deadline = new(2026, 7, 10, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Nothing_is_set_unless_given()
    {
        var options = new CallOptions();

        Assert.Null(options.Headers);
        Assert.Null(options.Deadline);
        Assert.Null(options.WriteOptions);
        Assert.Null(options.PropagationToken);
        Assert.Null(options.Credentials);
        Assert.False(options.CancellationToken.CanBeCanceled);
        Assert.False(options.IsWaitForReady);
    }

    [Fact]
    public void Each_change_is_a_copy_that_keeps_the_rest()
    {
        using var stop = new CancellationTokenSource();
        Metadata headers = new() { { "a", "1" } };
        var writing = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var before = new CallOptions();

        var after = before.WithHeaders(headers).WithDeadline(Deadline).WithCancellationToken(stop.Token)
            .WithWriteOptions(writing).WithCredentials(credentials).WithWaitForReady();

        Assert.Same(headers, after.Headers);
        Assert.Equal(Deadline, after.Deadline);
        Assert.Equal(stop.Token, after.CancellationToken);
        Assert.Same(writing, after.WriteOptions);
        Assert.Same(credentials, after.Credentials);
        Assert.True(after.IsWaitForReady);
        Assert.False(after.WithWaitForReady(false).IsWaitForReady);
        Assert.Null(before.Headers);
        Assert.Null(before.Deadline);
        Assert.False(before.IsWaitForReady);
    }

    [Fact]
    public void The_constructor_takes_what_the_changes_set()
    {
        using var stop = new CancellationTokenSource();
        Metadata headers = [];

        var options = new CallOptions(headers, Deadline, stop.Token, WriteOptions.Default);

        Assert.Same(headers, options.Headers);
        Assert.Equal(Deadline, options.Deadline);
        Assert.Equal(stop.Token, options.CancellationToken);
        Assert.Same(WriteOptions.Default, options.WriteOptions);
    }

    [Fact]
    public void Write_options_have_no_flags_unless_given()
    {
        Assert.Equal(default, WriteOptions.Default.Flags);
        Assert.Equal(WriteFlags.BufferHint | WriteFlags.NoCompress, new WriteOptions((WriteFlags)3).Flags);
    }
}
