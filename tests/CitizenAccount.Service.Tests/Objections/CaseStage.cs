using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Objection = CitizenAccount.Contracts.Objection.V1.Objection;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>A running service with people whose months are decided and told, and what they and staff call.</summary>
internal sealed class CaseStage : IAsyncDisposable
{
    private CaseStage(RunningService service, IReadOnlyList<Applicant> people, YearMonth[] months) =>
        (Service, People, Months) = (service, people, months);

    public RunningService Service { get; }

    public IReadOnlyList<Applicant> People { get; }

    public YearMonth[] Months { get; }

    public ObjectionService.ObjectionServiceClient Calls => Service.Objections();

    public Applicant Person => People[0];

    public static async Task<CaseStage> StartAsync(
        int people = 1, int months = 1, IReadOnlyDictionary<string, string?>? settings = null, string? folder = null)
    {
        var service = await RunningService.StartAsync(settings, folder);
        var applicants = new List<Applicant>();
        for (var i = 0; i < people; i++)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.CompleteCoupleAsync();
            await person.AddChildAsync();
            await person.SubmitAsync();
            applicants.Add(person);
        }

        YearMonth[] decided = [.. Enumerable.Range(0, months).Select(new YearMonth(2027, 1).AddMonths)];
        foreach (var month in decided)
        {
            var day = month.AddMonths(-1).Day(1);
            service.Clock.MoveTo(Riyadh.StartOf(day));
            foreach (var person in applicants)
            {
                await person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with
                {
                    Day = day,
                    Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, 12_000_00)]), new(2, []), new(3, [])],
                });
            }

            service.MovePastCutOffOf(month);
            await service.PublishAsync(month);
        }

        service.Clock.Move(TimeSpan.FromSeconds(2));
        return new CaseStage(service, applicants, decided);
    }

    public string DecisionOf(Applicant person, int month = 0) => $"{person.Household.Name}/decisions/{Months[month]}";

    public FileObjectionRequest Filing(Applicant person, int month = 0) => new()
    {
        RequestId = Citizens.NewId(),
        Eligibility = new EligibilityFiling
        {
            Decision = DecisionOf(person, month),
            Grounds = { DecisionReason.ReducedByTaper },
        },
        Text = "الدخل المحتسب أعلى من راتبي الفعلي",
    };

    public async Task<Objection> FileAsync(Applicant person, int month = 0) =>
        (await Calls.FileObjectionAsync(Filing(person, month), person.Options)).Objection;

    /// <summary>Credentials of a case worker or supervisor by an id.</summary>
    public CallOptions By(string id, Role role = Role.CaseWorker) => Clients.By(Service.Bearer(id, [role], null));

    public async Task<Objection> TakeAsync(Objection objection, string worker, Role role = Role.CaseWorker) =>
        (await Calls.AssignObjectionAsync(
            new() { RequestId = Citizens.NewId(), Name = objection.Name, Purpose = For(objection.Name) }, By(worker, role))).Objection;

    public static DecideObjectionRequest Upholding(string name, params YearMonth[] months) => new()
    {
        RequestId = Citizens.NewId(),
        Name = name,
        Outcome = ObjectionOutcome.Upheld,
        Answer = new() { Ar = "اعتراضك صحيح وسيعاد القرار.", En = "You are right; we decide again." },
        Months = { months.Select(month => new Contracts.Type.V1.YearMonth { Year = month.Year, Month = month.Month }) },
        Compensate = true,
        Purpose = For(name),
    };

    public static DecideObjectionRequest Rejecting(string name) => new()
    {
        RequestId = Citizens.NewId(),
        Name = name,
        Outcome = ObjectionOutcome.Rejected,
        Answer = new() { Ar = "البيانات تؤيد القرار ويبقى كما هو.", En = "The records bear the decision out." },
        Articles = { "12" },
        Purpose = For(name),
    };

    public async Task<Objection> DecideAsync(DecideObjectionRequest request, string worker, Role role = Role.CaseWorker) =>
        (await Calls.DecideObjectionAsync(request, By(worker, role))).Objection;

    public async Task<Objection> GetAsync(string name, Applicant person) =>
        (await Calls.GetObjectionAsync(new() { Name = name }, person.Options)).Objection;

    public async Task<Objection> GetAsync(string name, string worker) =>
        (await Calls.GetObjectionAsync(new() { Name = name, Purpose = For(name) }, By(worker))).Objection;

    /// <summary>One look at the clocks and the effects.</summary>
    public Task SweepAsync() => Service.Services.GetRequiredService<ObjectionSweep>().RunAsync(CancellationToken.None);

    /// <summary>The asked months are decided again, and the objections learn of it.</summary>
    public async Task WorkAsync()
    {
        await Service.Services.GetRequiredService<Redeciding>().WorkAsync(CancellationToken.None);
        await SweepAsync();
    }

    /// <summary>A lower salary becomes known for a month whose decision stands.</summary>
    public static Task LowerSalaryAsync(Applicant person, YearMonth month) => person.AnswerAsync(
        DecidedApplicationTests.Everything(1, 2, 3) with
        {
            Day = month.AddMonths(-1).Day(1),
            Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, 9_000_00)]), new(2, []), new(3, [])],
        });

    public static Purpose For(string name) => new()
    {
        Code = PurposeCode.Objection,
        Reference = name,
        Channel = Contracts.Type.V1.Channel.Phone,
    };

    public static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call) => (await Refused.ByAsync(call)).Reason;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
