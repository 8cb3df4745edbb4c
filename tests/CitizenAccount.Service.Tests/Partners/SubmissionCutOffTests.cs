using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>Which decision a reported income reaches, and what becomes of a submission nobody goes on with.</summary>
public sealed class SubmissionCutOffTests
{
    private static readonly YearMonth January = new(2027, 1);

    [Fact]
    public async Task An_income_known_by_the_cut_off_decides_the_next_month_and_one_known_later_the_month_after()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var partner = new Reporting(service);
            var (early, late) = (await VerifiedAsync(service), await VerifiedAsync(service));
            await partner.TakenOverAsync(Reporting.Record(early.NationalId.Value, 90_000_00));
            service.MovePastCutOffOf(January);
            await partner.TakenOverAsync(Reporting.Record(late.NationalId.Value, 90_000_00));
            await service.PublishAsync(January);
            Assert.Equal(Entitlement.NoneAboveCutOff, await DecidedAsync(service, early, January));
            Assert.Equal(Entitlement.Due, await DecidedAsync(service, late, January));
            service.MovePastCutOffOf(January.AddMonths(1));
            await service.PublishAsync(January.AddMonths(1));
            Assert.NotEqual(Entitlement.Due, await DecidedAsync(service, late, January.AddMonths(1)));
            Assert.Empty(service.Log.Errors);
        }
    }

    [Fact]
    public async Task What_is_not_continued_for_seven_days_is_abandoned_and_its_records_are_gone()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var partner = new Reporting(service);
            using var call = service.Partners().SubmitIncomeRecords(partner.Options);
            await Reporting.SendAsync(call.RequestStream, WorkingCalls.SoundHeader(2), [Reporting.Record(Applicant.NewId().Value, 1)]);
            await call.RequestStream.CompleteAsync();
            var open = (await call.ResponseAsync).Submission;
            Assert.Equal(SubmissionState.Open, open.State);
            service.Clock.Move(TimeSpan.FromDays(7));
            var ended = await partner.EndOfAsync(open.Name);
            Assert.Equal((SubmissionState.Abandoned, 0L), (ended.State, ended.Accepted));
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Empty(await db.IncomeSubmissionParts.ToListAsync());
            }
        }
    }

    [Fact]
    public async Task A_household_that_cannot_be_read_is_named_and_holds_up_no_other()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var partner = new Reporting(service);
            var (broken, sound) = (await VerifiedAsync(service), await VerifiedAsync(service));
            var db = await service.OpenDbAsync();
            await using (db)
            {
                await db.Applications.Where(row => row.HouseholdId == broken.Household)
                    .ExecuteUpdateAsync(row => row.SetProperty(it => it.ContentSealed, new byte[64]));
            }

            var opened = await partner.SubmitAsync(
                Reporting.Record(broken.NationalId.Value, 5_000_00), Reporting.Record(sound.NationalId.Value, 5_000_00));
            Submission? done = null;
            await Standins.Poll.UntilAsync(
                "it is finished", async () => (done = await partner.GetAsync(opened.Name)).State == SubmissionState.Finished, Soon.Limit);
            Assert.Equal(2, done!.Accepted);
            Assert.Single((await sound.GetAsync()).Notices);
            Assert.Contains(broken.Household.Name, Assert.Single(service.Log.Errors, one => one.Id == 4803).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_connections_that_send_one_submission_at_once_lose_and_double_nothing()
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var partner = new Reporting(service);
            var person = await VerifiedAsync(service);
            var records = Enumerable.Range(1, 600).Select(at => Reporting.Record(person.NationalId.Value, at)).ToArray();
            var header = WorkingCalls.SoundHeader(records.Length);
            var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TrySubmitAsync(partner, header, records)));
            Assert.All(sent.Where(one => one is not null), reason => Assert.Equal("CONFLICT", reason));
            var whole = await partner.EndOfAsync((await partner.SubmitAsync(header, records)).Name);
            Assert.Equal((600L, 600L, 0L, 0L), (whole.Received, whole.Accepted, whole.RepeatedBefore, whole.Refused));
            var db = await service.OpenDbAsync();
            await using (db)
            {
                Assert.Equal(1, await db.IncomeSubmissions.CountAsync());
                Assert.Equal(600 * 601 / 2, await db.IncomeRecords.SumAsync(row => row.Halalas));
            }
        }
    }

    private static async Task<string?> TrySubmitAsync(Reporting partner, SubmissionHeader header, IncomeRecord[] records)
    {
        try
        {
            await partner.SubmitAsync(header, records);
            return null;
        }
        catch (Grpc.Core.RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }

    private static async Task<Applicant> VerifiedAsync(RunningService service)
    {
        var person = await Applicant.RegisterAsync(service);
        await person.SubmitCoupleAsync();
        await person.AnswerAsync(DecidedApplicationTests.Everything(1, 2) with { Day = new DateOnly(2026, 11, 1) });
        return person;
    }

    private static async Task<Entitlement> DecidedAsync(RunningService service, Applicant person, YearMonth month)
    {
        var code = (month.Year * 100) + month.Month;
        var db = await service.OpenDbAsync();
        await using (db)
        {
            var row = await db.Decisions.SingleAsync(row => row.HouseholdId == person.Household && row.Month == code);
            return (Entitlement)row.Entitlement;
        }
    }
}
