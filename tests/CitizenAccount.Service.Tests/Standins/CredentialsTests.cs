using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class CredentialsTests
{
    private static readonly AsyncAuthInterceptor Adds = (_, metadata) =>
    {
        metadata.Add("authorization", "Bearer token");
        return Task.CompletedTask;
    };

    [Fact]
    public void Composed_credentials_arrive_in_the_order_given()
    {
        var first = CallCredentials.FromInterceptor(Adds);
        var second = CallCredentials.FromInterceptor(Adds);
        var state = new object();
        var seen = new SeenByCall();

        CallCredentials.Compose(first, second).InternalPopulateConfiguration(seen, state);

        Assert.Same(state, seen.State);
        Assert.Equal([first, second], seen.Parts!);
    }

    [Fact]
    public void The_parts_do_not_follow_the_array_they_came_in()
    {
        var first = CallCredentials.FromInterceptor(Adds);
        CallCredentials[] given = [first, CallCredentials.FromInterceptor(Adds)];
        var composed = CallCredentials.Compose(given);
        given[0] = CallCredentials.FromInterceptor(Adds);
        var seen = new SeenByCall();

        composed.InternalPopulateConfiguration(seen, null!);

        Assert.Same(first, seen.Parts![0]);
    }

    [StandinFact(typeof(CallCredentials))]
    public void Composing_fewer_than_two_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose());
        Assert.Throws<ArgumentException>(() => CallCredentials.Compose(CallCredentials.FromInterceptor(Adds)));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.Compose(null!));
        Assert.Throws<ArgumentNullException>(() => CallCredentials.FromInterceptor(null!));
    }

    [Fact]
    public async Task An_interceptor_is_handed_on_as_it_is()
    {
        var seen = new SeenByCall();
        CallCredentials.FromInterceptor(Adds).InternalPopulateConfiguration(seen, null!);
        Metadata headers = [];

        await seen.Interceptor!(new AuthInterceptorContext("https://core.example/Service", "Do"), headers);

        Assert.Equal("Bearer token", headers.GetValue("authorization"));
    }

    [StandinFact(typeof(CallCredentials))]
    public void Call_credentials_ride_on_tls_and_on_nothing_less()
    {
        var call = CallCredentials.FromInterceptor(Adds);
        var tls = new SslCredentials();
        var seen = new SeenByChannel();

        ChannelCredentials.Create(tls, call).InternalPopulateConfiguration(seen, null!);

        Assert.Equal((tls, call), seen.Composite);
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, call));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(null!, call));
        Assert.Throws<ArgumentNullException>(() => ChannelCredentials.Create(tls, null!));
    }

    [Fact]
    public void Each_kind_of_channel_says_what_it_is()
    {
        var seen = new SeenByChannel();
        var pair = new KeyCertificatePair("chain", "key");

        ChannelCredentials.Insecure.InternalPopulateConfiguration(seen, null!);
        Assert.Equal("insecure", seen.Kind);
        ChannelCredentials.SecureSsl.InternalPopulateConfiguration(seen, null!);
        Assert.Equal("tls", seen.Kind);
        Assert.Null(seen.Roots);
        new SslCredentials("roots", pair, _ => true).InternalPopulateConfiguration(seen, null!);
        Assert.Equal("roots", seen.Roots);
        Assert.Same(pair, seen.Pair);
        Assert.NotNull(seen.Verify);
    }

    [Fact]
    public void The_peer_of_a_call_is_known_by_the_named_property()
    {
        var name = AuthProperty.Create("x509_common_name", "core.example"u8.ToArray());
        var context = new AuthContext("x509_common_name", new() { ["x509_common_name"] = [name], ["other"] = [] });

        Assert.True(context.IsPeerAuthenticated);
        Assert.Equal("core.example", Assert.Single(context.PeerIdentity).Value);
        Assert.Same(name, Assert.Single(context.Properties));
        Assert.Empty(context.FindPropertiesByName("absent"));
        Assert.False(new AuthContext(null, []).IsPeerAuthenticated);
        Assert.Empty(new AuthContext(null, []).PeerIdentity);
    }

    private sealed class SeenByCall : CallCredentialsConfiguratorBase
    {
        public object? State { get; private set; }

        public IReadOnlyList<CallCredentials>? Parts { get; private set; }

        public AsyncAuthInterceptor? Interceptor { get; private set; }

        public override void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials)
        {
            State = state;
            Parts = credentials;
        }

        public override void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor) =>
            Interceptor = interceptor;
    }

    private sealed class SeenByChannel : ChannelCredentialsConfiguratorBase
    {
        public string? Kind { get; private set; }

        public string? Roots { get; private set; }

        public KeyCertificatePair? Pair { get; private set; }

        public VerifyPeerCallback? Verify { get; private set; }

        public (ChannelCredentials Channel, CallCredentials Call)? Composite { get; private set; }

        public override void SetInsecureCredentials(object? state) => Kind = "insecure";

        public override void SetSslCredentials(
            object? state,
            string? rootCertificates,
            KeyCertificatePair? keyCertificatePair,
            VerifyPeerCallback? verifyPeerCallback) =>
            (Kind, Roots, Pair, Verify) = ("tls", rootCertificates, keyCertificatePair, verifyPeerCallback);

        public override void SetCompositeCredentials(
            object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
            Composite = (channelCredentials, callCredentials);
    }
}
