using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>An expected "no": a public reason with its facts. What it looks like on the wire is decided here and
/// nowhere else: the status by the contract, the words by <see cref="RefusalTexts"/>.</summary>
internal sealed class Refusal
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "citizenaccount.gov.sa";

    /// <summary>Where rich errors travel, by the convention of gRPC.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    private readonly List<IMessage> _details = [];
    private readonly ErrorInfo _info;

    private Refusal(ErrorReason reason)
    {
        Reason = reason;

        // This generation of the types calls field 1 "type"; on the wire, and in every newer one, it is the reason.
        _info = new ErrorInfo { Type = RefusalCatalogue.NameOf(reason), Domain = Domain };
    }

    public ErrorReason Reason { get; }

    /// <summary>The status the contract gives this reason.</summary>
    public StatusCode Code => RefusalCatalogue.CodeOf(Reason);

    /// <summary>Its facts by key.</summary>
    public IReadOnlyDictionary<string, string> Facts => _info.Metadata.AsReadOnly();

    public static Refusal Of(ErrorReason reason) => new(reason);

    /// <summary>Adds a fact under a key the contract names for this reason. Never personal data.</summary>
    public Refusal With(string key, string value)
    {
        _info.Metadata.Add(key, value);
        return this;
    }

    /// <summary>Tells when to try again.</summary>
    public Refusal RetryAfter(TimeSpan delay)
    {
        _details.Add(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) });
        return this;
    }

    /// <summary>Adds a detail such as BadRequest or QuotaFailure.</summary>
    public Refusal WithDetail(IMessage detail)
    {
        _details.Add(detail);
        return this;
    }

    public RefusalException ToException() => new(this);

    /// <summary>The refusal as gRPC ends a call with it.</summary>
    public RpcException ToRpcException()
    {
        var text = RefusalTexts.Of(Reason);
        return new RpcException(
            new Grpc.Core.Status(Code, text.English),
            new Metadata { { DetailsTrailer, ToStatus(text).ToByteArray() } });
    }

    /// <summary>The refusal as google.rpc.Status.</summary>
    public Status ToStatus(LocalizedText text)
    {
        var status = new Status { Code = (int)Code, Message = text.English };
        status.Details.Add(Any.Pack(_info));
        status.Details.Add(_details.Select(Any.Pack));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "ar-SA", Message = text.Arabic }));
        status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "en", Message = text.English }));
        return status;
    }
}

/// <summary>Ends a call with a refusal. Thrown only at the edge, because that is how gRPC ends a call.</summary>
internal sealed class RefusalException(Refusal refusal) : Exception(refusal.Reason.ToString())
{
    public Refusal Refusal { get; } = refusal;
}
