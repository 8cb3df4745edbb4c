using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using Contract = CitizenAccount.Contracts.Objection.V1;

namespace CitizenAccount.Service.Objections;

/// <summary>What a changing call is about.</summary>
internal sealed record ObjectionCall(Guid Id, string Etag, Purpose? Purpose);

/// <summary>An objection in the hands of one who changes it.</summary>
internal sealed record ObjectionAtWork(ServiceDb Db, ObjectionFile File, CaseActor Actor, AccountId? Reader)
{
    public ObjectionRow Row => File.Row;
}

/// <summary>Carries a changing call out: the earlier answer if there is one, else one transaction in which the
/// objection is read, its etag compared, the step taken, and everything that goes with it stored.</summary>
internal sealed class ObjectionWork(
    ObjectionsStore store, Writes writes, ObjectionSteps steps, ObjectionWire wire, ObjectionTokens tokens)
{
    /// <summary>Reads the name of an objection.</summary>
    public static Guid ReadName(RequestCheck check, string name)
    {
        check.That(
            ResourceName.TryParse(name, "objections", out var id), "name",
            "اسم الاعتراض غير صحيح؛ صيغته objections/{objection}.",
            "No objection name; its form is objections/{objection}.");
        return id;
    }

    public async Task<T> ChangeAsync<T>(
        ServerCallContext context, IMessage request, ObjectionCall call, Func<ObjectionAtWork, Task> change,
        Func<Contract.Objection, string, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        var seen = ObjectionAccess.Require(await store.FindAsync(call.Id, stop), call.Purpose, context);
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            var actor = CaseActor.Of(context, call.Purpose);
            var reader = await steps.FindReaderAsync(seen.HouseholdId, stop);
            var token = await tokens.IssueAsync(seen.HouseholdId, stop);
            return await writes.CommitAsync(write, async db =>
            {
                var file = await steps.OpenAsync(db, call.Id, stop);
                if (call.Etag.Length > 0 && call.Etag != EtagOf(file.Row))
                {
                    throw RequestIds.Conflict(file.Row.Name);
                }

                await change(new ObjectionAtWork(db, file, actor, reader));
                await steps.StoreAsync(db, file, stop);
                return answer(
                    wire.ToWire(await ObjectionsStore.ReadAsync(db, file.Row, stop), actor.IsStaff), token);
            }, stop);
        }, stop);
    }

    public static string EtagOf(ObjectionRow row) => row.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Refuses who does not hold the case; with a supervisor, it is held by supervisors only.</summary>
    /// <exception cref="RefusalException">NOT_ASSIGNED_TO_YOU.</exception>
    public static void RequireHolder(ObjectionRow row, CaseActor actor)
    {
        var holds = row.Assignee == actor.Subject && !row.WithSupervisor;
        if (actor.Role != Role.Supervisor && !holds && ObjectionLife.IsOpen(row.State))
        {
            throw Refusal.Of(ErrorReason.NotAssignedToYou).ToException();
        }
    }
}
