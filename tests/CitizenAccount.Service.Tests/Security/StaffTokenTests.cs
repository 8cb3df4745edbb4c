using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Demo.Simulators;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CitizenAccount.Service.Tests.Security;

/// <summary>Tokens of staff and partners, from a simulated issuer that is a process of its own.</summary>
public sealed class StaffTokenTests(StaffHouse house) : IClassFixture<StaffHouse>, IAsyncLifetime
{
    private static readonly string Household = RunningService.HouseholdAt(1).Name;

    private readonly SimulatorProcess _issuer = house.Issuer;
    private readonly RunningService _service = house.Service;

    // Keys may be looked up again, whatever another test did.
    public Task InitializeAsync() => MoveAsync(TimeSpan.FromSeconds(31));

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task An_agent_is_let_in_by_any_allowed_signature(string algorithm)
    {
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" }, algorithm });
        Assert.Equal("HOUSEHOLD_NOT_FOUND", await ReadAsync(token, RunningService.HouseholdAt(99).Name));
        Assert.Equal("", await ReadAsync(token));
    }

    [Fact]
    public async Task Who_looked_is_recorded_by_the_subject_and_the_roles_of_the_token()
    {
        var token = await TokenAsync(new { subject = "worker-3", roles = new[] { "ROLE_CASE_WORKER", "ROLE_AGENT" } });
        Assert.Equal("", await ReadAsync(token));
        await _service.FlushAccessRecordsAsync();
        await using var db = await _service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        var record = Assert.Single(await db.AccessRecords.Where(row => row.Actor == "worker-3").ToListAsync());
        Assert.Contains("Agent", record.Roles, StringComparison.Ordinal);
        Assert.Contains("CaseWorker", record.Roles, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_must_say_why()
    {
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } });
        var refused = await Refused.ByAsync(_service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household }, Clients.By(Bearer(token))));
        Assert.Equal("PURPOSE_REQUIRED", refused.Reason);
    }

    [Theory]
    [InlineData("ROLE_CITIZEN")]
    [InlineData("ROLE_UNSPECIFIED")]
    [InlineData("ROLE_KING")]
    [InlineData("role_agent")]
    [InlineData("Agent")]
    [InlineData("AGENT")]
    [InlineData("2")]
    [InlineData("")]
    public async Task A_role_the_issuer_may_not_give_is_no_role(string role)
    {
        var token = await TokenAsync(new { subject = "somebody", roles = new[] { role }, household = Household });
        Assert.Equal("PERMISSION_DENIED", await ReadAsync(token));
    }

    [Fact]
    public async Task An_unknown_role_beside_a_known_one_does_no_harm()
    {
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_KING", "ROLE_AGENT", "ROLE_CITIZEN" } });
        Assert.Equal("", await ReadAsync(token));
    }

    [Fact]
    public async Task A_caller_without_a_role_may_still_make_open_calls()
    {
        var token = await TokenAsync(new { subject = "somebody", roles = Array.Empty<string>() });
        Assert.Equal("PERMISSION_DENIED", await ReadAsync(token));
        Assert.Equal("", await OpenCallAsync(token));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("standing.read", "standing.read")]
    [InlineData(" standing.read  income.submit ", "income.submit standing.read")]
    public async Task The_scopes_of_a_partner_are_those_of_the_token(string scope, string held)
    {
        var token = new JsonWebToken(await TokenAsync(new { subject = "ministry", roles = new[] { "ROLE_PARTNER" }, scope }));
        var caller = _service.Services.GetRequiredService<StaffTokens>().Kind.Read(token);
        Assert.Equal(("ministry", Caller.BitOf(Contracts.Type.V1.Role.Partner)), (caller.Subject, caller.Roles));
        Assert.Equal(held, string.Join(' ', caller.Scopes.Order(StringComparer.Ordinal)));
        Assert.Null(caller.Household);
        Assert.Null(caller.Account);
    }

    [Theory]
    [InlineData("""{"audience":"another-service"}""")]
    [InlineData("""{"issuer":"https://somebody.example"}""")]
    [InlineData("""{"lifeSeconds":901}""")]
    [InlineData("""{"lifeSeconds":1800,"ageSeconds":1200}""")]
    [InlineData("""{"ageSeconds":-120}""")]
    [InlineData("""{"undated":true}""")]
    [InlineData("""{"key":"unpublished"}""")]
    [InlineData("""{"key":"forged"}""")]
    [InlineData("""{"key":"forged","algorithm":"RS256"}""")]
    [InlineData("""{"algorithm":"ES256","key":"unpublished","issuer":"citizen-account-development"}""")]
    [InlineData("""{"issuer":"citizen-account"}""")]
    [InlineData("""{"algorithm":"RS384"}""")]
    [InlineData("""{"subject":"1000000008"}""")]
    [InlineData("""{"subject":""}""")]
    [InlineData("""{"subject":"accounts/0193a1b2-0000-7000-8000-000000000001"}""")]
    public async Task A_token_with_one_thing_wrong_is_nobodys(string wrong)
    {
        var wish = System.Text.Json.Nodes.JsonNode.Parse(wrong)!.AsObject();
        wish["subject"] ??= "agent-7";
        wish["roles"] = new System.Text.Json.Nodes.JsonArray("ROLE_AGENT");
        var token = await TokenAsync(wish);
        Assert.Equal("UNAUTHENTICATED", await ReadAsync(token));
        Assert.Equal("UNAUTHENTICATED", await OpenCallAsync(token));
    }

    [Fact]
    public async Task An_unsigned_token_is_nobodys()
    {
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } });
        var parts = token.Split('.');
        var header = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none","typ":"JWT","kid":"ec-1"}"""u8);
        Assert.Equal("UNAUTHENTICATED", await ReadAsync($"{header}.{parts[1]}."));
        Assert.Equal("UNAUTHENTICATED", await ReadAsync($"{header}.{parts[1]}.{parts[2]}"));
        Assert.Equal("UNAUTHENTICATED", await ReadAsync($"{parts[0]}.{parts[1]}."));
    }

    [Fact]
    public async Task A_token_lives_fifteen_minutes_at_most()
    {
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" }, lifeSeconds = 900 });
        Assert.Equal("", await ReadAsync(token));
        await MoveAsync(TimeSpan.FromSeconds(899));
        Assert.Equal("", await ReadAsync(token));
        await MoveAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("TOKEN_EXPIRED", await ReadAsync(token));
        var stale = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" }, lifeSeconds = 60, ageSeconds = 61 });
        Assert.Equal("TOKEN_EXPIRED", await ReadAsync(stale));
    }

    [Fact]
    public async Task A_rotated_key_is_learnt_and_the_old_one_goes_with_the_next_look()
    {
        var old = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } });
        Assert.Equal("", await ReadAsync(old));
        await MoveAsync(TimeSpan.FromSeconds(31));
        var unseen = await TokenAsync(new { subject = "agent-8", roles = new[] { "ROLE_AGENT" } });
        await _issuer.TellAsync("/control/rotate", new { });
        Assert.Equal("", await ReadAsync(await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } })));
        Assert.Equal("UNAUTHENTICATED", await ReadAsync(unseen));
    }

    [Fact]
    public async Task Made_up_key_names_do_not_hammer_the_issuer()
    {
        await ReadAsync(await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } }));
        var before = await FetchesAsync();
        foreach (var number in Enumerable.Range(0, 20))
        {
            var token = await TokenAsync(new { subject = $"agent-{number}", roles = new[] { "ROLE_AGENT" }, key = "unpublished" });
            Assert.Equal("UNAUTHENTICATED", await ReadAsync(token));
        }

        Assert.Equal(before + 1, await FetchesAsync());
    }

    [Fact]
    public async Task Permissions_change_with_the_next_token()
    {
        Assert.Equal("", await ReadAsync(await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } })));
        Assert.Equal("PERMISSION_DENIED", await ReadAsync(await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_OPERATOR" } })));
    }

    [Fact]
    public async Task While_the_issuer_is_down_known_keys_serve_and_unknown_ones_may_come_again()
    {
        var tokens = new List<string>();
        foreach (var subject in new[] { "agent-1", "agent-2", "agent-3" })
        {
            tokens.Add(await TokenAsync(new { subject, roles = new[] { "ROLE_AGENT" } }));
        }

        Assert.Equal("", await ReadAsync(tokens[0]));
        await _issuer.TellAsync("/control/down", new { down = true });
        Assert.Equal("", await ReadAsync(tokens[1]));

        // Also once the keys are due to be fetched again: the fetch fails, and what is known serves on.
        await MoveAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("", await ReadAsync(tokens[2]));
        await MoveAsync(TimeSpan.FromSeconds(31));
        await _issuer.TellAsync("/control/rotate", new { });
        var rotated = await TokenAsync(new { subject = "agent-4", roles = new[] { "ROLE_AGENT" } });
        var refused = await Refused.ByAsync(CallAsync(rotated));
        Assert.Equal((StatusCode.Unavailable, "PARTNER_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.Equal("issuer", refused.Metadata["partner"]);
        Assert.NotNull(refused.Retry);

        await _issuer.TellAsync("/control/down", new { down = false });
        await MoveAsync(TimeSpan.FromSeconds(31));
        Assert.Equal("", await ReadAsync(rotated));
    }

    [Fact]
    public async Task Keys_of_an_issuer_that_is_down_serve_for_a_day_and_no_longer()
    {
        var agent = new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } };
        Assert.Equal("", await ReadAsync(await TokenAsync(agent)));
        await _issuer.TellAsync("/control/down", new { down = true });
        await MoveAsync(TimeSpan.FromHours(23));
        Assert.Equal("", await ReadAsync(await TokenAsync(agent)));
        await MoveAsync(TimeSpan.FromHours(2));
        Assert.Equal("PARTNER_UNAVAILABLE", await ReadAsync(await TokenAsync(agent)));
        await _issuer.TellAsync("/control/down", new { down = false });
        await MoveAsync(TimeSpan.FromSeconds(31));
        Assert.Equal("", await ReadAsync(await TokenAsync(agent)));
    }

    [Fact]
    public async Task An_issuer_that_was_never_reached_is_unavailable_and_nobody_else_is_hindered()
    {
        await using var issuer = await SimulatorProcess.StartAsync("oidc");
        await using var service = await RunningService.StartDecidedAsync(3, settings: StaffHouse.SettingsFor(issuer.Address));
        await issuer.TellAsync("/control/clock", new { now = service.Clock.GetUtcNow() });
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" } }, issuer);
        await issuer.KillAsync();
        Assert.Equal("PARTNER_UNAVAILABLE", (await Refused.ByAsync(CallAsync(token, service: service))).Reason);
        await service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = Household, Purpose = Clients.Asked },
            Clients.By(service.As(Contracts.Type.V1.Role.Agent)));
    }

    [Fact]
    public async Task Staff_do_not_act_on_their_own_household_when_the_issuer_knows_it()
    {
        var settings = StaffHouse.SettingsFor(_issuer.Address);
        settings["Security:Staff:HouseholdClaim"] = "household";
        settings["Security:Staff:AllowedAlgorithms:0"] = "ES256";
        await using var service = await RunningService.StartAsync(settings);
        service.Clock.MoveTo(_service.Clock.GetUtcNow());
        var token = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" }, household = Household });
        Assert.Equal("OWN_HOUSEHOLD", (await Refused.ByAsync(CallAsync(token, service: service))).Reason);
        Assert.Equal("", await ReadAsync(token));

        var other = await TokenAsync(new { subject = "agent-7", roles = new[] { "ROLE_AGENT" }, algorithm = "RS256" });
        Assert.Equal("UNAUTHENTICATED", (await Refused.ByAsync(CallAsync(other, service: service))).Reason);
    }

    [Theory]
    [InlineData("Authority", "http://issuer.example", "Development")]
    [InlineData("Authority", "http://127.0.0.1:1", "Production")]
    [InlineData("Authority", "issuer", "Development")]
    [InlineData("Audience", "", "Development")]
    [InlineData("MetadataRefreshMinutes", "0", "Development")]
    [InlineData("AllowedAlgorithms:0", "HS256", "Development")]
    [InlineData("AllowedAlgorithms:0", "none", "Development")]
    [InlineData("Rolesclaims", "x", "Development")]
    public async Task A_start_with_a_setting_that_cannot_be_used_is_refused(string key, string value, string environment)
    {
        var settings = StaffHouse.SettingsFor("https://issuer.example");
        settings[$"Security:Staff:{key}"] = value;
        var refused = await Assert.ThrowsAsync<StartRefused>(() => RunningService.StartAsync(settings, environment: environment));
        Assert.Contains(key.Split(':')[0], refused.Message, StringComparison.Ordinal);
    }

    private static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private async Task<string> TokenAsync(object wish, SimulatorProcess? issuer = null)
    {
        using var answer = await (issuer ?? _issuer).Http.PostAsJsonAsync("/token", wish);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!["access_token"]!;
    }

    private async Task<int> FetchesAsync() => (int)(await _issuer.AskAsync("/control/fetches"))["fetches"]!;

    // The reason of the refusal; empty when it was served.
    private async Task<string> ReadAsync(string token, string? household = null)
    {
        try
        {
            await CallAsync(token, household);
            return "";
        }
        catch (RpcException failure)
        {
            return Refused.Read(failure).Reason;
        }
    }

    private async Task<string> OpenCallAsync(string token)
    {
        try
        {
            await _service.System().GetSystemInfoAsync(
                new GetSystemInfoRequest { ClientName = "agent", ClientVersion = "0.1.0" }, Clients.By(Bearer(token)));
            return "";
        }
        catch (RpcException failure)
        {
            return Refused.Read(failure).Reason;
        }
    }

    private AsyncUnaryCall<GetEligibilityResponse> CallAsync(
        string token, string? household = null, RunningService? service = null) =>
        (service ?? _service).Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = household ?? Household, Purpose = Clients.Asked }, Clients.By(Bearer(token)));

    private Task MoveAsync(TimeSpan by) => house.MoveAsync(by);
}
