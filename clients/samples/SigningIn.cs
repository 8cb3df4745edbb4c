using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Samples;

/// <summary>Signing in with a password, and with the code that comes by SMS where the service asks for one.</summary>
internal static class SigningIn
{
    /// <param name="client">The client, as nobody.</param>
    /// <param name="nationalId">National ID.</param>
    /// <param name="password">The password.</param>
    /// <param name="askCode">Asks the person for the code.</param>
    /// <param name="keep">Keeps renewed tokens where the first ones are kept.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<CitizenSession> ByPasswordAsync(
        CitizenAccountClient client, string nationalId, string password, Func<Task<string>> askCode,
        Func<SessionTokens, CancellationToken, ValueTask> keep, CancellationToken stop)
    {
        var request = new SignInRequest
        {
            Password = new PasswordSignIn { NationalId = nationalId, Password = password },
            Client = Program.Name,
        };
        var answer = await client.Accounts.SignInAsync(request, cancellationToken: stop);
        if (answer.OutcomeCase == SignInResponse.OutcomeOneofCase.Challenge)
        {
            var code = new CodeSignIn { Challenge = answer.Challenge.Challenge, Code = await askCode() };
            answer = await client.Accounts.SignInAsync(
                new SignInRequest { Code = code, Client = Program.Name }, cancellationToken: stop);
        }

        await keep(answer.Tokens, stop);
        return new CitizenSession(answer.Tokens, keep);
    }
}
