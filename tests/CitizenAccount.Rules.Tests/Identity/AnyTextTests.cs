using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Rules.Tests.Identity;

/// <summary>
/// Whatever is typed, each value either is read or is refused with a reason in both languages; nothing throws. Proved
/// on random text and on text made of the characters these values consist of, which comes closer to the edges.
/// </summary>
public sealed class AnyTextTests
{
    private delegate bool Reader<T>(string? text, out T value, out Problem problem);

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3_000);

    // Mostly digits, with everything else such values are written with, and half of a surrogate pair.
    private const string Letters = "012345678901234567890123456789٠١٢٣٩۰۱۹SAsaRhij+-/.|, ٫٬ريال\t\u200F\u2066\uD800";

    private static readonly Arbitrary<string> Likely =
        Gen.Elements(Letters.ToCharArray()).ArrayOf().Select(letters => new string(letters)).ToArbitrary();

    [Fact]
    public void No_text_makes_a_reader_throw()
    {
        foreach (var texts in new[] { ArbMap.Default.ArbFor<string>(), Likely })
        {
            Prop.ForAll(texts, text =>
                Holds<Money>(text, Money.TryParse, value => value.ToString())
                && Holds<NationalId>(text, NationalId.TryParse, value => value.Value)
                && Holds<Iban>(text, Iban.TryParse, value => value.Value)
                && Holds<Mobile>(text, Mobile.TryParse, value => value.Value)
                && Holds<ShortAddress>(text, ShortAddress.TryParse, value => value.Value)
                && Holds<NationalAddress>(text, NationalAddress.TryParse, value => value.Value)
                && Holds<YearMonth>(text, YearMonth.TryParse, value => value.ToString())
                && Holds<HijriDate>(text, HijriDate.TryParse, value => value.ToString())
                && Holds<Cycle>(text, Cycle.TryParse, value => $"{value.Number}")).Check(Many);
        }
    }

    [Fact]
    public void Very_long_text_is_refused_unread()
    {
        var digits = new string('1', 1_000_000);
        Assert.True(Holds<Money>(digits, Money.TryParse, value => value.ToString()));
        Assert.False(NationalId.TryParse(new string(' ', 100) + "1101798278", out _, out _));
    }

    private static bool Holds<T>(string? text, Reader<T> read, Func<T, string> print)
        where T : struct
    {
        if (read(text, out var value, out var problem))
        {
            // What was read prints as something that reads as the same value.
            return problem == default && read(print(value), out var again, out _) && again.Equals(value);
        }

        return value.Equals(default(T)) && problem.Code.Length > 0
            && problem.Text.Arabic.Length > 20 && problem.Text.English.Length > 20;
    }
}
