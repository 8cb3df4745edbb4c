using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using State = CitizenAccount.Contracts.Account.V1.ApplicationState;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>The state of an application as a table: what its people did, and what was decided since.</summary>
public sealed class StateRuleTests
{
    // Applied for on 9 November 2026: December is the first month decided on it.
    private static readonly DateTime Applied = new(2026, 11, 9, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<int, string, bool, bool, State> Rows => new()
    {
        { 1, "", false, false, State.New },
        { 1, "2026-12", true, true, State.New },
        { 2, "", false, false, State.Submitted },
        { 2, "2026-11", false, false, State.Submitted },
        { 2, "2026-11", true, false, State.Submitted },
        { 2, "2026-12", true, false, State.Active },
        { 2, "2026-12", false, false, State.Refused },
        { 2, "2026-12", false, true, State.Stopped },
        { 2, "2027-03", true, true, State.Active },
        { 2, "2027-03", false, true, State.Stopped },
        { 4, "2026-12", true, false, State.Changed },
        { 4, "2026-12", false, true, State.Changed },
        { 7, "2026-12", true, true, State.Withdrawn },
        { 7, "", false, false, State.Withdrawn },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_state_is_what_was_done_and_what_was_decided_since(int stored, string decided, bool eligible, bool before, State expected)
    {
        var application = MemberRulesTests.Fresh() with { State = (StoredState)stored, AppliedAt = Applied };
        var standing = new HouseholdStanding(new(1, 0), decided.Length == 0 ? null : YearMonth.Parse(decided), eligible, before);
        Assert.Equal(expected, StateRule.Of(application, standing));
    }

    public static TheoryData<string, string, bool> Cuts => new()
    {
        { "2026-11-10T20:59:59Z", "2026-12", false },
        { "2026-11-10T21:00:00Z", "2027-01", true },
        { "2026-11-11T09:00:00Z", "2027-01", true },
        { "2026-11-30T20:59:59Z", "2027-01", true },
        { "2026-11-30T21:00:00Z", "2027-01", false },
        { "2026-12-10T20:59:59Z", "2027-01", false },
    };

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Data_of_the_10th_serve_the_next_month_and_of_the_11th_the_one_after(string at, string month, bool after)
    {
        var served = Served.By(DateTimeOffset.Parse(at, null));
        Assert.Equal((month, after), (served.Cycle.Month.ToString(), served.AfterCutOff));
        Assert.Equal(10, Riyadh.DateOf(served.CutOff.AddTicks(-1)).Day);
        Assert.Equal(after, served.CutOff <= DateTimeOffset.Parse(at, null));
        Assert.Equal(after, served.Text.English.Contains("and not that of", StringComparison.Ordinal));
        Assert.Contains(month[..4], served.Text.Arabic, StringComparison.Ordinal);
    }
}
