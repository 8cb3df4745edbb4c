using System.Security.Claims;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CitizenAccount.Portal.Pages;

/// <summary>Who is signed in, as the sealed cookie says. The tokens lie in the same cookie, unreadable to script and to
/// anyone without the portal's keys.</summary>
/// <param name="Account">The account, <c>accounts/{account}</c>.</param>
/// <param name="Household">The household the pages are about, <c>households/{household}</c>.</param>
/// <param name="IsMain">The person is its main beneficiary; else a dependant, who may see less.</param>
/// <param name="Name">Name in Arabic; may be empty until civil records give one.</param>
/// <param name="NameEnglish">Name in English.</param>
/// <param name="Member">Number of the member a dependant is in the household; empty of the main beneficiary.</param>
/// <param name="MustChangePassword">The session may only set an own password.</param>
public sealed record Citizen(
    string Account, string Household, bool IsMain, string Name, string NameEnglish, string Member,
    bool MustChangePassword)
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string TokensItem = "tokens";

    /// <summary>Reads the cookie; null when nobody is signed in.</summary>
    internal static async Task<(Citizen Citizen, SessionTokens Tokens)?> ReadAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Scheme);
        if (!result.Succeeded || result.Properties.Items.TryGetValue(TokensItem, out var tokens) is false)
        {
            return null;
        }

        string Claim(string type) => result.Principal.FindFirstValue(type) ?? "";
        return (
            new Citizen(
                Claim(ClaimTypes.NameIdentifier), Claim("household"), Claim("main") == "1", Claim("name"),
                Claim("name_en"), Claim("member"), Claim("must_change") == "1"),
            SessionTokens.Parser.ParseFrom(Convert.FromBase64String(tokens!)));
    }

    /// <summary>Opens the portal's session on the tokens of a sign-in.</summary>
    internal static async Task<Citizen> SignInAsync(
        HttpContext context, CitizenAccountClient client, SessionTokens tokens, TimeProvider clock)
    {
        var citizen = tokens.PasswordChangeRequired
            ? new Citizen(tokens.Account, "", false, "", "", "", true)
            : await DescribeAsync(client.As(new CitizenSession(tokens, clock: clock)), context.RequestAborted);
        await citizen.KeepAsync(context, tokens);
        return citizen;
    }

    /// <summary>Writes the cookie.</summary>
    internal async Task KeepAsync(HttpContext context, SessionTokens tokens)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, Account), new("household", Household), new("main", IsMain ? "1" : "0"),
                new("name", Name), new("name_en", NameEnglish), new("member", Member),
                new("must_change", MustChangePassword ? "1" : "0"),
            ],
            Scheme);
        var properties = new AuthenticationProperties();
        properties.Items[TokensItem] = Convert.ToBase64String(tokens.ToByteArray());
        context.User = new ClaimsPrincipal(identity);
        await context.SignInAsync(Scheme, context.User, properties);
    }

    private static async Task<Citizen> DescribeAsync(CitizenAccountClient client, CancellationToken stop)
    {
        var account = (await client.Accounts.GetAccountAsync(
            new GetAccountRequest(), cancellationToken: stop)).Account;
        var isMain = account.MemberOf.Length == 0;
        return new Citizen(
            account.Name, isMain ? account.Household : account.MemberOf, isMain, account.FullName?.Ar ?? "",
            account.FullName?.En ?? "", Figures.Id(account.Member), false);
    }
}
