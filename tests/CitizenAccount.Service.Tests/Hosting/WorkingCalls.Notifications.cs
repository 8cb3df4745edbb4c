using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of notifications.
internal static partial class WorkingCalls
{
    private const string Notification = "citizenaccount.notification.v1.NotificationService.";
    private const string AccountNotFound = "ACCOUNT_NOT_FOUND";

    private static WorkingCall[] Notifications =>
    [
        new(Notification + "ListNotifications", OwnerAndStaff, (household, purpose) => new ListNotificationsRequest
        {
            Parent = RunningService.AccountOf(household).Name,
            Kinds = { NotificationKind.Decision, NotificationKind.Payment },
            PageSize = 10,
            Purpose = purpose,
        })
        {
            Absent = AccountNotFound,
        },
        new(Notification + "WatchNotifications", [Role.Citizen], (household, _) => new WatchNotificationsRequest
        {
            Parent = RunningService.AccountOf(household).Name,
            SinceTime = RunningService.Start.AddDays(-1).ToTimestamp(),
        })
        {
            Absent = AccountNotFound,
            Answers = ["TOO_MANY_STREAMS"],
        },
        new(Notification + "MarkNotificationsRead", [Role.Citizen], (household, _) => new MarkNotificationsReadRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Parent = RunningService.AccountOf(household).Name,
            Names = { $"{RunningService.AccountOf(household).Name}/notifications/{Guid.NewGuid():D}" },
        })
        {
            Absent = "NOTIFICATION_NOT_FOUND",
            Answers = ["NOTIFICATION_NOT_FOUND"],
        },
        new(Notification + "GetPreferences", [Role.Citizen, Role.Agent], (household, purpose) => new GetPreferencesRequest
        {
            Name = $"{RunningService.AccountOf(household).Name}/preferences",
            Purpose = purpose,
        })
        {
            Absent = AccountNotFound,
        },
        new(Notification + "UpdatePreferences", [Role.Citizen, Role.Agent], (household, purpose) => new UpdatePreferencesRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Preferences = new Preferences
            {
                Name = $"{RunningService.AccountOf(household).Name}/preferences",
                Language = Language.English,
                Push = true,
            },
            UpdateMask = new FieldMask { Paths = { "language", "push" } },
            Purpose = purpose,
        })
        {
            Absent = AccountNotFound,
        },
        new(Notification + "RegisterDevice", [Role.Citizen], (household, _) => new RegisterDeviceRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Parent = RunningService.AccountOf(household).Name,
            Platform = DevicePlatform.Android,
            PushToken = $"token-{Guid.NewGuid():N}",
            Model = "A phone",
        })
        {
            Absent = AccountNotFound,
        },
    ];
}
