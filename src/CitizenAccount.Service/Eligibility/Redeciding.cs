using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Decides published months again where that was asked for. Each ask is worked in one transaction: the new
/// version, its message, and the mark that it is done; killed anywhere, it happens once.</summary>
internal sealed class Redeciding(
    IDbContextFactory<ServiceDb> databases, EligibilityStore store, ApplicationsApi applications, AccountsApi accounts,
    PolicyBook policies, Outbox outbox, OutboxSignal sender, TimeProvider clock)
{
    private const int RoundMax = 200;

    /// <summary>Works the asks whose months are published, oldest first.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        foreach (var ask in await ListAsync(stop))
        {
            try
            {
                await WorkAsync(ask, stop);
            }
            catch (DbUpdateException failure) when (
                failure is DbUpdateConcurrencyException || StorageFailure.IsUniqueViolation(failure))
            {
                // Another replica works the same, or took the same number: what it left is seen at the next round.
            }
        }
    }

    private async Task<IReadOnlyList<RedecisionAskRow>> ListAsync(CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.RedecisionAsks.AsNoTracking()
                .Where(ask => ask.DoneAt == null
                    && db.Cycles.Any(cycle => cycle.Month == ask.Month && cycle.Publication != null))
                .OrderBy(ask => ask.AskedAt).ThenBy(ask => ask.Month)
                .Take(RoundMax)
                .ToListAsync(stop);
        }
    }

    private async Task WorkAsync(RedecisionAskRow ask, CancellationToken stop)
    {
        var before = await BeforeAsync(ask, stop);
        var made = before is null ? null : await DecideAsync(ask, before, stop);
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                var transaction = await db.Database.BeginTransactionAsync(stop);
                await using (transaction)
                {
                    int? version = made?.Version;
                    var marked = await db.RedecisionAsks
                        .Where(row => row.HouseholdId == ask.HouseholdId && row.Month == ask.Month
                            && row.Cause == ask.Cause && row.Reference == ask.Reference && row.DoneAt == null)
                        .ExecuteUpdateAsync(
                            row => row.SetProperty(one => one.DoneAt, now.UtcDateTime)
                                .SetProperty(one => one.Version, version),
                            stop);
                    if (marked == 1 && made is not null)
                    {
                        await AddAsync(db, made, now, stop);
                    }

                    await db.SaveChangesAsync(stop);
                    await transaction.CommitAsync(stop);
                }
            });
        }

        sender.Raise();
    }

    private sealed record Earlier(int Version, DecisionRow Row, byte[] Facts, byte[] Positions);

    // The newest version, with the facts it was made from.
    private async Task<Earlier?> BeforeAsync(RedecisionAskRow ask, CancellationToken stop)
    {
        if (await store.FindRedecisionAsync(ask.Month, ask.HouseholdId, stop) is { } newest)
        {
            return new Earlier(
                newest.Version, newest.ToDecision(), newest.Facts, newest.Positions ?? InOrder(newest.Facts));
        }

        if (await store.FindAsync(ask.Month, ask.HouseholdId, stop) is not { } first)
        {
            return null;
        }

        var version = await applications.FindFactsAsync(first.FactsSequence, stop)
            ?? throw new InvalidOperationException("A decision names facts that are not there.");
        return new Earlier(1, first, version.Facts, version.Positions ?? InOrder(version.Facts));
    }

    // The decision as it should have been; null when it is the one that stands.
    private async Task<RedecisionRow?> DecideAsync(RedecisionAskRow ask, Earlier before, CancellationToken stop)
    {
        var month = CycleRun.MonthOf(ask.Month);
        var rules = new MonthRules(policies, month);
        var (facts, positions) = await FactsAsync(ask, before, month, stop);
        var decision = Deciding.Decide(FactsCodec.Read(facts, new FactsBuffer()), rules);
        var row = CycleEvaluation.RowOf(ask.Month, ask.HouseholdId, 0, decision);
        return IsSame(row, before.Row) || (ask.Cause == RedecisionCause.ObjectionUpheld && IsWorse(row, before.Row))
            ? null
            : new RedecisionRow
            {
                Sequence = 0,
                HouseholdId = ask.HouseholdId,
                Month = ask.Month,
                Version = before.Version + 1,
                Cause = ask.Cause,
                Reference = ask.Reference,
                Facts = facts,
                Positions = positions,
                Eligibility = row.Eligibility,
                Entitlement = row.Entitlement,
                Reasons = row.Reasons,
                Amount = row.Amount,
                CountedIncome = row.CountedIncome,
                WeightTenths = row.WeightTenths,
                CountedMembers = row.CountedMembers,
                AmountBefore = before.Row.Amount,
                PolicyVersion = rules.Policy.Version,
                PolicyHash = rules.Policy.ContentHash,
                DecidedAt = clock.GetUtcNow().UtcDateTime,
            };
    }

    private async Task<(byte[] Facts, byte[] Positions)> FactsAsync(
        RedecisionAskRow ask, Earlier before, YearMonth month, CancellationToken stop)
    {
        var cutOff = month.AddMonths(-1).Day(Cycle.DataCutOffDay);
        if (ask.Cause == RedecisionCause.LateFact)
        {
            var exits = await applications.ListExitsAsync(ask.HouseholdId, stop);
            return LateFacts.Apply(before.Facts, before.Positions, exits, cutOff);
        }

        var now = await applications.FindFactsAsOfAsync(ask.HouseholdId, cutOff, stop)
            ?? throw new InvalidOperationException("A household that was decided has no facts.");
        return (now.Facts, now.Positions ?? InOrder(now.Facts));
    }

    private async Task AddAsync(ServiceDb db, RedecisionRow made, DateTimeOffset now, CancellationToken stop)
    {
        // Numbered in the order of publication. Two replicas that take one number: the index lets one through.
        made.Sequence = (await db.Redecisions.MaxAsync(one => (long?)one.Sequence, stop) ?? 0) + 1;
        db.Redecisions.Add(made);
        if (await accounts.FindByHouseholdAsync(made.HouseholdId, stop) is { IsOpen: true } account)
        {
            foreach (var message in DecisionMessages.Of(account.Id, made.ToDecision(), made.AmountBefore, now))
            {
                outbox.Add(db, message);
            }
        }
    }

    private static bool IsSame(DecisionRow one, DecisionRow other) =>
        (one.Eligibility, one.Entitlement, one.Reasons, one.Amount, one.CountedMembers)
        == (other.Eligibility, other.Entitlement, other.Reasons, other.Amount, other.CountedMembers);

    // Who objects and is right is never worse off for it: facts that came to be after the month, such as a higher
    // salary, must not reach back through the objection.
    private static bool IsWorse(DecisionRow row, DecisionRow before) =>
        row.Amount < before.Amount
        || ((Verdict)before.Eligibility == Verdict.Eligible && (Verdict)row.Eligibility != Verdict.Eligible);

    private static byte[] InOrder(byte[] facts) =>
        [.. Enumerable.Range(1, facts[1]).Select(position => (byte)position)];
}
