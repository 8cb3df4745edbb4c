using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Accounts;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>A person who registered and signed in by the real calls.</summary>
internal sealed record Citizen(string NationalId, string Mobile, string Password, SessionTokens Tokens, string HouseholdName)
{
    public string AccountName => Tokens.Account;

    public AccountId Account => AccountId.TryParseName(AccountName, out var id) ? id : throw new FormatException(AccountName);

    public HouseholdId Household => HouseholdId.TryParseName(HouseholdName, out var id) ? id : throw new FormatException(HouseholdName);

    /// <summary>What every call of the person carries.</summary>
    public Metadata Credentials => Citizens.CredentialsOf(Tokens);

    /// <summary>Credentials and a deadline from now on.</summary>
    public CallOptions By => Clients.By(Credentials);
}

/// <summary>Registers and signs people in, the way a person does it. Codes and passwords are read from the outbox.
/// </summary>
internal static class Citizens
{
    public const string Password = "نخلة باسقة 7 في واحة";

    /// <summary>The terms in force where nothing else is configured.</summary>
    public const string Terms = "2026-01";

    public static Date Birth => new() { Year = 1988, Month = 3, Day = 14 };

    private static int _people;

    /// <summary>A national ID that no other test has, and no made-up household: theirs begin with 15 or higher.</summary>
    public static string NewNationalId()
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"10{1_000_000 + Interlocked.Increment(ref _people):D7}");
        return Enumerable.Range(0, 10).Select(digit => $"{body}{digit}").Single(id => NationalId.TryParse(id, out _, out _));
    }

    /// <summary>A mobile that no other test has.</summary>
    public static string NewMobile() =>
        string.Create(CultureInfo.InvariantCulture, $"+96655{1_000_000 + Interlocked.Increment(ref _people):D7}");

    public static string NewId() => Guid.NewGuid().ToString("D");

    public static Metadata CredentialsOf(SessionTokens tokens) => new() { { "authorization", $"Bearer {tokens.AccessToken}" } };

    public static StartRegistrationRequest Registration(string nationalId, string mobile) => new()
    {
        RequestId = NewId(),
        NationalId = nationalId,
        BirthDate = Birth,
        Mobile = mobile,
        TermsVersion = Terms,
    };

    /// <summary>Registers a person, sets a password, and answers the full session that follows.</summary>
    public static async Task<Citizen> RegisterAsync(
        this RunningService service, string? nationalId = null, string? mobile = null, string password = Password)
    {
        var (id, number) = (nationalId ?? NewNationalId(), mobile ?? NewMobile());
        await service.ConfirmedAsync(id, number);
        var temporary = await service.LastTemporaryPasswordAsync(number);
        var first = await service.TrySignInAsync(id, temporary);
        var changed = await service.Accounts().ChangePasswordAsync(
            new ChangePasswordRequest { RequestId = NewId(), NewPassword = password }, Clients.By(CredentialsOf(first.Tokens)));
        var own = await service.Accounts().GetAccountAsync(new GetAccountRequest(), Clients.By(CredentialsOf(changed.Tokens)));
        return new Citizen(id, number, password, changed.Tokens, own.Account.Household);
    }

    /// <summary>Starts a registration and confirms it with the code that was sent.</summary>
    public static async Task<ConfirmRegistrationResponse> ConfirmedAsync(this RunningService service, string nationalId, string mobile)
    {
        var started = await service.Accounts().StartRegistrationAsync(Registration(nationalId, mobile), Clients.By());
        return await service.Accounts().ConfirmRegistrationAsync(
            new ConfirmRegistrationRequest
            {
                RequestId = NewId(),
                Registration = started.Registration,
                Code = await service.LastCodeAsync(MessageKind.RegistrationCode, mobile),
            },
            Clients.By());
    }

    /// <summary>The first step of a sign-in.</summary>
    public static async Task<SignInResponse> TrySignInAsync(
        this RunningService service, string nationalId, string password, string client = "portal") =>
        await service.Accounts().SignInAsync(
            new SignInRequest
            {
                RequestId = NewId(),
                Password = new PasswordSignIn { NationalId = nationalId, Password = password },
                Client = client,
            },
            Clients.By());

    /// <summary>A further sign-in of a registered person, with the code that was sent.</summary>
    public static async Task<SessionTokens> SignInAsync(this RunningService service, Citizen citizen, string client = "portal")
    {
        var first = await service.TrySignInAsync(citizen.NationalId, citizen.Password, client);
        var second = await service.Accounts().SignInAsync(
            new SignInRequest
            {
                RequestId = NewId(),
                Code = new CodeSignIn
                {
                    Challenge = first.Challenge.Challenge,
                    Code = await service.LastCodeAsync(MessageKind.SignInCode, citizen.Mobile),
                },
                Client = client,
            },
            Clients.By());
        return second.Tokens;
    }

    /// <summary>Closes the account of a person.</summary>
    public static async Task<CloseAccountResponse> CloseAsync(this RunningService service, Citizen citizen)
    {
        var own = await service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By);
        return await service.Accounts().CloseAccountAsync(
            new CloseAccountRequest
            {
                RequestId = NewId(),
                Name = citizen.AccountName,
                Etag = own.Account.Etag,
                Password = citizen.Password,
            },
            citizen.By);
    }
}
