using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>One of the named stories of the demo: a person, what happens to the person when, and what came of it. Told
/// through a real client, by the demo and by the tests alike.</summary>
internal sealed class Story(string name, LocalizedText title, StoryCitizen citizen)
{
    private readonly List<StoryStep> _steps = [];

    /// <summary>Short name, such as <c>newborn</c>.</summary>
    public string Name { get; } = name;

    public LocalizedText Title { get; } = title;

    public StoryCitizen Citizen { get; } = citizen;

    /// <summary>What happens, in order of time.</summary>
    public IReadOnlyList<StoryStep> Steps => _steps;

    /// <summary>What the service answered about the cycle a change serves, under the name of the change.</summary>
    public Dictionary<string, ServedCycle> Serves { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what happens at a moment.</summary>
    public Story At(DateTimeOffset moment, Func<StoryCitizen, Task> happens)
    {
        _steps.Add(new StoryStep(moment, () => happens(Citizen)));
        return this;
    }

    /// <summary>Adds a change and notes which cycle it serves.</summary>
    public Story At(DateTimeOffset moment, string change, Func<StoryCitizen, Task<ServedCycle>> happens)
    {
        _steps.Add(new StoryStep(moment, async () => Serves[change] = await happens(Citizen)));
        return this;
    }
}

/// <summary>Something that happens at a moment.</summary>
internal sealed record StoryStep(DateTimeOffset At, Func<Task> Happens);
