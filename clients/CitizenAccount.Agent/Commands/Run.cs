using System.CommandLine;
using CitizenAccount.Agent.Output;
using CitizenAccount.Agent.SignIn;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Type.V1;
using Spectre.Console;

namespace CitizenAccount.Agent.Commands;

/// <summary>One run of one command: what was typed, the service, and where answers go.</summary>
internal sealed class Run(ParseResult parsed, CancellationToken stop)
{
    private readonly Lazy<CitizenAccountClient> _client = new(() => Connect(parsed));

    public CancellationToken Stop => stop;

    public bool Arabic { get; } = (parsed.GetValue(GlobalOptions.Language) ?? "ar") == "ar";

    public Printer Out { get; } = new(
        AnsiConsole.Create(new AnsiConsoleSettings()), parsed.GetValue(GlobalOptions.Json),
        (parsed.GetValue(GlobalOptions.Language) ?? "ar") == "ar");

    /// <summary>The service, as the person who is signed in, with the purpose that was stated.</summary>
    public CitizenAccountClient Client => _client.Value;

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Asks before something that cannot be taken back; with <c>--yes</c> the answer is given.</summary>
    /// <exception cref="NotConfirmed">The answer was no, or there was nobody to ask.</exception>
    public void Confirm(string question)
    {
        if (parsed.GetValue(GlobalOptions.Yes))
        {
            return;
        }

        if (Out.Json || Console.IsInputRedirected || !Out.Console.Confirm(question, defaultValue: false))
        {
            throw new NotConfirmed();
        }
    }

    private static CitizenAccountClient Connect(ParseResult parsed)
    {
        var kept = SignInFile.OfUser().Read();
        var address = parsed.GetValue(GlobalOptions.Address) ?? kept?.Address
            ?? throw new SignInRefused("Nobody is signed in. Use: citizen-agent sign-in --address https://…");
        var options = new CitizenAccountClientOptions
        {
            Address = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null,
            ClientName = "agent",
            Credentials = CredentialsOf(kept),
        };
        var client = new CitizenAccountClient(options);
        return PurposeOf(parsed) is { } purpose ? client.For(purpose) : client;
    }

    private static CallerCredentials CredentialsOf(Kept? kept) => kept switch
    {
        { TokenCommand.Count: > 0 } => CallerCredentials.FromSource(new StaffTokens(kept.TokenCommand).GetAsync),
        { Token.Length: > 0 } => CallerCredentials.FromToken(kept.Token),
        _ => CallerCredentials.None,
    };

    private static Purpose? PurposeOf(ParseResult parsed)
    {
        var purpose = new Purpose
        {
            Code = Enums.Value<PurposeCode>(PurposeReflection.Descriptor, parsed.GetValue(GlobalOptions.Purpose)),
            Channel = Enums.Value<Channel>(PurposeReflection.Descriptor, parsed.GetValue(GlobalOptions.Channel)),
            Reference = parsed.GetValue(GlobalOptions.Reference) ?? "",
        };
        return purpose.Code == PurposeCode.Unspecified ? null : purpose;
    }
}

/// <summary>The person did not want it after all.</summary>
internal sealed class NotConfirmed() : Exception("Not confirmed; nothing was done. --yes answers in advance.");
