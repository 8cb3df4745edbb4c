using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Who may make which call on whose household, for every call that is built.</summary>
public sealed class AccessTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private static readonly HouseholdId Own = RunningService.HouseholdAt(1);
    private static readonly HouseholdId Other = RunningService.HouseholdAt(2);
    private static readonly HouseholdId Absent = new(Guid.Parse("019318f0-0000-7000-8000-00000000dead"));

    public static TheoryData<string> Calls => WorkingCalls.Names;

    public static TheoryData<string> Personal => WorkingCalls.PersonalNames;

    public static TheoryData<string> ByStaff => WorkingCalls.StaffNames;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Without_credentials_only_open_calls_are_served(string name)
    {
        var call = WorkingCalls.Of(name);
        if (call.Open)
        {
            await SendAsync(call, null);
        }
        else
        {
            await AssertRefusedAsync(call, null, StatusCode.Unauthenticated, "UNAUTHENTICATED");
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_role_is_served_exactly_where_the_contract_admits_it(string name)
    {
        var call = WorkingCalls.Of(name);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Unspecified))
        {
            var credentials = decided.Service.Bearer($"as-{role}", [role], role == Role.Citizen ? Own : null);
            var purpose = role == Role.Citizen ? null : Clients.Asked;
            if (call.Open || call.Roles.Contains(role))
            {
                await SendAsync(call, credentials, Own, purpose);
            }
            else
            {
                var refused = await AssertRefusedAsync(
                    call, credentials, StatusCode.PermissionDenied, "PERMISSION_DENIED", Own, purpose);
                Assert.Equal(name, refused.Metadata["call"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_token_is_good_until_it_expires_and_not_a_second_longer(string name)
    {
        var call = WorkingCalls.Of(name);
        var credentials = decided.Service.Bearer(
            "short", [call.Usual], call.Usual == Role.Citizen ? Own : null, TimeSpan.FromMinutes(5));
        await SendAsync(call, credentials, Own, call.UsualPurpose);
        var now = decided.Service.Clock.GetUtcNow();
        try
        {
            decided.Service.Clock.Move(TimeSpan.FromSeconds(299));
            await SendAsync(call, credentials, Own, call.UsualPurpose);
            decided.Service.Clock.Move(TimeSpan.FromSeconds(1));
            await AssertRefusedAsync(call, credentials, StatusCode.Unauthenticated, "TOKEN_EXPIRED");
        }
        finally
        {
            decided.Service.Clock.MoveTo(now);
        }
    }

    [Fact]
    public async Task A_token_that_was_never_seen_before_it_expired_is_expired_too()
    {
        var credentials = decided.Service.Bearer("unseen", [Role.Citizen], Own, TimeSpan.FromMinutes(5));
        var now = decided.Service.Clock.GetUtcNow();
        try
        {
            decided.Service.Clock.Move(TimeSpan.FromMinutes(6));
            await AssertRefusedAsync(WorkingCalls.Of("citizenaccount.system.v1.SystemService.GetSystemInfo"), credentials, StatusCode.Unauthenticated, "TOKEN_EXPIRED");
            decided.Service.Clock.MoveTo(now - TimeSpan.FromMinutes(1));
            await AssertRefusedAsync(WorkingCalls.Of("citizenaccount.system.v1.SystemService.GetSystemInfo"), credentials, StatusCode.Unauthenticated, "UNAUTHENTICATED");
        }
        finally
        {
            decided.Service.Clock.MoveTo(now);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Forged_credentials_are_refused_by_every_call_the_open_ones_too(string name)
    {
        foreach (var header in Forged())
        {
            await AssertRefusedAsync(
                WorkingCalls.Of(name), new Metadata { { "authorization", header } },
                StatusCode.Unauthenticated, "UNAUTHENTICATED");
        }
    }

    [Theory]
    [MemberData(nameof(Personal))]
    public async Task The_household_of_another_is_answered_as_one_that_does_not_exist(string name)
    {
        var call = WorkingCalls.Of(name);
        var citizen = decided.Service.AsCitizen(Own);
        var others = await AssertRefusedAsync(call, citizen, StatusCode.NotFound, call.Absent, Other);
        var absent = await AssertRefusedAsync(call, citizen, StatusCode.NotFound, call.Absent, Absent);
        Assert.Equal((absent.Arabic, absent.English), (others.Arabic, others.English));
        Assert.Equal(absent.Metadata, others.Metadata);

        // Nor does it help to have no household at all, or to name one that does not exist as the own.
        var none = decided.Service.Bearer("nobody", [Role.Citizen], null);
        await AssertRefusedAsync(call, none, StatusCode.NotFound, call.Absent, Other);
        await AssertRefusedAsync(call, decided.Service.AsCitizen(Absent), StatusCode.NotFound, call.Absent, Absent);
    }

    [Theory]
    [MemberData(nameof(Personal))]
    public async Task A_stated_purpose_opens_no_other_household_to_a_citizen(string name)
    {
        var call = WorkingCalls.Of(name);
        await AssertRefusedAsync(
            call, decided.Service.AsCitizen(Own), StatusCode.NotFound, call.Absent, Other, Clients.Asked);
    }

    [Theory]
    [MemberData(nameof(ByStaff))]
    public async Task Staff_state_why_they_look(string name)
    {
        var call = WorkingCalls.Of(name);
        foreach (var role in call.Roles.Where(role => role != Role.Citizen))
        {
            foreach (var purpose in InsufficientPurposes())
            {
                await AssertRefusedAsync(
                    call, decided.Service.As(role), StatusCode.InvalidArgument, "PURPOSE_REQUIRED", Own, purpose);
            }

            foreach (var code in new[] { PurposeCode.Objection, PurposeCode.Ticket })
            {
                var purpose = new Purpose { Code = code, Reference = "objections/1" };
                await SendAsync(call, decided.Service.As(role), Own, purpose);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ByStaff))]
    public async Task Staff_do_not_look_into_their_own_household(string name)
    {
        var call = WorkingCalls.Of(name);
        foreach (var roles in new Role[][] { [call.Staff!.Value], [Role.Citizen, call.Staff.Value] })
        {
            var credentials = decided.Service.Bearer("neighbour", roles, Own);
            await AssertRefusedAsync(
                call, credentials, StatusCode.PermissionDenied, "OWN_HOUSEHOLD", Own, Clients.Asked);
            await SendAsync(call, credentials, Other, Clients.Asked);
        }
    }

    [Theory]
    [MemberData(nameof(ByStaff))]
    public async Task Staff_learn_that_a_household_does_not_exist(string name)
    {
        var call = WorkingCalls.Of(name);
        await AssertRefusedAsync(
            call, decided.Service.As(call.Staff!.Value), StatusCode.NotFound, call.Absent, Absent, Clients.Asked);
    }

    private static IEnumerable<Purpose?> InsufficientPurposes()
    {
        yield return null;
        yield return new Purpose();
        yield return new Purpose { Code = (PurposeCode)99 };
        yield return new Purpose { Code = (PurposeCode)(-1), Reference = "objections/1" };
        yield return new Purpose { Code = PurposeCode.Objection };
        yield return new Purpose { Code = PurposeCode.Ticket };
        yield return new Purpose { Code = PurposeCode.CitizenRequest, Reference = new string('1', 101) };
        yield return new Purpose { Code = PurposeCode.CitizenRequest, LegalBasis = new string('1', 201) };
    }

    private IEnumerable<string> Forged()
    {
        var sound = decided.Service.AsCitizen(Own).GetValue("authorization")!;
        string[] parts = sound["Bearer ".Length..].Split('.');
        var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1]));
        var promoted = Base64UrlEncoder.Encode(payload.Replace("Citizen", "Supervisor", StringComparison.Ordinal));
        var unsigned = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        return
        [
            "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "Token " + parts[0], "garbage \u007F",
            $"Bearer {parts[0]}.{promoted}.{parts[2]}",
            $"Bearer {parts[0]}.{parts[1]}.",
            $"Bearer {parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}",
            $"Bearer {unsigned}.{parts[1]}.",
            $"Bearer {unsigned}.{promoted}.{parts[2]}",
            "Bearer " + new string('a', 10_000),
            "Bearer " + SignedByAnother(DevelopmentIssuer.Issuer, DevelopmentIssuer.Audience),
            "Bearer " + SignedByAnother("somebody", DevelopmentIssuer.Audience),
        ];
    }

    // The same claims and the same key name, under a key that is not the service's.
    private string SignedByAnother(string issuer, string audience)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new ECDsaSecurityKey(signing) { KeyId = "development" };
        var now = decided.Service.Clock.GetUtcNow().UtcDateTime;
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { ["sub"] = "me", ["roles"] = new[] { "Agent" } },
            NotBefore = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)
            {
                CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
            },
        });
    }

    private async Task<Refused> AssertRefusedAsync(
        WorkingCall call, Metadata? credentials, StatusCode code, string reason, HouseholdId? household = null,
        Purpose? purpose = null)
    {
        var refused = await Refused.ByAsync(() => decided.Service.SendAsync(
            call.Descriptor, call.Sound(household ?? Own, purpose), Clients.By(credentials)));
        Assert.Equal((code, reason), (refused.Code, refused.Reason));
        return refused;
    }

    private Task<StatusCode> SendAsync(
        WorkingCall call, Metadata? credentials, HouseholdId? household = null, Purpose? purpose = null) =>
        call.ServeAsync(decided.Service, household ?? Own, purpose, Clients.By(credentials));
}
