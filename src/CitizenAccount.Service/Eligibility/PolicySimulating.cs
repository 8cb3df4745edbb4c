using System.Collections.Concurrent;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Runs a proposed policy over the sealed households of a month, in as many lanes as there are processors, and
/// keeps the result under its request_id. It goes on when the caller's time is over; one runs at a time.</summary>
internal sealed partial class PolicySimulating(
    CycleStore store, ApplicationsApi applications, PolicyBook policies, Writes writes, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<PolicySimulating> log) : IDisposable
{
    private const int WaitingMax = 8;

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Caller, Guid Id), bool> _inFlight = [];
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The simulation, once it is there.</summary>
    /// <exception cref="RefusalException">CYCLE_NOT_FOUND, CYCLE_STATE, POLICY_PARAMETER_UNKNOWN, POLICY_GAP,
    /// MONTH_OUT_OF_RANGE; STILL_IN_FLIGHT; OVERLOADED.</exception>
    public async Task<SimulatePolicyResponse> RunAsync(
        WriteRequest write, SimulationRequest request, CancellationToken stop)
    {
        var proposal = Propose(request);
        var row = await store.FindAsync(CycleRun.CodeOf(request.Month), stop)
            ?? throw Refusal.Of(ErrorReason.CycleNotFound).ToException();
        if (row.SnapshotHash.Length == 0)
        {
            throw Refusal.Of(ErrorReason.CycleState)
                .With("state", CycleWire.NameOf(CycleWire.StateOf(row))).ToException();
        }

        if (_inFlight.Count >= WaitingMax)
        {
            throw Refusal.Of(ErrorReason.Overloaded).RetryAfter(AskAgain).ToException();
        }

        if (!_inFlight.TryAdd((write.Caller, write.Id), true))
        {
            throw Refusal.Of(ErrorReason.StillInFlight).RetryAfter(AskAgain).ToException();
        }

        return await Task.Run(() => WorkAsync(write, row, proposal), CancellationToken.None).WaitAsync(stop);
    }

    public void Dispose() => _one.Dispose();

    private sealed record Proposal(SimulationRequest Request, MonthRules Present, MonthRules Proposed);

    private sealed record Result(CycleFigures Figures, PolicyEffect Effect);

    private Proposal Propose(SimulationRequest request)
    {
        var values = request.ToValues(policies, clock.GetUtcNow());
        try
        {
            // Ages and sources are those of the sealed month; only the policy may be a later one.
            return new Proposal(
                request,
                new MonthRules(policies.For(request.PolicyMonth), request.Month),
                new MonthRules(policies.With(values).For(request.PolicyMonth), request.Month));
        }
        catch (PolicyFileException failure)
        {
            throw SimulationRequest.Unknown(failure.Parameter ?? values[0].Key);
        }
        catch (Exception failure) when (failure is ArgumentOutOfRangeException or OverflowException)
        {
            throw TooLarge();
        }
    }

    private async Task<SimulatePolicyResponse> WorkAsync(WriteRequest write, CycleRow row, Proposal proposal)
    {
        try
        {
            var stop = lifetime.ApplicationStopping;
            await _one.WaitAsync(stop);
            try
            {
                var result = await CompareAsync(row, proposal, stop);
                var simulation = SimulationWire.ToWire(
                    write.Caller, proposal.Request, proposal.Present.Policy, proposal.Proposed.Policy,
                    result.Figures, result.Effect, clock.GetUtcNow());
                return await writes.CommitAsync(
                    write, _ => Task.FromResult(new SimulatePolicyResponse { Simulation = simulation }), stop);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OverflowException)
        {
            throw TooLarge();
        }
        catch (Exception failure) when (failure is not (RefusalException or OperationCanceledException))
        {
            // The caller may be gone by now.
            LogFailed(log, failure.GetType().Name);
            throw;
        }
        finally
        {
            _inFlight.TryRemove((write.Caller, write.Id), out _);
        }
    }

    private async Task<Result> CompareAsync(CycleRow row, Proposal proposal, CancellationToken stop)
    {
        var whole = new Result(new CycleFigures(), new PolicyEffect(proposal.Proposed.Policy));
        var adding = new Lock();
        await Parallel.ForEachAsync(
            await store.ListPartitionsAsync(row.Month, stop),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop },
            async (partition, token) =>
            {
                var batch = await applications.ListFactsAsync(
                    new FactsCut(row.CutOffAt, row.SealedSequence), partition.After, partition.Households, token);
                var part = Compare(batch, proposal);
                lock (adding)
                {
                    whole.Figures.Add(part.Figures);
                    whole.Effect.Add(part.Effect);
                }
            });
        return whole.Figures.Households == row.Households
            ? whole
            : throw new InvalidOperationException("The facts of a sealed cycle are not the ones that were sealed.");
    }

    private static Result Compare(IReadOnlyList<FactsVersion> batch, Proposal proposal)
    {
        var part = new Result(new CycleFigures(), new PolicyEffect(proposal.Proposed.Policy));
        var buffer = new FactsBuffer();
        foreach (var version in batch)
        {
            var facts = FactsCodec.Read(version.Facts, buffer);
            var after = Deciding.Decide(facts, proposal.Proposed);
            part.Figures.Add(after, facts.Members.Length);
            part.Effect.Add(Deciding.Decide(facts, proposal.Present), after);
        }

        return part;
    }

    private static RefusalException TooLarge()
    {
        var check = new RequestCheck();
        check.That(
            false, "changes", "القيم المقترحة أكبر من أن تُحسب معًا.", "The values are too large to compute with.");
        return check.ToRefusal().ToException();
    }

    [LoggerMessage(4111, LogLevel.Error, "A simulation failed: {Failure}")]
    private static partial void LogFailed(ILogger log, string failure);
}
