using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;

namespace CitizenAccount.Service.Applications;

/// <summary>Who made a change, and through which channel.</summary>
internal sealed record Actor(Role Role, Channel Channel)
{
    /// <summary>Who makes a call: a citizen, else the first role of staff that the caller has.</summary>
    public static Actor Of(Caller caller, Purpose? purpose) => new(
        !caller.ActsForOthers ? Role.Citizen
            : Enum.GetValues<Role>().First(role => role > Role.Citizen && caller.Is(role)),
        purpose is not null && Enum.IsDefined(purpose.Channel) ? purpose.Channel : default);
}

/// <summary>Stores a change with everything that goes with it, in the caller's transaction: the application, the
/// household's revision, its members' register, events, a new version of its facts, and messages.</summary>
internal sealed class ApplicationsSaving(
    ApplicationSeals seals, AccountsApi accounts, Outbox outbox, IEnumerable<ExitsKnown> exits, TimeProvider clock)
{
    /// <summary>Stores a change; what was read must have been read in the same transaction.</summary>
    /// <returns>The application as it stands then.</returns>
    public async Task<ReadApplication> SaveAsync(
        ServiceDb db, ReadApplication before, Change change, Actor actor, CancellationToken stop)
    {
        var at = new Moment(clock.GetUtcNow());
        var account = await accounts.FindByHouseholdAsync(before.Household, stop);
        var begins = before.ApplicationRow is null;
        Happening[] events = begins
            ? [new Happening(ApplicationEventKind.Created, at.Today), .. change.Events]
            : [.. change.Events];
        var after = change.After with { Events = change.After.Events + events.Length };
        AddEvents(db, before, after, events, actor, at);
        var row = Register(db, before, after, account, at);
        await SyncMembersAsync(db, before, after, stop);
        if (after.EverSubmitted)
        {
            await FactsStore.AddIfNewAsync(db, before.Household, after, at, stop);
        }

        if (Exits.FirstNew(before.Application, after) is { } day)
        {
            foreach (var told in exits)
            {
                await told(db, before.Household, day, $"{before.Household.Name}/events/{after.Events}", stop);
            }
        }

        Tell(db, row, change, account, at);
        return new ReadApplication(before.Household, row.Revision, after);
    }

    private HouseholdRow Register(
        ServiceDb db, ReadApplication before, Application after, AccountFacts? account, Moment at)
    {
        var household = before.Household;
        var row = before.HouseholdRow ?? db.Households.Add(new HouseholdRow
        {
            Id = household,
            Kind = 0,
            Revision = 0,
            CreatedAt = at.Utc,
            IbanSealed = [],
            MobileSealed = seals.SealMobile(household, account?.Contact.Mobile ?? ""),
        }).Entity;
        row.Revision++;
        row.Kind = (byte)after.Kind;
        if (BankAccounts.InUse(after, at.Now) is { } inUse)
        {
            row.IbanSealed = seals.SealIban(household, inUse.Iban);
        }

        var content = before.ApplicationRow ?? db.Applications.Add(new ApplicationRow
        {
            HouseholdId = household,
            State = after.State,
            SubmittedAt = after.SubmittedAt,
            ContentSealed = [],
        }).Entity;
        content.State = after.State;
        content.SubmittedAt = after.SubmittedAt;
        content.ContentSealed = seals.Seal(household, after);
        return row;
    }

    private void AddEvents(
        ServiceDb db, ReadApplication before, Application after, Happening[] events, Actor actor, Moment at)
    {
        var serves = Served.By(at.Now).Cycle.Month;
        var examined = after.IsExamined || before.Application.IsExamined;
        for (var i = 0; i < events.Length; i++)
        {
            var (happening, number) = (events[i], after.Events - events.Length + i + 1);
            var detail = new EventDetail(happening.Life, happening.Cause);
            db.ApplicationEvents.Add(new ApplicationEventRow
            {
                HouseholdId = before.Household,
                Number = number,
                Kind = (byte)happening.Kind,
                Day = happening.Day,
                RecordedAt = at.Utc,
                Member = happening.Member,
                ServedMonth = examined && happening.Kind is not (
                    ApplicationEventKind.Created or ApplicationEventKind.NoticeGiven)
                    ? (serves.Year * 100) + serves.Month
                    : null,
                Role = (byte)actor.Role,
                Channel = (byte)actor.Channel,
                DetailSealed = detail is { Life: null, Cause: "" }
                    ? null
                    : seals.Seal(before.Household, number, detail),
            });
        }
    }

    // Dependants count from the day they are listed, the main beneficiary from submission on; nobody does once it is
    // withdrawn. Of two households that add one person at once, the unique index lets one through.
    private async Task SyncMembersAsync(
        ServiceDb db, ReadApplication before, Application after, CancellationToken stop)
    {
        var rows = before.HouseholdRow is null
            ? []
            : await db.Members.Where(row => row.HouseholdId == before.Household).ToListAsync(stop);
        foreach (var member in after.Members)
        {
            var index = seals.IndexOf(member.NationalId);
            var row = rows.FirstOrDefault(row => row.Position == member.Position) ?? db.Members.Add(new MemberRow
            {
                HouseholdId = before.Household,
                Position = member.Position,
                NationalIdIndex = index,
                IdentitySealed = seals.SealIdentity(before.Household, member),
            }).Entity;
            var (counted, counts) = (row.CountedIndex is not null, Counts(member, after));
            if (counted != counts)
            {
                row.CountedIndex = counts ? index : null;
            }

            // A withdrawn household goes on listing its people, until another one counts them: it has no say then.
            var leaves = counted && !member.IsActive;
            if (!member.IsMain && ((counts && !counted) || leaves))
            {
                await accounts.NoteMembershipAsync(
                    db, Rules.Identity.NationalId.Parse(member.NationalId),
                    leaves ? null : before.Household, member.Position, stop);
            }
        }
    }

    private static bool Counts(HouseholdMember member, Application application) =>
        member.IsActive
        && (member.IsMain ? application.IsExamined : application.State != StoredState.Withdrawn);

    private void Tell(ServiceDb db, HouseholdRow row, Change change, AccountFacts? account, Moment at)
    {
        foreach (var (kind, facts) in change.Messages)
        {
            outbox.Add(db, new Message(kind, account?.Id)
            {
                Facts = new Dictionary<string, string>(facts)
                {
                    ["cycle"] = Served.By(at.Now).Cycle.Month.ToString(),
                },
                Mobile = account is null ? seals.OpenMobile(row.Id, row.MobileSealed) : null,
                Language = account?.Language ?? Language.Arabic,
                Subject = $"{row.Id.Name}/application",
            });
        }
    }
}
