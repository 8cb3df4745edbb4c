using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.SystemInfo;
using CitizenAccount.Service.Tests.Calls;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Service.Tests.SystemInfo;

public sealed class ClientVersionTests
{
    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("12.34.56", "12.34.56")]
    [InlineData("0.1.0-rc.1", "0.1.0")]
    [InlineData("0.1.0+4f2a", "0.1.0")]
    [InlineData("0.1.0-rc.1+4f2a", "0.1.0")]
    public void A_version_is_three_numbers_whatever_build_follows(string text, string version) =>
        Assert.Equal(version, ClientVersion.Parse(text).ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("0.1")]
    [InlineData("0.1.0.0")]
    [InlineData("v0.1.0")]
    [InlineData("0.1.x")]
    [InlineData("0..0")]
    [InlineData("-0.1.0")]
    [InlineData("0.-1.0")]
    [InlineData("0.1.0-")]
    [InlineData("0.1.0-rc 1")]
    [InlineData("0.1.0-\u0627")]
    [InlineData(" 0.1.0")]
    [InlineData("0.1.\u0660")]
    [InlineData("0.1.99999999999")]
    [InlineData("0.1.0-00000000000000000000000000000000000000000000000000")]
    public void Anything_else_is_malformed(string text) => Assert.False(ClientVersion.TryParse(text, out _));

    [Fact]
    public void Versions_are_ordered_by_number_and_read_back_as_written()
    {
        var number = Gen.Choose(0, 999_999);
        var versions = number.SelectMany(
            major => number.SelectMany(minor => number.Select(patch => (major, minor, patch))));
        Prop.ForAll(versions.ToArbitrary(), versions.ToArbitrary(), (left, right) =>
        {
            var (one, two) = (Version(left), Version(right));
            return one.CompareTo(two) == left.CompareTo(right)
                && ClientVersion.Parse(one.ToString()) == one;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0.0.9", false)]
    [InlineData("0.1.0", true)]
    [InlineData("0.1.7", true)]
    [InlineData("0.2.0", true)]
    [InlineData("0.2.9", true)]
    [InlineData("0.3.0", false)]
    [InlineData("1.0.0", false)]
    public void Clients_from_the_first_release_to_the_next_one_are_supported(string client, bool supported)
    {
        var clients = SupportedClients.Of(ClientVersion.Parse("0.1.3"));
        Assert.Equal("0.1.0", clients.Lowest.ToString());
        Assert.Equal("0.2.0", clients.Highest.ToString());
        Assert.Equal(supported, clients.Includes(ClientVersion.Parse(client)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("portal", "0.1.0")]
    public void A_client_may_say_who_it_is_or_not(string name, string version)
    {
        var asked = SystemRequest.Parse(new GetSystemInfoRequest { ClientName = name, ClientVersion = version });
        Assert.Equal(version, asked.Client?.ToString() ?? "");
    }

    [Fact]
    public void Name_and_version_may_have_fifty_characters_and_both_are_named_when_longer()
    {
        var longest = new GetSystemInfoRequest
        {
            ClientName = new string('n', 50),
            ClientVersion = "0.1.0-" + new string('b', 44),
        };
        Assert.Equal("0.1.0", SystemRequest.Parse(longest).Client.ToString());

        var longer = new GetSystemInfoRequest
        {
            ClientName = longest.ClientName + "n",
            ClientVersion = longest.ClientVersion + "b",
        };
        var refusal = Refusing.By(() => SystemRequest.Parse(longer));
        Assert.Equal(ErrorReason.InvalidRequest, refusal.Reason);
        Assert.Equal(["client_name", "client_version"], Refusing.FieldsOf(refusal));
        Assert.Equal("2", Refusing.FactsOf(refusal)["violations"]);
    }

    private static ClientVersion Version((int Major, int Minor, int Patch) numbers) => ClientVersion.Parse(
        string.Create(CultureInfo.InvariantCulture, $"{numbers.Major}.{numbers.Minor}.{numbers.Patch}"));
}
