using System.Globalization;
using System.Security.Cryptography;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TicketState = CitizenAccount.Rules.Cases.TicketState;

namespace CitizenAccount.Service.Voice;

/// <summary>OpenTicket. The same is done and answered whether or not the person has an account.</summary>
internal sealed class TicketOpening(
    Writes writes, TicketSeals seals, TicketSteps steps, TicketFiles files, TicketWire wire, TicketTokens tokens,
    AccountsApi accounts, CaseCalendar calendar, TimeProvider clock)
{
    private const int OpenedADayMax = 5;

    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public async Task<OpenTicketResponse> OpenAsync(OpenTicketRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var isCitizen = caller.IsKnown && !caller.ActsForOthers;
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var applicant = check.ReadApplicant(request.Applicant, isCitizen);
        check.CheckChoice(request.Kind, "kind");
        var text = check.ReadCaseText(request.Text, 10, "text");
        check.CheckAttachments(request.Attachments);
        check.ThrowIfBad();
        context.State().TouchStranger(request.Purpose);
        if (isCitizen && caller.Household is { } own)
        {
            context.State().Touch(own, request.Purpose);
        }

        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            var attached = await files.CheckAsync(request.Attachments, stop);
            var draft = await DraftAsync(request, text, applicant, context);
            return await writes.CommitAsync(write, async db =>
            {
                var row = await AddAsync(db, draft, attached, stop);
                await db.SaveChangesAsync(stop);
                return new OpenTicketResponse
                {
                    Ticket = wire.ToWire(await TicketsStore.ReadAsync(db, row, stop), draft.Actor.IsStaff),
                    ConsistencyToken = tokens.Issue(),
                };
            }, stop);
        }, stop);
    }

    private async Task<Draft> DraftAsync(
        OpenTicketRequest request, string text, ParsedApplicant? applicant, ServerCallContext context)
    {
        var caller = context.Caller();
        var actor = CaseActor.Of(context, request.Purpose);
        if (applicant is not null)
        {
            return new Draft(request.Kind, text, applicant, actor)
            {
                PersonIndex = seals.PersonIndex(applicant.Person),
                MobileIndex = seals.MobileIndex(applicant.Mobile.Value),
            };
        }

        var facts = caller.Account is { } id ? await accounts.FindAsync(id, context.CancellationToken) : null;
        return new Draft(request.Kind, text, null, actor)
        {
            Account = caller.Account,
            Household = caller.Household,
            PersonIndex = facts is null
                ? seals.PersonIndex(caller.Subject)
                : seals.PersonIndex(NationalId.Parse(facts.Person.NationalId)),
            MobileIndex = seals.MobileIndex(facts?.Contact.Mobile ?? caller.Subject),
        };
    }

    private async Task<TicketRow> AddAsync(
        ServiceDb db, Draft draft, IReadOnlyList<CheckedFile> attached, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var from = (now - Day).UtcDateTime;
        var ofPerson = await db.Tickets.AsNoTracking().Where(row => row.PersonIndex == draft.PersonIndex)
            .OrderByDescending(row => row.PersonCount).Take(OpenedADayMax)
            .Select(row => new Opened(row.PersonCount, row.OpenedAt)).ToListAsync(stop);
        var ofMobile = await db.Tickets.AsNoTracking().Where(row => row.MobileIndex == draft.MobileIndex)
            .OrderByDescending(row => row.MobileCount).Take(OpenedADayMax)
            .Select(row => new Opened(row.MobileCount, row.OpenedAt)).ToListAsync(stop);
        foreach (var before in new[] { ofPerson, ofMobile })
        {
            if (before.Count == OpenedADayMax && before[^1].At > from)
            {
                throw Throttle.TooMany(before[^1].At + Day - now.UtcDateTime);
            }
        }

        var row = RowOf(draft, now, Next(ofPerson), Next(ofMobile));
        db.Tickets.Add(row);
        steps.Attach(db, row, steps.Note(db, row, TicketEntryKind.Opened, draft.Actor), attached);
        if ((await TicketsStore.ListRelatedAsync(db, row, stop)).Count > 0)
        {
            steps.Note(db, row, TicketEntryKind.Linked, CaseActor.System);
        }

        steps.TellOpened(db, row);
        await ObjectionCounts.MoveAsync(db, null, TicketCounts.Of(row), stop);
        return row;
    }

    private static int Next(List<Opened> before) => before.Count == 0 ? 1 : before[0].Count + 1;

    private TicketRow RowOf(Draft draft, DateTimeOffset now, int personCount, int mobileCount)
    {
        var id = Guid.CreateVersion7(now);
        return new TicketRow
        {
            Id = id,
            Number = NewNumber(),
            HouseholdId = draft.Household,
            AccountId = draft.Account,
            PersonIndex = draft.PersonIndex,
            PersonCount = personCount,
            MobileIndex = draft.MobileIndex,
            MobileCount = mobileCount,
            MatterIndex = seals.MatterIndex(draft.Text),
            ApplicantSealed = draft.Applicant is { } applicant ? seals.Seal(id, applicant.ToStored()) : null,
            Kind = (byte)draft.Kind,
            State = TicketState.Open,
            TextSealed = seals.SealText(id, draft.Text),
            Unit = Units.For(draft.Kind),
            Channel = draft.Actor.Channel,
            OpenedAt = now.UtcDateTime,
            WorkingDays = CaseTerms.TicketWorkingDays,
            Pauses = TicketClock.NoPauses,
            DueOn = new CaseClock(now, CaseTerms.TicketWorkingDays, []).DueOn(calendar.Days),
            CalendarMark = calendar.Mark,
            Entries = 0,
            Version = 1,
        };
    }

    // Twelve digits: with the ID beside it and ten wrong tries an hour nobody finds one by guessing.
    private static string NewNumber() =>
        (RandomNumberGenerator.GetInt32(100_000, 1_000_000) * 1_000_000L + RandomNumberGenerator.GetInt32(1_000_000))
        .ToString(CultureInfo.InvariantCulture);

    private sealed record Opened(int Count, DateTime At);

    private sealed record Draft(TicketKind Kind, string Text, ParsedApplicant? Applicant, CaseActor Actor)
    {
        public AccountId? Account { get; init; }

        public HouseholdId? Household { get; init; }

        public required byte[] PersonIndex { get; init; }

        public required byte[] MobileIndex { get; init; }
    }
}
