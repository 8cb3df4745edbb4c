using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Tests.Hosting;
using FsCheck;
using FsCheck.Fluent;
using Life = CitizenAccount.Contracts.Account.V1.LifeEventKind;
using Relationship = CitizenAccount.Rules.Households.Relationship;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>The facts that an application gives: always sound, never a refusal for want of an answer, and the same for
/// a made-up household as those it was loaded with.</summary>
public sealed class FactsOfTests
{
    private static readonly DateOnly Day = new(2026, 12, 10);
    private static readonly Moment Now = new(RunningService.Start);

    [Fact]
    public void Facts_of_any_application_are_sound_and_read_back() => Prop.ForAll(Any(), made =>
    {
        var derived = FactsOf.At(made.Value, Day);
        var facts = FactsCodec.Read(derived.Bytes, new FactsBuffer());
        var again = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, again);
        return again.AsSpan().SequenceEqual(derived.Bytes)
            && facts.Members.Length == derived.Positions.Length
            && derived.Positions[0] == 1
            && derived.Positions.SequenceEqual(made.Value.Active.Select(member => (byte)member.Position));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_a_single_answer_no_submitted_application_is_refused() => Prop.ForAll(Any(), made =>
    {
        var unanswered = made.Value with
        {
            State = StoredState.Submitted,
            Answers = new SourceAnswers(),
            BarredThrough = 0,
            Notices = [],
            Kind = HouseholdKind.Head,
            Examined = new ExaminedTerms(HouseholdKind.Head, default),
            Members =
            [
                .. made.Value.Members.Select(member => member with { Civil = null, Official = [], IncomeDay = 0, ResidenceDay = 0, Life = [] }),
                new HouseholdMember
                {
                    Position = 99,
                    NationalId = Applicant.NewId().Value,
                    BirthDate = new(2000, 1, 1),
                    Relationship = Relationship.Spouse,
                    From = new(2020, 1, 1),
                    Incomes = [],
                    Life = [],
                },
            ],
        };
        var decision = Deciding.Decide(
            FactsCodec.Read(FactsOf.At(unanswered, Day).Bytes, new FactsBuffer()), new MonthRules(PolicyBook.Published, new(2027, 1)));
        return decision.Eligibility == Rules.Decisions.Eligibility.Pending;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_made_up_household_gives_the_facts_it_was_loaded_with()
    {
        foreach (var household in DecidedService.People)
        {
            var application = SyntheticApplication.Of(household, RunningService.Start.AddDays(-16));
            var facts = FactsCodec.Read(FactsOf.At(application, Day).Bytes, new FactsBuffer());
            Assert.Equal(household.Header, facts.Header);
            Assert.Equal(household.Members, facts.Members.ToArray());
            Assert.Equal(Sorted(household.Incomes), Sorted(facts.Incomes.ToArray()));
        }
    }

    [Fact]
    public void Official_income_counts_and_what_no_source_knows_as_declared()
    {
        var main = MemberRulesTests.Fresh().Main with
        {
            Incomes =
            [
                new(IncomeKind.Salary, 3_000_00), new(IncomeKind.Other, 1_000_00), new(IncomeKind.Other, 500_00),
                new(IncomeKind.RealEstate, 700_00, Until: new(2026, 12, 9)), new(IncomeKind.Pension, 900_00, From: new(2026, 12, 11)),
            ],
            Official = [new(IncomeKind.Salary, 8_000_00)],
        };
        var bytes = FactsOf.At(Application.Begin(main), Day).Bytes;
        var lines = FactsCodec.Read(bytes, new FactsBuffer()).Incomes.ToArray();
        Assert.Equal([new IncomeLine(0, IncomeKind.Salary, 8_000_00), new IncomeLine(0, IncomeKind.Other, 1_500_00)], lines);
    }

    [Fact]
    public void A_confirmed_member_whose_income_nobody_answered_makes_the_decision_wait()
    {
        var application = Couple();
        Assert.Equal(100, Read(application).Header.Sources.Income);
        application = application.With(application.Find(2)! with { IncomeDay = 0 });
        Assert.Equal(0, Read(application).Header.Sources.Income);

        // Who is not confirmed yet does not count, and keeps nobody waiting.
        application = application.With(application.Find(2)! with { Civil = null });
        Assert.Equal(100, Read(application).Header.Sources.Income);
        Assert.Equal(MemberMarks.Unverified, Read(application).Members[1].Marks);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(5, true)]
    public void A_difference_stops_support_only_when_the_time_of_its_notice_is_over(int daysLeft, bool agrees)
    {
        var notice = new GivenNotice((byte)Contracts.Account.V1.ApplicationNoticeKind.IncomeDiffers, 1, Now.Utc, Day.AddDays(daysLeft));
        var header = Read(Couple() with { Notices = [notice] }).Header;
        Assert.Equal(agrees, (header.Marks & HouseholdMarks.DataAgree) != 0);
    }

    private static HouseholdFactsCopy Read(Application application)
    {
        var facts = FactsCodec.Read(FactsOf.At(application, Day).Bytes, new FactsBuffer());
        return new(facts.Header, facts.Members.ToArray());
    }

    private sealed record HouseholdFactsCopy(HouseholdHeader Header, MemberFacts[] Members);

    private static Application Couple()
    {
        var spouse = MemberRulesTests.Person('1', new(1990, 1, 1), Relationship.Spouse, new(Life.Marriage, new(2020, 1, 1)));
        var application = MemberChanges.Add(MemberRulesTests.Fresh(), spouse, Now).Change!.After;
        return application with
        {
            State = StoredState.Submitted,
            Members = [.. application.Members.Select(member => member with { Civil = MemberRulesTests.Civil(Sex.Male), IncomeDay = 100, ResidenceDay = 100 })],
        };
    }

    private static IEnumerable<IncomeLine> Sorted(IEnumerable<IncomeLine> lines) =>
        lines.OrderBy(line => line.Member).ThenBy(line => line.Kind);

    private static Arbitrary<Made> Any()
    {
        var income = from kind in Gen.Elements(Enum.GetValues<IncomeKind>())
                     from amount in Gen.Choose(0, 100_000_000)
                     from until in Gen.Choose(-400, 400)
                     select new DeclaredIncome(kind, amount, "", null, until < 0 ? null : Day.AddDays(until - 200));
        var civil = from confirmed in Gen.Elements(true, true, false)
                    from sex in Gen.Elements(Sex.Male, Sex.Female)
                    from nationality in Gen.Elements(Enum.GetValues<NationalityStatus>())
                    from marital in Gen.Elements(Enum.GetValues<MaritalStatus>())
                    from flags in Gen.Choose(0, 7)
                    select new CivilRecord(Now.Utc, confirmed, sex, nationality, marital)
                    {
                        DiedOn = (flags & 1) != 0 ? Day.AddDays(-20) : null,
                        InShelterOrPrison = (flags & 2) != 0,
                        CountedElsewhere = (flags & 4) != 0,
                    };
        var life = from kind in Gen.Elements(Enum.GetValues<Life>().Where(kind => kind != Life.Unspecified).ToArray())
                   from ago in Gen.Choose(0, 4_000)
                   select new MemberEvent(kind, Day.AddDays(-ago));
        var member = from relationship in Gen.Elements(Enum.GetValues<Relationship>())
                     from citizen in Gen.Elements('1', '1', '2')
                     from age in Gen.Choose(0, 30_000)
                     from marital in Gen.Choose(0, 4)
                     from incomes in Gen.ArrayOf(income, 3)
                     from record in Gen.OneOf(Gen.Constant((CivilRecord?)null), civil.Select(one => (CivilRecord?)one))
                     from lives in Gen.ArrayOf(life, 2)
                     from gone in Gen.Elements(false, false, true)
                     from days in Gen.Choose(0, 40_000)
                     from abroad in Gen.Choose(0, 366)
                     select new HouseholdMember
                     {
                         Position = 1,
                         NationalId = Applicant.NewId(citizen).Value,
                         BirthDate = Day.AddDays(-age),
                         Relationship = relationship,
                         MaritalStatus = (MaritalStatus)marital,
                         From = Day.AddDays(-age),
                         Until = gone ? Day.AddDays(-1) : null,
                         Incomes = incomes,
                         Life = lives,
                         Civil = record,
                         Official = [.. incomes.DistinctBy(one => one.Kind).Take(1).Select(one => new OfficialIncome(one.Kind, one.Monthly / 2))],
                         IncomeDay = days,
                         ResidenceDay = 40_000 - days,
                         DaysAbroad = (short)abroad,
                         AbsenceJustified = abroad % 2 == 0,
                     };
        var application = from count in Gen.Choose(1, 20)
                          from members in Gen.ArrayOf(member, count)
                          from state in Gen.Elements(Enum.GetValues<StoredState>())
                          from kind in Gen.Choose(0, 2)
                          from woman in Gen.Choose(0, 4)
                          from proof in Gen.Choose(0, 9)
                          from flags in Gen.Choose(0, 255)
                          from amount in Gen.Choose(0, int.MaxValue)
                          select Made.Of(members, state, kind, woman, proof, flags, amount);
        return application.ToArbitrary();
    }

    internal sealed record Made(Application Value)
    {
        public static Made Of(HouseholdMember[] members, StoredState state, int kind, int woman, int proof, int flags, int amount) => new(new Application
        {
            State = state,
            Kind = (HouseholdKind)kind,
            MarriedWomanCase = (MarriedWomanCase)woman,
            Examined = (flags & 1) != 0 && kind > 0 ? new ExaminedTerms((HouseholdKind)kind, default) : null,
            Members =
            [
                .. members.Select((member, index) => member with
                {
                    Position = index + 1,
                    Relationship = index == 0 ? Relationship.Main : member.Relationship,
                    Until = index == 0 ? null : member.Until,
                }),
            ],
            Housing = (flags & 2) != 0
                ? new DeclaredHousing(1, (HousingProof)proof, "", "", null, null)
                {
                    Answer = (flags & 4) != 0 ? new ProofAnswer((flags & 8) != 0, (flags & 16) != 0, (flags & 32) != 0, (flags & 64) != 0) : null,
                }
                : null,
            Accounts = [],
            Notices = (flags & 128) != 0 ? [new GivenNotice(3, 1, Now.Utc, Day.AddDays(-1))] : [],
            Answers = new SourceAnswers { CivilDay = amount % 700_000, AssetsDay = amount % 3, Cash = amount, RealEstate = (long)amount * amount % 1_000_000 },
            BarredThrough = (flags & 3) == 3 ? 202_705 : 0,
        });
    }
}
