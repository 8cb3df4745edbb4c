using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Applications;

// Changes of household, members and bank account.
internal sealed partial class ApplicationsRpc
{
    public override Task<UpdateApplicationResponse> UpdateApplication(
        UpdateApplicationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = check.ReadHousehold(request.Household);
        var values = HouseholdRequest.Read(request, household, check);
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        return calls.ChangeAsync(
            context, request, new ChangeCall(household, etag) { Purpose = request.Purpose },
            situation => Task.FromResult(HouseholdChanges.Update(situation.Application, values, situation.At)),
            written => new UpdateApplicationResponse
            {
                Application = written.ToWire(),
                Changed = written.Changed,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<AddMemberResponse> AddMember(AddMemberRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = check.ReadHousehold(request.Household);
        var person = MemberRequest.Read(request, Riyadh.DateOf(clock.GetUtcNow()), check);
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        return calls.ChangeAsync(
            context, request, new ChangeCall(household, etag) { Purpose = request.Purpose },
            situation => AddAsync(situation, person, context.CancellationToken),
            written => new AddMemberResponse
            {
                Application = written.ToWire(),
                Member = written.ToMember(written.Read.Application.Members.Single(
                    member => member.NationalId == person.NationalId.Value)),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<UpdateMemberResponse> UpdateMember(UpdateMemberRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        check.That(
            request.Member is not null, "member", "اذكر الفرد وقيمه الجديدة.", "Name the member, with the values.");
        var name = request.Member is null ? default : MemberName.Read(check, request.Member.Name, "member.name");
        var values = MemberRequest.Read(request, check);
        var life = MemberRequest.ReadLifeEvent(request.LifeEvent, check);
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().TouchAsMember(name.Household, request.Purpose, ErrorReason.MemberNotFound);
        RequireOwnIncomes(context, name, values);
        var viewer = default(Viewer);
        return calls.ChangeAsync(
            context, request,
            new ChangeCall(name.Household, etag) { Purpose = request.Purpose, Absent = ErrorReason.MemberNotFound },
            situation =>
            {
                viewer = ViewerOf(context, situation.Read, ErrorReason.MemberNotFound);
                return Task.FromResult(MemberChanges.Update(
                    situation.Application, name.Position, values, life, situation.At));
            },
            written => new UpdateMemberResponse
            {
                Application = written.ToWire(viewer),
                Member = written.ToMember(written.Read.Application.Find(name.Position)!),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<RemoveMemberResponse> RemoveMember(RemoveMemberRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var name = MemberName.Read(check, request.Name, "name");
        var life = MemberRequest.ReadLifeEvent(request.LifeEvent, check);
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().Touch(name.Household, request.Purpose, ErrorReason.MemberNotFound);
        return calls.ChangeAsync(
            context, request,
            new ChangeCall(name.Household, etag) { Purpose = request.Purpose, Absent = ErrorReason.MemberNotFound },
            situation => Task.FromResult(MemberChanges.Remove(
                situation.Application, name.Position, life, situation.At)),
            written => new RemoveMemberResponse
            {
                Application = written.ToWire(),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<ChangeBankAccountResponse> ChangeBankAccount(
        ChangeBankAccountRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = check.ReadHousehold(request.Household);
        var iban = check.ReadIban(request.Iban);
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().TouchAsOwner(household);
        return calls.ChangeAsync(
            context, request, new ChangeCall(household, etag) { Keep = Keep.Forever },
            situation => Task.FromResult(BankAccounts.Give(situation.Application, iban, situation.At)),
            written => new ChangeBankAccountResponse
            {
                Application = written.ToWire(),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    private async Task<Ruling> AddAsync(Situation situation, NewMember person, CancellationToken stop)
    {
        var ruling = MemberChanges.Add(situation.Application, person, situation.At);
        if (ruling.Change is not { } change)
        {
            return ruling;
        }

        var added = change.After.Members.Where(member => member.NationalId == person.NationalId.Value);
        var elsewhere = await store.FindElsewhereAsync(situation.Db, situation.Read.Household, added, stop);
        return elsewhere.Count > 0 ? Refusal.Of(ErrorReason.MemberElsewhere) : change;
    }

    // A dependant changes the own incomes and nothing else; of another member's even the name is none of theirs.
    private static void RequireOwnIncomes(ServerCallContext context, MemberName name, MemberValues values)
    {
        var caller = context.Caller();
        if (caller.ActsForOthers || caller.Household == name.Household)
        {
            return;
        }

        if (caller.MemberPosition != name.Position)
        {
            throw Refuse.NoMember.ToException();
        }

        if (values.Paths.Any(path => path != MemberChanges.IncomesPath))
        {
            throw Refusal.Of(ErrorReason.PermissionDenied)
                .With("call", context.State().Policy.FullName).ToException();
        }
    }
}
