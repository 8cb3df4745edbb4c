using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;
using Channel = CitizenAccount.Contracts.Type.V1.Channel;

namespace CitizenAccount.Service.Objections;

/// <summary>Who takes a step of a case, and through which channel.</summary>
/// <param name="Subject">Stable id; empty for anyone not signed in and for the service itself.</param>
/// <param name="Role">What the actor is; unspecified for the service itself.</param>
/// <param name="Channel">How the person reached the programme; unspecified for the service itself.</param>
internal sealed record CaseActor(string Subject, Role Role, Channel Channel)
{
    /// <summary>The service itself.</summary>
    public static readonly CaseActor System = new("", Role.Unspecified, Channel.Unspecified);

    private static readonly Role[] MostTelling = [Role.Supervisor, Role.CaseWorker, Role.Agent];

    public bool IsStaff => Role is Role.Agent or Role.CaseWorker or Role.Supervisor;

    /// <summary>Who makes a call. A citizen comes through the portal and staff act on the phone unless they say
    /// otherwise.</summary>
    public static CaseActor Of(ServerCallContext context, Purpose? purpose)
    {
        var caller = context.Caller();
        var role = Array.Find(MostTelling, caller.Is);
        role = role == Role.Unspecified ? Role.Citizen : role;
        var told = purpose is not null && Enum.IsDefined(purpose.Channel) ? purpose.Channel : Channel.Unspecified;
        var usual = role == Role.Citizen ? Channel.Portal : Channel.Phone;
        return new CaseActor(caller.Subject, role, told == Channel.Unspecified ? usual : told);
    }
}
