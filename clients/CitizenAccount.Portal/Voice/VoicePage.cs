using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Portal.Pages;
using Google.Protobuf;

namespace CitizenAccount.Portal.Voice;

/// <summary>"Your voice is heard": opens a ticket, with and without an account, and follows one by its number.
/// </summary>
internal static class VoicePage
{
    private const int FilesMax = 3;

    public static async Task<IResult> OpenAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted && await SendAsync(page) is { } number)
        {
            return page.Go($"/voice/follow?number={number}&new=yes");
        }

        var mine = page.Citizen is null ? null : await page.Client.Voice.ListTicketsAsync(
            new ListTicketsRequest { PageSize = 20 }, cancellationToken: page.Stop).OrNullAsync();
        return page.Show<VoiceView, IReadOnlyList<Ticket>>(mine?.Tickets ?? []);
    }

    public static async Task<IResult> FollowAsync(PageContext page)
    {
        var form = page.Form;
        var number = Typed.Plain(form.Shown("number", page.Query("number")));
        var ticket = (Ticket?)null;
        var asks = form.IsSubmitted || (page.Citizen is not null && number.Length > 0);
        if (form.IsSubmitted && form["do"] == "add")
        {
            await AddAsync(page, number);
        }

        if (asks)
        {
            var clean = form.IsClean;
            var read = async () => ticket = (await page.Client.Voice.GetTicketAsync(
                new GetTicketRequest { Name = $"tickets/{number}", NationalId = form["national_id"] },
                cancellationToken: page.Stop)).Ticket;
            if (clean)
            {
                await form.TryAsync(read, ("name", "number"));
            }
            else
            {
                await read();
            }
        }

        return page.Show<FollowView, FollowModel>(new FollowModel(number, ticket));
    }

    private static async Task<string?> SendAsync(PageContext page)
    {
        var form = page.Form;
        var request = new OpenTicketRequest
        {
            RequestId = form.RequestId,
            Kind = form.ReadChoice<TicketKind>("kind"),
            Text = form["text"],
        };
        if (page.Citizen is null)
        {
            var (_, birth) = form.ReadDay("birth");
            request.Applicant = new TicketApplicant
            {
                NationalId = form["national_id"],
                FullName = form["full_name"],
                Mobile = form["mobile"],
                BirthHijriDate = birth,
            };
        }

        await AttachAsync(page, request);
        var number = (string?)null;
        await form.TryAsync(async () => number = (await page.Client.Voice.OpenTicketAsync(
            request, cancellationToken: page.Stop)).Ticket.Number, ("attachments", Uploads.Field));
        if (form.Refusal?.Reason.ToString().StartsWith("Document", StringComparison.Ordinal) == true)
        {
            form.MoveProblemsTo(Uploads.Field);
        }

        return number;
    }

    private static async Task AttachAsync(PageContext page, OpenTicketRequest request)
    {
        var files = page.Form.Files?.GetFiles(Uploads.Field).Where(file => file.Length > 0).ToList() ?? [];
        if (files.Count > FilesMax)
        {
            page.Form.Fail(Uploads.Field, VoiceWords.TooManyFiles);
            return;
        }

        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            request.Attachments.Add(new TicketAttachment
            {
                FileName = Uploads.NameOf(file),
                Content = await ByteString.FromStreamAsync(content, page.Stop),
            });
        }
    }

    private static async Task AddAsync(PageContext page, string number)
    {
        var form = page.Form;
        if (await form.TryAsync(async () => await page.Client.Voice.AddTicketMessageAsync(
            new AddTicketMessageRequest { RequestId = form.RequestId, Name = $"tickets/{number}", Text = form["text"] },
            cancellationToken: page.Stop)))
        {
            form.Set("text", "");
            form.Renew();
        }
    }
}

/// <summary>What following shows.</summary>
/// <param name="Number">The number asked for.</param>
/// <param name="Ticket">The ticket, once it is proved to be the person's.</param>
public sealed record FollowModel(string Number, Ticket? Ticket);
