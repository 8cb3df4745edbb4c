using System.Globalization;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>Tells households what became of their money, by reading the journal as a feed: the message and how far the
/// journal was read are stored together, so each entry is told once and none without its entry.</summary>
internal sealed class PaymentNotices(
    IDbContextFactory<ServiceDb> databases, AccountsApi accounts, Outbox outbox, OutboxSignal sender,
    PaymentCalendar calendar)
{
    private const int PageSize = 1_000;

    private static readonly EntryKind[] Told = [EntryKind.Settled, EntryKind.Returned, EntryKind.Held];

    // Of these months people are told of their day too, once their support is made due.
    private readonly int[] _announced = [.. calendar.Announced.Select(day => Months.CodeOf(day.Month))];

    public async Task TellAsync(CancellationToken stop)
    {
        while (await TellPageAsync(stop))
        {
            sender.Raise();
        }
    }

    private async Task<bool> TellPageAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var after = await db.PaymentFeedCursors.Where(row => row.Id == FeedCursorRow.Notices)
                .Select(row => row.Sequence).SingleAsync(stop);
            var last = Math.Min(
                after + (PageSize * 10), await db.JournalHeads.Select(head => head.Sequence).SingleAsync(stop));
            var entries = await db.JournalEntries.AsNoTracking()
                .Where(entry => entry.Sequence > after && entry.Sequence <= last
                    && (Told.Contains(entry.Kind)
                        || (entry.Kind == EntryKind.Entitlement && _announced.Contains(entry.Month))))
                .OrderBy(entry => entry.Sequence).Take(PageSize).ToListAsync(stop);
            var through = entries.Count == PageSize ? entries[^1].Sequence : last;
            if (through == after)
            {
                return false;
            }

            var open = await accounts.ListOpenAsync([.. entries.Select(entry => entry.HouseholdId)], stop);
            var messages = new List<Message>();
            foreach (var entry in entries.Where(entry => open.ContainsKey(entry.HouseholdId)))
            {
                messages.Add(await MessageOfAsync(db, entry, open[entry.HouseholdId], stop));
            }

            return await StoreAsync(db, after, through, messages, stop);
        }
    }

    private Task<bool> StoreAsync(
        ServiceDb db, long after, long through, List<Message> messages, CancellationToken stop) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            var transaction = await db.Database.BeginTransactionAsync(stop);
            await using (transaction)
            {
                var moved = await db.PaymentFeedCursors
                    .Where(row => row.Id == FeedCursorRow.Notices && row.Sequence == after)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.Sequence, through), stop);
                if (moved != 1)
                {
                    return false;
                }

                foreach (var message in messages)
                {
                    outbox.Add(db, message);
                }

                await db.SaveChangesAsync(stop);
                await transaction.CommitAsync(stop);
                return true;
            }
        });

    private async Task<Message> MessageOfAsync(
        ServiceDb db, JournalEntryRow entry, AccountId account, CancellationToken stop)
    {
        var month = $"{Months.Of(entry.Month)}";
        var subject = $"{entry.HouseholdId.Name}/payments/{month}";
        if (entry.Kind == EntryKind.Entitlement)
        {
            var (arabic, english) = TextOf(calendar.For(Months.Of(entry.Month)));
            return new Message(MessageKind.Announcement, account)
            {
                Subject = subject,
                Facts = FactsOf(("text_ar", arabic), ("text_en", english)),
            };
        }

        if (entry.Kind == EntryKind.Held)
        {
            var cause = await db.PaymentHolds.AsNoTracking()
                .Where(row => row.HouseholdId == entry.HouseholdId)
                .OrderByDescending(row => row.PlacedAt).Select(row => (HoldCause?)row.Cause).FirstOrDefaultAsync(stop);
            var held = HoldTexts.Of(cause ?? HoldCause.Inquiry);
            return new Message(MessageKind.PaymentHeld, account)
            {
                Subject = subject,
                Facts = FactsOf(("cycle", month), ("cause_ar", held.Arabic), ("cause_en", held.English)),
            };
        }

        var instruction = await db.PaymentInstructions.AsNoTracking()
            .SingleAsync(row => row.Batch == entry.Batch && row.Number == entry.Instruction, stop);
        if (entry.Kind == EntryKind.Returned)
        {
            var text = ReturnCodes.TextOf(ReturnCodes.ReasonOf(instruction.BankStatus));
            return new Message(MessageKind.PaymentReturned, account)
            {
                Subject = subject,
                Facts = FactsOf(("cycle", month), ("cause_ar", text.Arabic), ("cause_en", text.English)),
            };
        }

        return new Message(MessageKind.Deposited, account)
        {
            Subject = subject,
            Facts = FactsOf(
                ("cycle", month), ("amount", entry.Amount.ToString(CultureInfo.InvariantCulture)),
                ("ending", instruction.Ending)),
        };
    }

    // The day with its Hijri date beside it.
    private static (string Arabic, string English) TextOf(PaymentDay day)
    {
        var date = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var hijri = HijriDate.TryFrom(day.Date, out var found, out _) ? found.ToText() : new("", "");
        return (
            $"يُودع دعم شهر \u2066{day.Month}\u2069 يوم \u2066{date}\u2069 الموافق {hijri.Arabic} بحسب إعلان البرنامج.",
            $"Support for {day.Month} is deposited on {date} ({hijri.English}), as the programme announced.");
    }

    private static Dictionary<string, string> FactsOf(params (string Key, string Value)[] facts) =>
        facts.ToDictionary(fact => fact.Key, fact => fact.Value);
}
