using CitizenAccount.Contracts.Errors.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>How long a write remembers its request_id.</summary>
internal enum Keep
{
    /// <summary>24 hours.</summary>
    Day = 1,

    /// <summary>24 hours, and its answer, which holds secrets, for 60 seconds.</summary>
    Secret = 2,

    /// <summary>For ever: money, bank accounts, objections.</summary>
    Forever = 3,
}

/// <summary>One write as its caller sent it: what makes a repeat of it recognisable.</summary>
internal sealed class WriteRequest
{
    private const string RequestIdField = "request_id";

    private WriteRequest(string caller, Guid id, string call, IMessage content, Keep keep) =>
        (Caller, Id, Call, Content, Keep) = (caller, id, call, content, keep);

    /// <summary>Subject of the caller; empty for anyone.</summary>
    public string Caller { get; }

    /// <summary>The request_id.</summary>
    public Guid Id { get; }

    /// <summary>Full name of the call.</summary>
    public string Call { get; }

    public IMessage Content { get; }

    public Keep Keep { get; }

    /// <summary>A write from its call. The request has been checked: its request_id is a UUID.</summary>
    public static WriteRequest Of(ServerCallContext context, IMessage request, Keep keep = Keep.Day)
    {
        var state = context.State();
        var field = request.Descriptor.FindFieldByName(RequestIdField);
        var id = Guid.ParseExact((string)field.Accessor.GetValue(request), "D");
        return new WriteRequest(state.Caller.Subject, id, state.Policy.FullName, request, keep);
    }

    /// <summary>The fields that are set, the request_id aside, with their bytes.</summary>
    public IEnumerable<(FieldDescriptor Field, byte[] Bytes)> Fields()
    {
        foreach (var field in Content.Descriptor.Fields.InFieldNumberOrder().Where(f => f.Name != RequestIdField))
        {
            var alone = Content.Descriptor.Parser.ParseFrom([]);
            if (Copy(field, alone))
            {
                yield return (field, alone.ToByteArray());
            }
        }
    }

    private bool Copy(FieldDescriptor field, IMessage target)
    {
        var value = field.Accessor.GetValue(Content);
        if (field.IsRepeated)
        {
            var list = (System.Collections.IList)field.Accessor.GetValue(target);
            foreach (var item in (System.Collections.IEnumerable)value)
            {
                list.Add(item);
            }

            return list.Count > 0;
        }

        // A member of a oneof that is not the one set reads as its default; setting it would choose it.
        var isSet = field.ContainingOneof is { } choice
            ? choice.Accessor.GetCaseFieldDescriptor(Content) == field
            : value is not null;
        if (isSet)
        {
            field.Accessor.SetValue(target, value);
        }

        return isSet && (field.ContainingOneof is not null || target.CalculateSize() > 0);
    }
}

/// <summary>Reads the request_id of a write.</summary>
internal static class RequestIds
{
    /// <summary>Notes a request_id that is no UUID.</summary>
    public static void CheckRequestId(this RequestCheck check, string requestId, string field = "request_id") =>
        check.That(
            Guid.TryParseExact(requestId, "D", out var id) && id != Guid.Empty && requestId.Length == 36, field,
            "معرّف الطلب مطلوب: \u2066UUID\u2069 ينشئه التطبيق قبل الإرسال الأول.",
            "A request_id is needed: a UUID made before the first send.");

    /// <summary>The refusal of an etag or version that is no longer current.</summary>
    public static RefusalException Conflict(string resource) =>
        Refusal.Of(ErrorReason.Conflict).With("resource", resource).ToException();
}
