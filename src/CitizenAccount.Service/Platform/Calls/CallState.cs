using System.Diagnostics;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>What is known of the call being served: who makes it, under which policy, and whose data it touches.
/// </summary>
internal sealed class CallState(string correlationId, CallPolicy policy)
{
    private static readonly AsyncLocal<CallState?> Serving = new();

    /// <summary>The call that is being served where this is asked; null in work that the service does by itself.
    /// </summary>
    public static CallState? Current
    {
        get => Serving.Value;
        set => Serving.Value = value;
    }

    /// <summary>Names the call in logs and in the answer to a caller who meets a bug.</summary>
    public string CorrelationId { get; } = correlationId;

    public CallPolicy Policy { get; } = policy;

    /// <summary>When the call came in, as a timestamp of <see cref="Stopwatch"/>: how long it takes is the machine's
    /// time and no time of the programme.</summary>
    public long CameInAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>Whether its request was read and it came to the gate.</summary>
    public bool CameToGate { get; set; }

    public Caller Caller { get; set; } = Caller.Anyone;

    /// <summary>Whether the call was within its caller's rate; one beyond it is neither served nor recorded.</summary>
    public bool Counted { get; set; }

    /// <summary>Whether the call took a place among those being served.</summary>
    public bool Entered { get; set; }

    /// <summary>The household whose data the call touches, for the access record.</summary>
    public HouseholdId? Household { get; private set; }

    /// <summary>The households, where a call touches many; empty otherwise.</summary>
    public IReadOnlyList<HouseholdId> Households { get; private set; } = [];

    /// <summary>Why, as the caller stated it.</summary>
    public Purpose? Purpose { get; private set; }

    /// <summary>Says whose data the call is about to touch, and checks that the caller may.</summary>
    /// <param name="household">The household.</param>
    /// <param name="purpose">Why, as the caller states it.</param>
    /// <param name="absent">What the call answers for something that does not exist.</param>
    /// <exception cref="RefusalException">Staff or a partner states no purpose; or the household is not the citizen's,
    /// which is answered as if it did not exist.</exception>
    public void Touch(HouseholdId household, Purpose? purpose, ErrorReason absent = ErrorReason.HouseholdNotFound) =>
        Touch(household, purpose, Caller.Household == household, absent);

    /// <summary>As <see cref="Touch(HouseholdId,Purpose,ErrorReason)"/>, for what a dependant of the household may see
    /// too.</summary>
    public void TouchAsMember(
        HouseholdId household, Purpose? purpose, ErrorReason absent = ErrorReason.HouseholdNotFound) => Touch(
            household, purpose, Caller.Household == household || Caller.MemberOf == household, absent);

    /// <summary>As <see cref="Touch(HouseholdId,Purpose,ErrorReason)"/>, for what the main beneficiary does in person
    /// and nobody for another: another's household is answered as absent, whatever other roles the caller has.
    /// </summary>
    public void TouchAsOwner(HouseholdId household, ErrorReason absent = ErrorReason.HouseholdNotFound)
    {
        Household = household;
        if (Caller.Household != household)
        {
            throw Refusal.Of(absent).ToException();
        }
    }

    /// <summary>As <see cref="Touch(HouseholdId,Purpose,ErrorReason)"/>, for many at once by staff or a partner: each
    /// goes on record.</summary>
    public void TouchAll(IReadOnlyList<HouseholdId> households, Purpose? purpose)
    {
        foreach (var household in households)
        {
            Touch(household, purpose);
        }

        Households = households;
    }

    /// <summary>As <see cref="Touch(HouseholdId,Purpose,ErrorReason)"/>, for an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="household">The household its owner is main beneficiary of: what its access records go by; null
    /// where the account is not found.</param>
    /// <param name="purpose">Why, as the caller states it.</param>
    /// <param name="absent">What the call answers for something that does not exist.</param>
    public void Touch(
        AccountId account, HouseholdId? household, Purpose? purpose,
        ErrorReason absent = ErrorReason.AccountNotFound) =>
        Touch(household, purpose, Caller.Account == account, absent);

    /// <summary>Says why staff look at data of a person who has no household here.</summary>
    /// <exception cref="RefusalException">PURPOSE_REQUIRED.</exception>
    public void TouchStranger(Purpose? purpose)
    {
        Purpose = purpose;
        if (Caller.ActsForOthers && !PurposeRules.IsComplete(purpose, Caller))
        {
            throw Refusal.Of(ErrorReason.PurposeRequired).ToException();
        }
    }

    private void Touch(HouseholdId? household, Purpose? purpose, bool own, ErrorReason absent)
    {
        Household = household;
        Purpose = purpose;
        if (!Caller.ActsForOthers)
        {
            if (!own)
            {
                throw Refusal.Of(absent).ToException();
            }

            return;
        }

        if (own || (household is not null && (Caller.Household == household || Caller.MemberOf == household)))
        {
            throw Refusal.Of(ErrorReason.OwnHousehold).ToException();
        }

        if (!PurposeRules.IsComplete(purpose, Caller))
        {
            throw Refusal.Of(ErrorReason.PurposeRequired).ToException();
        }
    }
}

/// <summary>When a stated purpose is enough.</summary>
internal static class PurposeRules
{
    public static bool IsComplete(Purpose? purpose, Caller caller) =>
        purpose is not null
        && Enum.IsDefined(purpose.Code)
        && purpose.Code != PurposeCode.Unspecified
        && purpose.Reference.Length <= 100
        && purpose.LegalBasis.Length <= 200
        && (purpose.Reference.Length > 0 || purpose.Code is not (PurposeCode.Objection or PurposeCode.Ticket))
        && (purpose.LegalBasis.Length > 0 || !caller.Is(Role.Partner));
}

/// <summary>Reaches the state of a call from its context.</summary>
internal static class CallStates
{
    public static CallState State(this ServerCallContext context) =>
        context.GetHttpContext().Features.Get<CallState>()
        ?? throw new InvalidOperationException("The call did not come in by the door.");

    public static Caller Caller(this ServerCallContext context) => context.State().Caller;
}
