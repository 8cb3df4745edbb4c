using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Cases;

/// <summary>Files a complaint about a payment or an objection to a decision.</summary>
internal static class FilingPage
{
    public static async Task<IResult> ComplaintAsync(PageContext page)
    {
        var form = page.Form;
        var cycle = page.Part("cycle");
        if (form.IsSubmitted)
        {
            var request = new FileObjectionRequest
            {
                RequestId = form.RequestId,
                Payment = new PaymentFiling
                {
                    Payment = $"{page.Household}/payments/{cycle}",
                    Problem = form.ReadChoice<PaymentProblem>("problem"),
                },
                Text = form["text"],
            };
            if (await FileAsync(page, request, DocumentKind.BankStatement) is { } filed)
            {
                return page.Go($"/cases/{Figures.Id(filed)}?filed=yes");
            }
        }

        return page.Show<ComplaintView, string>(cycle);
    }

    public static async Task<IResult> ObjectionAsync(PageContext page)
    {
        var form = page.Form;
        var name = $"{page.Household}/decisions/{page.Part("cycle")}";
        if (form.IsSubmitted)
        {
            var request = new FileObjectionRequest
            {
                RequestId = form.RequestId,
                Eligibility = new EligibilityFiling { Decision = name },
                Text = form["text"],
            };
            request.Eligibility.Grounds.Add(form.All("grounds").Select(ground =>
                Enum.TryParse<DecisionReason>(ground, out var known) && Enum.IsDefined(known) ? known : default));
            if (await FileAsync(page, request, DocumentKind.Other) is { } filed)
            {
                return page.Go($"/cases/{Figures.Id(filed)}?filed=yes");
            }
        }

        var answer = await page.Client.Eligibility.ExplainDecisionAsync(
            new ExplainDecisionRequest { Name = name }, cancellationToken: page.Stop);
        return page.Show<ObjectionView, Decision>(answer.Explanation.Decision);
    }

    private static async Task<string?> FileAsync(PageContext page, FileObjectionRequest request, DocumentKind evidence)
    {
        request.Documents.Add(await Uploads.TakeAsync(page, evidence));
        var filed = (string?)null;
        await page.Form.TryAsync(async () => filed = (await page.Client.Objections.FileObjectionAsync(
            request, cancellationToken: page.Stop)).Objection.Name, ("eligibility.grounds", "grounds"));
        return filed;
    }
}
