using System.CommandLine;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;

namespace CitizenAccount.Agent.Commands;

/// <summary>Objections (الاعتراضات) and the workload.</summary>
internal static class ObjectionCommands
{
    private static readonly string[] Columns = ["name", "number", "kind", "state", "assignee", "filed_time", "clock"];

    private static readonly Argument<string> Name = new("objection") { Description = "objections/{objection}." };
    private static readonly Option<string?> Household = new("--household") { Description = "Of this household only." };
    private static readonly Option<string?> Queue = new("--queue") { Description = "Of this queue." };
    private static readonly Option<string?> Assignee = new("--assignee") { Description = "Who works it." };
    private static readonly Option<string?> Decision = new("--decision") { Description = "The decision objected to." };
    private static readonly Option<string?> Payment = new("--payment") { Description = "The payment objected to." };
    private static readonly Option<string> Text = new("--text") { Description = "What is said.", Required = true };
    private static readonly Option<string?> English = new("--english") { Description = "The same in English." };
    private static readonly Option<string[]> Articles =
        new("--article") { Description = "Article relied on; repeatable." };
    private static readonly Option<bool> Compensate = new("--compensate") { Description = "Missing months are paid." };
    private static readonly Option<int> Days = new("--days") { Description = "Working days to answer." };

    private static readonly Option<string?> Kind = Enums.Option(
        "--kind", "Which kind.", ObjectionReflection.Descriptor, nameof(ObjectionKind));

    private static readonly Option<string?> State = Enums.Option(
        "--state", "Where it stands.", ObjectionReflection.Descriptor, nameof(ObjectionState));

    private static readonly Option<string?> Problem = Enums.Option(
        "--problem", "What is wrong with the payment.", ObjectionReflection.Descriptor, nameof(PaymentProblem));

    private static readonly Option<string?> Outcome = Enums.Option(
        "--outcome", "How it is decided.", ObjectionReflection.Descriptor, nameof(ObjectionOutcome));

    public static Command Make() => CommandTree.Group(
        "objection", "Objections to decisions and payments.",
        CommandTree.Make("list", "Lists objections, or a queue.", ListAsync, Household, Kind, State, Queue, Assignee),
        CommandTree.Make("show", "Shows one, with what to say.", run => ShowAsync(run), Name),
        CommandTree.Make("file", "Files one for a person.", FileAsync, Decision, Payment, Problem, Text),
        CommandTree.Make("assign", "Gives it to somebody.", AssignAsync, Name, Assignee),
        CommandTree.Make("ask", "Asks the citizen for something.", AskAsync, Name, Text, English, Days),
        CommandTree.Make("decide", "Decides it.", DecideAsync, Name, Outcome, Text, English, Articles, Compensate),
        CommandTree.Make("escalate", "Hands it up.", EscalateAsync, Name, Text));

    public static Command Workload() =>
        CommandTree.Make("workload", "Counts queues and who works on what.", async run =>
    {
        var answer = await run.Client.Objections.GetWorkloadAsync(
            new GetWorkloadRequest { Queue = run.Get(Queue) ?? "" }, cancellationToken: run.Stop);
        run.Out.Show(answer, () =>
        {
            run.Out.Table(
                [.. answer.Workload.Queues.Cast<IMessage>()], "queue", "title", "counts.open", "counts.unassigned",
                "counts.waiting", "counts.at_risk", "counts.breached", "counts.due_today",
                    "counts.oldest_working_days");
            run.Out.Table(
                [.. answer.Workload.Assignees.Cast<IMessage>()], "assignee", "counts.open", "counts.at_risk",
                "counts.breached", "counts.due_today");
        });
    }, Queue);

    private static async Task ListAsync(Run run)
    {
        var request = new ListObjectionsRequest
        {
            Household = run.Get(Household) ?? "",
            Kind = Enums.Value<ObjectionKind>(ObjectionReflection.Descriptor, run.Get(Kind)),
            Queue = run.Get(Queue) ?? "",
            Assignee = run.Get(Assignee) ?? "",
        };
        if (run.Get(State) is { } state)
        {
            request.States.Add(Enums.Value<ObjectionState>(ObjectionReflection.Descriptor, state));
        }

        var answer = await run.Client.Objections.ListObjectionsAsync(request, cancellationToken: run.Stop);
        run.Out.Table([.. answer.Objections.Cast<IMessage>()], Columns);
    }

    private static async Task<Objection> ShowAsync(Run run)
    {
        var objection = (await run.Client.Objections.GetObjectionAsync(
            new GetObjectionRequest { Name = run.Get(Name) }, cancellationToken: run.Stop)).Objection;
        run.Out.Show(objection, () =>
        {
            run.Out.Grid(objection, [.. Columns, "household", "decision", "payment", "payment_problem", "grounds",
                "etag"]);
            run.Out.Say("Answer", objection.Verdict?.Answer);
            run.Out.Say("Say", objection.Script?.Say);
            run.Out.Say("Ask", objection.Script?.Ask);
            run.Out.Say("Next", objection.Script?.Next);
        });
        return objection;
    }

    private static async Task FileAsync(Run run)
    {
        var request = new FileObjectionRequest { Text = run.Get(Text) };
        if (run.Get(Payment) is { } payment)
        {
            request.Payment = new PaymentFiling
            {
                Payment = payment,
                Problem = Enums.Value<PaymentProblem>(ObjectionReflection.Descriptor, run.Get(Problem)),
            };
        }
        else
        {
            request.Eligibility = new EligibilityFiling { Decision = run.Get(Decision) ?? "" };
        }

        var answer = await run.Client.Objections.FileObjectionAsync(request, cancellationToken: run.Stop);
        run.Out.Fields(answer.Objection, Columns);
    }

    private static async Task AssignAsync(Run run)
    {
        var objection = await GetAsync(run);
        var answer = await run.Client.Objections.AssignObjectionAsync(
            new AssignObjectionRequest
            {
                Name = objection.Name,
                Etag = objection.Etag,
                Assignee = run.Get(
                Assignee) ?? ""
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Objection, Columns);
    }

    private static async Task AskAsync(Run run)
    {
        var objection = await GetAsync(run);
        var answer = await run.Client.Objections.RequestInformationAsync(
            new RequestInformationRequest
            {
                Name = objection.Name,
                Etag = objection.Etag,
                AskedOf = InformationSource.Citizen,
                Text = Words(run),
                WorkingDays = run.Get(Days),
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Objection, Columns);
    }

    private static async Task DecideAsync(Run run)
    {
        var objection = await ShowAsync(run);
        run.Confirm($"Decide {objection.Name} as {run.Get(Outcome)}? The citizen is told.");
        var request = new DecideObjectionRequest
        {
            Name = objection.Name,
            Etag = objection.Etag,
            Outcome = Enums.Value<ObjectionOutcome>(ObjectionReflection.Descriptor, run.Get(Outcome)),
            Answer = Words(run),
            Compensate = run.Get(Compensate),
        };
        request.Articles.Add(run.Get(Articles) ?? []);
        var answer = await run.Client.Objections.DecideObjectionAsync(request, cancellationToken: run.Stop);
        run.Out.Fields(answer.Objection, Columns);
    }

    private static async Task EscalateAsync(Run run)
    {
        var objection = await GetAsync(run);
        var answer = await run.Client.Objections.EscalateObjectionAsync(
            new EscalateObjectionRequest { Name = objection.Name, Etag = objection.Etag, Cause = run.Get(Text) },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Objection, Columns);
    }

    private static async Task<Objection> GetAsync(Run run) => (await run.Client.Objections.GetObjectionAsync(
        new GetObjectionRequest { Name = run.Get(Name) }, cancellationToken: run.Stop)).Objection;

    private static LocalizedText Words(Run run) => new() { Ar = run.Get(Text), En = run.Get(English) ?? "" };
}
