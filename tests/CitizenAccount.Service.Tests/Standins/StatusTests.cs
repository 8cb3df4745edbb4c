using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class StatusTests
{
    [Fact]
    public void Two_statuses_of_the_same_content_are_equal()
    {
        var cause = new InvalidOperationException("why");

        Assert.Equal(new Status(StatusCode.NotFound, "gone"), new Status(StatusCode.NotFound, "gone"));
        Assert.Equal(new Status(StatusCode.NotFound, "gone", cause), new Status(StatusCode.NotFound, "gone", cause));
        Assert.NotEqual(new Status(StatusCode.NotFound, "gone"), new Status(StatusCode.NotFound, "lost"));
        Assert.NotEqual(new Status(StatusCode.NotFound, "gone"), new Status(StatusCode.Internal, "gone"));
        Assert.Single(new HashSet<Status> { new(StatusCode.NotFound, "gone"), new(StatusCode.NotFound, "gone") });
    }

    [Fact]
    public void An_assigned_status_is_a_copy()
    {
        var first = Status.DefaultSuccess;
        var second = first;
        second = new Status(StatusCode.Internal, second.Detail);

        Assert.Equal(StatusCode.OK, first.StatusCode);
        Assert.Equal(StatusCode.Internal, second.StatusCode);
    }

    [Fact]
    public void The_ready_made_statuses_are_success_and_cancelled()
    {
        Assert.Equal(StatusCode.OK, Status.DefaultSuccess.StatusCode);
        Assert.Equal(StatusCode.Cancelled, Status.DefaultCancelled.StatusCode);
        Assert.Equal(StatusCode.OK, default(Status).StatusCode);
    }

    [Fact]
    public void The_text_names_code_and_detail()
    {
        var text = new Status(StatusCode.PermissionDenied, "ممنوع").ToString();

        Assert.Contains("PermissionDenied", text, StringComparison.Ordinal);
        Assert.Contains("ممنوع", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_carries_status_trailers_message_and_cause()
    {
        var cause = new InvalidOperationException("why");
        var status = new Status(StatusCode.Aborted, "retry", cause);
        Metadata trailers = new() { { "a", "1" } };

        Assert.Equal(StatusCode.Aborted, new RpcException(status).StatusCode);
        Assert.Equal(status, new RpcException(status).Status);
        Assert.Same(cause, new RpcException(status).InnerException);
        Assert.Empty(new RpcException(status).Trailers);
        Assert.Contains("retry", new RpcException(status).Message, StringComparison.Ordinal);
        Assert.Same(trailers, new RpcException(status, trailers).Trailers);
        Assert.Equal("own words", new RpcException(status, "own words").Message);
        Assert.Equal("own words", new RpcException(status, trailers, "own words").Message);
    }

    // The numbers go over the wire and are baked into the genuine assemblies.
    [Theory]
    [InlineData(StatusCode.OK, 0)]
    [InlineData(StatusCode.Cancelled, 1)]
    [InlineData(StatusCode.Unknown, 2)]
    [InlineData(StatusCode.InvalidArgument, 3)]
    [InlineData(StatusCode.DeadlineExceeded, 4)]
    [InlineData(StatusCode.NotFound, 5)]
    [InlineData(StatusCode.AlreadyExists, 6)]
    [InlineData(StatusCode.PermissionDenied, 7)]
    [InlineData(StatusCode.ResourceExhausted, 8)]
    [InlineData(StatusCode.FailedPrecondition, 9)]
    [InlineData(StatusCode.Aborted, 10)]
    [InlineData(StatusCode.OutOfRange, 11)]
    [InlineData(StatusCode.Unimplemented, 12)]
    [InlineData(StatusCode.Internal, 13)]
    [InlineData(StatusCode.Unavailable, 14)]
    [InlineData(StatusCode.DataLoss, 15)]
    [InlineData(StatusCode.Unauthenticated, 16)]
    public void A_code_keeps_its_number(StatusCode code, int number) => Assert.Equal(number, (int)code);

    [Fact]
    public void There_are_seventeen_codes() => Assert.Equal(17, Enum.GetValues<StatusCode>().Length);
}
