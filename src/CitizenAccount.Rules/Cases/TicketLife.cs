namespace CitizenAccount.Rules.Cases;

// Numbers are those of the contract and are stored: never renumber, never reuse.

/// <summary>Where a ticket stands.</summary>
public enum TicketState : byte
{
    /// <summary>Opened; nobody works on it yet.</summary>
    Open = 1,

    /// <summary>Somebody works on it.</summary>
    Assigned = 2,

    /// <summary>Waits for the citizen.</summary>
    WaitingForCitizen = 3,

    /// <summary>Became an objection.</summary>
    Referred = 4,

    /// <summary>Answered.</summary>
    Resolved = 5,
}

/// <summary>Something that is done to a ticket. There is no way to cancel one.</summary>
public enum TicketStep
{
    /// <summary>Somebody takes it, or is given it.</summary>
    Assign = 1,

    /// <summary>It goes to a unit, for nobody in particular.</summary>
    Hand = 2,

    /// <summary>The citizen is asked something.</summary>
    AskCitizen = 3,

    /// <summary>The citizen says something.</summary>
    Hear = 4,

    /// <summary>Staff say or note something.</summary>
    Say = 5,

    /// <summary>The days to answer are over.</summary>
    StopWaiting = 6,

    /// <summary>It is answered.</summary>
    Resolve = 7,

    /// <summary>It becomes an objection.</summary>
    Refer = 8,
}

/// <summary>The lawful life of a ticket.</summary>
public static class TicketLife
{
    private static readonly TicketState[] Worked =
        [TicketState.Open, TicketState.Assigned, TicketState.WaitingForCitizen];

    /// <summary>Every state in which somebody still has to answer.</summary>
    public static IReadOnlyList<TicketState> OpenStates => Worked;

    /// <summary>Whether somebody still has to answer.</summary>
    public static bool IsOpen(TicketState state) => Worked.Contains(state);

    /// <summary>The states from which a step may be taken.</summary>
    public static IReadOnlyList<TicketState> From(TicketStep step) => step switch
    {
        TicketStep.Assign or TicketStep.Hand => Worked,
        TicketStep.AskCitizen => [TicketState.Open, TicketState.Assigned],

        // Something may be added to an answered one: thanks, or that it is not answered at all.
        TicketStep.Hear or TicketStep.Say => [.. Worked, TicketState.Resolved],
        TicketStep.StopWaiting => [TicketState.WaitingForCitizen],
        TicketStep.Resolve or TicketStep.Refer => [TicketState.Assigned, TicketState.WaitingForCitizen],
    };

    /// <summary>Where a step leads; null where it may not be taken.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="step">What is done.</param>
    /// <param name="held">Somebody works on it.</param>
    public static TicketState? After(TicketState state, TicketStep step, bool held)
    {
        if (!From(step).Contains(state))
        {
            return null;
        }

        return step switch
        {
            TicketStep.Assign => state == TicketState.WaitingForCitizen ? state : TicketState.Assigned,
            TicketStep.Hand => state == TicketState.WaitingForCitizen ? state : TicketState.Open,
            TicketStep.AskCitizen => TicketState.WaitingForCitizen,
            TicketStep.Hear or TicketStep.StopWaiting =>
                state == TicketState.WaitingForCitizen ? Working(held) : state,
            TicketStep.Say => state,
            TicketStep.Resolve => TicketState.Resolved,
            TicketStep.Refer => TicketState.Referred,
        };
    }

    private static TicketState Working(bool held) => held ? TicketState.Assigned : TicketState.Open;
}
