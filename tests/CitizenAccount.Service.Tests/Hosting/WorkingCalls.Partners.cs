using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of partner systems. A partner is asked for scopes, and for a legal basis agreed with it.
internal static partial class WorkingCalls
{
    public const string PartnerScopes = "standing.read income.verify income.submit verifications.serve";
    public const string LegalBasis = "Social Security Law, article 14";

    private const string Partner = "citizenaccount.partner.v1.IncomeVerificationService.";

    /// <summary>What the services of the tests agreed with the partners of the tests.</summary>
    public static IEnumerable<(string Key, string Value)> Agreements =>
        new[] { "as-Partner", "staff-Partner", "short", "social-security" }.SelectMany((subject, at) => new[]
        {
            ($"Partners:Agreements:{at}:Subject", subject), ($"Partners:Agreements:{at}:LegalBases:0", LegalBasis),
        });

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
    ];

    private static WorkingCall ByPartner(string name, Func<Google.Protobuf.IMessage> sound) =>
        new(Partner + name, [Role.Partner], (_, _) => sound()) { NamesWhose = false, Answers = ["PERSON_NOT_KNOWN"] };
}
