using CitizenAccount.Contracts.Errors.V1;

namespace CitizenAccount.Client.Testing;

/// <summary>What happens to a call that a rule meets.</summary>
public abstract record CallFault
{
    private protected CallFault()
    {
    }

    /// <summary>The service is not reached: nothing is sent.</summary>
    public static CallFault Unreachable { get; } = new UnreachableFault();

    /// <summary>The service does what was asked, and its answer is lost on the way back.</summary>
    public static CallFault AnswerLost { get; } = new AnswerLostFault();

    /// <summary>The call arrives late.</summary>
    /// <param name="delay">By how much; real time, whatever the test's clock says.</param>
    public static CallFault Late(TimeSpan delay) => new LateFault(delay);

    /// <summary>The service refuses, as the contract has it, and does nothing.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="retryAfter">What RetryInfo names; absent names nothing.</param>
    public static CallFault Refused(ErrorReason reason, TimeSpan? retryAfter = null) =>
        new RefusedFault(reason, retryAfter);

    /// <summary>The stream breaks after so many bytes of answers.</summary>
    /// <param name="bytes">Bytes that still arrive.</param>
    public static CallFault BreaksAfter(int bytes) => new BreaksFault(bytes);

    internal sealed record UnreachableFault : CallFault;

    internal sealed record AnswerLostFault : CallFault;

    internal sealed record LateFault(TimeSpan Delay) : CallFault;

    internal sealed record RefusedFault(ErrorReason Reason, TimeSpan? RetryAfter) : CallFault;

    internal sealed record BreaksFault(int Bytes) : CallFault;
}
