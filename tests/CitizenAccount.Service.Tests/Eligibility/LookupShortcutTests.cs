using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>The one plain lookup that is answered before the library that carries calls: alike to the last letter, and
/// counted, limited, recorded and refused as every call.</summary>
public sealed class LookupShortcutTests : IAsyncLifetime
{
    private const string Path = "citizenaccount.eligibility.v1.EligibilityService/GetEligibility";
    private const int Burst = 50;

    private static readonly HouseholdId Own = DecidedService.First(decision => decision.Amount > 0);

    private readonly UsualWay _usual = new();
    private RunningService _service = null!;

    private static GetEligibilityRequest Plain => new() { Household = Own.Name };

    // Says what saying nothing means, and is no plain request.
    private static GetEligibilityRequest NotPlain => new() { Household = Own.Name, Consistency = new Consistency { MinimizeLatency = true } };

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(
            300, DecidedService.Seed, new Dictionary<string, string?> { ["Limits:CallsBurst"] = $"{Burst}", ["Limits:CallsPerSecond"] = "1" },
            configure: services =>
            {
                services.AddSingleton(_usual);
                services.Configure<GrpcServiceOptions>(options =>
                {
                    options.Interceptors.Add<UsualWay>();
                    options.Interceptors.Insert(0, options.Interceptors[^1]);
                    options.Interceptors.RemoveAt(options.Interceptors.Count - 1);
                });
            });
        await LookAsync(NotPlain, "first");
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_plain_lookup_is_answered_before_the_library_and_alike_to_the_last_letter()
    {
        var by = Session();
        var usual = await AskAsync(NotPlain, by);
        var plain = await PlainlyAsync(() => AskAsync(Plain, by));
        Assert.Equal(usual, plain);
        Assert.Contains("grpc-status=0", plain, StringComparison.Ordinal);
        Assert.Contains("content-type=application/grpc", plain, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_citizen_who_has_seen_an_answer_is_served_by_its_token_too()
    {
        var by = Session();
        var token = (await LookAsync(Plain, by)).ConsistencyToken;
        var request = new GetEligibilityRequest { Household = Own.Name, Consistency = new Consistency { AtLeastAsFresh = token } };
        Assert.Equal(Own.Name, (await PlainlyAsync(() => LookAsync(request, by))).Eligibility.Household);
        request.Consistency.AtLeastAsFresh = token[..^2] + (token.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA");
        var refused = await Refused.ByAsync(() => LookAsync(request, by));
        Assert.Equal("CONSISTENCY_TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public async Task Everything_that_is_not_plain_goes_the_usual_way_and_is_refused_there()
    {
        var other = RunningService.HouseholdAt(Own == RunningService.HouseholdAt(1) ? 2 : 1);
        var staff = _service.As(Role.CaseWorker);
        (GetEligibilityRequest Request, CallOptions By, string Reason)[] cases =
        [
            (Plain, new CallOptions(By(Session())), "DEADLINE_REQUIRED"),
            (Plain, new CallOptions(By(Session()), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(2)), "DEADLINE_REQUIRED"),
            (Plain, Clients.By(), "UNAUTHENTICATED"),
            (Plain, Clients.By(By("made-up")), "UNAUTHENTICATED"),
            (Plain, Clients.By(By(Session(SignInMethod.TemporaryPassword))), "PASSWORD_CHANGE_REQUIRED"),
            (Plain, Clients.By(staff), "PURPOSE_REQUIRED"),
            (new GetEligibilityRequest { Household = other.Name }, Clients.By(By(Session())), "HOUSEHOLD_NOT_FOUND"),
            (new GetEligibilityRequest { Household = "households/1" }, Clients.By(By(Session())), "INVALID_REQUEST"),
            (new GetEligibilityRequest(), Clients.By(By(Session())), "INVALID_REQUEST"),
        ];
        foreach (var (request, by, reason) in cases)
        {
            var before = _usual.Calls;
            var refused = await Refused.ByAsync(_service.Eligibility().GetEligibilityAsync(request, by));
            Assert.Equal(reason, refused.Reason);
            Assert.Equal(before + 1, _usual.Calls);
        }
    }

    [Fact]
    public async Task A_session_that_ended_or_expired_is_refused_at_once()
    {
        var grant = Grant();
        var by = Issue(grant);
        await PlainlyAsync(() => LookAsync(Plain, by));
        _service.Services.GetRequiredService<Revocations>().Apply([RevocationRow.OfSession(grant.Session, _service.Clock.GetUtcNow())]);
        Assert.Equal("SESSION_REVOKED", (await Refused.ByAsync(() => LookAsync(Plain, by))).Reason);
        var second = Session();
        await PlainlyAsync(() => LookAsync(Plain, second));
        _service.Clock.MoveTo(_service.Clock.GetUtcNow() + AccessTokens.Life + TimeSpan.FromSeconds(1));
        Assert.Equal("TOKEN_EXPIRED", (await Refused.ByAsync(() => LookAsync(Plain, second))).Reason);
    }

    [Fact]
    public async Task Every_lookup_is_on_record_and_counts_against_its_callers_rate()
    {
        var by = Session();
        for (var call = 0; call < Burst; call++)
        {
            await LookAsync(Plain, by);
        }

        var refused = await Refused.ByAsync(() => LookAsync(Plain, by));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Code, refused.Reason));
        var looks = await _service.LooksAsync(look => look.HouseholdId == Own && look.Actor == RunningService.AccountOf(Own).Name);
        Assert.Equal(Burst, looks.Count);
        Assert.All(looks, look => Assert.Equal((int)StatusCode.OK, look.Outcome));
        Assert.Equal(0, _service.Services.GetRequiredService<CallLimits>().Serving);
    }

    [Fact]
    public async Task A_request_that_comes_in_pieces_is_one_request()
    {
        var by = Session();
        var whole = await AskAsync(Plain, by);
        Assert.Equal(whole, await AskAsync(Plain, by, new Pieces(Framed(Plain), 1)));
        Assert.Equal(whole, await AskAsync(Plain, by, new Pieces(Framed(Plain), 7)));
    }

    private static Metadata By(string token) => new() { { "authorization", $"Bearer {token}" } };

    private static byte[] Framed(IMessage message)
    {
        var content = message.ToByteArray();
        var framed = new byte[GrpcFrame.HeadSize + content.Length];
        GrpcFrame.WriteHead(framed, content.Length);
        content.CopyTo(framed, GrpcFrame.HeadSize);
        return framed;
    }

    // Until one has not gone the usual way: on a busy machine a body may come too late for the shortcut.
    private async Task<T> PlainlyAsync<T>(Func<Task<T>> ask)
    {
        T? answer = default;
        await CycleDesk.UntilAsync(async () =>
        {
            var before = _usual.Calls;
            answer = await ask();
            return _usual.Calls == before;
        });
        return answer!;
    }

    private AccessGrant Grant(SignInMethod method = SignInMethod.Password) =>
        new(RunningService.AccountOf(Own), Own, Guid.NewGuid(), method, _service.Clock.GetUtcNow().UtcDateTime) { Version = 1 };

    private string Issue(AccessGrant grant) => _service.Services.GetRequiredService<AccessTokens>().Issue(grant).Token;

    private string Session(SignInMethod method = SignInMethod.Password) => Issue(Grant(method));

    private async Task<GetEligibilityResponse> LookAsync(GetEligibilityRequest request, string token) =>
        await _service.Eligibility().GetEligibilityAsync(
            request, Clients.By(token == "first" ? _service.AsCitizen(Own) : By(token)));

    // Everything that came back but the date.
    private async Task<string> AskAsync(GetEligibilityRequest request, string token, HttpContent? body = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{_service.App.Urls.First()}/{Path}")
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body ?? new ByteArrayContent(Framed(request)),
        };
        message.Content.Headers.ContentType = new("application/grpc");
        message.Headers.Add("te", "trailers");
        message.Headers.Add("grpc-timeout", "20S");
        message.Headers.Add("authorization", $"Bearer {token}");
        using var wire = new HttpClient();
        using var response = await wire.SendAsync(message);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return string.Join('\n',
        [
            $"{(int)response.StatusCode}",
            .. response.Headers.Concat(response.Content.Headers).Where(head => head.Key != "Date")
                .Select(head => $"{head.Key}={string.Join(',', head.Value)}").Order(StringComparer.Ordinal),
            .. response.TrailingHeaders.Select(head => $"{head.Key}={string.Join(',', head.Value)}"),
            Convert.ToHexString(bytes),
        ]);
    }

    /// <summary>Counts the calls that the library carries.</summary>
    private sealed class UsualWay : Interceptor
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Interlocked.Increment(ref _calls);
            return continuation(request, context);
        }
    }

    /// <summary>A body that is sent in pieces of a size.</summary>
    private sealed class Pieces(byte[] bytes, int size) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            foreach (var piece in bytes.Chunk(size))
            {
                await stream.WriteAsync(piece);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
