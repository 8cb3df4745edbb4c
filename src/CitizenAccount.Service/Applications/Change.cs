using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using ApplicationState = CitizenAccount.Contracts.Account.V1.ApplicationState;

namespace CitizenAccount.Service.Applications;

/// <summary>What a transition made: the application after it, and what happened.</summary>
/// <param name="After">The application after it.</param>
/// <param name="Events">What happened, oldest first.</param>
internal sealed record Change(Application After, params IReadOnlyList<Happening> Events)
{
    /// <summary>Nothing was different.</summary>
    public bool IsNothing => Events.Count == 0;

    /// <summary>What the main beneficiary is told, with its facts; the cycle served is added where it is asked for.
    /// </summary>
    public IReadOnlyList<(MessageKind Kind, IReadOnlyDictionary<string, string> Facts)> Messages { get; init; } = [];

    public Change Telling(MessageKind kind, params (string Key, string Value)[] facts) => this with
    {
        Messages = [.. Messages, (kind, facts.ToDictionary(fact => fact.Key, fact => fact.Value))],
    };
}

/// <summary>Something that happened to an application, as its list of events keeps it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Day">The day it holds for.</param>
internal sealed record Happening(ApplicationEventKind Kind, DateOnly Day)
{
    /// <summary>Position of the member it concerns; 0 is the household.</summary>
    public int Member { get; init; }

    public MemberEvent? Life { get; init; }

    /// <summary>Why, in the person's words.</summary>
    public string Cause { get; init; } = "";
}

/// <summary>The answer of a transition: a change, or the refusal of the contract.</summary>
internal sealed record Ruling
{
    private Ruling(Change? change, Refusal? refused) => (Change, Refused) = (change, refused);

    public Change? Change { get; }

    public Refusal? Refused { get; }

    public static implicit operator Ruling(Change change) => new(change, null);

    public static implicit operator Ruling(Refusal refused) => new(null, refused);

    /// <summary>The change.</summary>
    /// <exception cref="RefusalException">It was refused.</exception>
    public Change OrThrow() => Change ?? throw Refused!.ToException();
}

/// <summary>The closed list of what transitions refuse, beside missing things named by <see cref="Missing"/>.</summary>
internal static class Refuse
{
    public static Refusal State(ApplicationState state) =>
        Refusal.Of(ErrorReason.ApplicationState).With("state", NameOf(state));

    public static Refusal Reapplication(ApplicationState state) =>
        Refusal.Of(ErrorReason.ReapplicationNotPossible).With("state", NameOf(state));

    public static Refusal Member(string rule) => Refusal.Of(ErrorReason.MemberNotAllowed).With("rule", rule);

    public static Refusal Event(string rule) => Refusal.Of(ErrorReason.LifeEventRefused).With("rule", rule);

    public static Refusal NoMember => Refusal.Of(ErrorReason.MemberNotFound);

    /// <summary>The name of a state as the contract writes it, without its prefix.</summary>
    public static string NameOf(ApplicationState state) => state.ToString().ToUpperInvariant();

    /// <summary>A field whose value the household's state does not allow.</summary>
    public static Refusal Field(string field, string arabic, string english)
    {
        var check = new RequestCheck();
        check.Add(field, new Rules.LocalizedText(arabic, english));
        return check.ToRefusal();
    }
}
