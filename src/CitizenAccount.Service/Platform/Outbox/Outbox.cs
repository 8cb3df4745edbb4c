using System.Data.Common;
using System.Text.Json;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Platform.Outbox;

/// <summary>Something a person is told.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Account">Whose list it stands in; null for a person without an account.</param>
internal sealed record Message(MessageKind Kind, AccountId? Account)
{
    /// <summary>The facts its words need, under the keys that <see cref="MessageKind"/> names.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it goes instead of the account's mobile: a number that is only being proved, or was just
    /// replaced.</summary>
    public string? Mobile { get; init; }

    /// <summary>Where it goes instead of the account's e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The language where there is no account to ask.</summary>
    public Language Language { get; init; } = Language.Arabic;

    /// <summary>What it is about, as a resource name; may be empty.</summary>
    public string Subject { get; init; } = "";
}

/// <summary>Writes messages into the transaction of their cause: none without its commit, none lost after it. Who sends
/// them is the room of notifications.</summary>
internal sealed class Outbox(Sealing sealing, BulkInsert bulk, TimeProvider clock)
{
    private static readonly BulkTable<MessageRow> Columns = new("Messages",
    [
        new("Id", row => row.Id.ToByteArray(bigEndian: true)),
        new("AccountId", row => row.AccountId?.ToBytes()),
        new("Kind", row => (long)row.Kind),
        new("ContentSealed", row => row.ContentSealed),
        new("Language", row => (long)row.Language),
        new("Subject", row => row.Subject),
        new("CreatedAt", row => row.CreatedAt),
    ]);

    /// <summary>Adds a message; it is stored when the context is saved. Answers its id.</summary>
    public Guid Add(ServiceDb db, Message message)
    {
        var row = RowOf(message);
        db.Messages.Add(row);
        return row.Id;
    }

    /// <summary>Makes many messages, to be stored by <see cref="Write"/>: a month tells millions, and by the change
    /// tracker they would hold memory and database so long that all calls beside it would notice.</summary>
    public IReadOnlyList<MessageRow> Make(IEnumerable<Message> messages) => [.. messages.Select(RowOf)];

    /// <summary>Stores messages that <see cref="Make"/> made, in the transaction of their cause.</summary>
    public void Write(DbTransaction transaction, IReadOnlyList<MessageRow> messages) =>
        bulk.Write(transaction, Columns, messages);

    private MessageRow RowOf(Message message)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var content = new MessageContent(message.Facts, message.Mobile, message.Email);
        return new MessageRow
        {
            Id = id,
            AccountId = message.Account,
            Kind = message.Kind,
            ContentSealed = sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(content), PlaceOf(id)),
            Language = (byte)message.Language,
            Subject = message.Subject,
            CreatedAt = now.UtcDateTime,
        };
    }

    /// <summary>What a stored message says and where it goes.</summary>
    public MessageContent Open(MessageRow row) =>
        JsonSerializer.Deserialize<MessageContent>(sealing.OpenBytes(row.ContentSealed, PlaceOf(row.Id)))!;

    /// <summary>What is kept of a message whose secret was sent or is of no use any more.</summary>
    public byte[] SealNothing(Guid id) => sealing.Seal(
        JsonSerializer.SerializeToUtf8Bytes(new MessageContent(new Dictionary<string, string>(), null, null)),
        PlaceOf(id));

    private static string PlaceOf(Guid id) => $"message/{id:D}";
}

/// <summary>What is sealed of a message.</summary>
internal sealed record MessageContent(IReadOnlyDictionary<string, string> Facts, string? Mobile, string? Email);

/// <summary>Wakes the sender of this process when a write may have added messages. Only a hint: the sender also looks
/// by itself, so that what another process wrote, or wrote before it was killed, goes out too.</summary>
internal sealed class OutboxSignal
{
    private TaskCompletionSource _raised = New();

    /// <summary>Says that there may be something.</summary>
    public void Raise() => Interlocked.Exchange(ref _raised, New()).TrySetResult();

    /// <summary>Completes at the next <see cref="Raise"/>. Take it before looking, so that nothing falls between.
    /// </summary>
    public Task Next => Volatile.Read(ref _raised).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
