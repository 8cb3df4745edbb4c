using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Household = CitizenAccount.Rules.Households;
using Life = CitizenAccount.Contracts.Account.V1.LifeEventKind;
using Relationship = CitizenAccount.Rules.Households.Relationship;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>Who may be a member and which events can be, as tables, without a service.</summary>
public sealed class MemberRulesTests
{
    private static readonly Moment Now = new(RunningService.Start);
    private static readonly DateOnly MainBorn = new(1985, 5, 20);
    private static readonly NationalId MainId = Applicant.NewId();

    public static TheoryData<string, Relationship, Life, string> Additions => new()
    {
        { "1 2015-03-04", Relationship.Son, Life.Birth, "ADDED" },
        { "1 2015-03-04", Relationship.Daughter, Life.Birth, "ADDED" },
        { "1 2015-03-04", Relationship.Main, Life.MovedIn, "NOT_A_RELATION" },
        { "1 1980-01-01", Relationship.Son, Life.MovedIn, "NOT_A_RELATION" },
        { "1 1985-05-20", Relationship.Grandchild, Life.MovedIn, "NOT_A_RELATION" },
        { "1 1990-01-01", Relationship.Parent, Life.MovedIn, "NOT_A_RELATION" },
        { "1 1960-01-01", Relationship.Parent, Life.MovedIn, "ADDED" },
        { "1 1990-01-01", Relationship.Sibling, Life.MovedIn, "ADDED" },
        { "1 2000-01-01", Relationship.Daughter, Life.Marriage, "MARRIED_DAUGHTER" },
        { "1 2000-01-01", Relationship.Daughter, Life.Divorce, "ADDED" },
        { "1 2000-01-01", Relationship.Son, Life.Death, "DECEASED" },
        { "2 1990-01-01", Relationship.Spouse, Life.Marriage, "ADDED" },
        { "2 2015-01-01", Relationship.Son, Life.MovedIn, "ADDED" },
        { "2 1990-01-01", Relationship.Sibling, Life.MovedIn, "NATIONALITY" },
        { "2 1960-01-01", Relationship.Parent, Life.MovedIn, "NATIONALITY" },
        { "2 2015-01-01", Relationship.SupportedDependant, Life.Fostered, "NATIONALITY" },
        { "1 2015-01-01", Relationship.SupportedDependant, Life.Fostered, "ADDED" },
        { "1 2015-01-01", Relationship.Son, Life.MovedOut, "INVALID_REQUEST" },
        { "1 2015-01-01", Relationship.Son, Life.IncomeChanged, "INVALID_REQUEST" },
    };

    [Theory]
    [MemberData(nameof(Additions))]
    public void A_person_is_added_where_the_rules_allow_it(string who, Relationship relationship, Life kind, string expected)
    {
        var born = DateOnly.Parse(who[2..], null);
        var day = kind == Life.Birth ? born : new DateOnly(2020, 6, 1);
        Assert.Equal(expected, Outcome(MemberChanges.Add(Fresh(), Person(who[0], born, relationship, new(kind, day)), Now)));
    }

    [Fact]
    public void Nobody_is_a_dependant_of_oneself()
    {
        var person = Person('1', MainBorn, Relationship.Sibling, new(Life.MovedIn, new(2020, 1, 1))) with { NationalId = MainId };
        Assert.Equal("SELF", Outcome(MemberChanges.Add(Fresh(), person, Now)));
    }

    [Theory]
    [InlineData(Household.Sex.Female, 1)]
    [InlineData(Household.Sex.Male, 4)]
    [InlineData(null, 4)]
    public void A_woman_has_one_husband_and_a_man_up_to_four_wives(Household.Sex? sex, int most)
    {
        var application = Fresh();
        application = sex is { } known ? application.With(application.Main with { Civil = Civil(known) }) : application;
        for (var count = 0; count < most; count++)
        {
            application = Wed(application).Change!.After;
        }

        Assert.Equal("NOT_A_RELATION", Outcome(Wed(application)));

        // A divorce makes room again.
        application = MemberChanges.Remove(application, 2, new(Life.Divorce, new(2026, 1, 1)), Now).Change!.After;
        Assert.Equal("ADDED", Outcome(Wed(application)));
    }

    [Fact]
    public void A_person_recorded_dead_or_married_is_not_added_again_as_child()
    {
        var child = Person('1', new(2000, 1, 1), Relationship.Daughter, new(Life.Birth, new(2000, 1, 1)));
        var listed = MemberChanges.Add(Fresh(), child, Now).Change!.After;
        var dead = MemberChanges.Remove(listed, 2, new(Life.Death, new(2026, 1, 1)), Now).Change!.After;
        Assert.Equal("DECEASED", Outcome(MemberChanges.Add(dead, child, Now)));
        var married = listed.With(listed.Find(2)! with { Civil = Civil(Household.Sex.Female) with { MaritalStatus = Household.MaritalStatus.Married } });
        married = MemberChanges.Remove(married, 2, new(Life.MovedOut, new(2026, 1, 1)), Now).Change!.After;
        var back = child with { Life = new(Life.MovedIn, new(2026, 6, 1)) };
        Assert.Equal("MARRIED_DAUGHTER", Outcome(MemberChanges.Add(married, back, Now)));
        Assert.Equal("ADDED", Outcome(MemberChanges.Add(married, child with { Life = new(Life.Divorce, new(2026, 6, 1)) }, Now)));
        Assert.Equal("NOT_A_RELATION", Outcome(MemberChanges.Add(listed, child, Now)));
    }

    [Theory]
    [InlineData(Life.MovedOut, "2026-11-25", "REMOVED")]
    [InlineData(Life.Death, "2020-01-01", "REMOVED")]
    [InlineData(Life.MovedOut, "2026-11-26", "IN_FUTURE")]
    [InlineData(Life.MovedOut, "2014-12-31", "BEFORE_BIRTH")]
    [InlineData(Life.Birth, "2015-01-01", "INVALID_REQUEST")]
    [InlineData(Life.MovedIn, "2016-01-01", "INVALID_REQUEST")]
    public void A_member_is_removed_by_an_event_that_ends_membership(Life kind, string day, string expected)
    {
        var born = new DateOnly(2015, 1, 1);
        var listed = MemberChanges.Add(Fresh(), Person('1', born, Relationship.Son, new(Life.Birth, born)), Now).Change!.After;
        var ruling = MemberChanges.Remove(listed, 2, new(kind, DateOnly.Parse(day, null)), Now);
        Assert.Equal(expected, ruling.Change is null ? Outcome(ruling) : "REMOVED");
        Assert.Equal(expected == "REMOVED", ruling.Change?.After.Find(2)!.Until == DateOnly.Parse(day, null));
    }

    [Fact]
    public void A_divorce_of_who_never_married_contradicts_the_records()
    {
        var application = Fresh();
        application = application.With(application.Main with { Civil = Civil(Household.Sex.Male) });
        var values = new MemberValues(
            new HashSet<string> { MemberChanges.MaritalStatusPath }, default, Household.MaritalStatus.Divorced, []);
        Assert.Equal("CONTRADICTS_RECORDS", Outcome(MemberChanges.Update(application, 1, values, new(Life.Divorce, new(2026, 1, 1)), Now)));
    }

    [Fact]
    public void A_correction_takes_back_what_was_declared_for_its_day()
    {
        var values = new MemberValues(new HashSet<string> { MemberChanges.IncomesPath }, default, default, []);
        var application = MemberChanges.Update(Fresh(), 1, values, new(Life.Imprisoned, new(2026, 3, 1)), Now).Change!.After;
        Assert.True(application.Main.InShelterOrPrison);
        application = MemberChanges.Update(application, 1, values, new(Life.Correction, new(2026, 3, 1)), Now).Change!.After;
        Assert.False(application.Main.InShelterOrPrison);
    }

    internal static Application Fresh(DateOnly? born = null) => Application.Begin(new HouseholdMember
    {
        Position = 1,
        NationalId = MainId.Value,
        BirthDate = born ?? MainBorn,
        Relationship = Relationship.Main,
        From = born ?? MainBorn,
        Incomes = [],
        Life = [],
    });

    internal static NewMember Person(char kind, DateOnly born, Relationship relationship, MemberEvent life) =>
        new(Applicant.NewId(kind), born, null, relationship, life, []);

    internal static CivilRecord Civil(Household.Sex sex) => new(
        Now.Utc, true, sex, Household.NationalityStatus.Saudi, Household.MaritalStatus.Single);

    private static Ruling Wed(Application application) => MemberChanges.Add(
        application, Person('1', new(1990, 1, 1), Relationship.Spouse, new(Life.Marriage, new(2020, 1, 1))), Now);

    private static string Outcome(Ruling ruling) => ruling.Refused is not { } refused
        ? "ADDED"
        : refused.ToStatus(RefusalTexts.Of(refused.Reason)).Details[0].Unpack<Google.Rpc.ErrorInfo>() is var info
            && info.Metadata.TryGetValue("rule", out var rule) ? rule : info.Type;
}
