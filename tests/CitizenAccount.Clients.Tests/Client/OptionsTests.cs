using CitizenAccount.Client;
using CitizenAccount.Client.Calls;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Clients.Tests.Client;

public sealed class OptionsTests
{
    [Fact]
    public void Everything_wrong_is_named_at_the_start()
    {
        var services = new ServiceCollection();
        services.AddCitizenAccountClient(options =>
        {
            options.Address = new Uri("http://elsewhere.example");
            options.ReadDeadline = TimeSpan.FromMinutes(2);
            options.RetriesMax = 11;
            options.Deadlines["citizenaccount.nowhere.v1.Nothing.Here"] = TimeSpan.FromSeconds(1);
        });
        using var provider = services.BuildServiceProvider();
        var failure = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());
        foreach (var option in new[] { "Address", "ClientName", "ReadDeadline", "RetriesMax", "Nothing.Here" })
        {
            Assert.Contains(option, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_client_made_by_hand_checks_its_options_too() =>
        Assert.Throws<OptionsValidationException>(() => new CitizenAccountClient(new CitizenAccountClientOptions()));

    [Fact]
    public void One_client_is_made_for_the_whole_program()
    {
        var services = new ServiceCollection();
        services.AddCitizenAccountClient(options =>
        {
            options.Address = new Uri("https://citizen-account.example");
            options.ClientName = "portal";
        });
        using var provider = services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<CitizenAccountClient>(), provider.GetRequiredService<CitizenAccountClient>());
    }

    [Fact]
    public void Every_call_of_the_contract_has_a_rule_and_every_unary_write_a_request_id()
    {
        var wrong = new List<string>();
        foreach (var rule in CallRules.All.Where(rule => !rule.Streams))
        {
            var request = Request(rule);
            rule.GiveRequestId(request);
            if (!rule.MayRepeat(request))
            {
                wrong.Add(rule.FullName);
            }
        }

        Assert.Empty(wrong);
        Assert.True(CallRules.All.Count() >= 90);
    }

    [Fact]
    public void A_write_without_a_request_id_is_not_repeated()
    {
        var rule = CallRules.Find("/citizenaccount.account.v1.AccountService/SignOut")!;
        Assert.False(rule.MayRepeat(Request(rule)));
    }

    private static IMessage Request(CallRule rule) => rule.Asked.Parser.ParseFrom([]);
}
