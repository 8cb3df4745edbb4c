using CitizenAccount.Rules.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Households;

public sealed class FactsCodecTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    // Every field has a value of its own, so that two that change places are seen.
    private static readonly SampleHousehold Distinct = new(
        new HouseholdHeader
        {
            Kind = HouseholdKind.Independent,
            MarriedWomanCase = MarriedWomanCase.HusbandAbsent,
            HousingProof = HousingProof.ImamHousing,
            Marks = HouseholdMarks.DataAgree | HouseholdMarks.MeterInOwnName,
            BarredThroughMonth = 0x0102_0304,
            RealEstate = 0x1112_1314_1516_1718,
            Vehicles = 0x2122_2324_2526_2728,
            Cash = 0x3132_3334_3536_3738,
            Portfolios = 0x4142_4344_4546_4748,
            DomesticWorkers = 0x5152_5354,
            Sources = new SourceDays(0x0B_0001, 0x0B_0002, 0x0B_0003, 0x0B_0004),
        },
        [
            new MemberFacts
            {
                Relationship = Relationship.Main,
                Nationality = NationalityStatus.MobilityCard,
                Sex = Sex.Female,
                MaritalStatus = MaritalStatus.Divorced,
                Marks = MemberMarks.Unverified | MemberMarks.AbsenceJustified,
                BirthDay = 0x0A_0B0C,
                DaysAbroad = 0x0D0E,
            },
        ],
        [new IncomeLine(0, IncomeKind.Alimony, 0x6162_6364_6566_6768)]);

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(AnyHousehold.AnySize, household =>
        {
            var bytes = household.ToBytes();
            Assert.Equal(FactsCodec.SizeOf(household.Facts), bytes.Length);
            Assert.Equal(household, SampleHousehold.Of(FactsCodec.Read(bytes, new FactsBuffer())));
        }).Check(Many);

    [Fact]
    public void The_same_facts_give_the_same_bytes_whatever_lay_there_before() =>
        Prop.ForAll(AnyHousehold.AnySize, household =>
        {
            var target = new byte[FactsCodec.SizeOf(household.Facts) + 3];
            target.AsSpan().Fill(0xFF);
            var size = FactsCodec.Write(household.Facts, target);
            Assert.Equal(household.ToBytes(), target[..size]);
            Assert.Equal([0xFF, 0xFF, 0xFF], target[size..]);
        }).Check(Many);

    [Fact]
    public void Other_facts_give_other_bytes() =>
        Prop.ForAll(AnyHousehold.Any, AnyHousehold.Any, (one, other) =>
            one.Equals(other) == one.ToBytes().AsSpan().SequenceEqual(other.ToBytes())).Check(Many);

    [Fact]
    public void A_buffer_used_before_leaves_nothing_of_the_household_before() =>
        Prop.ForAll(AnyHousehold.Any, AnyHousehold.Any, (before, household) =>
        {
            var buffer = new FactsBuffer();
            FactsCodec.Read(before.ToBytes(), buffer);
            Assert.Equal(household, SampleHousehold.Of(FactsCodec.Read(household.ToBytes(), buffer)));
        }).Check(Many);

    // Version 1 for ever: when this fails, the change needs a new version that still reads version 1.
    [Fact]
    public void The_bytes_of_version_1_never_change() =>
        Assert.Equal(
            "01" + "01" + "0100" // version, members, incomes
            + "02" + "04" + "04" + "00" + "8200" // kind, married woman, proof, unused, marks
            + "04030201" // bar
            + "1817161514131211" + "2827262524232221" + "3837363534333231" + "4847464544434241" // assets
            + "54535251" // domestic workers
            + "01000B00" + "02000B00" + "03000B00" + "04000B00" // sources
            + "01" + "04" + "02" + "03" + "18" + "0C0B0A00" + "0E0D" // a member
            + "00" + "15" + "6867666564636261", // an income
            Convert.ToHexString(Distinct.ToBytes()));

    [Fact]
    public void The_largest_household_takes_less_than_6_000_bytes()
    {
        var member = Distinct.Members[0];
        var largest = Distinct with
        {
            Members = [.. Enumerable.Repeat(member, HouseholdFacts.MembersMax)],
            Incomes = [.. Enumerable.Repeat(
                new IncomeLine(63, IncomeKind.Other, long.MaxValue), HouseholdFacts.IncomesMax)],
        };
        Assert.Equal(66 + (64 * 11) + (512 * 10), largest.ToBytes().Length);
        Assert.Equal(largest, SampleHousehold.Of(FactsCodec.Read(largest.ToBytes(), new FactsBuffer())));
    }
}
