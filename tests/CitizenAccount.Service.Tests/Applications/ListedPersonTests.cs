using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>A person whom a household lists as dependant, with an account of the own: what the person sees of the
/// household, from when, and until when. Everything by the real calls, registration and tokens included.</summary>
public sealed class ListedPersonTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static readonly LifeEvent Wedding = new() { Kind = LifeEventKind.Marriage, EventDate = new Date { Year = 2015, Month = 6, Day = 1 } };

    [Fact]
    public async Task Who_is_listed_already_sees_the_household_from_the_first_session_on()
    {
        var head = await running.Service.RegisterAsync();
        var wifeId = Citizens.NewNationalId();
        await AddWifeAsync(head, wifeId);
        var wife = await running.Service.RegisterAsync(wifeId);
        await AssertSeesAsync(wife, head);
    }

    [Fact]
    public async Task Who_is_listed_while_signed_in_has_to_renew_the_session_and_then_sees_it()
    {
        var head = await running.Service.RegisterAsync();
        var wife = await running.Service.RegisterAsync();
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(() => GetAsync(wife, head))).Reason);
        await AddWifeAsync(head, wife.NationalId);
        Assert.Equal("TOKEN_EXPIRED", (await Refused.ByAsync(() => GetAsync(wife, head))).Reason);
        await AssertSeesAsync(await RenewedAsync(wife), head);
    }

    [Fact]
    public async Task Who_is_removed_sees_nothing_any_more_at_once()
    {
        var head = await running.Service.RegisterAsync();
        var wifeId = Citizens.NewNationalId();
        await AddWifeAsync(head, wifeId);
        var wife = await running.Service.RegisterAsync(wifeId);
        await AssertSeesAsync(wife, head);
        var application = await GetAsync(head, head);
        await running.Service.Applications().RemoveMemberAsync(
            new RemoveMemberRequest
            {
                RequestId = Citizens.NewId(),
                Name = application.Members[1].Name,
                LifeEvent = new LifeEvent { Kind = LifeEventKind.Divorce, EventDate = new Date { Year = 2026, Month = 11, Day = 20 } },
                Etag = application.Etag,
            },
            head.By);
        Assert.Equal("TOKEN_EXPIRED", (await Refused.ByAsync(() => GetAsync(wife, head))).Reason);
        var renewed = await RenewedAsync(wife);
        var refused = await Refused.ByAsync(() => GetAsync(renewed, head));
        Assert.Equal((StatusCode.NotFound, "HOUSEHOLD_NOT_FOUND"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task A_listed_person_changes_nothing_but_the_own_incomes()
    {
        var head = await running.Service.RegisterAsync();
        var wifeId = Citizens.NewNationalId();
        await AddWifeAsync(head, wifeId);
        var wife = await running.Service.RegisterAsync(wifeId);
        var application = await GetAsync(wife, head);
        var update = new UpdateApplicationRequest
        {
            RequestId = Citizens.NewId(),
            Household = head.HouseholdName,
            Application = new Application { Kind = BeneficiaryKind.Independent },
            UpdateMask = new() { Paths = { "kind" } },
            Etag = application.Etag,
        };
        Assert.Equal(
            "HOUSEHOLD_NOT_FOUND",
            (await Refused.ByAsync(running.Service.Applications().UpdateApplicationAsync(update, wife.By))).Reason);
        var changed = await running.Service.Applications().UpdateMemberAsync(
            new UpdateMemberRequest
            {
                RequestId = Citizens.NewId(),
                Member = new Member
                {
                    Name = application.Members[1].Name,
                    Incomes = { new Income { Kind = IncomeKind.Salary, Monthly = new Money { CurrencyCode = "SAR", Halalas = 4_000_00 } } },
                },
                UpdateMask = new() { Paths = { "incomes" } },
                LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = new Date { Year = 2026, Month = 11, Day = 1 } },
                Etag = application.Etag,
            },
            wife.By);
        Assert.Equal(4_000_00, changed.Member.Incomes.Single().Monthly.Halalas);
    }

    // Sees who is in it and the own incomes, not those of the others.
    private async Task AssertSeesAsync(Citizen wife, Citizen head)
    {
        var account = await running.Service.Accounts().GetAccountAsync(new GetAccountRequest(), wife.By);
        Assert.Equal(head.HouseholdName, account.Account.MemberOf);
        var seen = await GetAsync(wife, head);
        Assert.Equal(2, seen.Members.Count);
        Assert.Empty(seen.Members[0].Incomes);
        Assert.Single((await GetAsync(head, head)).Members[0].Incomes);
    }

    private async Task AddWifeAsync(Citizen head, string nationalId)
    {
        var application = await GetAsync(head, head);
        var earning = await running.Service.Applications().UpdateMemberAsync(
            new UpdateMemberRequest
            {
                RequestId = Citizens.NewId(),
                Member = new Member
                {
                    Name = application.Members[0].Name,
                    Incomes = { new Income { Kind = IncomeKind.Salary, Monthly = new Money { CurrencyCode = "SAR", Halalas = 6_000_00 } } },
                },
                UpdateMask = new() { Paths = { "incomes" } },
                LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = new Date { Year = 2026, Month = 11, Day = 1 } },
                Etag = application.Etag,
            },
            head.By);
        await running.Service.Applications().AddMemberAsync(
            new AddMemberRequest
            {
                RequestId = Citizens.NewId(),
                Household = head.HouseholdName,
                NationalId = nationalId,
                BirthDate = Citizens.Birth,
                Relationship = Relationship.Spouse,
                LifeEvent = Wedding,
                Etag = earning.Application.Etag,
            },
            head.By);
    }

    private async Task<Application> GetAsync(Citizen reader, Citizen head) =>
        (await running.Service.Applications().GetApplicationAsync(
            new GetApplicationRequest { Household = head.HouseholdName }, reader.By)).Application;

    private async Task<Citizen> RenewedAsync(Citizen citizen)
    {
        var renewed = await running.Service.Accounts().RefreshSessionAsync(
            new RefreshSessionRequest { RequestId = Citizens.NewId(), RefreshToken = citizen.Tokens.RefreshToken }, Clients.By());
        return citizen with { Tokens = renewed.Tokens };
    }
}
