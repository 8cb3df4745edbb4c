using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Application = CitizenAccount.Service.Applications.Application;
using Household = CitizenAccount.Rules.Households;
using Kind = CitizenAccount.Contracts.Account.V1.ApplicationNoticeKind;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>What a household is asked to do before its support suffers: as a table, and given to people.</summary>
public sealed class NoticeTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);
    private static readonly Moment Now = new(RunningService.Start);

    public static TheoryData<string, int, bool> Leases => new()
    {
        { "31 days before its end", 31, false },
        { "30 days before its end", 30, true },
        { "on its last day", 0, true },
        { "after its end", -5, true },
    };

    [Theory]
    [MemberData(nameof(Leases))]
    public void A_lease_is_asked_for_in_its_last_30_days(string what, int daysLeft, bool asked)
    {
        var application = Submitted() with
        {
            Examined = new ExaminedTerms(Household.HouseholdKind.Independent, default),
            Housing = new DeclaredHousing(2, Household.HousingProof.EjarLease, "1", "2", null, Today.AddDays(daysLeft)),
        };
        Assert.True(asked == Needs(application).Contains(new Need(Kind.LeaseEnding, 0)), what);
        Assert.DoesNotContain(new Need(Kind.LeaseEnding, 0), Needs(application with { Examined = new ExaminedTerms(Household.HouseholdKind.Head, default) }));
    }

    [Theory]
    [InlineData("2025-11-25", true)]
    [InlineData("2025-11-26", false)]
    public void Data_are_stale_after_the_months_of_the_setting(string confirmed, bool asked)
    {
        var application = Submitted() with { ConfirmedAt = Riyadh.StartOf(DateOnly.Parse(confirmed, null)).UtcDateTime };
        Assert.Equal(asked, Needs(application).Contains(new Need(Kind.DataStale, 0)));
        Assert.Empty(Needs(application with { State = StoredState.Withdrawn }));
        Assert.Empty(Needs(application with { State = StoredState.New }));
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void A_change_the_records_show_is_asked_for_after_15_days(int daysAgo, bool asked)
    {
        var civil = new CivilRecord(
            Now.Utc.AddDays(-daysAgo), true, Household.Sex.Male, Household.NationalityStatus.Saudi, Household.MaritalStatus.Divorced);
        var application = Submitted();
        application = application.With(application.Main with { MaritalStatus = Household.MaritalStatus.Married, Civil = civil });
        Assert.Equal(asked, Needs(application).Contains(new Need(Kind.ChangeNotDeclared, 1)));
        application = application.With(application.Main with { MaritalStatus = Household.MaritalStatus.Divorced });
        Assert.Empty(Needs(application));
    }

    [Fact]
    public void A_notice_is_given_once_with_15_days_and_goes_when_it_is_met()
    {
        var stale = Submitted() with { ConfirmedAt = Now.Utc.AddYears(-2) };
        var given = Notices.Give(stale, Needs(stale), Now);
        var notice = Assert.Single(given.After.Notices);
        Assert.Equal(((byte)Kind.DataStale, 0, Today.AddDays(15)), (notice.Kind, notice.Member, notice.Due));
        Assert.Equal(ApplicationEventKind.NoticeGiven, Assert.Single(given.Events).Kind);
        Assert.Equal((MessageKind.DataNeeded, "2026-12-10"), (given.Messages[0].Kind, given.Messages[0].Facts["due_date"]));
        var later = new Moment(Now.Now.AddDays(3));
        var again = Notices.Give(given.After, Needs(given.After), later);
        Assert.Same(given.After, again.After);
        Assert.Empty(again.Messages);
        Assert.Empty(Notices.Give(given.After with { ConfirmedAt = later.Utc }, [], later).After.Notices);
        Assert.Empty(Notices.WithoutMet(given.After with { ConfirmedAt = later.Utc }, later).Notices);
        Assert.Single(Notices.WithoutMet(given.After, later).Notices);
    }

    [Fact]
    public void Every_notice_has_words_in_both_languages() => Assert.All(
        Enum.GetValues<Kind>().Where(kind => kind != Kind.Unspecified),
        kind => Assert.True(NoticeTexts.Of(kind) is { Arabic.Length: > 10, English.Length: > 10 }));

    [Fact]
    public async Task An_income_that_differs_is_noticed_told_and_settled()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.SubmitCoupleAsync();
            var answer = DecidedApplicationTests.Everything(1, 2) with
            {
                Day = Today,
                Incomes = [new(1, [new(Household.IncomeKind.Salary, 5_000_00)]), new(2, [])],
            };
            await person.AnswerAsync(answer);
            var notice = Assert.Single((await person.GetAsync()).Notices);
            Assert.Equal((Kind.IncomeDiffers, $"{person.Household.Name}/members/1"), (notice.Kind, notice.Member));
            Assert.Equal(Applicant.Wire(Today.AddDays(15)), notice.DueDate);
            Assert.Equal(service.Clock.GetUtcNow(), notice.GivenTime.ToDateTimeOffset());
            Assert.Single(await person.MessagesAsync(), kind => kind == MessageKind.DataNeeded);
            Assert.Equal([ApplicationEventKind.NoticeGiven, ApplicationEventKind.Verified], (await person.EventsAsync()).Take(2).Select(one => one.Kind));

            // The same answer again asks for nothing new; the right income settles it.
            await person.AnswerAsync(answer);
            Assert.Single(await person.MessagesAsync(), kind => kind == MessageKind.DataNeeded);
            var corrected = await DeclareAsync(service, person, 5_000_00);
            Assert.Empty(corrected.Application.Notices);
            Assert.Equal(VerificationState.Confirmed, corrected.Member.Incomes[0].Verification);
            var wrong = await DeclareAsync(service, person, 4_000_00);
            Assert.Equal((VerificationState.Differs, 5_000_00L), (wrong.Member.Incomes[0].Verification, wrong.Member.Incomes[0].OfficialMonthly.Halalas));
        }
    }

    [Fact]
    public async Task An_account_that_is_not_the_applicants_own_is_noticed_until_another_is_given()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.SubmitCoupleAsync();
            await person.AnswerAsync(new SourceAnswer(Today) { BankAccountOwn = false });
            var application = await person.GetAsync();
            Assert.Equal((Kind.BankAccount, VerificationState.Differs), (Assert.Single(application.Notices).Kind, application.BankAccount.Verification));
            Assert.Empty((await person.BankAsync(Ibans.Of(3))).Application.Notices);
        }
    }

    [Fact]
    public async Task The_daily_run_gives_each_notice_once_and_a_dead_line_moves_facts()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            await service.LoadAsync(40, DecidedService.Seed);
            var person = await Applicant.RegisterAsync(service);
            await person.SubmitCoupleAsync();
            var sweep = service.Services.GetRequiredService<NoticeSweep>();
            var before = await sweep.RunAsync(CancellationToken.None);
            Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
            service.Clock.Move(TimeSpan.FromDays(366));
            var changed = await sweep.RunAsync(CancellationToken.None);
            Assert.True(changed > before, $"{changed} after {before}");
            Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
            var notice = Assert.Single((await person.GetAsync()).Notices);
            Assert.Equal(Kind.DataStale, notice.Kind);
            Assert.Single(await person.MessagesAsync(), kind => kind == MessageKind.DataNeeded);
            var told = (await person.EventsAsync())[0];
            Assert.Equal((ApplicationEventKind.NoticeGiven, Role.Operator, null), (told.Kind, told.By, told.Serves));
            await person.UpdateAsync(new() { Address = new() { City = "أبها" } }, "address.city");
            Assert.Empty((await person.GetAsync()).Notices);
        }
    }

    [Fact]
    public async Task A_household_that_cannot_be_read_holds_up_no_other()
    {
        await using var service = await RunningService.StartAsync();
        var (broken, sound) = (await Applicant.RegisterAsync(service), await Applicant.RegisterAsync(service));
        await broken.SubmitCoupleAsync();
        await sound.SubmitCoupleAsync();
        service.Clock.Move(TimeSpan.FromDays(366));
        await using (var db = await service.OpenDbAsync())
        {
            var row = await db.Applications.OrderBy(row => row.HouseholdId).FirstAsync();
            row.ContentSealed = [.. row.ContentSealed.Select((part, at) => at == 30 ? (byte)(part ^ 1) : part)];
            await db.SaveChangesAsync();
        }

        Assert.Equal(1, await service.Services.GetRequiredService<NoticeSweep>().RunAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(14)] // the run of the 11th was missed
    public async Task An_income_that_ends_leaves_the_facts_by_the_day_alone(int day)
    {
        await using var service = await RunningService.StartAsync();
        var applicant = await Applicant.RegisterAsync(service);
        await applicant.SubmitCoupleAsync();
        var application = await applicant.GetAsync();
        await service.Applications().UpdateMemberAsync(
            new UpdateMemberRequest
            {
                RequestId = $"{Guid.NewGuid():D}",
                Member = new Member
                {
                    Name = application.Members[0].Name,
                    Incomes =
                    {
                        new Income
                        {
                            Kind = IncomeKind.SelfEmployment,
                            Monthly = new Money { CurrencyCode = "SAR", Halalas = 2_000_00 },
                            UntilDate = new Date { Year = 2027, Month = 1, Day = 5 },
                        },
                    },
                },
                UpdateMask = new() { Paths = { "incomes" } },
                LifeEvent = new LifeEvent { Kind = LifeEventKind.IncomeChanged, EventDate = new Date { Year = 2026, Month = 11, Day = 20 } },
                Etag = application.Etag,
            },
            applicant.Options);
        var sweep = service.Services.GetRequiredService<NoticeSweep>();
        var api = service.Services.GetRequiredService<ApplicationsApi>();
        await sweep.RunAsync(CancellationToken.None);
        var before = await api.LastSequenceAsync(CancellationToken.None);

        service.Clock.MoveTo(new DateTimeOffset(2026, 12, day, 9, 0, 0, TimeSpan.Zero));
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal(before + 1, await api.LastSequenceAsync(CancellationToken.None));
        await sweep.RunAsync(CancellationToken.None);
        Assert.Equal(before + 1, await api.LastSequenceAsync(CancellationToken.None));
        Assert.Equal(2_000_00, await IncomeAsync(api, before));
        Assert.Equal(0, await IncomeAsync(api, before + 1));
    }

    private static async Task<long> IncomeAsync(ApplicationsApi api, long sequence)
    {
        var version = await api.FindFactsAsync(sequence, CancellationToken.None);
        return SumOf(version!.Facts);
    }

    private static long SumOf(byte[] bytes)
    {
        var sum = 0L;
        foreach (var income in Rules.Households.FactsCodec.Read(bytes, new Rules.Households.FactsBuffer()).Incomes)
        {
            sum += income.Monthly;
        }

        return sum;
    }

    [Fact]
    public async Task Every_revision_grows_by_one_and_facts_are_numbered_without_a_gap()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var people = new List<Applicant>();
            for (var count = 0; count < 8; count++)
            {
                people.Add(await Applicant.RegisterAsync(service));
                await people[^1].CompleteCoupleAsync();
            }

            await Task.WhenAll(people.Select(person => person.SubmitAsync()));
            await Task.WhenAll(people.Select(person => person.AnswerAsync(DecidedApplicationTests.Everything(1, 2) with { Day = Today })));
            Assert.All(await Task.WhenAll(people.Select(person => person.GetAsync())), application => Assert.Equal(5, application.Revision));
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Equal(Enumerable.Range(1, 16).Select(number => (long)number), db.HouseholdFacts.Select(row => row.Sequence).Order());
            }
        }
    }

    [Fact]
    public async Task What_cannot_be_stored_whole_is_not_stored_at_all()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.CompleteCoupleAsync();
            var submission = await person.SubmissionAsync();
            var db = await service.OpenDbAsync();
            await using (db)
            {
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Messages\" RENAME TO \"Gone\"");
                var failure = await Assert.ThrowsAsync<RpcException>(
                    async () => await service.Applications().SubmitApplicationAsync(submission, person.Options));
                Assert.Equal(StatusCode.Internal, failure.StatusCode);
                Assert.Equal((ApplicationState.New, 3L), ((await person.GetAsync()).State, (await person.GetAsync()).Revision));
                Assert.Empty(db.HouseholdFacts);
                Assert.DoesNotContain(await person.EventsAsync(), one => one.Kind == ApplicationEventKind.Submitted);
                Assert.Null(db.Members.Single(row => row.HouseholdId == person.Household && row.Position == 1).CountedIndex);

                // Once the cause is gone, the same request does it all.
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Gone\" RENAME TO \"Messages\"");
                await service.Applications().SubmitApplicationAsync(submission, person.Options);
                Assert.Single(db.HouseholdFacts);
            }
        }
    }

    [Fact]
    public async Task A_document_that_is_missing_is_noticed_until_it_is_needed_no_more()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.SubmitCoupleAsync();
            var request = WorkingCalls.SoundUpdateMember(person.Household, null);
            request.Etag = await person.EtagAsync();
            request.Member.Incomes[0].Kind = IncomeKind.CommercialActivity;
            await service.Applications().UpdateMemberAsync(request, person.Options);
            var sweep = service.Services.GetRequiredService<NoticeSweep>();
            Assert.Equal(1, await sweep.RunAsync(CancellationToken.None));
            var notice = Assert.Single((await person.GetAsync()).Notices);
            Assert.Equal((Kind.DocumentNeeded, $"{person.Household.Name}/members/1"), (notice.Kind, notice.Member));
            request = WorkingCalls.SoundUpdateMember(person.Household, null);
            request.Etag = await person.EtagAsync();
            request.Member.Incomes.Clear();
            await service.Applications().UpdateMemberAsync(request, person.Options);
            Assert.Equal(1, await sweep.RunAsync(CancellationToken.None));
            Assert.Empty((await person.GetAsync()).Notices);
        }
    }

    private static async Task<UpdateMemberResponse> DeclareAsync(RunningService service, Applicant person, long halalas)
    {
        var request = WorkingCalls.SoundUpdateMember(person.Household, null);
        request.Etag = await person.EtagAsync();
        request.Member.Incomes[0].Monthly.Halalas = halalas;
        return await service.Applications().UpdateMemberAsync(request, person.Options);
    }

    private static Need[] Needs(Application application) => [.. Notices.Of(application, Today, 12, [])];

    private static Application Submitted() => MemberRulesTests.Fresh() with
    {
        State = StoredState.Submitted,
        Examined = new ExaminedTerms(Household.HouseholdKind.Head, default),
        ConfirmedAt = Now.Utc,
    };
}
