using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Reads the caller out of a checked token. Claims of the same name mean the same in every kind.</summary>
internal static class TokenClaims
{
    public static Caller ToCaller(JsonWebToken token) => new(
        token.Subject,
        RolesOf(token),
        HouseholdOf(token, "household"),
        (TextOf(token, "scope")?.Split(' ') ?? []).ToHashSet(StringComparer.Ordinal))
    {
        Account = AccountId.TryParseName(TextOf(token, "account"), out var account) ? account : null,
    };

    private static string? TextOf(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

    private static HouseholdId? HouseholdOf(JsonWebToken token, string claim) =>
        HouseholdId.TryParseName(TextOf(token, claim), out var household) ? household : null;

    private static uint RolesOf(JsonWebToken token)
    {
        var roles = 0u;
        foreach (var claim in token.Claims.Where(claim => claim.Type == "roles"))
        {
            if (Enum.TryParse<Role>(claim.Value, out var role) && Enum.IsDefined(role) && role != Role.Unspecified)
            {
                roles |= Caller.BitOf(role);
            }
        }

        return roles;
    }
}
