namespace CitizenAccount.Rules.Cases;

// Numbers are those of the contract and are stored: never renumber, never reuse.

/// <summary>Where an objection stands.</summary>
public enum ObjectionState : byte
{
    /// <summary>Filed; nobody works on it yet.</summary>
    Submitted = 1,

    /// <summary>Somebody works on it.</summary>
    Assigned = 2,

    /// <summary>Waits for what the citizen was asked.</summary>
    WaitingForCitizen = 3,

    /// <summary>Waits for a partner's answer.</summary>
    WaitingForPartner = 4,

    /// <summary>With a supervisor.</summary>
    Escalated = 5,

    /// <summary>Decided; its effects are under way.</summary>
    Decided = 6,

    /// <summary>Decided, and every effect has happened.</summary>
    Closed = 7,

    /// <summary>Withdrawn by the person.</summary>
    Withdrawn = 8,
}

/// <summary>Something that is done to an objection.</summary>
public enum ObjectionStep
{
    /// <summary>A case worker takes it, or is given it.</summary>
    Assign = 1,

    /// <summary>The citizen is asked for something.</summary>
    AskCitizen = 2,

    /// <summary>A partner is asked for something.</summary>
    AskPartner = 3,

    /// <summary>Evidence comes in; it answers what the citizen was asked.</summary>
    AddEvidence = 4,

    /// <summary>The day named for an answer is over.</summary>
    StopWaiting = 5,

    /// <summary>It is taken to a supervisor.</summary>
    Escalate = 6,

    /// <summary>A rejection is taken to a supervisor, once.</summary>
    EscalateRejection = 7,

    /// <summary>The first of two persons decides; nothing happens yet.</summary>
    Propose = 8,

    /// <summary>It is decided.</summary>
    Decide = 9,

    /// <summary>The person withdraws it.</summary>
    Withdraw = 10,

    /// <summary>Every effect has happened.</summary>
    Close = 11,
}

/// <summary>What the next state depends on beside the step.</summary>
/// <param name="Held">Somebody works on it.</param>
/// <param name="WithSupervisor">It was taken to a supervisor.</param>
public readonly record struct ObjectionHolding(bool Held, bool WithSupervisor);

/// <summary>The lawful life of an objection: from which states each step may be taken, and where it leads.</summary>
public static class ObjectionLife
{
    private static readonly ObjectionState[] Worked =
    [
        ObjectionState.Submitted, ObjectionState.Assigned, ObjectionState.WaitingForCitizen,
        ObjectionState.WaitingForPartner, ObjectionState.Escalated,
    ];

    /// <summary>Every state in which somebody still has to answer.</summary>
    public static IReadOnlyList<ObjectionState> OpenStates => Worked;

    /// <summary>Whether somebody still has to answer.</summary>
    public static bool IsOpen(ObjectionState state) => Worked.Contains(state);

    /// <summary>Whether the clock stands still in this state.</summary>
    public static bool IsWaiting(ObjectionState state) =>
        state is ObjectionState.WaitingForCitizen or ObjectionState.WaitingForPartner;

    /// <summary>The states from which a step may be taken.</summary>
    public static IReadOnlyList<ObjectionState> From(ObjectionStep step) => step switch
    {
        ObjectionStep.Assign or ObjectionStep.AddEvidence or ObjectionStep.Withdraw => Worked,
        ObjectionStep.AskCitizen or ObjectionStep.AskPartner =>
            [ObjectionState.Assigned, ObjectionState.Escalated],
        ObjectionStep.StopWaiting => [ObjectionState.WaitingForCitizen, ObjectionState.WaitingForPartner],
        ObjectionStep.Escalate => [.. Worked.Where(state => state != ObjectionState.Escalated)],
        ObjectionStep.EscalateRejection => [ObjectionState.Decided, ObjectionState.Closed],
        ObjectionStep.Propose or ObjectionStep.Decide =>
        [
            ObjectionState.Assigned, ObjectionState.WaitingForCitizen, ObjectionState.WaitingForPartner,
            ObjectionState.Escalated,
        ],
        ObjectionStep.Close => [ObjectionState.Decided],
    };

    /// <summary>Where a step leads; null where it may not be taken.</summary>
    public static ObjectionState? After(ObjectionState state, ObjectionStep step, ObjectionHolding holding)
    {
        if (!From(step).Contains(state))
        {
            return null;
        }

        return step switch
        {
            // What waits goes on waiting, whoever works on it.
            ObjectionStep.Assign => IsWaiting(state) ? state : Working(holding with { Held = true }),
            ObjectionStep.AskCitizen => ObjectionState.WaitingForCitizen,
            ObjectionStep.AskPartner => ObjectionState.WaitingForPartner,
            ObjectionStep.AddEvidence => state == ObjectionState.WaitingForCitizen ? Working(holding) : state,
            ObjectionStep.StopWaiting => Working(holding),
            ObjectionStep.Escalate or ObjectionStep.EscalateRejection => ObjectionState.Escalated,
            ObjectionStep.Propose => Working(holding),
            ObjectionStep.Decide => ObjectionState.Decided,
            ObjectionStep.Withdraw => ObjectionState.Withdrawn,
            ObjectionStep.Close => ObjectionState.Closed,
        };
    }

    private static ObjectionState Working(ObjectionHolding holding) =>
        holding.WithSupervisor ? ObjectionState.Escalated
        : holding.Held ? ObjectionState.Assigned
        : ObjectionState.Submitted;
}
