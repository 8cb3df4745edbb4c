using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Portal.Pages;

namespace CitizenAccount.Portal.Cases;

/// <summary>Complaint management: the list, and one of them with what the citizen can do about it.</summary>
internal static class CasesPage
{
    public static async Task<IResult> ListAsync(PageContext page)
    {
        var answer = await page.Client.Objections.ListObjectionsAsync(
            new ListObjectionsRequest { Household = page.Household, PageToken = page.Query("after") },
            cancellationToken: page.Stop).OrNullAsync();
        return page.Show<CasesView, CasesModel>(new CasesModel(answer?.Objections ?? [], answer?.NextPageToken ?? ""));
    }

    public static async Task<IResult> OneAsync(PageContext page)
    {
        var form = page.Form;
        var name = $"objections/{page.Part("id")}";
        if (form.IsSubmitted && await ActAsync(page, name))
        {
            return page.Go($"/cases/{page.Part("id")}");
        }

        var answer = await page.Client.Objections.GetObjectionAsync(
            new GetObjectionRequest { Name = name }, cancellationToken: page.Stop);
        return page.Show<CaseView, Objection>(answer.Objection);
    }

    private static Task<bool> ActAsync(PageContext page, string name) => page.Form["do"] switch
    {
        "withdraw" => page.Form.TryAsync(async () => await page.Client.Objections.WithdrawObjectionAsync(
            new WithdrawObjectionRequest
            {
                RequestId = page.Form.RequestId,
                Name = name,
                Etag = page.Form[PageForm.EtagField],
                Cause = page.Form["cause"],
            },
            cancellationToken: page.Stop)),
        "escalate" => page.Form.TryAsync(async () => await page.Client.Objections.EscalateObjectionAsync(
            new EscalateObjectionRequest
            {
                RequestId = page.Form.RequestId,
                Name = name,
                Etag = page.Form[PageForm.EtagField],
                Cause = page.Form["escalation"],
            },
            cancellationToken: page.Stop), ("cause", "escalation")),
        _ => AddAsync(page, name),
    };

    private static async Task<bool> AddAsync(PageContext page, string name)
    {
        var request = new AddEvidenceRequest { RequestId = page.Form.RequestId, Name = name, Text = page.Form["text"] };
        request.Documents.Add(await Uploads.TakeAsync(page, DocumentKind.Other));
        return await page.Form.TryAsync(async () => await page.Client.Objections.AddEvidenceAsync(
            request, cancellationToken: page.Stop));
    }
}

/// <summary>What the list shows.</summary>
/// <param name="Objections">The newest first.</param>
/// <param name="Next">Token of the older ones; empty when there are none.</param>
public sealed record CasesModel(IReadOnlyList<Objection> Objections, string Next);
