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
