using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>Reading accounts, and reading who looked at them.</summary>
public sealed class AccountReadTests(EmptyService running) : IClassFixture<EmptyService>
{
    private RunningService Service => running.Service;

    [Fact]
    public async Task Staff_find_a_person_by_name_id_or_mobile_and_a_citizen_nobody_else()
    {
        var (citizen, other) = (await Service.RegisterAsync(), await Service.RegisterAsync());
        GetAccountRequest[] keys =
        [
            new() { Account = citizen.AccountName }, new() { NationalId = citizen.NationalId }, new() { Mobile = citizen.Mobile },
        ];
        foreach (var key in keys)
        {
            Assert.Equal("PURPOSE_REQUIRED", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(key, Clients.By(Service.As(Role.Agent))))).Reason);
            Assert.Equal("ACCOUNT_NOT_FOUND", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(key, other.By))).Reason);
            key.Purpose = Clients.Asked;
            var found = await Service.Accounts().GetAccountAsync(key, Clients.By(Service.As(Role.CaseWorker)));
            Assert.Equal(citizen.AccountName, found.Account.Name);
        }

        foreach (var absent in new GetAccountRequest[] { new() { NationalId = Citizens.NewNationalId() }, new() { Mobile = Citizens.NewMobile() } })
        {
            Assert.Equal("PURPOSE_REQUIRED", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(absent, Clients.By(Service.As(Role.Agent))))).Reason);
            absent.Purpose = Clients.Asked;
            Assert.Equal("ACCOUNT_NOT_FOUND", (await Refused.ByAsync(Service.Accounts().GetAccountAsync(absent, Clients.By(Service.As(Role.Agent))))).Reason);
        }
    }

    [Fact]
    public async Task A_mobile_of_two_persons_shows_neither()
    {
        var citizen = await Service.RegisterAsync();
        await Service.RegisterAsync(mobile: citizen.Mobile);
        var refused = await Refused.ByAsync(Service.Accounts().GetAccountAsync(
            new GetAccountRequest { Mobile = citizen.Mobile, Purpose = Clients.Asked }, Clients.By(Service.As(Role.Agent))));
        Assert.Equal("ACCOUNT_NOT_FOUND", refused.Reason);
    }

    [Fact]
    public async Task A_read_says_how_fresh_it_is_and_takes_no_token_but_its_own()
    {
        var (citizen, other) = (await Service.RegisterAsync(), await Service.RegisterAsync());
        var read = await Service.Accounts().GetAccountAsync(new GetAccountRequest(), citizen.By);
        Assert.Equal((FreshnessSource.Database, read.Account.Etag), (read.Freshness.Source, $"{read.Freshness.Revision}"));
        await WithAsync(new Consistency { AtLeastAsFresh = read.ConsistencyToken });
        await WithAsync(new Consistency { FullyConsistent = true });
        var others = (await Service.Accounts().GetAccountAsync(new GetAccountRequest(), other.By)).ConsistencyToken;
        foreach (var token in new[] { others, "x", read.ConsistencyToken[..^2], "" })
        {
            var refused = await Refused.ByAsync(() => WithAsync(new Consistency { AtLeastAsFresh = token }));
            Assert.Equal("CONSISTENCY_TOKEN_INVALID", refused.Reason);
        }

        // A token of a database that has seen more, such as before a backup was put back.
        var tokens = Service.Services.GetRequiredService<AccountTokens>();
        var row = (await Service.Services.GetRequiredService<AccountsStore>().FindAsync(citizen.Account, default))!;
        row.Version += 1;
        Assert.Equal("CONSISTENCY_TOKEN_INVALID", (await Refused.ByAsync(() => WithAsync(new Consistency
        {
            AtLeastAsFresh = tokens.Issue(row),
        }))).Reason);

        async Task WithAsync(Consistency consistency)
        {
            await Service.Accounts().GetAccountAsync(new GetAccountRequest { Consistency = consistency }, citizen.By);
            await Service.Accounts().ListSessionsAsync(
                new ListSessionsRequest { Parent = citizen.AccountName, Consistency = consistency }, citizen.By);
        }
    }

    [Fact]
    public void Every_call_that_touches_a_persons_data_has_words_in_both_languages()
    {
        var policies = new CallPolicies(ContractFiles.All, openReflection: false);
        var personal = policies.All.Where(policy => policy.PersonalData).Select(policy => policy.FullName).ToArray();
        Assert.True(personal.Length > 50);
        Assert.Equal(personal.Order(StringComparer.Ordinal), AccessWords.Calls.Order(StringComparer.Ordinal));
        Assert.Equal(personal.Length, personal.Select(AccessWords.Of).Distinct().Count());
        Assert.All(personal.Select(AccessWords.Of), words =>
        {
            Assert.Contains(words.Arabic, letter => letter is >= '\u0621' and <= '\u064A');
            Assert.Contains(words.English, char.IsAsciiLetter);
        });
    }

    [Fact]
    public async Task Who_looked_is_added_up_by_hour_actor_purpose_and_call_newest_first()
    {
        await using var service = await RunningService.StartAsync();
        var citizen = await service.RegisterAsync();
        var ticket = new Purpose { Code = PurposeCode.Ticket, Reference = "tickets/100200" };
        service.Clock.Move(TimeSpan.FromHours(1));
        var citizensOwn = (await service.Accounts().RefreshSessionAsync(
            new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = citizen.Tokens.RefreshToken }, Clients.By())).Tokens;
        for (var look = 0; look < 3; look++)
        {
            await LookAsync(service.Bearer($"agent-{look}", [Role.Agent], null), ticket);
        }

        service.Clock.Move(TimeSpan.FromMinutes(5));
        await LookAsync(service.Bearer("agent-1", [Role.Agent], null), Clients.Asked);
        await Refused.ByAsync(() => LookAsync(service.Bearer("agent-2", [Role.Agent], null), null));
        await Refused.ByAsync(() => LookAsync(service.AsCitizen(RunningService.HouseholdAt(1)), null));
        await service.FlushAccessRecordsAsync();

        var request = new ListAccessRecordsRequest { Parent = citizen.AccountName };
        var by = Clients.By(Citizens.CredentialsOf(citizensOwn));
        var all = (await service.Accounts().ListAccessRecordsAsync(request, by)).Records;
        var hour = RunningService.Start.AddHours(1);
        var byTicket = Assert.Single(all, record => record.Purpose == PurposeCode.Ticket);
        Assert.Equal((Role.Agent, "tickets/100200", 3, 0), (byTicket.Role, byTicket.Reference, byTicket.Granted, byTicket.Denied));
        Assert.Equal(("موظف مركز الاتصال", "Contact centre"), (byTicket.Actor.Ar, byTicket.Actor.En));
        Assert.Equal(("بيانات الحساب", "Account data"), (byTicket.What.Ar, byTicket.What.En));
        Assert.Equal((hour, hour), (byTicket.HourTime.ToDateTimeOffset(), byTicket.LastTime.ToDateTimeOffset()));
        var asked = Assert.Single(all, record => record.Purpose == PurposeCode.CitizenRequest);
        Assert.Equal((1, hour.AddMinutes(5)), (asked.Granted, asked.LastTime.ToDateTimeOffset()));
        Assert.Equal((0, 1), Counts(Assert.Single(all, record => record.Role == Role.Agent && record.Purpose == PurposeCode.Unspecified)));
        Assert.Equal((0, 1), Counts(Assert.Single(all, record => record.Actor.En.StartsWith("Another", StringComparison.Ordinal))));

        // The person's own looks stand there too, in the hour of the registration.
        var own = all.Where(record => record.Actor.En == "You").ToList();
        Assert.Equal(["Account data", "Changing the password"], own.Select(record => record.What.En).Order(StringComparer.Ordinal));
        Assert.All(own, record => Assert.Equal(RunningService.Start, record.HourTime.ToDateTimeOffset()));
        Assert.Equal(all.Select(record => record.HourTime.Seconds).OrderDescending(), all.Select(record => record.HourTime.Seconds));
        Assert.All(all, record => Assert.StartsWith(citizen.AccountName + "/accessRecords/", record.Name, StringComparison.Ordinal));

        // Page by page it is the same list, but for the looks at the list itself.
        var paged = new List<string>();
        request.PageSize = 2;
        do
        {
            var page = await service.Accounts().ListAccessRecordsAsync(request, by);
            paged.AddRange(page.Records.Select(record => record.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        Assert.Superset(all.Where(record => record.Role == Role.Agent).Select(record => record.Name).ToHashSet(), paged.ToHashSet());

        var yesterday = new Date { Year = 2026, Month = 11, Day = 24 };
        request.UntilDate = yesterday;
        Assert.Empty((await service.Accounts().ListAccessRecordsAsync(request, by)).Records);
        request.UntilDate = null;
        request.FromDate = new Date { Year = 2026, Month = 11, Day = 26 };
        Assert.Empty((await service.Accounts().ListAccessRecordsAsync(request, by)).Records);

        async Task LookAsync(Metadata credentials, Purpose? purpose) => await service.Accounts().GetAccountAsync(
            new GetAccountRequest { Account = citizen.AccountName, Purpose = purpose }, Clients.By(credentials));
    }

    private static (int, int) Counts(AccessRecord record) => (record.Granted, record.Denied);
}
