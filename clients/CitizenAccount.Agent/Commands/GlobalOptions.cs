using System.CommandLine;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Agent.Commands;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Answers one JSON object a line, named as in the contract; failures too, on the error output.",
        Recursive = true,
    };

    public static readonly Option<string?> Language = AcceptLanguage();

    public static readonly Option<string?> Address = new("--address")
    {
        Description = "The service, when it is not the one signed in to.",
        Recursive = true,
    };

    public static readonly Option<bool> Yes = new("--yes", "-y")
    {
        Description = "Answers questions in advance.",
        Recursive = true,
    };

    public static readonly Option<string?> Purpose = Recursive(Enums.Option(
        "--purpose", "Why a person's data are looked at; the person can read it.", PurposeReflection.Descriptor,
        nameof(PurposeCode)));

    public static readonly Option<string?> Channel = Recursive(Enums.Option(
        "--channel", "How the person reached the programme.", PurposeReflection.Descriptor, nameof(Channel)));

    public static readonly Option<string?> Reference = new("--reference")
    {
        Description = "The case the purpose belongs to, such as tickets/100200.",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [Json, Language, Address, Yes, Purpose, Channel, Reference];

    private static Option<string?> AcceptLanguage()
    {
        var option = new Option<string?>("--language", "-l")
        {
            Description = "The caller's language: ar or en.",
            DefaultValueFactory = _ => "ar",
            Recursive = true,
        };
        option.AcceptOnlyFromAmong("ar", "en");
        return option;
    }

    private static Option<string?> Recursive(Option<string?> option)
    {
        option.Recursive = true;
        return option;
    }
}
