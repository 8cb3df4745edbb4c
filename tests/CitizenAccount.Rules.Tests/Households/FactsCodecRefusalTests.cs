using System.Buffers.Binary;
using CitizenAccount.Rules.Households;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Households;

// Bytes come from a store and may be damaged. Whatever they are, reading either gives facts that write to the very
// same bytes, or ends in InvalidDataException; it never guesses and never fails in another way.
public sealed class FactsCodecRefusalTests
{
    private const int MembersAt = 66;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static readonly Arbitrary<byte[]> Garbage =
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary();

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = SoundBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertRefused(bytes[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(66)]
    [InlineData(4096)]
    public void Anything_appended_is_refused(int more) => AssertRefused([.. SoundBytes(), .. new byte[more]]);

    [Fact]
    public void Every_other_version_is_refused()
    {
        for (var version = 0; version <= byte.MaxValue; version++)
        {
            if (version != FactsCodec.Version)
            {
                AssertRefused(Changed(0, (byte)version));
            }
        }
    }

    [Fact]
    public void Truncated_lengthened_or_renumbered_facts_of_any_household_are_refused() =>
        Prop.ForAll(AnyHousehold.AnySize, Gen.Choose(1, 2_000).ToArbitrary(), (household, by) =>
        {
            var bytes = household.ToBytes();
            AssertRefused(bytes[..^Math.Min(by, bytes.Length)]);
            AssertRefused([.. bytes, .. new byte[by]]);
            bytes[0] = (byte)(2 + (by % 254));
            AssertRefused(bytes);
        }).Check(Many);

    [Fact]
    public void A_changed_byte_is_refused_or_read_as_what_it_says() =>
        Prop.ForAll(
            AnyHousehold.Any, Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(),
            (household, at, change) =>
            {
                var bytes = household.ToBytes();
                bytes[at % bytes.Length] ^= (byte)change;
                AssertReadExactlyOrRefused(bytes);
            }).Check(Many);

    [Fact]
    public void Garbage_is_refused() => Prop.ForAll(Garbage, AssertReadExactlyOrRefused).Check(Many);

    [Fact]
    public void Garbage_of_the_right_length_is_refused_or_read_as_what_it_says() =>
        Prop.ForAll(
            Garbage, Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(),
            (garbage, members, incomes) =>
            {
                var bytes = new byte[66 + (11 * members) + (10 * incomes)];
                garbage.AsSpan(0, Math.Min(garbage.Length, bytes.Length)).CopyTo(bytes);
                bytes[0] = FactsCodec.Version;
                bytes[1] = (byte)members;
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)incomes);
                AssertReadExactlyOrRefused(bytes);
            }).Check(Many);

    [Theory]
    [InlineData(1, 0)] // no member
    [InlineData(1, 65)] // too many for the format
    [InlineData(4, 0)] // kind of household
    [InlineData(4, 3)]
    [InlineData(5, 5)] // case of a married woman
    [InlineData(6, 10)] // proof of housing
    [InlineData(7, 1)] // unused
    [InlineData(9, 1)] // a mark nobody has defined
    [InlineData(13, 0x80)] // a negative month
    [InlineData(21, 0x80)] // negative real estate
    [InlineData(49, 0x80)] // fewer than no domestic workers
    [InlineData(53, 0x80)] // a day before the calendar
    [InlineData(53, 0x7F)] // a day after it
    [InlineData(MembersAt, 0)] // relationship
    [InlineData(MembersAt, 9)]
    [InlineData(MembersAt + 1, 0)] // nationality
    [InlineData(MembersAt + 1, 5)]
    [InlineData(MembersAt + 2, 3)] // sex
    [InlineData(MembersAt + 3, 5)] // marital status
    [InlineData(MembersAt + 4, 32)] // a mark nobody has defined
    [InlineData(MembersAt + 8, 0x80)] // a birth before the calendar
    [InlineData(MembersAt + 10, 0x80)] // fewer than no days abroad
    [InlineData(MembersAt + 11, 1)] // an income of nobody
    [InlineData(MembersAt + 11, 64)] // a shift by 64 would make it the main beneficiary's
    [InlineData(MembersAt + 12, 0)] // kind of income
    [InlineData(MembersAt + 12, 33)] // a shift by 33 would make it a salary
    [InlineData(MembersAt + 20, 0x80)] // a negative income
    public void A_number_that_means_nothing_is_refused(int at, byte value) => AssertRefused(Changed(at, value));

    [Fact]
    public void Facts_that_could_not_be_read_back_are_not_written()
    {
        var sound = Sound();
        AssertNotWritten(sound with { Members = [] });
        AssertNotWritten(sound with { Members = [.. Enumerable.Repeat(sound.Members[0], 65)] });
        AssertNotWritten(sound with { Incomes = [.. Enumerable.Repeat(sound.Incomes[0], 513)] });
        AssertNotWritten(sound.Earning(1, member: 1));
        AssertNotWritten(sound.Earning(-1));
        AssertNotWritten(sound.Earning(1, kind: (IncomeKind)33));
        AssertNotWritten(sound.With(header => header with { Kind = default }));
        AssertNotWritten(sound.With(header => header with { Cash = -1 }));
        AssertNotWritten(sound.WithMain(main => main with { Sex = default }));
        AssertNotWritten(sound.Abroad(0, -1));
    }

    [Fact]
    public void A_target_too_small_by_one_byte_is_refused()
    {
        var household = Sound();
        var small = new byte[FactsCodec.SizeOf(household.Facts) - 1];
        Assert.Throws<ArgumentException>(() => FactsCodec.Write(household.Facts, small));
        Assert.All(small, value => Assert.Equal(0, value));
    }

    private static SampleHousehold Sound() => new(
        new HouseholdHeader { Kind = HouseholdKind.Head },
        [
            new MemberFacts
            {
                Relationship = Relationship.Main,
                Nationality = NationalityStatus.Saudi,
                Sex = Sex.Male,
                MaritalStatus = MaritalStatus.Married,
                BirthDay = 720_000,
            },
        ],
        [new IncomeLine(0, IncomeKind.Salary, 5_000_00)]);

    private static byte[] SoundBytes() => Sound().ToBytes();

    private static byte[] Changed(int at, byte value)
    {
        var bytes = SoundBytes();
        bytes[at] = value;
        return bytes;
    }

    private static void AssertRefused(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => { FactsCodec.Read(bytes, new FactsBuffer()); });

    private static void AssertNotWritten(SampleHousehold household) =>
        Assert.Throws<ArgumentException>(() => FactsCodec.Write(household.Facts, new byte[8_000]));

    private static void AssertReadExactlyOrRefused(byte[] bytes)
    {
        SampleHousehold read;
        try
        {
            read = SampleHousehold.Of(FactsCodec.Read(bytes, new FactsBuffer()));
        }
        catch (InvalidDataException)
        {
            return;
        }

        Assert.Equal(bytes, read.ToBytes());
    }
}
