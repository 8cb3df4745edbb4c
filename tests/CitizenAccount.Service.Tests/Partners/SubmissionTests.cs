using System.Security.Cryptography;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>What a partner submits, from the stream to what households see of it.</summary>
public sealed class SubmissionTests(ApplicantService applicants) : IClassFixture<ApplicantService>
{
    private RunningService Service => applicants.Service;

    private Reporting Partner => new(Service);

    [Fact]
    public async Task What_a_partner_reports_becomes_a_verified_income_a_notice_and_an_access_record()
    {
        var person = await SubmittedAsync();
        var before = await person.GetAsync();
        var record = Reporting.Record(person.NationalId.Value, 5_000_00);
        var opened = await Partner.SubmitAsync(record);
        var done = await Partner.EndOfAsync(opened.Name);
        Assert.Equal((SubmissionState.Finished, 1L, 1L, 0L, 0L), (done.State, done.Received, done.Accepted, done.RepeatedBefore, done.Refused));
        Assert.Equal(Reporting.Sign([record]).RecordsSha256, done.RecordsSha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(done.Receipt.Content.Span)), done.Receipt.ContentSha256);

        // A difference leaves 15 days; source and time stand beside the amount, and the revision moved.
        var after = await person.GetAsync();
        Assert.True(after.Revision > before.Revision);
        var notice = Assert.Single(after.Notices);
        Assert.Equal((ApplicationNoticeKind.IncomeDiffers, $"{person.Household.Name}/members/1"), (notice.Kind, notice.Member));
        Assert.Equal(Applicant.Wire(new DateOnly(2026, 11, 25).AddDays(15)), notice.DueDate);
        Assert.Equal(
            [ApplicationEventKind.NoticeGiven, ApplicationEventKind.Verified],
            (await person.EventsAsync()).Take(2).Select(one => one.Kind));
        var facts = await FactsAsync(person);
        Assert.Equal((5_000_00L, new DateOnly(2026, 11, 20)), (facts.Salary, facts.IncomeDay));
        await Service.FlushAccessRecordsAsync();
        var db = await Service.OpenDbAsync();
        await using (db)
        {
            var access = Assert.Single(await db.AccessRecords.Where(
                row => row.HouseholdId == person.Household && row.Call.EndsWith("SubmitIncomeRecords")).ToListAsync());
            Assert.Equal((WorkingCalls.Reporter, "Partner", WorkingCalls.LegalBasis), (access.Actor, access.Roles, access.LegalBasis));
            Assert.Empty(await db.IncomeSubmissionParts.ToListAsync());
        }
    }

    [Fact]
    public async Task What_broke_off_is_continued_and_every_record_counts_once()
    {
        var person = await SubmittedAsync();
        var records = Enumerable.Range(0, 450).Select(at => Reporting.Record(
            person.NationalId.Value, 100 * at, IncomeKind.Investment, 2025 + (at / 12 % 2), (at % 12) switch { var m when m < 10 => m + 1, _ => 10 })).ToArray();
        var header = WorkingCalls.SoundHeader(records.Length);
        using (var cut = Service.Partners().SubmitIncomeRecords(Partner.Options))
        {
            await Reporting.SendAsync(cut.RequestStream, header, records.Take(350));
            await Poll.UntilAsync("a part is kept", async () => await ReceivedAsync(header) >= 200, Soon.Limit);
        }

        // The same header asks where it stands: the stream ends without a signature; what was on its way when it broke may
        // be lost, what is kept is not, and nothing is done yet.
        using var asking = Service.Partners().SubmitIncomeRecords(Partner.Options);
        await Reporting.SendAsync(asking.RequestStream, header, []);
        await asking.RequestStream.CompleteAsync();
        var open = (await asking.ResponseAsync).Submission;
        Assert.Equal((SubmissionState.Open, open.Received, 0L), (open.State, open.ResumePosition, open.Accepted));
        Assert.InRange(open.Received, 200, 350);

        // Fifty records are sent a second time on the way; a gap is refused.
        var next = WorkingCalls.SoundHeader(records.Length);
        (next.Submission, next.FromPosition) = (open.Name, 400);
        var gap = await Refused.ByAsync(() => Partner.SubmitAsync(next, records));
        Assert.Equal(("INVALID_REQUEST", "header.from_position"), (gap.Reason, Assert.Single(gap.Fields)));
        next.FromPosition = open.ResumePosition - 50;
        var whole = await Partner.SubmitAsync(next, records);
        var done = await Partner.EndOfAsync(whole.Name);
        Assert.Equal((SubmissionState.Finished, 450L, 450L, 0L), (done.State, done.Received, done.Accepted, done.Refused));

        // A repeat of the last send, or of the first, is answered as it stands; another send to it is refused.
        Assert.Equal(done, await Partner.SubmitAsync(next, records));
        Assert.Equal(done, await Partner.SubmitAsync(header, records));
        next.RequestId = Citizens.NewId();
        var over = await Refused.ByAsync(() => Partner.SubmitAsync(next, records));
        Assert.Equal(("SUBMISSION_STATE", "FINISHED"), (over.Reason, over.Metadata["state"]));
    }

    [Fact]
    public async Task A_record_sent_again_is_harmless_and_one_with_other_content_is_refused()
    {
        var person = await SubmittedAsync();
        var record = Reporting.Record(person.NationalId.Value, 2_000_00);
        await Partner.TakenOverAsync(record);
        var revision = (await person.GetAsync()).Revision;
        var other = record.Clone();
        other.Amount.Halalas++;
        var done = await Partner.TakenOverAsync(record, other, record);
        Assert.Equal((0L, 2L, 1L), (done.Accepted, done.RepeatedBefore, done.Refused));
        var refusal = Assert.Single(done.Refusals);
        Assert.Equal((2L, record.Record, RecordProblem.ContradictsRecord), (refusal.Position, refusal.Record, refusal.Problem));
        Assert.True(refusal.Text is { Ar.Length: > 10, En.Length: > 10 });
        Assert.Equal(revision, (await person.GetAsync()).Revision);
        Assert.Equal(2_000_00, (await FactsAsync(person)).Salary);
    }

    [Fact]
    public async Task The_newest_month_counts_several_of_it_add_up_and_what_is_taken_back_goes()
    {
        var person = await SubmittedAsync();
        var id = person.NationalId.Value;
        await Partner.TakenOverAsync(Reporting.Record(id, 3_000_00, month: 10), Reporting.Record(id, 4_000_00), Reporting.Record(id, 500_00));
        Assert.Equal((4_500_00L, new DateOnly(2026, 11, 20)), await SalaryAsync(person));
        await Partner.TakenOverAsync(Reporting.Record(id, 9_000_00, month: 9));
        Assert.Equal((4_500_00L, new DateOnly(2026, 11, 20)), await SalaryAsync(person));
        var back = Reporting.Record(id, 0);
        back.Withdraws = true;
        await Partner.TakenOverAsync(back);
        Assert.Equal((3_000_00L, new DateOnly(2026, 10, 20)), await SalaryAsync(person));

        // A record established after its month holds for the month, not for the day it was found out.
        await Partner.TakenOverAsync(Late(Reporting.Record(id, 6_000_00, month: 10)));
        Assert.Equal((9_000_00L, new DateOnly(2026, 10, 31)), await SalaryAsync(person));
    }

    [Fact]
    public async Task A_submission_that_is_not_signed_by_the_registered_key_is_refused_whole()
    {
        var person = await SubmittedAsync();
        IncomeRecord[] records = [Reporting.Record(person.NationalId.Value, 7_000_00)];
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var other = Reporting.Sign([Reporting.Record(person.NationalId.Value, 7_000_00)]);
        var (unknown, cut) = (Reporting.Sign(records), Reporting.Sign(records));
        unknown.KeyId = "key-2";
        cut.Signature = Google.Protobuf.ByteString.CopyFrom(cut.Signature.Span[..63]);
        foreach (var signature in new[] { Reporting.Sign(records, stranger), other, unknown, cut, new SubmissionSignature() })
        {
            var header = WorkingCalls.SoundHeader(1);
            var refused = await Refused.ByAsync(() => Partner.SubmitAsync(header, records, signature));
            Assert.Equal((StatusCode.InvalidArgument, "SUBMISSION_SIGNATURE_REFUSED"), (refused.Code, refused.Reason));
            Assert.Equal(SubmissionState.Refused, (await Partner.SubmitAsync(header, records)).State);
        }

        Assert.Empty((await person.GetAsync()).Notices);
        var db = await Service.OpenDbAsync();
        await using (db)
        {
            Assert.Empty(await db.IncomeRecords.Where(row => row.Halalas == 7_000_00).ToListAsync());
        }
    }

    [Fact]
    public async Task Checking_alone_names_every_problem_and_stores_nothing()
    {
        var person = await SubmittedAsync();
        var id = person.NationalId.Value;
        var good = Reporting.Record(id, 1_000_00);
        var contradiction = good.Clone();
        contradiction.Amount.Halalas = 2;
        var early = Reporting.Record(id, 1, day: 1);
        early.ObservedTime = Timestamp.FromDateTime(new DateTime(2026, 10, 31, 12, 0, 0, DateTimeKind.Utc));
        (IncomeRecord Record, RecordProblem Problem)[] bad =
        [
            (new IncomeRecord(), RecordProblem.Malformed),
            (With(id, one => one.Record = new string('r', 65)), RecordProblem.Malformed),
            (With(id, one => one.Record = "a\nb"), RecordProblem.Malformed),
            (With("1000000000", _ => { }), RecordProblem.Malformed),
            (With(id, one => one.IncomeMonth.Month = 13), RecordProblem.Malformed),
            (With(id, one => one.Kind = (IncomeKind)99), RecordProblem.Malformed),
            (With(id, one => one.Kind = (IncomeKind)257), RecordProblem.Malformed),
            (With(id, one => one.Amount.Halalas = -1), RecordProblem.Malformed),
            (With(id, one => one.Amount.Halalas = 100_000_001), RecordProblem.Malformed),
            (With(id, one => one.Amount.CurrencyCode = "USD"), RecordProblem.Malformed),
            (With(id, one => one.ObservedTime = null), RecordProblem.Malformed),
            (With(id, one => one.ObservedTime.Seconds = long.MaxValue), RecordProblem.Malformed),
            (With(id, one => one.ObservedTime.Seconds += 40 * 86_400), RecordProblem.Malformed),
            (Reporting.Record(Applicant.NewId().Value, 1), RecordProblem.PersonNotKnown),
            (Reporting.Record(id, 1, IncomeKind.CouncilReward), RecordProblem.OutOfScope),
            (With(id, one => one.IncomeMonth = new YearMonth { Year = 2026, Month = 12 }), RecordProblem.MonthOutOfRange),
            (Reporting.Record(id, 1, year: 2024, month: 10), RecordProblem.MonthOutOfRange),
            (early, RecordProblem.NotMonthExact),
            (contradiction, RecordProblem.ContradictsRecord),
        ];
        IncomeRecord[] records = [good, .. bad.Select(one => one.Record), good.Clone()];
        var header = WorkingCalls.SoundHeader(records.Length);
        header.ValidateOnly = true;
        var checkedOnly = await Partner.SubmitAsync(header, records);
        Assert.Equal(("", 1L, 1L, (long)bad.Length), (checkedOnly.Name, checkedOnly.Accepted, checkedOnly.RepeatedBefore, checkedOnly.Refused));
        Assert.Equal(bad.Select((one, at) => (at + 2L, one.Problem)), checkedOnly.Refusals.Select(one => (one.Position, one.Problem)));
        var unsigned = await Refused.ByAsync(() => Partner.SubmitAsync(header, records, new SubmissionSignature()));
        Assert.Equal("SUBMISSION_SIGNATURE_REFUSED", unsigned.Reason);
        Assert.Empty((await person.GetAsync()).Notices);

        // Submitted in earnest the same come to the same, page by page, and only the sound one is taken over.
        var done = await Partner.EndOfAsync((await Partner.SubmitAsync(records)).Name);
        Assert.Equal((1L, 1L, (long)bad.Length), (done.Accepted, done.RepeatedBefore, done.Refused));
        Assert.Equal(checkedOnly.Refusals, done.Refusals);
        Assert.Equal(done.Refusals, await PagesAsync(done.Name, 7));
    }

    [Fact]
    public async Task A_stream_out_of_order_is_refused()
    {
        var record = Reporting.Record(Applicant.NewId().Value, 1);
        await ExpectedAsync("header", new SubmitIncomeRecordsRequest { Record = record });
        await ExpectedAsync("record", Header(2), Record(record), new SubmitIncomeRecordsRequest { Signature = Reporting.Sign([record]) });
        await ExpectedAsync("signature", Header(1), Record(record), Record(record));
        await ExpectedAsync("record", Header(1), Header(1));
        await ExpectedAsync("signature", Header(1, true), Record(record), Record(record));
        await ExpectedAsync("record", Header(2, true), Record(record));
        await ExpectedAsync("record", Header(1), new SubmitIncomeRecordsRequest());
        static SubmitIncomeRecordsRequest Record(IncomeRecord record) => new() { Record = record };
        static SubmitIncomeRecordsRequest Header(int records, bool validateOnly = false)
        {
            var header = WorkingCalls.SoundHeader(records);
            header.ValidateOnly = validateOnly;
            return new() { Header = header };
        }
    }

    [Fact]
    public async Task Another_partners_submission_is_not_found_and_an_operator_sees_every_one()
    {
        var own = await Partner.SubmitAsync(Reporting.Record(Applicant.NewId().Value, 1));
        var stranger = Clients.By(Service.Bearer("as-Partner", [Role.Partner], null));
        var hidden = await Refused.ByAsync(Service.Partners().GetSubmissionAsync(new() { Name = own.Name }, stranger));
        Assert.Equal((StatusCode.NotFound, "SUBMISSION_NOT_FOUND"), (hidden.Code, hidden.Reason));
        using var watching = Service.Partners().WatchSubmission(new() { Name = own.Name }, stranger);
        Assert.Equal("SUBMISSION_NOT_FOUND", (await Refused.ByAsync(() => watching.ResponseStream.MoveNext(default))).Reason);
        var header = WorkingCalls.SoundHeader(1);
        header.Submission = own.Name;
        using var sending = Service.Partners().SubmitIncomeRecords(stranger);
        await Reporting.SendAsync(sending.RequestStream, header, []);
        Assert.Equal("SUBMISSION_NOT_FOUND", (await Refused.ByAsync(async () => await sending.ResponseAsync)).Reason);
        var seen = await Service.Partners().GetSubmissionAsync(new() { Name = own.Name }, Clients.By(Service.As(Role.Operator)));
        Assert.Equal(own.Name, seen.Submission.Name);
    }

    [Fact]
    public async Task A_watcher_is_told_until_it_is_finished()
    {
        var own = await Partner.SubmitAsync(Reporting.Record(Applicant.NewId().Value, 1));
        using var watching = Service.Partners().WatchSubmission(new() { Name = own.Name }, Partner.Options);
        var told = new List<Submission>();
        while (await watching.ResponseStream.MoveNext(default))
        {
            told.Add(watching.ResponseStream.Current.Submission);
        }

        Assert.Equal((SubmissionState.Finished, 1L), (told[^1].State, told[^1].Refused));
        Assert.Equal(told.Select(one => one.State).Order(), told.Select(one => one.State));
    }

    [Fact]
    public async Task A_request_id_with_another_content_is_refused()
    {
        var header = WorkingCalls.SoundHeader(1);
        IncomeRecord[] records = [Reporting.Record(Applicant.NewId().Value, 1)];
        await Partner.SubmitAsync(header, records);
        header.Records = 2;
        var reused = await Refused.ByAsync(() => Partner.SubmitAsync(header, records));
        Assert.Equal(("REQUEST_ID_REUSED", "records"), (reused.Reason, reused.Metadata["field"]));
    }

    private static IncomeRecord With(string id, Action<IncomeRecord> spoil)
    {
        var record = Reporting.Record(id, 1);
        spoil(record);
        return record;
    }

    private static IncomeRecord Late(IncomeRecord record)
    {
        record.ObservedTime = Timestamp.FromDateTime(new DateTime(2026, 11, 24, 8, 0, 0, DateTimeKind.Utc));
        return record;
    }

    private Task<Applicant> SubmittedAsync() => Applicant.SubmittedAsync(Service);

    private async Task<(long Salary, DateOnly IncomeDay)> SalaryAsync(Applicant person)
    {
        var facts = await FactsAsync(person);
        return (facts.Salary, facts.IncomeDay);
    }

    // What the next cycle would decide on: the first member's salary, and the day it holds for.
    private async Task<(long Salary, DateOnly IncomeDay)> FactsAsync(Applicant person)
    {
        var version = await Service.Services.GetRequiredService<Service.Applications.ApplicationsApi>()
            .FindNewestFactsAsync(person.Household, default);
        var facts = Rules.Households.FactsCodec.Read(version!.Facts, new Rules.Households.FactsBuffer());
        var salary = facts.Incomes.ToArray().Where(line => line.Member == 0 && line.Kind == Rules.Households.IncomeKind.Salary);
        return (salary.Sum(line => line.Monthly), DateOnly.FromDayNumber(facts.Header.Sources.Income));
    }

    private async Task<long> ReceivedAsync(SubmissionHeader header)
    {
        var db = await Service.OpenDbAsync();
        await using (db)
        {
            var id = Guid.Parse(header.RequestId);
            return await db.IncomeSubmissions.Where(row => row.RequestId == id).Select(row => row.Received).SingleOrDefaultAsync();
        }
    }

    private async Task<List<RecordRefusal>> PagesAsync(string name, int size)
    {
        var (all, token) = (new List<RecordRefusal>(), "");
        do
        {
            var page = await Service.Partners().GetSubmissionAsync(new() { Name = name, PageSize = size, PageToken = token }, Partner.Options);
            Assert.True(page.Submission.Refusals.Count <= size);
            all.AddRange(page.Submission.Refusals);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        var forged = await Refused.ByAsync(Service.Partners().GetSubmissionAsync(new() { Name = name, PageToken = "x" }, Partner.Options));
        Assert.Equal("PAGE_TOKEN_INVALID", forged.Reason);
        return all;
    }

    private async Task ExpectedAsync(string field, params SubmitIncomeRecordsRequest[] messages)
    {
        using var call = Service.Partners().SubmitIncomeRecords(Partner.Options);
        foreach (var message in messages)
        {
            try
            {
                await call.RequestStream.WriteAsync(message);
            }
            catch (Exception failure) when (failure is RpcException or InvalidOperationException)
            {
                break;
            }
        }

        try
        {
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // Its status says why.
        }

        var refused = await Refused.ByAsync(async () => await call.ResponseAsync);
        Assert.Equal(("STREAM_OUT_OF_ORDER", field), (refused.Reason, refused.Metadata["expected"]));
    }
}
