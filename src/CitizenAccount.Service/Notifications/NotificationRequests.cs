using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Notifications;

/// <summary>Requests of this room as they are after every field was checked.</summary>
internal static class NotificationRequests
{
    private const int NamesMax = 1_000;
    private const int TokenMax = 4_096;
    private const int ModelMax = 100;

    private static readonly HashSet<string> Paths = new(StringComparer.Ordinal) { "language", "sms", "email", "push" };

    public static (ListFilter Filter, int Size) Parse(ListNotificationsRequest request)
    {
        var check = new RequestCheck();
        var account = NotificationName.ReadAccount(request.Parent, "parent", check);
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.Kinds.All(kind => System.Enum.IsDefined(kind) && kind != NotificationKind.Unspecified), "kinds",
            "اختر الأنواع من القائمة.", "Choose kinds from the list.");
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        IReadOnlyList<MessageKind> kinds = request.Kinds.Count == 0
            ? MessagePlans.Listed
            : [.. MessagePlans.Listed.Where(kind => request.Kinds.Contains(MessagePlans.Of(kind).Kind))];
        return (new ListFilter(account, kinds, request.UnreadOnly), size);
    }

    public static (AccountId Account, DateTime? Since) Parse(WatchNotificationsRequest request)
    {
        var check = new RequestCheck();
        var account = NotificationName.ReadAccount(request.Parent, "parent", check);
        var since = request.SinceTime;
        check.That(
            since is null || IsInstant(since), "since_time",
            "الوقت غير صحيح.", "No such instant.");
        check.ThrowIfBad();
        return (account, since?.ToDateTime());
    }

    /// <summary>The account and the ids; null ids when one of the names is of another account.</summary>
    public static (AccountId Account, IReadOnlyList<Guid>? Ids) Parse(MarkNotificationsReadRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var account = NotificationName.ReadAccount(request.Parent, "parent", check);
        var ids = new HashSet<Guid>();
        var (sound, own) = (request.Names.Count is >= 1 and <= NamesMax, true);
        foreach (var name in request.Names)
        {
            sound &= NotificationName.TryRead(name, out var owner, out var id);
            own &= owner == account;
            ids.Add(id);
        }

        check.That(
            sound, "names",
            "اذكر من إشعار واحد إلى \u20661000\u2069 إشعار، بصيغة \u2066accounts/{account}/notifications/{id}\u2069.",
            "Give 1 to 1000 names of the form accounts/{account}/notifications/{notification}.");
        check.ThrowIfBad();
        return (account, own ? [.. ids] : null);
    }

    public static AccountId Parse(GetPreferencesRequest request)
    {
        var check = new RequestCheck();
        var account = NotificationName.ReadPreferences(request.Name, "name", check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        return account;
    }

    public static (AccountId Account, IReadOnlySet<string> Mask) Parse(UpdatePreferencesRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var account = NotificationName.ReadPreferences(request.Preferences?.Name ?? "", "preferences.name", check);
        var mask = check.ReadMask(request.UpdateMask, Paths);
        if (mask.Contains("language"))
        {
            check.CheckChoice(request.Preferences?.Language ?? default, "preferences.language");
        }

        check.ThrowIfBad();
        return (account, mask);
    }

    public static (AccountId Account, NewDevice Device) Parse(RegisterDeviceRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var account = NotificationName.ReadAccount(request.Parent, "parent", check);
        check.CheckChoice(request.Platform, "platform");
        check.That(
            request.PushToken.Length is >= 1 and <= TokenMax
            && request.PushToken.All(letter => !char.IsControl(letter) && !char.IsWhiteSpace(letter)), "push_token",
            "رمز الإشعارات مطلوب كما أعطاه نظام الجهاز، ولا يزيد على \u20664096\u2069 حرف.",
            "The token of the push gateway is needed as the device gave it, at most 4096 characters.");
        var model = check.ReadText(request.Model, ModelMax, "model");
        check.ThrowIfBad();
        return (account, new NewDevice(request.Platform, request.PushToken, model));
    }

    private static bool IsInstant(Timestamp time) =>
        time.Nanos is >= 0 and < 1_000_000_000 && time.Seconds is >= -62_135_596_800 and <= 253_402_300_799;
}
