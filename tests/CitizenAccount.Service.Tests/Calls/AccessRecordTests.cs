using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Every look at a person's data is on record, and every try: who, as what, whose, why, and how it ended.
/// </summary>
public sealed class AccessRecordTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private static readonly HouseholdId Own = RunningService.HouseholdAt(1);
    private static readonly HouseholdId Other = RunningService.HouseholdAt(2);

    public static TheoryData<string> Personal => WorkingCalls.PersonalNames;

    public static TheoryData<string> ByStaff => WorkingCalls.StaffNames;

    [Theory]
    [MemberData(nameof(Personal))]
    public async Task An_allowed_look_of_a_citizen_is_on_record(string name)
    {
        var row = await RecordOfAsync(name, "citizen", [Role.Citizen], Own, Own, null);
        AssertRow(row, name, "Citizen", Own, _served);
        Assert.Equal((0, "", ""), (row.Purpose, row.Reference, row.LegalBasis));
        Assert.Equal(decided.Service.Clock.GetUtcNow().UtcDateTime, row.At);
    }

    [Theory]
    [MemberData(nameof(ByStaff))]
    public async Task A_look_of_staff_is_on_record_with_its_purpose(string name)
    {
        var purpose = new Purpose { Code = PurposeCode.Ticket, Reference = "tickets/100200", LegalBasis = "agreed" };
        var staff = WorkingCalls.Of(name).Staff!.Value;
        var row = await RecordOfAsync(name, "agent", [staff, Role.Operator], null, Own, purpose);
        AssertRow(row, name, string.Join(',', new[] { staff, Role.Operator }.Distinct().Order()), Own, _served);
        Assert.Equal(
            ((int)PurposeCode.Ticket, "tickets/100200", "agreed"), (row.Purpose, row.Reference, row.LegalBasis));
    }

    [Theory]
    [MemberData(nameof(Personal))]
    public async Task A_try_on_the_household_of_another_is_on_record(string name) => AssertRow(
        await RecordOfAsync(name, "curious", [Role.Citizen], Own, Other, null), name, "Citizen", Other,
        StatusCode.NotFound);

    [Theory]
    [MemberData(nameof(ByStaff))]
    public async Task A_try_without_a_purpose_or_on_the_own_household_is_on_record(string name)
    {
        var staff = WorkingCalls.Of(name).Staff!.Value;
        AssertRow(
            await RecordOfAsync(name, "hasty", [staff], null, Own, null), name, $"{staff}", Own,
            StatusCode.InvalidArgument);
        AssertRow(
            await RecordOfAsync(name, "neighbour", [staff], Own, Own, Clients.Asked), name, $"{staff}", Own,
            StatusCode.PermissionDenied);
    }

    [Theory]
    [MemberData(nameof(Personal))]
    public async Task A_try_of_a_role_that_is_not_admitted_is_on_record(string name) => AssertRow(
        await RecordOfAsync(name, "releaser", [Role.Releaser], null, Own, Clients.Asked), name, "Releaser", null,
        StatusCode.PermissionDenied);

    [Fact]
    public async Task A_try_without_credentials_is_on_record()
    {
        var before = await TriesAsync();
        await Refused.ByAsync(decided.Service.Eligibility().GetEligibilityAsync(
            new GetEligibilityRequest { Household = Own.Name }, Clients.By()));
        Assert.Equal((before.All + 1, before.Unknown + 1), await TriesAsync());

        async Task<(int All, int Unknown)> TriesAsync()
        {
            var rows = await RowsAsync("anonymous");
            return (rows.Count, rows.Count(row => row.Outcome == (int)StatusCode.Unauthenticated));
        }
    }

    [Fact]
    public async Task A_call_on_nobody_leaves_no_record()
    {
        var actor = "reader";
        var credentials = decided.Service.Bearer(actor, [Role.Agent], null);
        foreach (var call in WorkingCalls.All.Where(call => call.Open && !call.IsPersonal))
        {
            await call.ServeAsync(decided.Service, Own, null, Clients.By(credentials));
        }

        Assert.Empty(await RowsAsync(actor));
    }

    [Fact]
    public async Task An_endless_reference_does_not_burst_the_record()
    {
        var purpose = new Purpose { Reference = new string('1', 100_000), LegalBasis = new string('2', 100_000) };
        var call = "citizenaccount.eligibility.v1.EligibilityService.GetEligibility";
        var row = await RecordOfAsync(call, "verbose", [Role.Citizen], Own, Own, purpose);
        Assert.Equal((100, 200), (row.Reference.Length, row.LegalBasis.Length));
    }

    [Fact]
    public async Task No_record_holds_a_national_id_a_mobile_an_iban_or_a_name()
    {
        await RecordOfAsync("citizenaccount.eligibility.v1.EligibilityService.GetEligibility", "looker", [Role.Citizen], Own, Own, null);
        await decided.Service.AskForManyAsync([Own, Other]);
        var rows = await decided.Service.LooksAsync(_ => true);
        Assert.Contains(rows, row => row.Call.EndsWith("BatchGetEligibility", StringComparison.Ordinal) && row.HouseholdId == Other);
        var text = string.Join('\n', rows.Select(row =>
            $"{row.Actor} {row.Roles} {row.Call} {row.HouseholdId} {row.Reference} {row.LegalBasis}"));
        foreach (var household in DecidedService.People)
        {
            Assert.DoesNotContain(household.Iban.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain(household.Mobile.Value, text, StringComparison.Ordinal);
            Assert.All(household.Persons, person =>
            {
                Assert.DoesNotContain(person.NationalId.Value, text, StringComparison.Ordinal);
                Assert.DoesNotContain(person.GivenName, text, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public async Task What_was_served_before_a_stop_is_on_record_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-test");
        var service = await RunningService.StartAsync(folder: folder.FullName);
        await service.LoadAsync(2, DecidedService.Seed);
        await service.PublishAsync(RunningService.Month);
        var credentials = Clients.By(service.AsCitizen(Own));
        for (var call = 0; call < 200; call++)
        {
            await service.Eligibility().GetEligibilityAsync(new() { Household = Own.Name }, credentials);
        }

        await service.DisposeAsync();
        using (var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder.FullName, "citizen-account.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            using var count = connection.CreateCommand();
            count.CommandText = """SELECT COUNT(*) FROM "AccessRecords" WHERE "Actor" = 'citizen-1'""";
            Assert.Equal(200L, await count.ExecuteScalarAsync());
        }

        folder.Delete(recursive: true);
    }

    private static void AssertRow(
        AccessLook row, string call, string roles, HouseholdId? household, StatusCode outcome)
    {
        Assert.Equal((call, roles), (row.Call, row.Roles));
        Assert.Equal(household, row.HouseholdId);
        Assert.Equal((int)outcome, row.Outcome);
    }

    private StatusCode _served;

    // Makes one call as somebody new, served or refused, and finds its record.
    private async Task<AccessLook> RecordOfAsync(
        string name, string actor, Role[] roles, HouseholdId? own, HouseholdId household, Purpose? purpose)
    {
        var subject = $"{actor}-{name}";
        var call = WorkingCalls.Of(name);
        try
        {
            var credentials = decided.Service.Bearer(subject, roles, own);
            _served = await call.ServeAsync(decided.Service, household, purpose, Clients.By(credentials));
        }
        catch (RpcException refused)
        {
            Refused.Read(refused);
        }

        return Assert.Single(await RowsAsync(subject));
    }

    private Task<IReadOnlyList<AccessLook>> RowsAsync(string actor) => decided.Service.LooksAsync(look => look.Actor == actor);
}
