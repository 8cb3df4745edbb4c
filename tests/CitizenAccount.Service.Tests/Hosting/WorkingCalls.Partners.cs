using System.Security.Cryptography;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of partner systems. A partner is asked for scopes, and for a legal basis agreed with it.
internal static partial class WorkingCalls
{
    public const string PartnerScopes = "standing.read income.verify income.submit verifications.serve";
    public const string LegalBasis = "Social Security Law, article 14";

    private const string Partner = "citizenaccount.partner.v1.IncomeVerificationService.";

    /// <summary>The partner of the tests that reports incomes and signs what it sends.</summary>
    public const string Reporter = "social-security";

    /// <summary>Its key.</summary>
    public static readonly ECDsa ReporterKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly string[] ReportedKinds =
        ["Salary", "Pension", "Investment", "RealEstate", "SelfEmployment", "Hafiz", "Saned", "StudentStipend"];

    private static readonly string[] AnsweredKinds =
        ["DaysAbroad", "RealEstateValue", "VehiclesValue", "CashValue", "PortfoliosValue", "DomesticWorkers"];

    /// <summary>What the services of the tests agreed with the partners of the tests.</summary>
    public static IEnumerable<(string Key, string Value)> Agreements(string environment) =>
        new[] { Reporter, "as-Partner", "staff-Partner", "short" }.SelectMany((subject, at) => new[]
        {
            ($"Partners:Agreements:{at}:Subject", subject), ($"Partners:Agreements:{at}:LegalBases:0", LegalBasis),
            ($"Partners:Agreements:{at}:Keys:0:Id", "key-1"),
            ($"Partners:Agreements:{at}:Keys:0:PublicKey", Convert.ToBase64String(ReporterKey.ExportSubjectPublicKeyInfo())),
        }).Concat(ReportedKinds.Select((kind, at) => ($"Partners:Agreements:0:IncomeKinds:{at}", kind)))
            .Concat(Enumerable.Range(0, environment == "Development" ? 0 : 4)

                // Outside development each partner has one; nobody has its key.
                .Select(at => ($"Partners:Agreements:{at}:Certificates:0", new string('a', 64))))
            .Concat(AnsweredKinds.Select((kind, at) => ($"Partners:Agreements:0:StatusKinds:{at}", kind)));

    public static Purpose PartnerPurpose => new() { Code = PurposeCode.Review, LegalBasis = LegalBasis };

    public static PersonQuery SomePerson => new()
    {
        NationalId = DecidedService.People[1].Persons[0].NationalId.Value,
        PersonReference = "case-1",
    };

    private static WorkingCall[] Partners =>
    [
        ByPartner("GetStanding", () => new GetStandingRequest { Person = SomePerson, Purpose = PartnerPurpose }),
        ByPartner("BatchGetStanding", () => new BatchGetStandingRequest { Persons = { SomePerson }, Purpose = PartnerPurpose }),
        ByPartner("VerifyIncome", () => new VerifyIncomeRequest
        {
            Person = SomePerson,
            IncomeMonth = new YearMonth { Year = 2026, Month = 11 },
            Incomes = { new MonthlyIncome { Kind = IncomeKind.Salary, Amount = new Money { CurrencyCode = "SAR", Halalas = 9_000_00 } } },
            Purpose = PartnerPurpose,
        }),
        ByPartner("SubmitIncomeRecords", () => new SubmitIncomeRecordsRequest { Header = SoundHeader() }),
        ByPartner("ServeVerifications", () => new ServeVerificationsRequest { Hello = SoundHello() }),
        OfSubmission("GetSubmission", () => new GetSubmissionRequest { Name = SomeSubmission, PageSize = 10 }),
        OfSubmission("WatchSubmission", () => new WatchSubmissionRequest { Name = SomeSubmission }),
    ];

    /// <summary>A name that no submission has.</summary>
    public static string SomeSubmission => "incomeSubmissions/0190a5d4-0000-7000-8000-000000000001";

    public static VerificationHello SoundHello() => new() { OpenQuestions = 10, Purpose = PartnerPurpose };

    public static SubmissionHeader SoundHeader(long records = 3) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Records = records,
        Purpose = PartnerPurpose,
    };

    private static WorkingCall OfSubmission(string name, Func<Google.Protobuf.IMessage> sound) =>
        new(Partner + name, [Role.Partner, Role.Operator], (_, _) => sound())
        {
            NamesWhose = false,
            Answers = ["SUBMISSION_NOT_FOUND"],
        };

    private static WorkingCall ByPartner(string name, Func<Google.Protobuf.IMessage> sound) =>
        new(Partner + name, [Role.Partner], (_, _) => sound()) { NamesWhose = false, Answers = ["PERSON_NOT_KNOWN"] };
}
