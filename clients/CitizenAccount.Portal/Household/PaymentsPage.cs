using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Household;

/// <summary>The payments of a household, and one of them explained.</summary>
internal static class PaymentsPage
{
    private const int PageSize = 24;

    public static async Task<IResult> ListAsync(PageContext page)
    {
        var answer = await page.Client.Payments.ListPaymentsAsync(
            new ListPaymentsRequest
            {
                Parent = page.Household,
                PageSize = PageSize,
                PageToken = page.Query("after"),
            },
            cancellationToken: page.Stop).OrNullAsync();
        return page.Show<PaymentsView, PaymentsModel>(new PaymentsModel(
            answer?.Payments ?? [], answer?.Totals ?? new PaymentTotals(), answer?.NextPageToken ?? ""));
    }

    public static async Task<IResult> OneAsync(PageContext page)
    {
        var answer = await page.Client.Payments.ExplainPaymentAsync(
            new ExplainPaymentRequest { Name = $"{page.Household}/payments/{page.Part("cycle")}" },
            cancellationToken: page.Stop);
        return page.Show<PaymentView, PaymentExplanation>(answer.Explanation);
    }
}

/// <summary>What the list shows.</summary>
/// <param name="Payments">The newest first.</param>
/// <param name="Totals">Over all payments.</param>
/// <param name="Next">Token of the older ones; empty when there are none.</param>
public sealed record PaymentsModel(IReadOnlyList<Payment> Payments, PaymentTotals Totals, string Next);
