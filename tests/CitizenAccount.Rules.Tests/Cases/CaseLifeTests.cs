using CitizenAccount.Rules.Cases;
using static CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Rules.Tests.Cases;

/// <summary>Every step of a case from every state, from one table each: where it leads, or that it is refused.</summary>
public sealed class CaseLifeTests
{
    private static readonly ObjectionState[] All = Enum.GetValues<ObjectionState>();

    // Columns: Submitted, Assigned, WaitingForCitizen, WaitingForPartner, Escalated, Decided, Closed, Withdrawn; for a case that
    // somebody holds and that is not with a supervisor.
    private static readonly Dictionary<ObjectionStep, ObjectionState?[]> Objections = new()
    {
        [ObjectionStep.Assign] = [Assigned, Assigned, WaitingForCitizen, WaitingForPartner, Assigned, null, null, null],
        [ObjectionStep.AskCitizen] = [null, WaitingForCitizen, null, null, WaitingForCitizen, null, null, null],
        [ObjectionStep.AskPartner] = [null, WaitingForPartner, null, null, WaitingForPartner, null, null, null],
        [ObjectionStep.AddEvidence] = [Submitted, Assigned, Assigned, WaitingForPartner, Escalated, null, null, null],
        [ObjectionStep.StopWaiting] = [null, null, Assigned, Assigned, null, null, null, null],
        [ObjectionStep.Escalate] = [Escalated, Escalated, Escalated, Escalated, null, null, null, null],
        [ObjectionStep.EscalateRejection] = [null, null, null, null, null, Escalated, Escalated, null],
        [ObjectionStep.Propose] = [null, Assigned, Assigned, Assigned, Assigned, null, null, null],
        [ObjectionStep.Decide] = [null, Decided, Decided, Decided, Decided, null, null, null],
        [ObjectionStep.Withdraw] = [Withdrawn, Withdrawn, Withdrawn, Withdrawn, Withdrawn, null, null, null],
        [ObjectionStep.Close] = [null, null, null, null, null, Closed, null, null],
    };

    // Columns: Open, Assigned, WaitingForCitizen, Referred, Resolved; for a ticket that somebody holds.
    private static readonly Dictionary<TicketStep, TicketState?[]> Tickets = new()
    {
        [TicketStep.Assign] = [TicketState.Assigned, TicketState.Assigned, TicketState.WaitingForCitizen, null, null],
        [TicketStep.Hand] = [TicketState.Open, TicketState.Open, TicketState.WaitingForCitizen, null, null],
        [TicketStep.AskCitizen] = [TicketState.WaitingForCitizen, TicketState.WaitingForCitizen, null, null, null],
        [TicketStep.Hear] = [TicketState.Open, TicketState.Assigned, TicketState.Assigned, null, TicketState.Resolved],
        [TicketStep.Say] = [TicketState.Open, TicketState.Assigned, TicketState.WaitingForCitizen, null, TicketState.Resolved],
        [TicketStep.StopWaiting] = [null, null, TicketState.Assigned, null, null],
        [TicketStep.Resolve] = [null, TicketState.Resolved, TicketState.Resolved, null, null],
        [TicketStep.Refer] = [null, TicketState.Referred, TicketState.Referred, null, null],
    };

    [Fact]
    public void Every_step_of_an_objection_leads_where_the_table_says_and_is_refused_elsewhere()
    {
        foreach (var step in Enum.GetValues<ObjectionStep>())
        {
            Assert.Equal(Objections[step], All.Select(state => ObjectionLife.After(state, step, new ObjectionHolding(true, false))));
        }
    }

    [Fact]
    public void Every_step_of_a_ticket_leads_where_the_table_says_and_is_refused_elsewhere()
    {
        foreach (var step in Enum.GetValues<TicketStep>())
        {
            Assert.Equal(Tickets[step], Enum.GetValues<TicketState>().Select(state => TicketLife.After(state, step, true)));
        }
    }

    [Fact]
    public void What_is_with_a_supervisor_goes_back_to_the_supervisor_and_what_nobody_holds_to_the_queue()
    {
        Assert.Equal(Escalated, ObjectionLife.After(WaitingForCitizen, ObjectionStep.AddEvidence, new ObjectionHolding(true, true)));
        Assert.Equal(Submitted, ObjectionLife.After(WaitingForPartner, ObjectionStep.StopWaiting, new ObjectionHolding(false, false)));
        Assert.Equal(TicketState.Open, TicketLife.After(TicketState.WaitingForCitizen, TicketStep.StopWaiting, held: false));
    }

    [Theory]
    [InlineData("ten letters and more", true)]
    [InlineData("short", false)]
    [InlineData("سطر أول\nوسطر ثان طويل", true)]
    [InlineData("hides\u202Egnihtemos here", false)]
    [InlineData("isolates \u2066something\u2069 here", false)]
    [InlineData("a bell \u0007 in the text", false)]
    [InlineData("a zero \0 in the text", false)]
    [InlineData("an escape \u001B[2J here", false)]
    public void Text_that_hides_something_is_not_kept(string text, bool sound) =>
        Assert.Equal(sound, CaseText.IsSound(text, 10, 4_000));

    [Fact]
    public void The_same_matter_is_found_in_other_blanks_marks_and_digits()
    {
        Assert.Equal(CaseText.MatterOf("لم تصل دفعة ١٢ !"), CaseText.MatterOf("لم  تصل دفعة 12"));
        Assert.NotEqual(CaseText.MatterOf("لم تصل دفعة 12"), CaseText.MatterOf("لم تصل دفعة 13"));
    }
}
