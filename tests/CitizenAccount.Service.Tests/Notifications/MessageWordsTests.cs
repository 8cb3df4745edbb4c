using System.Text.RegularExpressions;
using CitizenAccount.Rules;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.House;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>The words of every message: there, in both languages, apart from each other, and secrets only where they
/// may stand.</summary>
public sealed partial class MessageWordsTests
{
    private const int ArabicSmsMax = 134;
    private const int EnglishSmsMax = 306;

    private static readonly IReadOnlyDictionary<string, string> Facts = NotifiedPeople.AllFacts;
    private static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    public static TheoryData<string> Names => [.. Kinds.Select(kind => kind.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_says_something_whole_in_both_languages(string name)
    {
        foreach (var text in TextsOf(Enum.Parse<MessageKind>(name)))
        {
            Assert.Matches("[\u0621-\u064A]{2}", text.Arabic);
            Assert.Matches("[A-Za-z]{2}", text.English);
            foreach (var half in new[] { text.Arabic, text.English })
            {
                Assert.DoesNotMatch(@"[{}<>_]|\s\s|null|^\s|\s$", half);
            }

            Assert.DoesNotMatch("[\u0600-\u06FF\u2066-\u2069]", text.English);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_sign_in_by_a_client_without_a_name_is_told_all_the_same(string? client)
    {
        var facts = client is null ? [] : new Dictionary<string, string> { ["client"] = client };
        var words = MessageWords.Of(MessageKind.NewSignIn, facts);
        Assert.Contains("gave no name", words.Body.English, StringComparison.Ordinal);
        Assert.DoesNotContain("\u2068\u2069", words.Body.Arabic, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_kinds_say_the_same()
    {
        foreach (var half in new Func<Words, string>[]
        {
            words => words.Title.Arabic, words => words.Title.English, words => words.Body.Arabic, words => words.Body.English,
            words => words.Sms.Arabic, words => words.Sms.English,
        })
        {
            Assert.Equal(Kinds.Length, Kinds.Select(kind => half(MessageWords.Of(kind, Facts))).Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_secret_stands_only_in_the_text_it_is_for(string name)
    {
        var kind = Enum.Parse<MessageKind>(name);
        var words = MessageWords.Of(kind, Facts);
        string[] secrets = [Facts["code"], Facts["password"]];
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(secret, words.Title.Arabic + words.Title.English, StringComparison.Ordinal);
        }

        var shown = words.Body.Arabic + words.Body.English + words.Sms.Arabic + words.Sms.English;
        var isShown = secrets.Any(secret => shown.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(MessagePlans.Of(kind).IsSecret, isShown);
        Assert.Equal(kind is MessageKind.RegistrationCode or MessageKind.SignInCode or MessageKind.NewContactCode
            or MessageKind.OldContactCode or MessageKind.TemporaryPassword, isShown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Numbers_and_foreign_words_are_isolated_in_arabic(string name)
    {
        foreach (var text in TextsOf(Enum.Parse<MessageKind>(name)))
        {
            var rest = Isolated().Replace(text.Arabic, "");
            Assert.DoesNotMatch("[0-9A-Za-z]", rest);
            Assert.Equal(text.Arabic.Count(letter => letter is >= '\u2066' and <= '\u2068'), text.Arabic.Count(letter => letter == '\u2069'));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_sms_takes_two_segments_at_most(string name)
    {
        var sms = MessageWords.Of(Enum.Parse<MessageKind>(name), Facts).Sms;
        Assert.InRange(sms.Arabic.Length, 20, ArabicSmsMax);
        Assert.InRange(sms.English.Length, 20, EnglishSmsMax);
        Assert.True(sms.English.All(char.IsAscii), "An English SMS is written in the letters of GSM.");
        Assert.StartsWith("حساب المواطن: ", sms.Arabic, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Words_need_exactly_the_facts_that_the_kind_names(string name)
    {
        var kind = Enum.Parse<MessageKind>(name);
        string[] named = [.. FactsNamedAt(name)];
        var given = named.ToDictionary(key => key, key => Facts[key]);
        MessageWords.Of(kind, given);

        // A client need not say what it is; everything else is needed.
        foreach (var key in named.Where(key => key != "client"))
        {
            var failure = Assert.Throws<InvalidOperationException>(
                () => MessageWords.Of(kind, given.Where(fact => fact.Key != key).ToDictionary()));
            Assert.Contains($"'{key}'", failure.Message, StringComparison.Ordinal);
            Assert.All(given.Values, value => Assert.DoesNotContain(value, failure.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_deposit_names_amount_month_cycle_and_the_ending_of_the_account()
    {
        var words = MessageWords.Of(MessageKind.Deposited, Facts);
        Assert.Equal(
            "1,472.50 SAR for December 2026 (cycle 109) was deposited in your bank account ending in 7731.", words.Body.English);
        Assert.Equal(
            "أُودع \u2067\u20661,472.50\u2069 ريال\u2069 عن دفعة ديسمبر \u20662026\u2069 (الدورة \u2066109\u2069) في حسابك البنكي المنتهي بـ \u20667731\u2069.",
            words.Body.Arabic);
    }

    [Fact]
    public void A_day_stands_with_its_hijri_date()
    {
        var words = MessageWords.Of(MessageKind.RecoveryNotice, Facts);
        Assert.Contains("22 February 2027 (15 Ramadan 1448 AH)", words.Body.English, StringComparison.Ordinal);
        Assert.Contains("\u206622\u2069 فبراير \u20662027\u2069م (\u206615\u2069 رمضان \u20661448\u2069هـ)", words.Body.Arabic, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_may_be_given_by_its_month()
    {
        var byMonth = new Dictionary<string, string>(Facts) { ["cycle"] = "2026-12" };
        Assert.Equal(MessageWords.Of(MessageKind.DataChanged, Facts), MessageWords.Of(MessageKind.DataChanged, byMonth));
    }

    [Fact]
    public void Codes_decisions_stops_deposits_and_ticket_numbers_always_go_by_sms()
    {
        MessageKind[] always =
        [
            MessageKind.RegistrationCode, MessageKind.SignInCode, MessageKind.NewContactCode, MessageKind.OldContactCode,
            MessageKind.TemporaryPassword, MessageKind.AlreadyRegistered, MessageKind.DecidedEligible, MessageKind.DecidedNotEligible,
            MessageKind.DecisionPending, MessageKind.SupportStopped, MessageKind.Deposited, MessageKind.TicketOpened,
        ];
        Assert.Equal(always, Kinds.Where(kind => MessagePlans.Of(kind).AlwaysSms));
        Assert.Equal(TimeSpan.FromMinutes(5), MessagePlans.Of(MessageKind.SignInCode).SecretLife);
        Assert.Equal(TimeSpan.FromMinutes(10), MessagePlans.Of(MessageKind.TemporaryPassword).SecretLife);
        Assert.Equal(Kinds, MessagePlans.Secrets.Concat(MessagePlans.Listed).Order());
    }

    [Theory]
    [InlineData(1, 0, 1_000)]
    [InlineData(1, 999, 1_999)]
    [InlineData(2, 0, 2_000)]
    [InlineData(5, 500, 24_000)]
    [InlineData(9, 0, 256_000)]
    [InlineData(10, 0, 450_000)]
    [InlineData(10_000, 999, 899_550)]
    [InlineData(int.MaxValue, 0, 450_000)]
    public void Waiting_doubles_up_to_a_quarter_of_an_hour(int attempts, int chance, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Backoff.After(attempts, chance));

    private static LocalizedText[] TextsOf(MessageKind kind)
    {
        var words = MessageWords.Of(kind, Facts);
        return [words.Title, words.Body, words.Sms];
    }

    // What the comment of the kind promises to those who write it.
    private static IEnumerable<string> FactsNamedAt(string kind)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "src/CitizenAccount.Service/Platform/Outbox/MessageKind.cs"));
        var comment = Regex.Match(source, $@"<summary>((?:(?!</summary>).)*)</summary>\s*{kind} = ", RegexOptions.Singleline);
        Assert.True(comment.Success, $"{kind} has no comment.");
        return Regex.Matches(comment.Groups[1].Value, "<c>([a-z_]+)</c>").Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex("\u2066[^\u2066-\u2069]*\u2069|\u2068[^\u2066-\u2069]*\u2069")]
    private static partial Regex Isolated();
}
