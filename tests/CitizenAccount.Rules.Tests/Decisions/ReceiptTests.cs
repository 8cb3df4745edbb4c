using System.Text;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Tests.Households;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Decisions;

// A receipt can be re-performed by anyone with the rules, and a receipt that was touched cannot.
public sealed class ReceiptTests
{
    private static readonly ReceiptHead Head = new(
        "households/019318f0-0000-7000-8000-000000000001/decisions/2026-12", new YearMonth(2026, 12),
        new string('a', 64), new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_receipt_of_any_household_and_month_holds() =>
        Prop.ForAll(AnyHousehold.Any, Gen.Choose(0, 130).ToArbitrary(), (household, months) =>
        {
            var month = PolicyBook.FirstMonth.AddMonths(months);
            var content = Receipt.Write(Head with { Month = month }, household.ToBytes(), new(PolicyBook.Published, month));
            Assert.Equal(ReceiptCheck.Holds, Receipt.Check(content, PolicyBook.Published));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void The_same_decision_gives_the_same_bytes() => Assert.Equal(Sample(), Sample());

    [Fact]
    public void The_amount_and_every_step_stand_in_clear()
    {
        var text = Encoding.UTF8.GetString(Sample());
        Assert.Contains("\"amount_halalas\":129600", text, StringComparison.Ordinal);
        Assert.All(
            Sound.Head(1).Explain().Steps,
            step => Assert.Contains($"\"step\":\"{step.Code}\"", text, StringComparison.Ordinal));
    }

    // The signature holds what the rules cannot know: the name of the decision, when it was made, the snapshot.
    [Fact]
    public void A_flipped_bit_anywhere_but_in_the_head_is_found()
    {
        var sound = Sample();
        var from = Encoding.UTF8.GetString(sound).IndexOf("\"policy_version\"", StringComparison.Ordinal);
        for (var at = from; at < sound.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var touched = (byte[])sound.Clone();
                touched[at] ^= (byte)(1 << bit);
                Assert.NotEqual(ReceiptCheck.Holds, Receipt.Check(touched, PolicyBook.Published));
            }
        }
    }

    [Fact]
    public void A_higher_amount_is_found() => Assert.Equal(
        ReceiptCheck.Differs, Checked(text => text.Replace(":129600", ":229600", StringComparison.Ordinal)));

    [Fact]
    public void Another_policy_is_told_apart_from_another_decision() => Assert.Equal(
        ReceiptCheck.OtherPolicy, Checked(text => text.Replace("2026-12\",\"decided", "2022-01\",\"decided", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"form\":2}")]
    [InlineData("{\"form\":1,\"month\":\"2026-13\"}")]
    [InlineData("{\"form\":1,\"month\":\"1999-01\",\"decision\":\"\",\"snapshot_sha256\":\"\",\"decided\":\"2026-01-01\",\"facts\":\"\",\"policy_sha256\":\"\"}")]
    public void What_is_no_receipt_is_said_to_be_none(string text) =>
        Assert.Equal(ReceiptCheck.Unreadable, Receipt.Check(Encoding.UTF8.GetBytes(text), PolicyBook.Published));

    private static byte[] Sample() => Receipt.Write(Head, Sound.Head(1).ToBytes(), Sound.Rules);

    private static ReceiptCheck Checked(Func<string, string> change) => Receipt.Check(
        Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(Sample()))), PolicyBook.Published);
}
