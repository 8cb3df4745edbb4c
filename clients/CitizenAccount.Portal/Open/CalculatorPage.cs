using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Open;

/// <summary>The calculator, open to all: what the service estimates for a household so composed. The question stands in
/// the address, so that it can be sent on; there is nothing in it to know a person by.</summary>
internal static class CalculatorPage
{
    public static async Task<IResult> ShowAsync(PageContext page)
    {
        var form = page.Form;
        var estimate = (SupportEstimate?)null;
        if (page.Http.Request.Query.ContainsKey("income"))
        {
            foreach (var (name, value) in page.Http.Request.Query)
            {
                form.Set(name, value.ToString());
            }

            var request = new EstimateSupportRequest
            {
                Registered = form["registered"] == "yes",
                Kind = form.ReadChoice<BeneficiaryKind>("kind"),
                DependantsUnder18 = form.ReadCount("under_18"),
                Dependants18Plus = form.ReadCount("adults"),
                MonthlyIncome = form.ReadMoney("income"),
            };
            await form.TryAsync(
                async () => estimate = (await page.Client.Eligibility.EstimateSupportAsync(
                    request, cancellationToken: page.Stop)).Estimate,
                ("dependants_18_plus", "adults"), ("dependants_under_18", "under_18"), ("monthly_income", "income"),
                ("monthly_income.halalas", "income"));
        }

        return page.Show<CalculatorView, CalculatorModel>(new CalculatorModel(estimate));
    }
}

/// <summary>What the calculator shows.</summary>
/// <param name="Estimate">The estimate, once asked for and possible.</param>
public sealed record CalculatorModel(SupportEstimate? Estimate);
