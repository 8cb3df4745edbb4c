using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Objections to payments, with payments made up behind the ties to that room.</summary>
public sealed class PaymentObjectionTests : IAsyncLifetime
{
    private static readonly YearMonth Month = new(2026, 12);
    private static readonly DateOnly PaymentDay = new(2026, 12, 10);

    private readonly List<string> _told = [];
    private DateOnly? _deposited;
    private RunningService _service = null!;
    private Applicant _person = null!;

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartAsync(configure: services => services.AddSingleton(new PaymentTies
        {
            FindAsync = (_, month, _) => Task.FromResult(month == Month ? new ObjectedPayment(PaymentDay, _deposited) : null),
            OpenAsync = (_, _, month, name, _) => Tell($"open {month} {name}"),
            CloseAsync = (_, _, name, upheld, _) => Tell($"close {name} {string.Join(',', upheld)}"),
            Calendar = PaymentCalendar.Published,
        }));
        _person = await Applicant.RegisterAsync(_service);
        await _person.CompleteCoupleAsync();
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task The_window_opens_at_midnight_five_days_after_the_payment_day_and_closes_ninety_days_after_it()
    {
        _service.Clock.MoveTo(Riyadh.StartOf(PaymentDay.AddDays(5)).AddSeconds(-1));
        var early = await Refused.ByAsync(_service.Objections().FileObjectionAsync(Filing(PaymentProblem.Zero), _person.Options));
        Assert.Equal(("OBJECTION_WINDOW_NOT_OPEN", "2026-12-15"), (early.Reason, early.Metadata["opens_date"]));
        _service.Clock.Move(TimeSpan.FromSeconds(1));
        var filed = (await _service.Objections().FileObjectionAsync(Filing(PaymentProblem.Zero), _person.Options)).Objection;
        Assert.Equal((15, $"{_person.Household.Name}/payments/2026-12"), (filed.Clock.WorkingDays, filed.Payment));
        Assert.Equal([$"open 2026-12 {filed.Name}"], _told);
        await _service.Objections().WithdrawObjectionAsync(new() { RequestId = Citizens.NewId(), Name = filed.Name }, _person.Options);
        Assert.Equal($"close {filed.Name} ", _told[^1]);
        _service.Clock.MoveTo(Riyadh.EndOf(PaymentDay.AddDays(90)));
        var late = await Refused.ByAsync(_service.Objections().FileObjectionAsync(Filing(PaymentProblem.Zero), _person.Options));
        Assert.Equal(("OBJECTION_WINDOW_CLOSED", "2027-03-10"), (late.Reason, late.Metadata["closed_date"]));
    }

    [Fact]
    public async Task Once_it_shows_paid_it_is_taken_at_once_and_an_upheld_one_must_compensate()
    {
        _deposited = PaymentDay;
        _service.Clock.MoveTo(Riyadh.StartOf(PaymentDay).AddHours(8));
        var filed = (await _service.Objections().FileObjectionAsync(Filing(PaymentProblem.Short), _person.Options)).Objection;
        var by = Clients.By(_service.Bearer("worker-1", [Role.CaseWorker], null));
        await _service.Objections().AssignObjectionAsync(
            new() { RequestId = Citizens.NewId(), Name = filed.Name, Purpose = CaseStage.For(filed.Name) }, by);
        var request = new DecideObjectionRequest
        {
            RequestId = Citizens.NewId(),
            Name = filed.Name,
            Outcome = ObjectionOutcome.Upheld,
            Answer = new() { Ar = "اعتراضك صحيح وسيعوض الفرق.", En = "You are right; the difference is paid." },
            Months = { new Contracts.Type.V1.YearMonth { Year = 2026, Month = 12 } },
            Purpose = CaseStage.For(filed.Name),
        };
        Assert.Contains("compensate", (await Refused.ByAsync(_service.Objections().DecideObjectionAsync(request, by))).Fields);
        request.Compensate = true;
        var decided = (await _service.Objections().DecideObjectionAsync(request, by)).Objection;
        Assert.Equal(Contracts.Objection.V1.ObjectionState.Decided, decided.State);
        Assert.Equal($"close {filed.Name} 2026-12", _told[^1]);
        var unknown = Filing(PaymentProblem.Short);
        unknown.Payment.Payment = $"{_person.Household.Name}/payments/2026-11";
        Assert.Equal("PAYMENT_NOT_FOUND", await CaseStage.ReasonAsync(_service.Objections().FileObjectionAsync(unknown, _person.Options)));
    }

    private FileObjectionRequest Filing(PaymentProblem problem) => new()
    {
        RequestId = Citizens.NewId(),
        Payment = new PaymentFiling { Payment = $"{_person.Household.Name}/payments/2026-12", Problem = problem },
        Text = "المبلغ المودع أقل من المستحق",
    };

    private Task Tell(string what)
    {
        _told.Add(what);
        return Task.CompletedTask;
    }
}
