using System.CommandLine;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using Google.Protobuf;

namespace CitizenAccount.Agent.Commands;

/// <summary>Tickets of "your voice is heard" (صوتك مسموع).</summary>
internal static class TicketCommands
{
    private static readonly string[] Columns = ["name", "kind", "state", "unit", "assignee"];

    private static readonly Argument<string> Name = new("ticket") { Description = "tickets/{number}." };
    private static readonly Option<string?> Household = new("--household") { Description = "Of this household only." };
    private static readonly Option<string?> Unit = new("--unit") { Description = "The unit that works it." };
    private static readonly Option<string?> Assignee = new("--assignee") { Description = "Who works it." };
    private static readonly Option<string?> Etag = new("--etag") { Description = "As read; read first when left out." };
    private static readonly Option<string> Text = new("--text") { Description = "What is said.", Required = true };
    private static readonly Option<string?> English = new("--english") { Description = "The same in English." };
    private static readonly Option<bool> Internal = new("--internal") { Description = "Not shown to the citizen." };
    private static readonly Option<bool> Ask = new("--ask") { Description = "The citizen is asked to answer." };
    private static readonly Option<string> Person =
        new("--national-id") { Description = "Whose it is.", Required = true };
    private static readonly Option<string?> Mobile =
        new("--mobile") { Description = "Without an account: the mobile." };
    private static readonly Option<string?> FullName = new("--name") { Description = "Without an account: the name." };

    private static readonly Option<string?> Kind = Enums.Option(
        "--kind", "What it is about.", TicketReflection.Descriptor, nameof(TicketKind));

    private static readonly Option<string?> State = Enums.Option(
        "--state", "Where it stands.", TicketReflection.Descriptor, nameof(TicketState));

    public static Command Make() => CommandTree.Group(
        "ticket", "Tickets of \"your voice is heard\".",
        CommandTree.Make("list", "Lists tickets.", ListAsync, Household, Kind, State, Unit, Assignee),
        CommandTree.Make("show", "Shows one.", run => ShowAsync(run), Name),
        CommandTree.Make("open", "Opens one for a person.", OpenAsync, Person, FullName, Mobile, Kind, Text),
        CommandTree.Make("say", "Adds a message.", SayAsync, Name, Text, Internal, Ask),
        CommandTree.Make("assign", "Gives it to a unit or a person.", AssignAsync, Name, Unit, Assignee, Etag),
        CommandTree.Make("resolve", "Answers and resolves it.", ResolveAsync, Name, Text, English, Etag));

    private static async Task ListAsync(Run run)
    {
        var request = new ListTicketsRequest
        {
            Household = run.Get(Household) ?? "",
            Kind = Enums.Value<TicketKind>(TicketReflection.Descriptor, run.Get(Kind)),
            Unit = run.Get(Unit) ?? "",
            Assignee = run.Get(Assignee) ?? "",
        };
        if (run.Get(State) is { } state)
        {
            request.States.Add(Enums.Value<TicketState>(TicketReflection.Descriptor, state));
        }

        var answer = await run.Client.Voice.ListTicketsAsync(request, cancellationToken: run.Stop);
        run.Out.Table([.. answer.Tickets.Cast<IMessage>()], Columns);
    }

    private static async Task<Ticket> ShowAsync(Run run)
    {
        var answer = await run.Client.Voice.GetTicketAsync(
            new GetTicketRequest { Name = run.Get(Name) }, cancellationToken: run.Stop);
        run.Out.Fields(answer.Ticket, [.. Columns, "household", "etag"]);
        return answer.Ticket;
    }

    private static async Task OpenAsync(Run run)
    {
        var answer = await run.Client.Voice.OpenTicketAsync(
            new OpenTicketRequest
            {
                Applicant = new TicketApplicant
                {
                    NationalId = run.Get(Person),
                    FullName = run.Get(FullName) ?? "",
                    Mobile = run.Get(Mobile) ?? "",
                },
                Kind = Enums.Value<TicketKind>(TicketReflection.Descriptor, run.Get(Kind)),
                Text = run.Get(Text),
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Ticket, Columns);
    }

    private static async Task SayAsync(Run run)
    {
        var answer = await run.Client.Voice.AddTicketMessageAsync(
            new AddTicketMessageRequest
            {
                Name = run.Get(Name),
                Text = run.Get(Text),
                Internal = run.Get(Internal),
                AskCitizen = run.Get(Ask),
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Ticket, Columns);
    }

    private static async Task AssignAsync(Run run)
    {
        var answer = await run.Client.Voice.AssignTicketAsync(
            new AssignTicketRequest
            {
                Name = run.Get(Name),
                Etag = run.Get(Etag) ?? (await ShowAsync(run)).Etag,
                Unit = run.Get(Unit) ?? "",
                Assignee = run.Get(Assignee) ?? "",
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Ticket, Columns);
    }

    private static async Task ResolveAsync(Run run)
    {
        var etag = run.Get(Etag) ?? (await ShowAsync(run)).Etag;
        run.Confirm("Send this answer to the citizen and resolve the ticket?");
        var answer = await run.Client.Voice.ResolveTicketAsync(
            new ResolveTicketRequest
            {
                Name = run.Get(Name),
                Etag = etag,
                Resolution = new LocalizedText { Ar = run.Get(Text), En = run.Get(English) ?? "" },
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Ticket, Columns);
    }
}
