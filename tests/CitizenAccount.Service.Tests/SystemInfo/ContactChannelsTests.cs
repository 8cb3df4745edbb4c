using System.Text;
using System.Text.Json;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.SystemInfo;
using CitizenAccount.Service.Tests.Calls;
using Basis = CitizenAccount.Contracts.Type.V1.Basis;
using Confidence = CitizenAccount.Contracts.Type.V1.Confidence;
using DayOfWeek = CitizenAccount.Contracts.Type.V1.DayOfWeek;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.SystemInfo;

public sealed class ContactChannelsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void The_phone_comes_first_with_the_hours_the_programme_published()
    {
        var phone = ContactChannels.Published.On(Today)[0].ToWire();
        Assert.Equal(ContactChannelKind.Phone, phone.Kind);
        Assert.Equal("19912", phone.Address);
        var hours = Assert.Single(phone.OpeningHours);
        Assert.Equal(
            [DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday],
            hours.Days);
        Assert.Equal(new TimeOfDay { Hours = 8 }, hours.Opens);
        Assert.Equal(new TimeOfDay { Hours = 20 }, hours.Closes);
        Assert.Equal(Confidence.Medium, phone.Confidence);
        Assert.Equal(Basis.Sourced, phone.Basis);
        Assert.Contains("22:00", phone.Note.En, StringComparison.Ordinal);
        Assert.Contains("22:00", phone.Note.Ar, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_exactly_one_phone_on_every_day_of_the_programme()
    {
        for (var day = new DateOnly(2017, 12, 1); day <= new DateOnly(2028, 12, 31); day = day.AddDays(1))
        {
            Assert.Single(ContactChannels.Published.On(day), channel => channel.Kind == ContactChannelKind.Phone);
        }
    }

    [Theory]
    [InlineData("2025-12-31", Basis.Assumed)]
    [InlineData("2026-01-01", Basis.Sourced)]
    public void An_entry_holds_from_its_first_to_its_last_day(string day, Basis basis)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        Assert.Equal(basis, ContactChannels.Published.On(date)[0].Basis);
    }

    [Fact]
    public void The_phone_and_its_hours_are_those_of_the_policies()
    {
        for (var month = new YearMonth(2017, 12); month <= new YearMonth(2028, 12); month = month.AddMonths(1))
        {
            var phone = ContactChannels.Published.On(month.LastDay)[0];
            Assert.Equal(Parameter("contact.phone", month).Value.GetString(), phone.Address);
            var hours = Parameter("contact.hours", month);
            var shown = Assert.Single(phone.Hours);
            Assert.Equal("Sunday-Thursday", hours.Value.GetProperty("days").GetString());
            Assert.Equal(TimeOnly.ParseExact(hours.Value.GetProperty("from").GetString()!, "HH:mm"), shown.Opens);
            Assert.Equal(TimeOnly.ParseExact(hours.Value.GetProperty("to").GetString()!, "HH:mm"), shown.Closes);
            Assert.Equal(hours.Confidence.ToString(), phone.Confidence.ToString());
            Assert.Equal(hours.Basis.ToString(), phone.Basis.ToString());
        }
    }

    [Fact]
    public void Every_entry_is_said_in_both_languages_and_rests_on_sources()
    {
        Assert.NotEmpty(ContactChannels.Published.Entries);
        foreach (var entry in ContactChannels.Published.Entries)
        {
            foreach (var text in new[] { entry.Label, entry.Note })
            {
                Assert.Contains(text.Arabic, letter => letter is >= '\u0621' and <= '\u064A');
                Assert.DoesNotContain(text.English, letter => letter is >= '\u0600' and <= '\u06FF');
                Assert.NotEmpty(text.English);
            }

            Assert.NotEmpty(entry.Address);
            Assert.NotEmpty(entry.Sources);
            Assert.True(entry.Until is null || entry.From < entry.Until);
            Assert.All(entry.Hours, hours => Assert.True(hours.Opens < hours.Closes && hours.Days.Count > 0));
        }
    }

    [Fact]
    public void A_source_the_policies_know_is_the_same_there()
    {
        var shared = ContactChannels.Published.Entries.SelectMany(entry => entry.Sources)
            .Where(source => PolicyBook.Published.Sources.ContainsKey(source.Id)).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, source =>
        {
            var known = PolicyBook.Published.Sources[source.Id];
            Assert.Equal((known.Title, known.Address, known.Date), (source.Title, source.Address, source.Published));
        });
    }

    [Theory]
    [InlineData("""{"sources":{},"channels":[],"chanels":[]}""")]
    [InlineData("""{"channels":[]}""")]
    [InlineData("""{"sources":{},"channels":[{"kind":"fax"}]}""")]
    public void A_table_of_another_shape_is_refused(string table) =>
        Assert.Throws<JsonException>(() => Parse(table));

    [Theory]
    [InlineData("phone", "unknown-source")]
    [InlineData("unspecified", "a")]
    public void An_entry_without_its_source_or_kind_is_refused(string kind, string source)
    {
        Assert.Equal(2, Parse(OneChannel("phone", "a")).Entries[0].Hours[0].Days.Count);
        Assert.Throws<InvalidOperationException>(() => Parse(OneChannel(kind, source)));
    }

    [Fact]
    public void Pages_follow_one_another_without_gap_or_repetition()
    {
        var pages = new ChannelPages(KeyRing.Of(new byte[32]));
        var all = ContactChannels.Published.On(Today);
        for (var size = 1; size <= all.Count + 1; size++)
        {
            var seen = new List<ChannelEntry>();
            var token = "";
            do
            {
                (var page, token) = pages.Cut(all, size, token, Caller.Anyone, Today);
                Assert.InRange(page.Count, 1, size);
                seen.AddRange(page);
            }
            while (token.Length > 0 && seen.Count <= all.Count);

            Assert.Equal(all, seen);
        }
    }

    [Fact]
    public void A_page_token_of_another_caller_or_day_or_a_forged_one_is_refused()
    {
        var pages = new ChannelPages(KeyRing.Of(new byte[32]));
        var all = ContactChannels.Published.On(Today);
        var (_, token) = pages.Cut(all, 1, "", Caller.Anyone, Today);
        var other = Caller.Anyone with { Subject = "person-1" };
        AssertRefused(token, other, Today);
        AssertRefused(token, Caller.Anyone, Today.AddDays(1));
        foreach (var forged in new[] { "x", token[..^1], token + "A", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0627" })
        {
            AssertRefused(forged, Caller.Anyone, Today);
        }

        void AssertRefused(string text, Caller caller, DateOnly day) => Assert.Equal(
            ErrorReason.PageTokenInvalid, Refusing.By(() => pages.Cut(all, 1, text, caller, day)).Reason);
    }

    private static PolicyPeriod Parameter(string key, YearMonth month) =>
        PolicyBook.Published.Parameters.Single(parameter => parameter.Key == key).At(month);

    private static ContactChannels Parse(string table)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(table));
        return ContactChannels.Parse(stream);
    }

    private static string OneChannel(string kind, string source) => $$"""
        {
          "sources": { "a": { "title": "A", "address": "https://a", "published": "n.d." } },
          "channels": [{
            "kind": "{{kind}}", "label": { "ar": "رقم", "en": "Number" }, "address": "1",
            "opening_hours": [{ "days": ["sunday", "monday"], "opens": "08:00", "closes": "20:00" }],
            "note": { "ar": "", "en": "" }, "confidence": "low", "basis": "seed_only", "sources": ["{{source}}"],
            "valid_from": null, "valid_until": null
          }]
        }
        """;
}
