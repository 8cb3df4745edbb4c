using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Questions to the calculator.</summary>
internal static class Estimates
{
    public static EstimateSupportRequest Plain() => new()
    {
        Kind = BeneficiaryKind.Head,
        Dependants18Plus = 1,
        DependantsUnder18 = 2,
        MonthlyIncome = new Money { CurrencyCode = "SAR", Halalas = 900_000 },
    };
}
