using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Objections;

namespace CitizenAccount.Service.Voice;

/// <summary>Where tickets count in GetWorkload: the line of a unit is a queue.</summary>
internal static class TicketCounts
{
    /// <summary>A queue for each unit.</summary>
    public static IEnumerable<CaseQueue> Queues =>
        Units.All.Select(unit => new CaseQueue(QueueOf(unit), Units.TitleOf(unit)));

    /// <summary>Where a ticket counts; null when it is not open.</summary>
    public static CaseCount? Of(TicketRow row) => TicketLife.IsOpen(row.State)
        ? CaseCount.In(QueueOf(row.Unit), row.Assignee) with
        {
            DueOn = row.DueOn,
            StartedOn = Riyadh.DateOf(new DateTimeOffset(row.OpenedAt, TimeSpan.Zero)),
            Waiting = row.State == TicketState.WaitingForCitizen,
            Shard = CaseCount.ShardOf(row.Id),
        }
        : null;

    private static string QueueOf(string unit) => $"voice-{unit}";
}
