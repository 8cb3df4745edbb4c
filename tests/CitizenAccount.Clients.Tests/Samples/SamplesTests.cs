using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Clients.Tests.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Samples;
using CitizenAccount.Service.Demo;
using Sample = CitizenAccount.Samples.Program;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Clients.Tests.Samples;

/// <summary>The samples of <c>clients/samples</c>, run as somebody who tries them does: by their command line, over a real
/// socket.</summary>
public sealed class SamplesTests(SamplesTests.Stage stage) : IClassFixture<SamplesTests.Stage>
{
    private const string LegalBasis = "Social Security Law, article 14";

    private CitizenAccountTestService Service => stage.Service;

    [Fact]
    public async Task The_portal_shows_a_person_of_whom_nothing_is_decided_what_there_is()
    {
        var citizen = await Service.RegisterAsync();
        var output = await RunAsync(new Phone(Service, citizen), "portal", citizen.NationalId, citizen.Password);
        Assert.Matches(@"Sentence = \p{IsArabic}.*, Halalas = 0, Payments = 0, Unread = [1-9]", output);
    }

    [Fact]
    public async Task The_portal_shows_a_household_its_amount_and_its_reason()
    {
        var own = Service.Client.As(Service.CitizenOf(stage.Supported));
        var household = CitizenAccountTestService.HouseholdAt(stage.Supported);
        var answer = await own.Eligibility.GetEligibilityAsync(new GetEligibilityRequest { Household = household });
        var page = await new PortalBackend(Service.Client).HomeOfAsync(
            Service.CitizenOf(stage.Supported), household, null, CancellationToken.None);
        Assert.Equal((answer.Eligibility.Entitlement.Halalas, answer.Eligibility.Reasons[0].Text.Ar), (page.Halalas, page.Sentence));
    }

    [Fact]
    public async Task The_portal_asks_to_sign_in_again_when_a_session_was_ended_elsewhere()
    {
        var citizen = await Service.RegisterAsync();
        var portal = new PortalBackend(Service.Client);
        var cookie = await portal.SignInAsync(
            citizen.NationalId, citizen.Password, () => Service.NextCodeAsync(citizen.Mobile), CancellationToken.None);
        Assert.NotNull(await portal.HomeAsync(cookie, CancellationToken.None));
        await citizen.Client.Accounts.SignOutAsync(new SignOutRequest { Everywhere = true });
        Assert.Null(await portal.HomeAsync(cookie, CancellationToken.None));
        Assert.Null(await portal.HomeAsync("no cookie of ours", CancellationToken.None));
    }

    [Fact]
    public async Task The_app_saves_an_account_keeps_a_document_and_shows_a_notification()
    {
        var citizen = await Service.RegisterAsync();
        var output = await RunAsync(
            new Phone(Service, citizen), "app", citizen.NationalId, citizen.Password, "SA0380000000608010167519");
        Assert.Contains("تم حفظ الحساب البنكي.", output, StringComparison.Ordinal);
        Assert.Contains("عقد الإيجار.pdf", output, StringComparison.Ordinal);
        Assert.NotNull((await citizen.ApplicationAsync()).BankAccount);
        var told = await citizen.Client.Notifications.ListNotificationsAsync(new() { Parent = citizen.Account });
        Assert.Contains(told.Notifications, one => output.Contains(one.Title.Ar, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_app_shows_every_field_that_is_wrong()
    {
        var citizen = await Service.RegisterAsync();
        var output = await RunAsync(new Phone(Service, citizen), "app", citizen.NationalId, citizen.Password, "SA00");
        Assert.Matches(@"(?m)^iban: \p{IsArabic}", output);
    }

    [Fact]
    public async Task The_agent_explains_a_decision_and_its_receipt_holds()
    {
        var household = CitizenAccountTestService.HouseholdAt(stage.Supported);
        var token = await TokenAsync(Service.Staff("agent-1", Role.Agent));
        var output = await RunAsync(TextReader.Null, "agent", token, household);
        Assert.Contains("receipt: Holds", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\p{IsArabic}", output);
        Assert.Matches(@"(?m)^[1-9]\d*\.\d\d\r?$", output);
    }

    [Fact]
    public async Task The_partner_is_told_of_each_person_on_its_own()
    {
        var known = new Population(7, new YearMonth(2026, 12)).Household(stage.Supported).Persons[0].NationalId.Value;
        var citizen = await Service.RegisterAsync();
        var token = await TokenAsync(Service.Partner("social-security", "standing.read"));
        var output = await RunAsync(TextReader.Null, "partner", token, LegalBasis, known, citizen.NationalId, "1000000008", known);
        Assert.Matches("case-1,Supported\r?\ncase-2,NotInProgramme\r?\ncase-3,PersonNotKnown\r?\nreceipt,[^,]+,[0-9a-f]{64}", output);
    }

    [Fact]
    public async Task The_partner_without_an_agreed_basis_is_told_why_in_both_languages()
    {
        var token = await TokenAsync(Service.Partner("social-security", "standing.read"));
        var output = await RunAsync(TextReader.Null, 1, "partner", token, "curiosity", "1000000008");
        Assert.Matches(@"^\p{IsArabic}.*\r?\n[A-Z].*", output);
    }

    [Fact]
    public async Task The_batch_reader_reads_more_than_a_call_takes_and_counts_what_was_refused()
    {
        var names = Enumerable.Range(0, Stage.Households).Select(CitizenAccountTestService.HouseholdAt)
            .Append("households/01900000-0000-7000-8000-000000000000");
        var token = await TokenAsync(Service.Staff("case-worker-1", Role.CaseWorker));
        var output = await RunAsync(new StringReader(string.Join('\n', names)), "batch", token);
        Assert.Contains($"{Stage.Households} read, 1 refused", output, StringComparison.Ordinal);
        Assert.Contains("households/01900000-0000-7000-8000-000000000000,HouseholdNotFound,", output, StringComparison.Ordinal);
        Assert.Equal(Stage.Households + 2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_sample_that_is_not_there_says_what_there_is() =>
        Assert.Contains("portal", await RunAsync(TextReader.Null, 2, "portal"), StringComparison.Ordinal);

    private Task<string> RunAsync(TextReader input, params string[] given) => RunAsync(input, 0, given);

    private async Task<string> RunAsync(TextReader input, int code, params string[] given)
    {
        await using var output = new StringWriter();
        using var limit = new CancellationTokenSource(Soon.Limit);
        var ended = await Sample.RunAsync([given[0], Service.Address.ToString(), .. given[1..]], input, output, limit.Token);
        Assert.True(ended == code, output.ToString());
        return output.ToString();
    }

    private async Task<string> TokenAsync(CallerCredentials credentials) =>
        (await credentials.GetAccessTokenAsync(Service.Client.Accounts, CancellationToken.None))!;

    /// <summary>A person who reads the code on the phone and types it.</summary>
    private sealed class Phone(CitizenAccountTestService service, TestCitizen citizen) : TextReader
    {
        public override async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
            await service.NextCodeAsync(citizen.Mobile);
    }

    /// <summary>More households than one call takes, decided; a partner with an agreement.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public const int Households = 1_050;

        public CitizenAccountTestService Service { get; private set; } = null!;

        /// <summary>A household that has an amount due.</summary>
        public int Supported { get; private set; }

        public async Task InitializeAsync()
        {
            Service = await CitizenAccountTestService.StartAsync(options =>
            {
                options.Settings["Partners:Agreements:0:Subject"] = "social-security";
                options.Settings["Partners:Agreements:0:LegalBases:0"] = LegalBasis;
            });
            await Service.LoadDecidedAsync(Households);
            while (await HalalasAsync(Supported) == 0)
            {
                Supported++;
            }
        }

        public async Task DisposeAsync() => await Service.DisposeAsync();

        private async Task<long> HalalasAsync(int index)
        {
            var answer = await Service.Client.As(Service.CitizenOf(index)).Eligibility.GetEligibilityAsync(
                new GetEligibilityRequest { Household = CitizenAccountTestService.HouseholdAt(index) });
            return answer.Eligibility.Entitlement?.Halalas ?? 0;
        }
    }
}
