using System.Buffers.Binary;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Notifications;

/// <summary>What a revision counts; part of every token, so that two kinds are never compared.</summary>
internal enum RevisionOf : byte
{
    /// <summary>Messages of an account: the newest instant one was written or read, in ticks.</summary>
    Messages = 1,

    /// <summary>Preferences: their version.</summary>
    Preferences = 2,

    /// <summary>Devices: the instant the newest was registered, in ticks.</summary>
    Devices = 3,
}

/// <summary>Tokens by which a reader is never shown anything older than it has seen. Every read of this room asks the
/// database, so a token only has to be genuine, of this account, and not of a later state than there is. One of another
/// kind is good too: a write of one kind may be followed by a read of the other.</summary>
internal sealed class AccountTokens(KeyRing keys)
{
    private const int Size = 9;

    private readonly SignedText _signed = new(keys, "account consistency token");

    /// <summary>The token of a state.</summary>
    public string Issue(AccountId account, RevisionOf what, long revision)
    {
        Span<byte> content = stackalloc byte[Size];
        content[0] = (byte)what;
        BinaryPrimitives.WriteInt64LittleEndian(content[1..], revision);
        return _signed.Sign(content, account.ToBytes());
    }

    /// <summary>Refuses a token that this account and database never gave.</summary>
    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public void Require(Consistency? consistency, AccountId account, RevisionOf what, long revision)
    {
        if (consistency is not { HasAtLeastAsFresh: true })
        {
            return;
        }

        var genuine = _signed.TryOpen(consistency.AtLeastAsFresh, account.ToBytes(), out var content)
            && content.Length == Size;
        if (!genuine
            || (content[0] == (byte)what && BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(1)) > revision))
        {
            throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
        }
    }
}
