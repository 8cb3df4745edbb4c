using System.Text;
using System.Text.Json;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Tests.Time;

public sealed class EmbeddedTableTests
{
    private const string Good =
        """{"month":"2017-12","date":"2017-12-21","source":"s","confidence":"high","note":"n"}""";

    [Fact]
    public void A_well_formed_table_is_read() =>
        Assert.Equal("2017-12", Assert.Single(Read(Good).PaymentDays).Month);

    [Theory]
    [InlineData("\"source\":\"s\",", "")] // missing
    [InlineData("\"note\"", "\"notes\"")] // misspelt
    [InlineData("\"n\"}", "\"n\",\"more\":1}")] // unknown
    [InlineData("\"high\"", "\"certain\"")] // not a confidence
    [InlineData("\"high\"", "3")] // a number in its place
    [InlineData("\"s\"", "null")] // empty
    [InlineData("2017-12-21", "2017-12-32")] // not a day
    public void A_table_that_does_not_fit_its_shape_stops_everything(string was, string becomes) =>
        Assert.Throws<JsonException>(() => Read(Good.Replace(was, becomes, StringComparison.Ordinal)));

    [Fact]
    public void A_table_that_is_not_shipped_is_a_bug() =>
        Assert.Throws<InvalidOperationException>(
            () => EmbeddedTable.Read<AnnouncedPaymentDay.Table>("no-such-table.json"));

    private static AnnouncedPaymentDay.Table Read(string row) =>
        EmbeddedTable.Parse<AnnouncedPaymentDay.Table>(
            new MemoryStream(Encoding.UTF8.GetBytes($$"""{"payment_days":[{{row}}]}""")), "test");
}
