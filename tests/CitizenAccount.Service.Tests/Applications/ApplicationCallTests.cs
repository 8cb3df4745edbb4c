using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>An application from its first line on, through a real client.</summary>
public sealed class ApplicationCallTests(ApplicantService running) : IClassFixture<ApplicantService>
{
    [Fact]
    public async Task Before_anything_is_written_the_application_is_new_and_empty()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var answer = await running.Service.Applications().GetApplicationAsync(new() { Household = person.Household.Name }, person.Options);
        var application = answer.Application;
        Assert.Equal((ApplicationState.New, 0L, "0"), (application.State, application.Revision, application.Etag));
        Assert.Equal(($"{person.Household.Name}/application", person.Household.Name), (application.Name, application.Household));
        var main = Assert.Single(application.Members);
        Assert.Equal((Relationship.Main, person.NationalId.Value[^4..], "أحمد"), (main.Relationship, main.NationalIdEnding, main.FullName.Ar));
        Assert.Null(application.BankAccount);
        Assert.Null(application.Serves);
        Assert.Empty(await person.EventsAsync());
        Assert.Equal((0L, FreshnessSource.Database), (answer.Freshness.Revision, answer.Freshness.Source));
        Assert.NotEmpty(answer.ConsistencyToken);
    }

    [Fact]
    public async Task The_first_write_begins_the_application_and_only_named_fields_change()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var values = new Application
        {
            Kind = BeneficiaryKind.Independent,
            MarriedWomanCase = MarriedWomanCase.HusbandAbsent,
            Address = new NationalAddress { BuildingNumber = "٨٢٢٨", PostalCode = "12643", AdditionalNumber = "2121", City = " الرياض " },
            Housing = new Housing { Kind = HousingKind.WithFamily },
        };
        var answer = await person.UpdateAsync(values, "kind", "address");
        Assert.True(answer.Changed);
        var application = await person.GetAsync();
        Assert.Equal(answer.Application, application);
        Assert.Equal((BeneficiaryKind.Independent, MarriedWomanCase.Unspecified), (application.Kind, application.MarriedWomanCase));
        Assert.Null(application.Housing);
        Assert.Equal(("8228", "الرياض", ""), (application.Address.BuildingNumber, application.Address.City, application.Address.Street));
        Assert.Equal((1L, "1", ApplicationState.New), (application.Revision, application.Etag, application.State));
        var events = await person.EventsAsync();
        Assert.Equal([ApplicationEventKind.Updated, ApplicationEventKind.Created], events.Select(one => one.Kind));
        Assert.All(events, one => Assert.Equal((Role.Citizen, null), (one.By, one.Serves)));
        Assert.Equal([MessageKind.DataChanged], await person.MessagesAsync());
    }

    [Fact]
    public async Task One_line_of_the_address_changes_alone_and_a_cleared_one_is_empty()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.UpdateAsync(new Application { Address = new() { ShortAddress = "raaa2919", City = "جدة", Street = "أ" } }, "address");
        var address = (await person.UpdateAsync(new Application { Address = new() { Street = "ب" } }, "address.street", "address.city")).Application.Address;
        Assert.Equal(("RAAA2919", "ب", ""), (address.ShortAddress, address.Street, address.City));
    }

    [Fact]
    public async Task The_same_values_again_change_nothing_and_tell_nobody()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.UpdateAsync(Applicant.Household1, "kind", "address", "housing.kind");
        var again = await person.UpdateAsync(Applicant.Household1, "kind", "address", "housing.kind");
        Assert.False(again.Changed);
        Assert.Equal(1, again.Application.Revision);
        Assert.Single(await person.MessagesAsync());
    }

    [Fact]
    public async Task An_etag_that_is_no_longer_current_is_a_conflict_and_nothing_is_stored()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.UpdateAsync(Applicant.Household1, "kind");
        foreach (var etag in new[] { "0", "2", "x" })
        {
            var refused = await Refused.ByAsync(running.Service.Applications().UpdateApplicationAsync(
                new()
                {
                    RequestId = $"{Guid.NewGuid():D}",
                    Household = person.Household.Name,
                    Application = new() { Kind = BeneficiaryKind.Independent },
                    UpdateMask = new FieldMask { Paths = { "kind" } },
                    Etag = etag,
                },
                person.Options));
            Assert.Equal("CONFLICT", refused.Reason);
        }

        Assert.Equal((1L, BeneficiaryKind.Head), ((await person.GetAsync()).Revision, (await person.GetAsync()).Kind));
    }

    [Fact]
    public async Task A_repeat_answers_as_the_first_time_and_has_no_second_effect()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var request = await person.AdditionAsync(Relationship.Spouse);
        var first = await person.AddAsync(request);
        await person.UpdateAsync(Applicant.Household1, "kind");
        Assert.Equal(first, await person.AddAsync(request));
        Assert.Equal(2, (await person.GetAsync()).Revision);
        Assert.Equal([MessageKind.DataChanged, MessageKind.MemberAdded], (await person.MessagesAsync()).Order());
        request.NationalId = Applicant.NewId().Value;
        var refused = await Refused.ByAsync(async () => await person.AddAsync(request));
        Assert.Equal(("REQUEST_ID_REUSED", "national_id"), (refused.Reason, refused.Metadata["field"]));
    }

    [Fact]
    public async Task Staff_act_with_a_purpose_and_it_is_on_the_record_of_the_household()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var request = new UpdateApplicationRequest
        {
            RequestId = $"{Guid.NewGuid():D}",
            Household = person.Household.Name,
            Application = Applicant.Household1,
            UpdateMask = new FieldMask { Paths = { "address" } },
            Etag = "0",
            Purpose = Clients.Asked,
        };
        await running.Service.Applications().UpdateApplicationAsync(request, Clients.By(running.Service.As(Role.CaseWorker)));
        var one = (await person.EventsAsync())[0];
        Assert.Equal((Role.CaseWorker, Contracts.Type.V1.Channel.Phone), (one.By, one.Channel));
        Assert.Equal([MessageKind.DataChanged], await person.MessagesAsync());
    }

    [Fact]
    public async Task Events_come_newest_first_page_by_page_and_by_kind()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.CompleteCoupleAsync();
        await person.AddChildAsync();
        var kinds = new List<ApplicationEventKind>();
        var request = new ListApplicationEventsRequest { Parent = person.Household.Name, PageSize = 2 };
        do
        {
            var page = await running.Service.Applications().ListApplicationEventsAsync(request, person.Options);
            Assert.InRange(page.Events.Count, 1, 2);
            kinds.AddRange(page.Events.Select(one => one.Kind));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(
            [
                ApplicationEventKind.MemberAdded, ApplicationEventKind.BankAccountChanged, ApplicationEventKind.MemberAdded,
                ApplicationEventKind.Updated, ApplicationEventKind.Created,
            ],
            kinds);
        request = new() { Parent = person.Household.Name, Kinds = { ApplicationEventKind.MemberAdded }, PageSize = 1 };
        var added = await running.Service.Applications().ListApplicationEventsAsync(request, person.Options);
        Assert.Equal($"{person.Household.Name}/members/3", Assert.Single(added.Events).Member);
        Assert.Equal(LifeEventKind.Birth, added.Events[0].LifeEvent.Kind);
        Assert.Equal(new Date { Year = 2015, Month = 3, Day = 4 }, added.Events[0].EffectiveDate);

        // The token is of this filter and this reader.
        request.PageToken = added.NextPageToken;
        request.Kinds.Clear();
        Assert.Equal("PAGE_TOKEN_INVALID", (await Refused.ByAsync(
            running.Service.Applications().ListApplicationEventsAsync(request, person.Options))).Reason);
    }

    [Fact]
    public async Task Tokens_of_applications_and_of_decisions_serve_one_another()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var written = await person.UpdateAsync(Applicant.Household1, "kind");
        var read = await running.Service.Applications().GetApplicationAsync(
            new() { Household = person.Household.Name, Consistency = new() { AtLeastAsFresh = written.ConsistencyToken } }, person.Options);
        Assert.Equal(1, read.Application.Revision);
        var refused = await Refused.ByAsync(running.Service.Eligibility().GetEligibilityAsync(
            new() { Household = person.Household.Name, Consistency = new() { AtLeastAsFresh = written.ConsistencyToken } }, person.Options));
        Assert.Equal("NOT_PUBLISHED", refused.Reason);
        var other = await Applicant.RegisterAsync(running.Service);
        refused = await Refused.ByAsync(running.Service.Applications().GetApplicationAsync(
            new() { Household = other.Household.Name, Consistency = new() { AtLeastAsFresh = written.ConsistencyToken } }, other.Options));
        Assert.Equal("CONSISTENCY_TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public async Task A_token_of_a_revision_the_database_has_not_seen_is_refused()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var token = (await person.UpdateAsync(Applicant.Household1, "kind")).ConsistencyToken;
        var db = await running.Service.OpenDbAsync();
        await using (db)
        {
            db.Applications.RemoveRange(db.Applications.Where(row => row.HouseholdId == person.Household));
            db.ApplicationEvents.RemoveRange(db.ApplicationEvents.Where(row => row.HouseholdId == person.Household));
            db.Members.RemoveRange(db.Members.Where(row => row.HouseholdId == person.Household));
            db.Households.RemoveRange(db.Households.Where(row => row.Id == person.Household));
            await db.SaveChangesAsync();
        }

        var refused = await Refused.ByAsync(running.Service.Applications().GetApplicationAsync(
            new() { Household = person.Household.Name, Consistency = new() { AtLeastAsFresh = token } }, person.Options));
        Assert.Equal("CONSISTENCY_TOKEN_INVALID", refused.Reason);
    }

    [Fact]
    public async Task A_Hijri_birth_date_is_kept_as_it_was_given()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var request = await person.AdditionAsync(Relationship.Son, kind: LifeEventKind.Birth);
        request.BirthHijriDate = new HijriDate { Year = 1436, Month = 9, Day = 1 };
        request.LifeEvent = new LifeEvent { Kind = LifeEventKind.Birth, EventHijriDate = request.BirthHijriDate };
        var member = (await person.AddAsync(request)).Member;
        Assert.Equal(request.BirthHijriDate, member.BirthHijriDate);
        Assert.Equal(new Date { Year = 2015, Month = 6, Day = 18 }, member.BirthDate);
        var told = (await person.EventsAsync())[0];
        Assert.Equal(request.BirthHijriDate, told.LifeEvent.EventHijriDate);
        Assert.Equal(member.BirthDate, told.EffectiveDate);
    }
}
