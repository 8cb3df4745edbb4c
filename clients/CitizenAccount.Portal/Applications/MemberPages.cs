using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Portal.Pages;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Portal.Applications;

/// <summary>Members of the household: adding, marital status, income, removing, each with what happened and when.
/// </summary>
internal static class MemberPages
{
    /// <summary>Rows for incomes that are not there yet.</summary>
    public const int BlankRows = 2;

    private const int RowsMax = 20;
    private const string Saved = "/application?saved=yes";

    public static async Task<IResult> AddAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var (birth, birthHijri) = form.ReadDay("birth");
            var request = new AddMemberRequest
            {
                RequestId = form.RequestId,
                Household = page.Household,
                NationalId = form["national_id"],
                Relationship = form.ReadChoice<Relationship>("relationship"),
                LifeEvent = ReadEvent(form),
                Etag = form[PageForm.EtagField],
            };
            if (birth is not null)
            {
                request.BirthDate = birth;
            }
            else if (birthHijri is not null)
            {
                request.BirthHijriDate = birthHijri;
            }

            if (await form.TryAsync(
                async () => await page.Client.Applications.AddMemberAsync(request, cancellationToken: page.Stop),
                EventFields))
            {
                return page.Go(Saved);
            }
        }

        return page.Show<AddMemberView, Application>(await ApplicationPage.ReadAsync(page));
    }

    public static async Task<IResult> RemoveAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var request = new RemoveMemberRequest
            {
                RequestId = form.RequestId,
                Name = NameOf(page),
                LifeEvent = ReadEvent(form),
                Etag = form[PageForm.EtagField],
            };
            if (await form.TryAsync(
                async () => await page.Client.Applications.RemoveMemberAsync(request, cancellationToken: page.Stop),
                EventFields))
            {
                return page.Go(Saved);
            }
        }

        return await ShowAsync<RemoveMemberView>(page);
    }

    public static async Task<IResult> StatusAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var member = new Member { MaritalStatus = form.ReadChoice<MaritalStatus>("marital_status") };
            if (await UpdateAsync(page, member, ReadEvent(form), "marital_status"))
            {
                return page.Go(Saved);
            }
        }

        return await ShowAsync<StatusView>(page);
    }

    public static async Task<IResult> IncomeAsync(PageContext page)
    {
        var form = page.Form;
        if (form.IsSubmitted)
        {
            var stored = (await FindAsync(page)).Member?.Incomes;
            var (member, rows) = (new Member(), new List<(string, string)>());
            for (var row = 0; row < RowsMax && form.Has($"income.{row}.kind"); row++)
            {
                if (form[$"income.{row}.kind"].Length == 0 && form[$"income.{row}.monthly"].Trim().Length == 0)
                {
                    continue;
                }

                var income = row < stored?.Count ? stored[row].Clone() : new Income();
                income.Kind = form.ReadChoice<IncomeKind>($"income.{row}.kind");
                income.Monthly = form.ReadMoney($"income.{row}.monthly");
                income.Description = form[$"income.{row}.description"];
                var at = $"member.incomes[{member.Incomes.Count}]";
                rows.AddRange(
                [
                    ($"{at}.kind", $"income.{row}.kind"), ($"{at}.monthly", $"income.{row}.monthly"),
                    ($"{at}.monthly.halalas", $"income.{row}.monthly"),
                    ($"{at}.description", $"income.{row}.description"),
                ]);
                member.Incomes.Add(income);
            }

            if (await UpdateAsync(page, member, ReadEvent(form, LifeEventKind.IncomeChanged), "incomes", [.. rows]))
            {
                return page.Go(Saved);
            }
        }

        return await ShowAsync<IncomeView>(page);
    }

    private static (string, string)[] EventFields =>
    [
        ("life_event.kind", "event"), ("life_event", "event"), ("life_event.event_date", "on"),
        ("life_event.event_hijri_date", "on"), ("life_event.day", "on"), ("member.marital_status", "marital_status"),
    ];

    private static LifeEvent ReadEvent(PageForm form, LifeEventKind kind = LifeEventKind.Unspecified)
    {
        var (day, hijri) = form.ReadDay("on");
        var happened = new LifeEvent
        {
            Kind = kind == LifeEventKind.Unspecified ? form.ReadChoice<LifeEventKind>("event") : kind,
        };
        if (day is not null)
        {
            happened.EventDate = day;
        }
        else if (hijri is not null)
        {
            happened.EventHijriDate = hijri;
        }

        return happened;
    }

    private static Task<bool> UpdateAsync(
        PageContext page, Member member, LifeEvent happened, string path, params (string, string)[] fields)
    {
        member.Name = NameOf(page);
        var request = new UpdateMemberRequest
        {
            RequestId = page.Form.RequestId,
            Member = member,
            UpdateMask = new FieldMask { Paths = { path } },
            LifeEvent = happened,
            Etag = page.Form[PageForm.EtagField],
        };
        return page.Form.TryAsync(
            async () => await page.Client.Applications.UpdateMemberAsync(request, cancellationToken: page.Stop),
            [.. EventFields, .. fields]);
    }

    private static string NameOf(PageContext page) => $"{page.Household}/members/{page.Part("member")}";

    private static async Task<MemberModel> FindAsync(PageContext page)
    {
        var application = await ApplicationPage.ReadAsync(page);
        var name = NameOf(page);
        return new MemberModel(application, application.Members.FirstOrDefault(member => member.Name == name));
    }

    private static async Task<IResult> ShowAsync<TView>(PageContext page)
        where TView : View<MemberModel>
    {
        var model = await FindAsync(page);
        return model.Member is null
            ? page.Show<MessageView, Message>(Messages.NotFound, StatusCodes.Status404NotFound)
            : page.Show<TView, MemberModel>(model);
    }
}

/// <summary>What a page of one member shows.</summary>
/// <param name="Application">The application, for its etag.</param>
/// <param name="Member">The member; null when there is none of that name.</param>
public sealed record MemberModel(Application Application, Member? Member);
