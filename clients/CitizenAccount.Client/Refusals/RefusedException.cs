using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using Grpc.Core;

namespace CitizenAccount.Client;

/// <summary>The service refused a call, for a reason of the contract. Each kind has a type of its own; what the reason
/// means stands beside its value in <see cref="ErrorReason"/>.</summary>
public abstract class RefusedException : CitizenAccountException
{
    private protected RefusedException(string call, ReadRefusal read, RpcException failure)
        : base(call, read.Text, failure)
    {
        (Reason, ReasonName, Remedy) = (read.Reason, read.ReasonName, read.Remedy);
        (Facts, Fields, RetryAfter) = (read.Facts, read.Fields, read.RetryAfter);
        Violations = read.Violations;
    }

    /// <summary>The reason; <see cref="ErrorReason.Unspecified"/> when a newer service names one this client does not
    /// know: <see cref="ReasonName"/> says it.</summary>
    public ErrorReason Reason { get; }

    /// <summary>The reason as it stands on the wire, such as <c>NOT_PUBLISHED</c>.</summary>
    public string ReasonName { get; }

    /// <summary>What a program does next.</summary>
    public Remedy Remedy { get; }

    /// <summary>Facts of the reason by the keys the contract names, such as <c>limit</c>. No personal data.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Every bad field of the request, in the order of the service. Empty when the request was well formed.
    /// </summary>
    public IReadOnlyList<BadField> Fields { get; }

    /// <summary>Everything that has to be done first, such as what an application lacks to be submitted. Empty for most
    /// reasons.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>How long the service asked to wait before the next try; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>What to tell support, for a fault of the service; else null.</summary>
    public string? CorrelationId => Facts.GetValueOrDefault("correlation_id");
}

/// <summary>A field that was refused.</summary>
/// <param name="Field">Its path, such as <c>members[0].birth_date</c>.</param>
/// <param name="Arabic">What to do about it, in Arabic.</param>
/// <param name="English">What to do about it, in English.</param>
public sealed record BadField(string Field, string Arabic, string English)
{
    /// <summary>The words in one of the two languages.</summary>
    /// <param name="arabic">Whether Arabic is wanted, else English.</param>
    public string Text(bool arabic) => arabic ? Arabic : English;
}

/// <summary>Something that has to be done first.</summary>
/// <param name="Type">What it is, in upper case, such as <c>BANK_ACCOUNT</c>.</param>
/// <param name="Subject">The field or resource it concerns.</param>
/// <param name="Arabic">What to do about it, in Arabic.</param>
/// <param name="English">What to do about it, in English.</param>
public sealed record Violation(string Type, string Subject, string Arabic, string English);

/// <summary>INVALID_ARGUMENT: the request is malformed; <see cref="RefusedException.Fields"/> names everything wrong.
/// </summary>
public sealed class InvalidRequestException : RefusedException
{
    internal InvalidRequestException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>UNAUTHENTICATED: nobody is signed in, or no longer; renewing the session did not help.</summary>
public sealed class SignInRequiredException : RefusedException
{
    internal SignInRequiredException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>PERMISSION_DENIED: the caller may not do this.</summary>
public sealed class NotAllowedException : RefusedException
{
    internal NotAllowedException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>NOT_FOUND: absent, or not the caller's.</summary>
public sealed class NotFoundException : RefusedException
{
    internal NotFoundException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>FAILED_PRECONDITION: a rule of the programme says no in the present state of things.</summary>
public sealed class RuleSaysNoException : RefusedException
{
    internal RuleSaysNoException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>ABORTED or ALREADY_EXISTS: somebody else was faster, or the request_id was used for something else. Read
/// again, decide again, and send a new message.</summary>
public sealed class ConflictException : RefusedException
{
    internal ConflictException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>RESOURCE_EXHAUSTED: a limit is reached; <see cref="RefusedException.RetryAfter"/> says when to try again.
/// </summary>
public sealed class LimitReachedException : RefusedException
{
    internal LimitReachedException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>UNAVAILABLE: a store or a partner of the service is down. Nothing was changed.</summary>
public sealed class ServiceUnavailableException : RefusedException
{
    internal ServiceUnavailableException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>UNIMPLEMENTED: the contract has the call, this service has not built it yet.</summary>
public sealed class NotBuiltException : RefusedException
{
    internal NotBuiltException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>INTERNAL: a fault of the service; <see cref="RefusedException.CorrelationId"/> is what to report.</summary>
public sealed class ServiceFaultException : RefusedException
{
    internal ServiceFaultException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>A refusal with a status that this client knows no kind for: a newer service gave it.</summary>
public sealed class OtherRefusalException : RefusedException
{
    internal OtherRefusalException(string call, ReadRefusal read, RpcException failure)
        : base(call, read, failure)
    {
    }
}

/// <summary>A refusal as it was read from the wire.</summary>
internal sealed record ReadRefusal(
    ErrorReason Reason, string ReasonName, Remedy Remedy, LocalizedText Text,
    IReadOnlyDictionary<string, string> Facts, IReadOnlyList<BadField> Fields, TimeSpan? RetryAfter)
{
    public IReadOnlyList<Violation> Violations { get; init; } = [];
}
