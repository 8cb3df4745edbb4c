using System.Security.Cryptography;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>Keeps partners' answers: the question's end and what it changes of the household are one transaction, and
/// the same answer again changes nothing.</summary>
internal sealed class VerificationAnswering(
    IDbContextFactory<ServiceDb> databases, ApplicationsApi applications, PartnerAgreements agreements,
    PartnersOptions options, Sealing sealing, OutboxSignal outbox, TimeProvider clock)
{
    private const int AttemptsMax = 4;

    /// <summary>Takes a reply.</summary>
    /// <returns>Whether it had been answered before with the same content.</returns>
    /// <exception cref="RefusalException">QUESTION_NOT_FOUND, INVALID_REQUEST; CONFLICT.</exception>
    public async Task<bool> TakeAsync(PartnerAgreement agreement, VerificationReply reply, CancellationToken stop)
    {
        var id = Guid.TryParseExact(reply.Question, "D", out var parsed) ? parsed : default;
        var hash = HashOf(reply);
        var check = new RequestCheck();
        check.That(
            !agreement.SignsReplies || agreements.Signed(agreement, hash, reply.Signature), "reply.signature",
            "التوقيع على الجواب مطلوب بالمفتاح المسجل لجهتكم.", "The answer must be signed by your registered key.");
        check.ThrowIfBad();
        var index = sealing.Index($"reply/{Convert.ToHexString(hash)}");
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var question = await FindAsync(id, agreement.Subject, stop) ?? throw NotFound(reply.Question);
            if (question.State != QuestionState.Open)
            {
                return question.AnswerIndex is { } before && before.AsSpan().SequenceEqual(index)
                    ? true
                    : throw NotFound(reply.Question);
            }

            var read = ReplyReading.Read(reply, question, agreement, clock.GetUtcNow());
            try
            {
                if (await TryAsync(agreement, question, read, index, stop))
                {
                    outbox.Raise();
                    return false;
                }
            }
            catch (DbUpdateConcurrencyException)
            {
                // The household's people were faster: read again.
            }
        }

        throw RequestIds.Conflict(reply.Question);
    }

    private async Task<bool> TryAsync(
        PartnerAgreement agreement, QuestionRow question, ReadReply read, byte[] index, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    if (!await EndAsync(db, question, read, index, stop))
                    {
                        return false;
                    }

                    if (read.Failure is null)
                    {
                        await ApplyAsync(db, agreement, question, read, stop);
                        await db.SaveChangesAsync(stop);
                    }

                    await transaction.CommitAsync(stop);
                    return true;
                }
            });
        }
    }

    // A source that is down is asked again later; another failure says that this partner will not answer this.
    private async Task<bool> EndAsync(
        ServiceDb db, QuestionRow question, ReadReply read, byte[] index, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var isLater = read.Failure == VerificationFailure.NotAvailable;
        var state = read.Failure is null ? QuestionState.Answered
            : isLater ? QuestionState.Open
            : QuestionState.Declined;
        var (answeredAt, kept, observed) = (
            isLater ? null : (DateTime?)now, isLater ? null : index, read.Failure is null ? read.Day : (DateOnly?)null);
        long? value = read.Failure is null && question.About != QuestionRow.Income ? read.Value : null;
        var notBefore = isLater ? now.AddMinutes(options.AskAgainMinutes) : question.NotBefore;
        return await db.VerificationQuestions
            .Where(row => row.Id == question.Id && row.State == QuestionState.Open)
            .ExecuteUpdateAsync(
                row => row.SetProperty(it => it.State, state).SetProperty(it => it.AnsweredAt, answeredAt)
                    .SetProperty(it => it.AnswerIndex, kept).SetProperty(it => it.Value, value)
                    .SetProperty(it => it.ObservedOn, observed).SetProperty(it => it.NotBefore, notBefore)
                    .SetProperty(it => it.LeasedBy, (Guid?)null).SetProperty(it => it.LeasedUntil, (DateTime?)null),
                stop) == 1;
    }

    private async Task ApplyAsync(
        ServiceDb db, PartnerAgreement agreement, QuestionRow question, ReadReply read, CancellationToken stop)
    {
        switch (question.About)
        {
            case QuestionRow.Income:
                await ApplyIncomeAsync(db, agreement, question, read, stop);
                break;
            case (byte)StatusKind.DaysAbroad:
                await applications.RecordAnswerAsync(
                    db, question.HouseholdId,
                    new SourceAnswer(read.Day)
                    {
                        Residence = [new ResidenceAnswer(question.Member, (short)read.Value, Justified: false)],
                    },
                    stop);
                break;
            default:
                await ApplyAssetsAsync(db, question, stop);
                break;
        }
    }

    // Every income of the month was told, none left out: a kind of this partner that is not named is none.
    private async Task ApplyIncomeAsync(
        ServiceDb db, PartnerAgreement agreement, QuestionRow question, ReadReply read, CancellationToken stop)
    {
        var others = await OthersAwaitedAsync(db, question.HouseholdId, question.Member, question.Partner, stop);
        var counted = await applications.RecordIncomesAsync(
            db, question.HouseholdId,
            [
                .. agreement.IncomeKinds.Select(kind => new ToldIncome(
                    question.Member, kind, read.Incomes.GetValueOrDefault(kind), read.Day, read.Day)
                {
                    OthersAwaited = others,
                }),
            ],
            stop);
        if (!counted)
        {
            throw new InvalidOperationException("The application that was asked about cannot be read.");
        }
    }

    /// <summary>Whether another partner was asked about a member's income and did not answer.</summary>
    public static Task<bool> OthersAwaitedAsync(
        ServiceDb db, Kernel.HouseholdId household, int member, string partner, CancellationToken stop) =>
        db.VerificationQuestions.AnyAsync(
            row => row.HouseholdId == household && row.Member == member && row.About == QuestionRow.Income
                && row.Partner != partner && row.State != QuestionState.Answered,
            stop);

    // What a household owns is known when all five kinds are: a silent register is no proof of nothing.
    private async Task ApplyAssetsAsync(ServiceDb db, QuestionRow question, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.VerificationQuestions.AsNoTracking()
            .Where(row => row.HouseholdId == question.HouseholdId && row.State == QuestionState.Answered
                && row.Value != null && row.AnswerBy > now)
            .ToListAsync(stop);
        var newest = VerificationAsking.AssetKinds.Select(
            kind => rows.Where(row => row.About == (byte)kind).MaxBy(row => row.AnsweredAt)).ToArray();
        if (newest.Any(row => row is null))
        {
            return;
        }

        var values = newest.Select(row => row!.Value!.Value).ToArray();
        await applications.RecordAnswerAsync(
            db, question.HouseholdId,
            new SourceAnswer(newest.Min(row => row!.ObservedOn!.Value))
            {
                Assets = new AssetsAnswer(values[0], values[1], values[2], values[3], (int)values[4]),
            },
            stop);
    }

    private async Task<QuestionRow?> FindAsync(Guid id, string partner, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.VerificationQuestions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.Id == id && row.Partner == partner, stop);
        }
    }

    // Over the answer without its signature.
    private static byte[] HashOf(VerificationReply reply)
    {
        var content = reply.Clone();
        content.Signature = ByteString.Empty;
        return SHA256.HashData(content.ToByteArray());
    }

    private static RefusalException NotFound(string question) => Refusal.Of(ErrorReason.QuestionNotFound)
        .With("question", question.Length <= 36 ? question : question[..36]).ToException();
}
