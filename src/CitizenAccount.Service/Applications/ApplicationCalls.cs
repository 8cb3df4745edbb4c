using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications;

/// <summary>What a changing call is about.</summary>
/// <param name="Household">The household.</param>
/// <param name="Etag">The state the caller saw.</param>
internal sealed record ChangeCall(HouseholdId Household, string Etag)
{
    public Purpose? Purpose { get; init; }

    /// <summary>What is answered when there is no such household.</summary>
    public ErrorReason Absent { get; init; } = ErrorReason.HouseholdNotFound;

    public Keep Keep { get; init; } = Keep.Day;
}

/// <summary>What a transition may look at beside the application it changes.</summary>
internal sealed record Situation(ServiceDb Db, ReadApplication Read, HouseholdStanding Standing, Moment At)
{
    public Application Application => Read.Application;

    public Contract.ApplicationState State => StateRule.Of(Application, Standing);
}

/// <summary>A change as it was stored, and what an answer says of it.</summary>
internal sealed record Written(
    ReadApplication Read, bool Changed, HouseholdStanding Standing, Moment At, string ConsistencyToken)
{
    public Contract.ServedCycle Serves => ApplicationWire.ToWire(Served.By(At.Now));

    public Contract.Application ToWire(Viewer viewer = default) =>
        ApplicationWire.ToWire(Read, Standing, viewer, At.Now);

    public Contract.Member ToMember(HouseholdMember member) =>
        MemberWire.ToWire(member, Read.Household, incomes: true, At.Today);
}

/// <summary>Carries a changing call out: the earlier answer if there is one, else one transaction in which the
/// application is read, its etag compared, the rule asked, and the change stored with everything that goes with it.
/// </summary>
internal sealed class ApplicationCalls(
    ApplicationsStore store, ApplicationsSaving saving, Writes writes, FindStanding standings,
    ConsistencyTokens tokens, TimeProvider clock)
{
    public async Task<T> ChangeAsync<T>(
        ServerCallContext context, IMessage request, ChangeCall call, Func<Situation, Task<Ruling>> rule,
        Func<Written, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, call.Keep);
        if (await writes.FindEarlierAsync<T>(write, stop) is { } earlier)
        {
            return earlier;
        }

        var standing = await standings(call.Household, default, stop);
        return await writes.CommitAsync(write, async db =>
        {
            var read = await store.ReadAsync(db, call.Household, stop, call.Absent);
            read.RequireEtag(call.Etag);
            var at = new Moment(clock.GetUtcNow());
            var change = (await rule(new Situation(db, read, standing, at))).OrThrow();
            var saved = change.IsNothing
                ? read
                : await saving.SaveAsync(db, read, change, Actor.Of(context.Caller(), call.Purpose), stop);
            return answer(WrittenOf(saved, !change.IsNothing, standing, at));
        }, stop);
    }

    /// <summary>Asks the rule and stores nothing.</summary>
    public async Task<Written> CheckAsync(
        ChangeCall call, Func<ReadApplication, HouseholdStanding, Moment, Task<Ruling>> rule, CancellationToken stop)
    {
        var standing = await standings(call.Household, default, stop);
        var read = await store.ReadAsync(call.Household, stop, call.Absent);
        read.RequireEtag(call.Etag);
        var at = new Moment(clock.GetUtcNow());
        var change = (await rule(read, standing, at)).OrThrow();
        return WrittenOf(read with { Application = change.After }, !change.IsNothing, standing, at);
    }

    private Written WrittenOf(ReadApplication read, bool changed, HouseholdStanding standing, Moment at) => new(
        read, changed, standing, at, tokens.Issue(read.Household, standing.Seen, read.Revision));
}
