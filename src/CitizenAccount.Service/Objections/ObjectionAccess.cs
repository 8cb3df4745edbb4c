using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Objections;

/// <summary>Who may file, see and change an objection: the main beneficiary everything of the household, a dependant
/// what is for the own person, staff with a purpose.</summary>
internal static class ObjectionAccess
{
    /// <summary>Says whose objection a call touches, and checks that the caller may see it.</summary>
    /// <exception cref="RefusalException">OBJECTION_NOT_FOUND, PURPOSE_REQUIRED, OWN_HOUSEHOLD.</exception>
    public static ObjectionRow Require(ObjectionRow? row, Purpose? purpose, ServerCallContext context)
    {
        if (context.Caller().ActsForOthers)
        {
            context.State().TouchStranger(purpose);
        }

        if (row is null)
        {
            throw Refusal.Of(ErrorReason.ObjectionNotFound).ToException();
        }

        RequireMember(row.HouseholdId, row.Member, purpose, ErrorReason.ObjectionNotFound, context);
        return row;
    }

    /// <summary>As <see cref="Require"/>, for a member of a household: another's is answered as absent.</summary>
    public static void RequireMember(
        HouseholdId household, int member, Purpose? purpose, ErrorReason absent, ServerCallContext context)
    {
        var caller = context.Caller();
        context.State().TouchAsMember(household, purpose, absent);
        if (!caller.ActsForOthers && caller.Household != household && caller.MemberPosition != member)
        {
            throw Refusal.Of(absent).ToException();
        }
    }
}
