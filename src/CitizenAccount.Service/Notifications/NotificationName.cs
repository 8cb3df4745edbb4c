using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Notifications;

/// <summary>The names of this room, all below an account.</summary>
internal static class NotificationName
{
    private const string Notifications = "notifications";
    private const string Devices = "devices";
    private const string Preferences = "/preferences";

    public static string Of(AccountId account, Guid notification) =>
        $"{account.Name}/{Notifications}/{notification:D}";

    public static string OfDevice(AccountId account, Guid device) => $"{account.Name}/{Devices}/{device:D}";

    public static string OfPreferences(AccountId account) => account.Name + Preferences;

    /// <summary>Reads an account's name; notes one that is none.</summary>
    public static AccountId ReadAccount(string name, string field, RequestCheck check)
    {
        check.That(
            AccountId.TryParseName(name, out var account), field,
            "اسم الحساب غير صحيح؛ صيغته \u2066accounts/{account}\u2069.",
            "No account name; its form is accounts/{account}.");
        return account;
    }

    /// <summary>Reads the name of an account's preferences; notes one that is none.</summary>
    public static AccountId ReadPreferences(string name, string field, RequestCheck check)
    {
        var account = default(AccountId);
        check.That(
            name.EndsWith(Preferences, StringComparison.Ordinal)
            && AccountId.TryParseName(name[..^Preferences.Length], out account), field,
            "اسم التفضيلات غير صحيح؛ صيغته \u2066accounts/{account}/preferences\u2069.",
            "No name of preferences; its form is accounts/{account}/preferences.");
        return account;
    }

    /// <summary>Reads the name of a notification.</summary>
    public static bool TryRead(string name, out AccountId account, out Guid notification)
    {
        account = default;
        return ResourceName.TryParseBelow(name, Notifications, out var parent, out notification)
            && AccountId.TryParseName(parent, out account);
    }

    /// <summary>Smaller than every id made from this instant on, and not smaller than any made in a millisecond before
    /// it.</summary>
    public static Guid FirstIdOf(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[18];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, instant.ToUnixTimeMilliseconds()));
        return new Guid(bytes[2..], bigEndian: true);
    }
}
