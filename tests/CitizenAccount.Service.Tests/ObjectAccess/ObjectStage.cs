using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Objections;
using CitizenAccount.Service.Tests.Voice;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.ObjectAccess;

/// <summary>Two citizens with decided households. One has at least one of everything that can be named; the other tries
/// to reach it.</summary>
public sealed class ObjectStage : IAsyncLifetime
{
    private CaseStage _stage = null!;

    internal RunningService Service => _stage.Service;

    internal Applicant Stranger => _stage.People[1];

    /// <summary>What the one has, by its real names.</summary>
    internal Names Theirs { get; private set; } = null!;

    /// <summary>The same kinds of name, of nothing.</summary>
    internal Names Nothing { get; } = Names.OfNothing("2027-01");

    public async Task InitializeAsync()
    {
        _stage = await CaseStage.StartAsync(people: 2);
        var person = _stage.Person;
        var objection = await _stage.FileAsync(person);
        var document = await Service.UploadAsync(person.Credentials, Uploading.HeaderOf(person.Household, Papers.Pdf("theirs")), Papers.Pdf("theirs"));
        var opening = TicketStoryTests.Opening();
        opening.Applicant = null;
        var ticket = await Service.Voice().OpenTicketAsync(opening, person.Options);
        var hold = await Service.Disbursement().HoldPaymentAsync(WorkingCalls.SoundHold(person.Household, Clients.Asked), Clients.By(Service.As(Role.CaseWorker)));

        // A session and a change under way belong to somebody who signed in by the calls.
        var signedIn = await Service.RegisterAsync();
        var sessions = await Service.Accounts().ListSessionsAsync(new() { Parent = signedIn.AccountName }, signedIn.By);
        var change = await Service.Accounts().StartContactChangeAsync(
            new() { RequestId = Citizens.NewId(), NewMobile = Citizens.NewMobile() }, signedIn.By);
        var notifications = await Service.Notifications().ListNotificationsAsync(new() { Parent = person.Account.Name }, person.Options);
        Theirs = new Names(
            person.Household.Name, person.Account.Name, person.NationalId.Value, "2027-01", document.Document.Name, objection.Name,
            ticket.Ticket.Name, sessions.Sessions[0].Name, notifications.Notifications[0].Name, hold.Hold.Name,
            Nothing.Recovery.Replace(Nothing.Household, person.Household.Name, StringComparison.Ordinal), change.Change);
        await AssertTheirsExistAsync(person, signedIn);
        await QuietAsync();
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    /// <summary>Credentials of a role; a citizen's are the stranger's.</summary>
    internal Metadata Of(Role role) =>
        role == Role.Citizen ? Stranger.Credentials : Service.Bearer($"as-{role}", [role], null);

    /// <summary>Every row of every table, but for what is written about calls and not by them.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> ContentAsync()
    {
        var content = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var db = await Service.OpenDbAsync();
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Except(AboutCalls))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => Text(reader.GetValue(at)))));
            }

            content[table] = string.Join('\n', rows.Order(StringComparer.Ordinal));
        }

        return content;
    }

    // Who called, how often in vain, and the messages on their way to phones.
    private static readonly string[] AboutCalls = ["AccessLists", "AccessListHouseholds", "AccessRecords", "Attempts", "Deliveries"];

    private static string Text(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // What the stage's own steps set off in the background is done: what changes from now on, the calls changed.
    private async Task QuietAsync()
    {
        await CycleDesk.UntilAsync(async () =>
        {
            await using var db = await Service.OpenDbAsync();
            return !await db.Messages.AnyAsync(row => row.DispatchedAt == null)
                && await db.Cycles.AllAsync(row => row.NoticedAt != null);
        });
        await Service.Services.GetRequiredService<AuditChaining>().ChainAsync(CancellationToken.None);
    }

    // A name that its own owner cannot use would prove nothing about others.
    private async Task AssertTheirsExistAsync(Applicant person, Citizen signedIn)
    {
        await Service.Objections().GetObjectionAsync(new() { Name = Theirs.Objection }, person.Options);
        await Service.Payments().GetPaymentAsync(new() { Name = Theirs.Payment }, person.Options);
        await Service.Eligibility().ExplainDecisionAsync(new() { Name = Theirs.Decision }, person.Options);
        await Service.DownloadAsync(person.Credentials, new() { Name = Theirs.Document });
        Assert.Single((await Service.Voice().ListTicketsAsync(new(), person.Options)).Tickets, ticket => ticket.Name == Theirs.Ticket);
        Assert.StartsWith(signedIn.AccountName, Theirs.Session, StringComparison.Ordinal);
        Assert.Contains((await person.GetAsync()).Members, member => member.Name == Theirs.Member);
        Assert.True(HouseholdId.TryParseName(Theirs.Household, out _));
    }
}
