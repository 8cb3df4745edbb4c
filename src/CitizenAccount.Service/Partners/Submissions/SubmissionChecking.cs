using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Partners.Verifications;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Takes a signed submission over, part by part. A part is one transaction: its records, what they change of
/// households, who looked at whom, and how far the submission is; a replica that is killed leaves nothing half done,
/// and of two that take the same part one finds it taken.</summary>
internal sealed partial class SubmissionChecking(
    IDbContextFactory<ServiceDb> databases, SubmissionStore store, RecordChecking checking,
    ApplicationsApi applications, PartnerAgreements agreements, PartnerReceipts receipts,
    OutboxSignal outbox, TimeProvider clock, ILogger<SubmissionChecking> log)
{
    private const string Call = "citizenaccount.partner.v1.IncomeVerificationService.SubmitIncomeRecords";

    /// <summary>Takes the next part over.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> StepAsync(Guid id, CancellationToken stop)
    {
        var row = await store.GetAsync(id, null, stop);
        if (row.State != StoredSubmissionState.Checking)
        {
            return false;
        }

        if (row.Checked == row.Records)
        {
            await FinishAsync(row, stop);
            return false;
        }

        // A partner with whom nothing is agreed any more may report nothing.
        var agreement = agreements.Find(row.Partner) ?? new PartnerAgreement { Subject = row.Partner };
        var records = KeptPart.Read(await store.ReadAsync(id, row.Checked + 1, stop));
        if (records.Count == 0)
        {
            throw new InvalidOperationException("A part of a submission is missing.");
        }

        var looked = await checking.CheckAsync(agreement, row.Checked + 1, records, null, stop);
        try
        {
            await TakeAsync(row, looked, stop);
            outbox.Raise();
        }
        catch (DbUpdateConcurrencyException)
        {
            // A household was changed by its people at this moment: nothing of the part is stored, it is taken again.
        }

        return true;
    }

    private async Task TakeAsync(SubmissionRow row, IReadOnlyList<CheckedRecord> looked, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    if (await MoveOnAsync(db, row, looked, stop))
                    {
                        await StoreAsync(db, row, looked, stop);
                        await transaction.CommitAsync(stop);
                    }
                }
            });
        }
    }

    private async Task<bool> MoveOnAsync(
        ServiceDb db, SubmissionRow row, IReadOnlyList<CheckedRecord> looked, CancellationToken stop)
    {
        var (before, now) = (row.Checked, clock.GetUtcNow().UtcDateTime);
        var (accepted, repeated) = (looked.Count(one => one.IsAccepted), looked.Count(one => one.IsRepeated));
        var refused = looked.Count - accepted - repeated;
        return await db.IncomeSubmissions
            .Where(one => one.Id == row.Id && one.Checked == before && one.State == StoredSubmissionState.Checking)
            .ExecuteUpdateAsync(
                one => one.SetProperty(it => it.Checked, it => it.Checked + looked.Count)
                    .SetProperty(it => it.Accepted, it => it.Accepted + accepted)
                    .SetProperty(it => it.RepeatedBefore, it => it.RepeatedBefore + repeated)
                    .SetProperty(it => it.Refused, it => it.Refused + refused)
                    .SetProperty(it => it.ChangedAt, now),
                stop) == 1;
    }

    private async Task StoreAsync(
        ServiceDb db, SubmissionRow row, IReadOnlyList<CheckedRecord> looked, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        db.IncomeSubmissionRefusals.AddRange(looked.Where(one => one.Problem is not null).Select(one =>
            new SubmissionRefusalRow
            {
                SubmissionId = row.Id,
                Position = one.Position,
                Record = one.Record,
                Problem = (byte)one.Problem!.Value,
            }));
        CheckedRecord[] accepted = [.. looked.Where(one => one.IsAccepted)];
        await AddRecordsAsync(db, row, accepted, now.UtcDateTime, stop);
        foreach (var household in accepted.GroupBy(one => one.Person!.Household))
        {
            db.AccessRecords.Add(RecordOf(row, household.Key, now));
            var told = await ToldAsync(db, row.Partner, household.Key, [.. household], stop);
            if (!await applications.RecordIncomesAsync(db, household.Key, told, stop))
            {
                LogPassedOver(log, household.Key.Name, SubmissionHeaders.NameOf(row.Id));
            }
        }

        await db.SaveChangesAsync(stop);
    }

    private async Task AddRecordsAsync(
        ServiceDb db, SubmissionRow row, CheckedRecord[] accepted, DateTime now, CancellationToken stop)
    {
        foreach (var one in accepted)
        {
            var (sound, month) = (one.Sound!, MonthOf(one.Sound!.Month));
            var added = new IncomeRecordRow
            {
                Partner = row.Partner,
                RecordIndex = one.Index,
                PersonIndex = applications.IndexOf(sound.Person),
                Month = month,
                Kind = (byte)sound.Kind,
                Halalas = sound.Halalas,
                ObservedAt = sound.ObservedAt,
                Withdraws = sound.Withdraws,
                TakenAt = now,
                SubmissionId = row.Id,
                Position = one.Position,
            };
            if (sound.Withdraws)
            {
                await db.SaveChangesAsync(stop);
                await db.IncomeRecords
                    .Where(it => it.PersonIndex == added.PersonIndex && it.Kind == added.Kind && it.Month == month
                        && it.Partner == row.Partner && it.WithdrawnAt == null)
                    .ExecuteUpdateAsync(it => it.SetProperty(old => old.WithdrawnAt, now), stop);
            }

            db.IncomeRecords.Add(added);
        }

        await db.SaveChangesAsync(stop);
    }

    // Of each kind the newest month told counts; several records of one month, of two employers perhaps, add up.
    private async Task<IReadOnlyList<ToldIncome>> ToldAsync(
        ServiceDb db, string partner, HouseholdId household, CheckedRecord[] records, CancellationToken stop)
    {
        var told = new List<ToldIncome>();
        foreach (var person in records.GroupBy(one => (one.Person!.Position, one.Sound!.Person)))
        {
            var index = applications.IndexOf(person.Key.Person);
            byte[] kinds = [.. person.Select(one => (byte)one.Sound!.Kind).Distinct()];
            var rows = await db.IncomeRecords.AsNoTracking()
                .Where(row => row.PersonIndex == index && row.Partner == partner && kinds.Contains(row.Kind))
                .ToListAsync(stop);
            var others = await VerificationAnswering.OthersAwaitedAsync(
                db, household, person.Key.Position, partner, stop);
            told.AddRange(rows.GroupBy(row => row.Kind).Select(
                kind => Newest(person.Key.Position, (IncomeKind)kind.Key, [.. kind]) with { OthersAwaited = others }));
        }

        return told;
    }

    private static ToldIncome Newest(int member, IncomeKind kind, IncomeRecordRow[] rows)
    {
        var newestDay = rows.Max(DayOf);
        var standing = rows.Where(row => row is { Withdraws: false, WithdrawnAt: null }).ToArray();
        if (standing.Length == 0)
        {
            return new ToldIncome(member, kind, null, newestDay, newestDay);
        }

        var month = standing.Max(row => row.Month);
        var newest = standing.Where(row => row.Month == month).ToArray();
        return new ToldIncome(member, kind, newest.Sum(row => row.Halalas), newest.Max(DayOf), newestDay);
    }

    private async Task FinishAsync(SubmissionRow row, CancellationToken stop)
    {
        row.State = StoredSubmissionState.Finished;
        row.FinishedAt = clock.GetUtcNow().UtcDateTime;
        var header = new SubmissionHeader
        {
            RequestId = row.RequestId.ToString("D"),
            Records = row.Records,
            Purpose = new Purpose
            {
                Code = (PurposeCode)row.Purpose,
                Reference = row.Reference,
                LegalBasis = row.LegalBasis,
            },
        };
        var receipt = receipts.Issue(
            "SubmitIncomeRecords", row.Partner, header.Purpose, header, SubmissionWire.ToWire(row, [])).ToByteArray();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var moved = await db.IncomeSubmissions
                .Where(one => one.Id == row.Id && one.State == StoredSubmissionState.Checking)
                .ExecuteUpdateAsync(
                    one => one.SetProperty(it => it.State, row.State).SetProperty(it => it.Receipt, receipt)
                        .SetProperty(it => it.FinishedAt, row.FinishedAt)
                        .SetProperty(it => it.ChangedAt, row.FinishedAt!.Value),
                    stop);
            if (moved == 1)
            {
                // National IDs are kept no longer than they are needed.
                await db.IncomeSubmissionParts.Where(part => part.SubmissionId == row.Id).ExecuteDeleteAsync(stop);
            }
        }
    }

    private static AccessRecordRow RecordOf(SubmissionRow row, HouseholdId household, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now.UtcDateTime,
        Actor = row.Partner,
        Roles = nameof(Role.Partner),
        Call = Call,
        HouseholdId = household,
        Purpose = row.Purpose,
        Reference = row.Reference,
        LegalBasis = row.LegalBasis,
        Outcome = 0,
    };

    [LoggerMessage(
        4803, LogLevel.Error,
        "The application of {Household} cannot be read; what {Submission} reports is kept and not counted for it")]
    private static partial void LogPassedOver(ILogger log, string household, string submission);

    private static DateOnly DayOf(IncomeRecordRow row) =>
        RecordRules.DayOf(new YearMonth(row.Month / 100, row.Month % 100), row.ObservedAt);

    private static int MonthOf(YearMonth month) => (month.Year * 100) + month.Month;
}
