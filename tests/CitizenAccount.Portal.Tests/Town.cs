using System.Globalization;
using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Demo.Simulators.Bank;
using CitizenAccount.Service.Demo.Stories;
using Grpc.Net.Client;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Portal.Tests;

/// <summary>Some households of the demo's stories, with months that are decided and paid by the real people's calls: the
/// citizens who look at results, payments and complaints.</summary>
internal sealed class Town : IDisposable
{
    private static readonly YearMonth First = new(2026, 12);

    private readonly CitizenAccountTestService _service;

    private GrpcChannel? _channel;

    private Town(CitizenAccountTestService service) => _service = service;

    /// <summary>When the stories begin.</summary>
    public static DateTimeOffset Begin => TwelveStories.BeginOf(First);

    /// <summary>The last month that is decided and paid.</summary>
    public static YearMonth Last { get; } = First.AddMonths(3);

    /// <summary>The phones of everybody; what was read once is not read again.</summary>
    public StoryPhone Phone => Stage.Phone;

    /// <summary>Where people act by calls: for those a test makes beside the stories.</summary>
    public StoryStage Stage { get; private set; } = null!;

    public IReadOnlyList<Story> Stories { get; private set; } = [];

    public Story Of(string name) => Stories.Single(story => story.Name == name);

    public static async Task<Town> BuildAsync(CitizenAccountTestService service)
    {
        var town = new Town(service);
        var channel = GrpcChannel.ForAddress(service.Address);
        town._channel = channel;
        var stage = StoryOffices.Stage(
            service.Services, channel, service.PhoneFile, service.Clock.MoveTo, CancellationToken.None);
        var stories = new TwelveStories(stage, First);
        town.Stage = stage;
        town.Stories = [.. stories.All.Where(story => story.Name is "family-of-six" or "widow" or "independent" or "couple")];
        await stage.TellAsync(town.Stories, stories.On(15));
        for (var month = First; month <= Last; month = month.AddMonths(1))
        {
            if (month > First)
            {
                await town.AnswerAgainAsync(stage, salary: 12_000_00 + (900_00 * (month.Month + 1)));
            }

            await service.PublishAsync(month.Year, month.Month);
            await town.PayAsync(month);
        }

        service.Clock.Move(TimeSpan.FromDays(6));
        return town;
    }

    public void Dispose() => _channel?.Dispose();

    // The sources answer every month; one salary rises and is declared, so that the payment falls.
    private async Task AnswerAgainAsync(StoryStage stage, long salary)
    {
        var (man, woman) = (new StoryRecord(Sex.Male, MaritalStatus.Married), new StoryRecord(Sex.Female, MaritalStatus.Married));
        var (boy, girl) = (new StoryRecord(Sex.Male, MaritalStatus.Single), new StoryRecord(Sex.Female, MaritalStatus.Single));
        var family = Of("family-of-six").Citizen;
        await family.ReturnAsync();
        await family.DeclareAsync(Contracts.Account.V1.MaritalStatus.Married, new Contracts.Account.V1.Income
        {
            Kind = Contracts.Type.V1.IncomeKind.Salary,
            Monthly = new Contracts.Type.V1.Money { CurrencyCode = "SAR", Halalas = salary },
        });
        await stage.AnswerAsync(family, new StoryRecords(
            [man, woman, boy, girl, boy, girl], new IncomeLine(0, IncomeKind.Salary, salary)));
        await stage.AnswerAsync(Of("widow").Citizen, new StoryRecords(
            [new StoryRecord(Sex.Female, MaritalStatus.Widowed), boy, girl]));
        await stage.AnswerAsync(Of("independent").Citizen, new StoryRecords([boy], new IncomeLine(0, IncomeKind.Salary, 4_000_00)));
    }

    private async Task PayAsync(YearMonth month)
    {
        var day = PaymentCalendar.Published.For(month).Date;
        var (maker, checker, releaser) = (As("maker", Role.Operator), As("checker", Role.Approver), As("releaser", Role.Releaser));
        _service.Clock.MoveTo(Riyadh.At(day, new TimeOnly(3, 0)));
        var name = (await maker.PrepareBatchAsync(new PrepareBatchRequest
        {
            Cycle = $"cycles/{month}",
            Kind = PaymentBatchKind.Regular,
            PaymentDate = new Date { Year = day.Year, Month = day.Month, Day = day.Day },
        })).Batch.Name;
        var batch = await UntilAsync(maker, name, PaymentBatchState.Sealed);
        await checker.ApproveBatchAsync(new ApproveBatchRequest { Name = name, LinesSha256 = batch.LinesSha256 });
        await releaser.ReleaseBatchAsync(new ReleaseBatchRequest { Name = name, LinesSha256 = batch.LinesSha256 });
        foreach (var file in batch.Files)
        {
            await DepositAsync(file, month);
        }

        await UntilAsync(maker, name, PaymentBatchState.Reconciled);
    }

    // The bank reads our file and confirms every deposit.
    private async Task DepositAsync(BankFile file, YearMonth month)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var target = File.Create(path))
            {
                await _service.Client.As(_service.Staff("releaser", Role.Releaser)).ExportBankFileAsync(file.Name, target);
            }

            var report = BankPapers.Status(
                string.Create(CultureInfo.InvariantCulture, $"BANK-{month}"), file.MessageId,
                BankPapers.Read(path).Select(line => new BankTransfer(line.Id, line.Creditor, line.Amount, "")), "ACSC");
            using var content = new MemoryStream(report);
            await _service.Client.As(_service.Staff("maker", Role.Operator)).ImportBankReportAsync(
                new ImportBankReportHeader { Kind = BankReportKind.Status }, content);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private DisbursementService.DisbursementServiceClient As(string name, Role role) =>
        _service.Client.As(_service.Staff(name, role)).Disbursements;

    private static async Task<PaymentBatch> UntilAsync(
        DisbursementService.DisbursementServiceClient desk, string name, PaymentBatchState state)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (true)
        {
            var batch = (await desk.GetBatchAsync(new GetBatchRequest { Name = name })).Batch;
            if (batch.State >= state)
            {
                return batch;
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }
}
