using System.Globalization;
using System.Text.Json;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Demo.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace CitizenAccount.Client.Testing;

/// <summary>The people of a test: made up, registered by the real calls, and with phones that can be read.</summary>
internal sealed class People(CitizenAccountTestService service, string smsFile)
{
    private const string Password = "Palm-garden-7-riyadh";

    // Ids of made-up households begin otherwise, so no two people are the same.
    private static int _made;

    private readonly StoryPhone _phones = new(smsFile, () => service.Clock.Move(TimeSpan.FromSeconds(1)));

    public async Task<TestCitizen> RegisterAsync()
    {
        var number = Interlocked.Increment(ref _made);
        var (id, mobile) = (NationalIdOf(number), string.Create(CultureInfo.InvariantCulture, $"+96655{number:D7}"));
        await ConfirmAsync(id, mobile);
        var temporary = await _phones.PasswordAsync(mobile, CancellationToken.None);
        var first = await service.Client.Accounts.SignInAsync(SignIn(id, temporary));
        var changed = await service.Client.As(SessionOf(first.Tokens)).Accounts.ChangePasswordAsync(
            new ChangePasswordRequest { NewPassword = Password });
        var session = SessionOf(changed.Tokens);
        var citizen = new TestCitizen(id, mobile, Password, session, service.Client.As(session));
        var own = await citizen.Client.Accounts.GetAccountAsync(new GetAccountRequest());
        citizen.Household = own.Account.Household;
        return citizen;
    }

    public async Task<CitizenSession> SignInAsync(TestCitizen citizen)
    {
        var first = await service.Client.Accounts.SignInAsync(SignIn(citizen.NationalId, citizen.Password));
        var answer = first.OutcomeCase == SignInResponse.OutcomeOneofCase.Tokens
            ? first
            : await service.Client.Accounts.SignInAsync(new SignInRequest
            {
                Code = new CodeSignIn
                {
                    Challenge = first.Challenge.Challenge,
                    Code = await NextCodeAsync(citizen.Mobile),
                },
                Client = "test",
            });
        return SessionOf(answer.Tokens);
    }

    public Task<string> NextCodeAsync(string mobile) => _phones.CodeAsync(mobile, CancellationToken.None);

    public async Task<IReadOnlyList<string>> TextsToAsync(string mobile)
    {
        var lines = File.Exists(smsFile) ? await File.ReadAllLinesAsync(smsFile) : [];
        return
        [
            .. lines.Where(line => line.EndsWith('}'))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(sms => sms.GetProperty("to").GetString() == mobile)
                .Select(sms => sms.GetProperty("text").GetString()!),
        ];
    }

    private async Task ConfirmAsync(string id, string mobile)
    {
        var started = await service.Client.Accounts.StartRegistrationAsync(new StartRegistrationRequest
        {
            NationalId = id,
            BirthDate = new Date { Year = 1988, Month = 3, Day = 14 },
            Mobile = mobile,
            TermsVersion = service.Services.GetRequiredService<AccountsOptions>().TermsVersion,
        });
        await service.Client.Accounts.ConfirmRegistrationAsync(new ConfirmRegistrationRequest
        {
            Registration = started.Registration,
            Code = await NextCodeAsync(mobile),
        });
    }

    private CitizenSession SessionOf(SessionTokens tokens) => new(tokens, clock: service.Clock);

    private static SignInRequest SignIn(string id, string password) => new()
    {
        Password = new PasswordSignIn { NationalId = id, Password = password },
        Client = "test",
    };

    private static string NationalIdOf(int number)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"10{number:D7}");
        return Enumerable.Range(0, 10).Select(digit => $"{body}{digit}")
            .Single(id => NationalId.TryParse(id, out _, out _));
    }
}
