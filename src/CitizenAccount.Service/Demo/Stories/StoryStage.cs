using System.Globalization;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using Grpc.Core;
using MaritalStatus = CitizenAccount.Rules.Households.MaritalStatus;
using NationalityStatus = CitizenAccount.Rules.Households.NationalityStatus;
using Sex = CitizenAccount.Rules.Households.Sex;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>What the official sources answer about a household of a story.</summary>
/// <param name="Members">In the order of their positions.</param>
/// <param name="Incomes">Verified incomes, by index of the member.</param>
internal sealed record StoryRecords(IReadOnlyList<StoryRecord> Members, params IncomeLine[] Incomes);

/// <summary>What the civil records say of one member.</summary>
internal sealed record StoryRecord(
    Sex Sex, MaritalStatus MaritalStatus, NationalityStatus Nationality = NationalityStatus.Saudi);

/// <summary>Where the stories are told: a channel to the service, the phones of its people, a clock that moves to the
/// next thing that happens, and the sources that answer about a household.</summary>
internal sealed class StoryStage
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(25);

    /// <summary>To the service.</summary>
    public required ChannelBase Channel { get; init; }

    public required StoryPhone Phone { get; init; }

    /// <summary>The clock the service goes by.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Moves that clock.</summary>
    public required Action<DateTimeOffset> MoveTo { get; init; }

    /// <summary>Lets the official sources answer.</summary>
    public required Func<StoryCitizen, StoryRecords, Task> AnswerAsync { get; init; }

    /// <summary>Version of the terms that are accepted.</summary>
    public required string TermsVersion { get; init; }

    /// <summary>Version of the declaration that is made.</summary>
    public required string DeclarationVersion { get; init; }

    public required CancellationToken Stop { get; init; }

    /// <summary>The civil day of the clock.</summary>
    public DateOnly Today => Riyadh.DateOf(Clock.GetUtcNow());

    /// <summary>A request_id for a new write.</summary>
    public string NewId() => Guid.CreateVersion7(Clock.GetUtcNow()).ToString("D", CultureInfo.InvariantCulture);

    /// <summary>A deadline, and credentials if there are any. Deadlines go by the machine's clock.</summary>
    public CallOptions Options(Metadata? credentials) =>
        new(credentials, TimeProvider.System.GetUtcNow().UtcDateTime + Deadline, Stop);

    /// <summary>Tells stories side by side: whatever happens first is told first, and the clock goes with it.</summary>
    public async Task TellAsync(IReadOnlyList<Story> stories, DateTimeOffset until, Action<Story>? told = null)
    {
        var steps = stories.SelectMany(story => story.Steps.Select(step => (story, step)))
            .Where(pair => pair.step.At <= until).OrderBy(pair => pair.step.At).ToList();
        foreach (var (story, step) in steps)
        {
            Stop.ThrowIfCancellationRequested();
            MoveTo(step.At > Clock.GetUtcNow() ? step.At : Clock.GetUtcNow());
            await step.Happens();
            if (steps.Last(pair => pair.story == story).step == step)
            {
                told?.Invoke(story);
            }
        }

        MoveTo(until);
    }
}
