using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

/// <summary>A queue of cases that GetWorkload shows. Objections have theirs; a room with cases of its own adds some.
/// </summary>
/// <param name="Id">Stable id.</param>
/// <param name="Title">What people call it.</param>
internal sealed record CaseQueue(string Id, LocalizedText Title)
{
    /// <summary>The queues of objections.</summary>
    public static IEnumerable<CaseQueue> OfObjections => Enum.GetValues<ObjectionQueue>()
        .Select(queue => new CaseQueue(ObjectionQueues.IdOf(queue), ObjectionQueues.TitleOf(queue)));
}
