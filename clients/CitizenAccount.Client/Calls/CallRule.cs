using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using IdempotencyLevel = Google.Protobuf.Reflection.MethodOptions.Types.IdempotencyLevel;

namespace CitizenAccount.Client.Calls;

/// <summary>What the contract says of one call, as far as a client acts on it.</summary>
internal sealed class CallRule
{
    // Whose data a call is about stands in one of these, in this order.
    private static readonly string[] NameFields = ["household", "parent", "name"];

    private readonly FieldDescriptor? _requestId;
    private readonly FieldDescriptor? _consistency;
    private readonly FieldDescriptor? _purpose;
    private readonly FieldDescriptor? _token;
    private readonly FieldDescriptor[] _named;

    public CallRule(MethodDescriptor call)
    {
        var (asked, answered) = (call.InputType, call.OutputType);
        Asked = asked;
        FullName = call.FullName;
        Path = $"/{call.Service.FullName}/{call.Name}";
        Service = call.Service.FullName;
        Level = call.GetOptions()?.IdempotencyLevel ?? IdempotencyLevel.IdempotencyUnknown;
        Streams = call.IsClientStreaming || call.IsServerStreaming;
        ClientStreams = call.IsClientStreaming;
        PersonalData = call.GetOptions()?.GetExtension(AccessExtensions.Access)?.PersonalData ?? false;
        _requestId = TextField(asked, "request_id");
        _consistency = MessageField(asked, "consistency", Consistency.Descriptor);
        _purpose = MessageField(asked, "purpose", Contracts.Type.V1.Purpose.Descriptor);
        _token = TextField(answered, "consistency_token");
        _named = [.. NameFields.Select(name => TextField(asked, name)).OfType<FieldDescriptor>()];
    }

    /// <summary>The request's message.</summary>
    public MessageDescriptor Asked { get; }

    /// <summary>Full name, <c>package.Service.Call</c>.</summary>
    public string FullName { get; }

    /// <summary>Path, <c>/package.Service/Call</c>.</summary>
    public string Path { get; }

    /// <summary>Full name of the service.</summary>
    public string Service { get; }

    public IdempotencyLevel Level { get; }

    /// <summary>Whether either side is a stream.</summary>
    public bool Streams { get; }

    public bool ClientStreams { get; }

    /// <summary>Whether staff and partners have to state a purpose.</summary>
    public bool PersonalData { get; }

    public bool IsRead => Level == IdempotencyLevel.NoSideEffects;

    /// <summary>Whether the request may be sent again without the service having answered: a read always, a write only
    /// under a request_id, by which the service recognises it.</summary>
    public bool MayRepeat(IMessage request) => Level switch
    {
        IdempotencyLevel.NoSideEffects => true,
        IdempotencyLevel.Idempotent => _requestId is not null && RequestIdOf(request).Length > 0,
        _ => false,
    };

    /// <summary>Gives a write its request_id, unless it has one. It is put into the caller's own message, so that
    /// sending that message again, whatever became of the first time, is a repeat and no second write.</summary>
    public void GiveRequestId(IMessage request)
    {
        if (_requestId is not null && RequestIdOf(request).Length == 0)
        {
            _requestId.Accessor.SetValue(request, Guid.CreateVersion7().ToString("D"));
        }
    }

    /// <summary>Whether the request leaves its freshness to the client.</summary>
    public bool TakesConsistency(IMessage request) =>
        _consistency is not null && _consistency.Accessor.GetValue(request) is null;

    /// <summary>Whether the request has a purpose field that is empty.</summary>
    public bool TakesPurpose(IMessage request) => _purpose is not null && _purpose.Accessor.GetValue(request) is null;

    public void SetConsistency(IMessage request, Consistency consistency) =>
        _consistency!.Accessor.SetValue(request, consistency);

    public void SetPurpose(IMessage request, Purpose purpose) => _purpose!.Accessor.SetValue(request, purpose);

    /// <summary>The consistency token of an answer; null when it has none.</summary>
    public string? TokenOf(IMessage response) =>
        _token?.Accessor.GetValue(response) is string { Length: > 0 } token ? token : null;

    /// <summary>Under what the token of this request is remembered: one for a household, whatever the call; one for
    /// anything else and service. Null when the request is about nothing that is named.</summary>
    public string? MemoryKeyOf(IMessage request)
    {
        foreach (var field in _named)
        {
            var name = (string)field.Accessor.GetValue(request);
            if (name.Length > 0)
            {
                var root = ConsistencyMemory.RootOf(name);
                return root.StartsWith(ConsistencyMemory.Households, StringComparison.Ordinal)
                    ? root
                    : $"{Service} {root}";
            }
        }

        return null;
    }

    private string RequestIdOf(IMessage request) => (string)_requestId!.Accessor.GetValue(request);

    private static FieldDescriptor? TextField(MessageDescriptor message, string name) =>
        message.FindFieldByName(name) is { FieldType: FieldType.String, IsRepeated: false } field ? field : null;

    private static FieldDescriptor? MessageField(MessageDescriptor message, string name, MessageDescriptor type) =>
        message.FindFieldByName(name) is { FieldType: FieldType.Message, IsRepeated: false } field
        && field.MessageType == type
            ? field
            : null;
}
