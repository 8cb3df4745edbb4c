using System.Buffers.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>What stands in a token of a session, and how it is read. The token comes with every call and is read again
/// each time, so it is kept short: names of three letters, ids as their 16 bytes in base64url, and nothing that is the
/// same in all (whoever has a session is a citizen).</summary>
internal static class SessionClaims
{
    public const string Account = "sub";
    public const string Household = "hhd";
    public const string Session = "sid";
    public const string Method = "mth";
    public const string SignedInAt = "aut";
    public const string Version = "ver";
    public const string MemberOf = "mhd";
    public const string MemberPosition = "mps";

    /// <summary>An id as a claim has it.</summary>
    public static string Of(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>The caller of a session of ours; nobody where a claim is missing that every one has.</summary>
    public static Caller Read(JsonWebToken token)
    {
        if (IdOf(token, Account) is not { } account || IdOf(token, Household) is not { } household)
        {
            return Caller.Anyone;
        }

        var id = new AccountId(account);
        return new Caller(id.Name, Caller.BitOf(Role.Citizen), new HouseholdId(household), Caller.Anyone.Scopes)
        {
            Account = id,
            MemberOf = IdOf(token, MemberOf) is { } other ? new HouseholdId(other) : null,
            MemberPosition = (int)TokenClaims.NumberOf(token, MemberPosition),
            Session = IdOf(token, Session),
            Method = (SignInMethod)TokenClaims.NumberOf(token, Method),
            SignedInAt = DateTimeOffset.FromUnixTimeMilliseconds(TokenClaims.NumberOf(token, SignedInAt)).UtcDateTime,
        };
    }

    private static Guid? IdOf(JsonWebToken token, string claim)
    {
        Span<byte> bytes = stackalloc byte[16];
        return TokenClaims.TextOf(token, claim) is { Length: 22 } text
            && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == 16
            ? new Guid(bytes, bigEndian: true)
            : null;
    }
}
