using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Application = CitizenAccount.Contracts.Account.V1.Application;
using NationalAddress = CitizenAccount.Contracts.Account.V1.NationalAddress;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>A person with an account of their own, and what they call.</summary>
internal sealed class Applicant
{
    private static int _numbers = Random.Shared.Next(1_000_000, 2_000_000);

    private Applicant(RunningService service, HouseholdId household, AccountId account, NationalId nationalId, int number) =>
        (Service, Household, Account, NationalId, Number) = (service, household, account, nationalId, number);

    public RunningService Service { get; }

    public HouseholdId Household { get; }

    public AccountId Account { get; }

    public NationalId NationalId { get; }

    public int Number { get; }

    public Metadata Credentials => new()
    {
        {
            "authorization",
            "Bearer " + Service.Services.GetRequiredService<DevelopmentIssuer>().Issue(
                $"person-{Number}", [Role.Citizen], Household, TimeSpan.FromMinutes(10), Account)
        },
    };

    public CallOptions Options => Clients.By(Credentials);

    /// <summary>A national ID nobody else in the tests has.</summary>
    public static NationalId NewId(char kind = '1')
    {
        var body = $"{kind}{Interlocked.Increment(ref _numbers):D8}";
        return Enumerable.Range(0, 10)
            .Select(digit => NationalId.TryParse($"{body}{digit}", out var id, out _) ? id : (NationalId?)null)
            .First(id => id is not null)!.Value;
    }

    /// <summary>A person whose account was just opened.</summary>
    public static async Task<Applicant> RegisterAsync(RunningService service, NationalId? nationalId = null, DateOnly? birth = null)
    {
        var seals = service.Services.GetRequiredService<AccountSeals>();
        var now = service.Clock.GetUtcNow();
        var number = Interlocked.Increment(ref _numbers);
        var (account, household) = (new AccountId(Guid.CreateVersion7(now)), new HouseholdId(Guid.CreateVersion7(now)));
        var (id, mobile) = (nationalId ?? NewId(), Mobile.Parse($"+9665{number:D8}"));
        var db = await service.OpenDbAsync();
        await using (db)
        {
            db.Accounts.Add(new AccountRow
            {
                Id = account,
                HouseholdId = household,
                NationalIdIndex = seals.IndexOf(id),
                MobileIndex = seals.IndexOf(mobile),
                PersonSealed = seals.Seal(account, new AccountPerson(id.Value, birth ?? new DateOnly(1985, 5, 20), null, "أحمد", "Ahmad")),
                ContactSealed = seals.Seal(account, new AccountContact(mobile.Value, null)),
                Standing = AccountStanding.Open,
                TermsVersion = "1",
                Language = (byte)Language.Arabic,
                RegisteredAt = now.UtcDateTime,
                Version = 1,
            });
            await db.SaveChangesAsync();
        }

        return new Applicant(service, household, account, id, number);
    }

    /// <summary>A person who has applied for a couple.</summary>
    public static async Task<Applicant> SubmittedAsync(RunningService service)
    {
        var person = await RegisterAsync(service);
        await person.SubmitCoupleAsync();
        return person;
    }

    public async Task<Application> GetAsync() =>
        (await Service.Applications().GetApplicationAsync(new() { Household = Household.Name }, Options)).Application;

    public async Task<string> EtagAsync() => (await GetAsync()).Etag;

    public async Task<UpdateApplicationResponse> UpdateAsync(Application values, params string[] paths) =>
        await Service.Applications().UpdateApplicationAsync(
            new()
            {
                RequestId = $"{Guid.NewGuid():D}",
                Household = Household.Name,
                Application = values,
                UpdateMask = new FieldMask { Paths = { paths } },
                Etag = await EtagAsync(),
            },
            Options);

    public async Task<AddMemberRequest> AdditionAsync(
        Relationship relationship, NationalId? id = null, DateOnly? birth = null, LifeEventKind kind = LifeEventKind.Marriage,
        DateOnly? day = null)
    {
        var born = birth ?? (relationship is Relationship.Spouse ? new DateOnly(1988, 1, 1) : new DateOnly(2015, 3, 4));
        return new AddMemberRequest
        {
            RequestId = $"{Guid.NewGuid():D}",
            Household = Household.Name,
            NationalId = (id ?? NewId()).Value,
            BirthDate = Wire(born),
            Relationship = relationship,
            LifeEvent = new LifeEvent { Kind = kind, EventDate = Wire(day ?? (kind == LifeEventKind.Birth ? born : new DateOnly(2016, 1, 1))) },
            Etag = await EtagAsync(),
        };
    }

    public async Task<AddMemberResponse> AddAsync(AddMemberRequest request) =>
        await Service.Applications().AddMemberAsync(request, Options);

    public async Task<AddMemberResponse> AddSpouseAsync() => await AddAsync(await AdditionAsync(Relationship.Spouse));

    public async Task<AddMemberResponse> AddChildAsync(DateOnly? birth = null) =>
        await AddAsync(await AdditionAsync(Relationship.Son, birth: birth, kind: LifeEventKind.Birth));

    public async Task<RemoveMemberResponse> RemoveAsync(int position, LifeEventKind kind, DateOnly day) =>
        await Service.Applications().RemoveMemberAsync(
            new()
            {
                RequestId = $"{Guid.NewGuid():D}",
                Name = $"{Household.Name}/members/{position}",
                LifeEvent = new LifeEvent { Kind = kind, EventDate = Wire(day) },
                Etag = await EtagAsync(),
            },
            Options);

    public async Task<ChangeBankAccountResponse> BankAsync(string iban) => await Service.Applications().ChangeBankAccountAsync(
        new() { RequestId = $"{Guid.NewGuid():D}", Household = Household.Name, Iban = iban, Etag = await EtagAsync() }, Options);

    public async Task<SubmitApplicationRequest> SubmissionAsync(bool validateOnly = false) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Household = Household.Name,
        DeclarationVersion = "2026-01",
        Etag = await EtagAsync(),
        ValidateOnly = validateOnly,
    };

    public async Task<SubmitApplicationResponse> SubmitAsync() =>
        await Service.Applications().SubmitApplicationAsync(await SubmissionAsync(), Options);

    public async Task<ReapplyResponse> ReapplyAsync() => await Service.Applications().ReapplyAsync(
        new() { RequestId = $"{Guid.NewGuid():D}", Household = Household.Name, DeclarationVersion = "2026-01", Etag = await EtagAsync() },
        Options);

    public async Task<WithdrawApplicationResponse> WithdrawAsync(string cause = "") =>
        await Service.Applications().WithdrawApplicationAsync(
            new() { RequestId = $"{Guid.NewGuid():D}", Household = Household.Name, Cause = cause, Etag = await EtagAsync() }, Options);

    /// <summary>Everything a couple needs to submit, and the submission.</summary>
    public async Task<SubmitApplicationResponse> SubmitCoupleAsync()
    {
        await CompleteCoupleAsync();
        return await SubmitAsync();
    }

    public async Task CompleteCoupleAsync()
    {
        await UpdateAsync(Household1, "kind", "address", "housing.kind");
        await AddSpouseAsync();
        await BankAsync(Ibans.First);
    }

    /// <summary>Declares a salary of this many halalas from a day on.</summary>
    public async Task DeclareSalaryAsync(long halalas, DateOnly from)
    {
        var application = await GetAsync();
        await Service.Applications().UpdateMemberAsync(
            new UpdateMemberRequest
            {
                RequestId = $"{Guid.NewGuid():D}",
                Member = new Member
                {
                    Name = application.Members[0].Name,
                    Incomes = { new Income { Kind = IncomeKind.Salary, Monthly = new Money { CurrencyCode = "SAR", Halalas = halalas } } },
                },
                UpdateMask = new FieldMask { Paths = { "incomes" } },
                LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = Wire(from) },
                Etag = application.Etag,
            },
            Options);
    }

    public async Task<IReadOnlyList<ApplicationEvent>> EventsAsync() =>
        (await Service.Applications().ListApplicationEventsAsync(new() { Parent = Household.Name }, Options)).Events;

    /// <summary>Kinds of the messages written for this person, oldest first.</summary>
    public async Task<IReadOnlyList<MessageKind>> MessagesAsync()
    {
        var db = await Service.OpenDbAsync();
        await using (db)
        {
            return await db.Messages.AsNoTracking().Where(row => row.AccountId == Account)
                .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => row.Kind).ToListAsync();
        }
    }

    public Task AnswerAsync(SourceAnswer answer) =>
        Service.Services.GetRequiredService<ApplicationsApi>().RecordAnswerAsync(Household, answer, CancellationToken.None);

    public static Application Household1 => new()
    {
        Kind = BeneficiaryKind.Head,
        Address = new NationalAddress { ShortAddress = "RAAA2919" },
        Housing = new Housing { Kind = HousingKind.Owned },
    };

    public static Date Wire(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}

/// <summary>Sound account numbers.</summary>
internal static class Ibans
{
    public const string First = "SA0380000000608010167519";

    /// <summary>The n-th of many.</summary>
    public static string Of(int number) => Enumerable.Range(2, 97)
        .Select(check => $"SA{check:D2}80{number:D18}").First(text => Iban.TryParse(text, out _, out _));
}

/// <summary>Reaches the database of a running service.</summary>
internal static class Databases
{
    public static Task<ServiceDb> OpenDbAsync(this RunningService service) =>
        service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
}

/// <summary>A running service without households, one for all tests of a class; it must not log an error.</summary>
public sealed class ApplicantService : IAsyncLifetime
{
    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync() => Service = await RunningService.StartAsync(
        new Dictionary<string, string?> { ["Limits:CallsBurst"] = "1000000" },
        configure: services => services.Configure<Grpc.AspNetCore.Server.GrpcServiceOptions>(
            grpc => grpc.Interceptors.Add<Documents.Membership>()));

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Assert.Empty(Service.Log.Errors);
    }
}
