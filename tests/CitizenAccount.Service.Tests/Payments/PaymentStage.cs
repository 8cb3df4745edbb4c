using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>People with applications of their own whose January 2027 is decided, and what becomes of their money.</summary>
internal sealed class PaymentStage(CaseStage cases) : IAsyncDisposable
{
    public RunningService Service => cases.Service;

    public IReadOnlyList<Applicant> People => cases.People;

    public Applicant Person => cases.Person;

    public static YearMonth January { get; } = new(2027, 1);

    public static YearMonth February { get; } = new(2027, 2);

    public static DateOnly DayOf(YearMonth month) => PaymentCalendar.Published.For(month).Date;

    public static async Task<PaymentStage> StartAsync(
        int people = 1, IReadOnlyDictionary<string, string?>? settings = null, string? folder = null) =>
        new(await CaseStage.StartAsync(people, settings: settings, folder: folder));

    /// <summary>Decides these months, on the salary January has, and pays each on its day; answers what was paid.</summary>
    public async Task<Dictionary<YearMonth, long>> PayMonthsAsync(IReadOnlyList<YearMonth> months)
    {
        var paid = new Dictionary<YearMonth, long>();
        await Person.DeclareSalaryAsync(12_000_00, January.AddMonths(-1).Day(1));
        foreach (var month in months)
        {
            if (month != January)
            {
                await EarnAsync(Person, month.AddMonths(-1).Day(1), 12_000_00);
                await DecideAsync(month);
            }

            Service.Clock.MoveTo(Riyadh.StartOf(DayOf(month).AddDays(-2)));
            await PayAsync(month);
            paid[month] = (await PaymentAsync(Person, month)).Amount.Halalas;
        }

        return paid;
    }

    /// <summary>The person objects to January's decision; the salary was lower, and the objection is upheld for these
    /// months. Answers its name.</summary>
    public async Task<string> UpholdAsync(YearMonth[] months)
    {
        var filed = await cases.FileAsync(Person);
        await cases.TakeAsync(filed, "worker-1");
        foreach (var month in months)
        {
            await CaseStage.LowerSalaryAsync(Person, month);
        }

        await cases.DecideAsync(CaseStage.Upholding(filed.Name, months), "worker-1");
        return filed.Name;
    }

    /// <summary>Decides and publishes a later month on the same facts.</summary>
    public async Task DecideAsync(YearMonth month)
    {
        Service.MovePastCutOffOf(month);
        await Service.PublishAsync(month);
        Service.Clock.Move(TimeSpan.FromSeconds(2));
    }

    public Task<PaymentBatch> SendAsync(YearMonth month, PaymentBatchKind kind = PaymentBatchKind.Regular, DateOnly? day = null) =>
        Service.SendAsync(PaymentDesk.Preparing(month, kind, day ?? DayOf(month)));

    /// <summary>Sends a month and has the bank confirm every deposit.</summary>
    public async Task<PaymentBatch> PayAsync(YearMonth month, PaymentBatchKind kind = PaymentBatchKind.Regular, DateOnly? day = null)
    {
        var batch = await SendAsync(month, kind, day);
        Assert.True(batch.Files.Count > 0, $"Nothing was paid: {batch} {await PaymentAsync(Person, month)}");
        await Service.ImportAsync(BankReports.Settled(batch.Files[0].MessageId, await Service.SentAsync(batch)));
        return await Service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
    }

    /// <summary>A lower salary becomes known, and the month is decided again for a reason.</summary>
    public async Task RaiseAsync(Applicant person, YearMonth month, string reference)
    {
        await CaseStage.LowerSalaryAsync(person, month);
        await AskAgainAsync(person, month, reference);
    }

    /// <summary>A salary becomes known.</summary>
    public static Task EarnAsync(Applicant person, DateOnly day, long salary) => person.AnswerAsync(
        DecidedApplicationTests.Everything(1, 2, 3) with
        {
            Day = day,
            Incomes = [new(1, [new(Rules.Households.IncomeKind.Salary, salary)]), new(2, []), new(3, [])],
        });

    /// <summary>No income any more: the records agree with what was declared, which stops no support.</summary>
    public static Task EarnNothingAsync(Applicant person, DateOnly day) =>
        person.AnswerAsync(DecidedApplicationTests.Everything(1, 2, 3) with { Day = day });

    /// <summary>A month is decided again for a reason, on what is known now.</summary>
    public async Task AskAgainAsync(
        Applicant person, YearMonth month, string reference, RedecisionCause cause = RedecisionCause.ObjectionUpheld)
    {
        await InTransactionAsync(db => Service.Services.GetRequiredService<EligibilityApi>().AskRedecisionAsync(
            db, person.Household, month, cause, reference, CancellationToken.None));
        await RedecidedAsync();
    }

    /// <summary>Waits until every ask is worked and payments have read of it.</summary>
    public async Task RedecidedAsync()
    {
        await CycleDesk.UntilAsync(async () =>
        {
            await using var db = await Service.OpenDbAsync();
            return await db.RedecisionAsks.AllAsync(ask => ask.DoneAt != null);
        });
        await Service.Services.GetRequiredService<Compensations>().ReadFeedAsync(CancellationToken.None);
    }

    public async Task<bool> AskAsync(Applicant person, YearMonth month, long amount, string cause)
    {
        var taken = false;
        await InTransactionAsync(async db => taken = await Service.Services.GetRequiredService<PaymentsApi>()
            .AskCompensationAsync(db, person.Household, month, amount, cause, CancellationToken.None));
        return taken;
    }

    public async Task InTransactionAsync(Func<ServiceDb, Task> work)
    {
        await using var db = await Service.OpenDbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await work(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public async Task<PaymentHold> HoldAsync(Applicant person, string by = "worker")
    {
        var request = WorkingCalls.SoundHold(person.Household, Clients.Asked);
        return (await Service.Disbursement().HoldPaymentAsync(request, Service.CaseWorker(by))).Hold;
    }

    public async Task<PaymentHold> LiftAsync(PaymentHold hold, string by = "supervisor") =>
        (await Service.Disbursement().ReleaseHoldAsync(
            new() { RequestId = Citizens.NewId(), Name = hold.Name, Note = "The matter was cleared up.", Purpose = Clients.Asked },
            Service.Supervisor(by))).Hold;

    public async Task<Payment> PaymentAsync(Applicant person, YearMonth month) =>
        (await Service.Payments().GetPaymentAsync(new() { Name = $"{person.Household.Name}/payments/{month}" }, person.Options)).Payment;

    /// <summary>Balances of a household by account, from its entries alone.</summary>
    public async Task<Dictionary<Book, long>> BalancesAsync(Applicant person)
    {
        await using var db = await Service.OpenDbAsync();
        var entries = await db.JournalEntries.AsNoTracking().Where(entry => entry.HouseholdId == person.Household).ToListAsync();
        return Enum.GetValues<Book>().ToDictionary(
            book => book,
            book => entries.Where(entry => entry.Target == book).Sum(entry => entry.Amount)
                - entries.Where(entry => entry.Source == book).Sum(entry => entry.Amount));
    }

    /// <summary>What the newest decision of a month says.</summary>
    public async Task<long> DueAsync(YearMonth month) => (await Service.Services.GetRequiredService<EligibilityApi>()
        .FindDecisionAsync(Person.Household, month, CancellationToken.None))!.Amount;

    /// <summary>One look at the clocks and the effects of objections.</summary>
    public Task SweepAsync() => cases.SweepAsync();

    public async ValueTask DisposeAsync() => await cases.DisposeAsync();
}
