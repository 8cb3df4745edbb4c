using System.Collections.Frozen;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace CitizenAccount.Client.Refusals;

/// <summary>Reads what a call ended with: a refusal of the contract, or a failure of the way to the service.</summary>
internal static class RefusalReading
{
    private const string Domain = "citizenaccount.gov.sa";
    private const string DetailsTrailer = "grpc-status-details-bin";
    private const string Prefix = "ERROR_REASON_";

    private static readonly FrozenDictionary<string, (ErrorReason Reason, Remedy Remedy)> Known =
        ErrorReasonReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ErrorReason)).Values
            .Where(value => value.Number != 0)
            .ToFrozenDictionary(
                value => value.Name[Prefix.Length..],
                value => ((ErrorReason)value.Number, value.GetOptions().GetExtension(RefusalExtensions.Refusal).Remedy),
                StringComparer.Ordinal);

    /// <summary>The exception a caller gets.</summary>
    public static CitizenAccountException Read(string call, RpcException failure) =>
        failure as CitizenAccountException ?? (TryRead(failure) is { } read
            ? Typed(call, read, failure)
            : failure.StatusCode switch
            {
                StatusCode.Unavailable => new ServiceUnreachableException(call, failure),

                // A connection that breaks in some ways is told as INTERNAL by the transport; the service says more.
                StatusCode.Internal when failure.Status.DebugException is HttpRequestException or IOException =>
                    new ServiceUnreachableException(call, failure),
                StatusCode.DeadlineExceeded => new CallTimedOutException(call, failure),
                _ => new CallBrokenException(call, failure),
            });

    private static RefusedException Typed(string call, ReadRefusal read, RpcException failure) =>
        failure.StatusCode switch
        {
            StatusCode.InvalidArgument => new InvalidRequestException(call, read, failure),
            StatusCode.Unauthenticated => new SignInRequiredException(call, read, failure),
            StatusCode.PermissionDenied => new NotAllowedException(call, read, failure),
            StatusCode.NotFound => new NotFoundException(call, read, failure),
            StatusCode.FailedPrecondition => new RuleSaysNoException(call, read, failure),
            StatusCode.Aborted or StatusCode.AlreadyExists => new ConflictException(call, read, failure),
            StatusCode.ResourceExhausted => new LimitReachedException(call, read, failure),
            StatusCode.Unavailable => new ServiceUnavailableException(call, read, failure),
            StatusCode.Unimplemented => new NotBuiltException(call, read, failure),
            StatusCode.Internal => new ServiceFaultException(call, read, failure),
            _ => new OtherRefusalException(call, read, failure),
        };

    private static ReadRefusal? TryRead(RpcException failure)
    {
        try
        {
            return failure.Trailers.GetValueBytes(DetailsTrailer) is { } bytes
                ? Read(Google.Rpc.Status.Parser.ParseFrom(bytes))
                : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or FormatException)
        {
            return null;
        }
    }

    private static ReadRefusal? Read(Google.Rpc.Status status)
    {
        // This generation of the types calls field 1 "type"; on the wire, and in every newer one, it is the reason.
        var info = Of(status, ErrorInfo.Descriptor, ErrorInfo.Parser).FirstOrDefault(info => info.Domain == Domain);
        if (info is null)
        {
            return null;
        }

        var retry = Of(status, RetryInfo.Descriptor, RetryInfo.Parser).FirstOrDefault()?.RetryDelay?.ToTimeSpan();
        var (reason, remedy) = Known.TryGetValue(info.Type, out var known)
            ? known
            : (ErrorReason.Unspecified, retry is null ? Remedy.Unspecified : Remedy.Retry);
        var texts = Of(status, LocalizedMessage.Descriptor, LocalizedMessage.Parser).ToList();
        return new ReadRefusal(
            reason,
            info.Type,
            remedy,
            new LocalizedText(TextIn(texts, "ar") ?? status.Message, TextIn(texts, "en") ?? status.Message),
            new Dictionary<string, string>(info.Metadata, StringComparer.Ordinal),
            [
                .. Of(status, BadRequest.Descriptor, BadRequest.Parser)
                    .SelectMany(bad => bad.FieldViolations).Select(FieldOf),
            ],
            retry)
        {
            Violations =
            [
                .. Of(status, PreconditionFailure.Descriptor, PreconditionFailure.Parser)
                    .SelectMany(failure => failure.Violations).Select(ViolationOf),
            ],
        };
    }

    private static IEnumerable<T> Of<T>(
        Google.Rpc.Status status, Google.Protobuf.Reflection.MessageDescriptor type, MessageParser<T> parser)
        where T : IMessage<T> =>
        status.Details.Where(detail => detail.Is(type)).Select(detail => parser.ParseFrom(detail.Value));

    private static string? TextIn(List<LocalizedMessage> texts, string language) =>
        texts.FirstOrDefault(text => text.Locale.StartsWith(language, StringComparison.Ordinal))?.Message;

    // The service says it in both languages with a bar between; anything else is shown as it is.
    private static LocalizedText BothOf(string description)
    {
        var at = description.IndexOf(" | ", StringComparison.Ordinal);
        return at < 0
            ? new LocalizedText(description, description)
            : new LocalizedText(description[..at], description[(at + 3)..]);
    }

    private static BadField FieldOf(BadRequest.Types.FieldViolation bad)
    {
        var text = BothOf(bad.Description);
        return new BadField(bad.Field, text.Arabic, text.English);
    }

    private static Violation ViolationOf(PreconditionFailure.Types.Violation violation)
    {
        var text = BothOf(violation.Description);
        return new Violation(violation.Type, violation.Subject, text.Arabic, text.English);
    }
}
