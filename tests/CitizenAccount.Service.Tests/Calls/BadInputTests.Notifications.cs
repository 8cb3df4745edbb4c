using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of notifications.
public sealed partial class BadInputTests
{
    private static string OneAccount => RunningService.AccountOf(RunningService.HouseholdAt(1)).Name;

    private static string[] NoAccountNames =>
    [
        "", "accounts", "accounts/", "x", "accounts/1012345678", OneAccount + "/", OneAccount + "\n", " " + OneAccount,
        OneAccount[..^1], OneAccount + "0", OneAccount[..^1] + "g", OneAccount + "\0", OneAccount + "/preferences/x",
        "Accounts/" + OneAccount[9..], "accounts/" + new string('a', 100_000), Household,
    ];

    private static string[] MalformedRequestIds =>
        ["", "x", "00000000-0000-0000-0000-000000000000", "0193a1b2000070008000000000000001", new('a', 100_000)];

    private static IEnumerable<BadInput> Notifications() =>
        [.. NotificationLists(), .. NotificationStreams(), .. NotificationMarks(), .. NotificationChoices(), .. NotificationDevices()];

    private static IEnumerable<BadInput> NotificationLists()
    {
        foreach (var name in NoAccountNames)
        {
            yield return new($"parent {Shown(name)}", new ListNotificationsRequest { Parent = name, Purpose = Clients.Asked }, "parent");
        }

        foreach (var kind in new[] { 0, 11, -1, int.MaxValue })
        {
            yield return new($"kind {kind}", new ListNotificationsRequest
            {
                Parent = OneAccount,
                Kinds = { NotificationKind.Decision, (NotificationKind)kind },
                Purpose = Clients.Asked,
            }, "kinds");
        }

        foreach (var size in new[] { -1, int.MinValue })
        {
            yield return new($"page size {size}", new ListNotificationsRequest { Parent = OneAccount, PageSize = size, Purpose = Clients.Asked }, "page_size");
        }

        yield return new("everything wrong", new ListNotificationsRequest
        {
            Parent = "x",
            Kinds = { (NotificationKind)99 },
            PageSize = -5,
            Consistency = new Consistency { MinimizeLatency = false },
        }, "parent", "kinds", "page_size", "consistency.minimize_latency");
    }

    private static IEnumerable<BadInput> NotificationStreams()
    {
        foreach (var name in NoAccountNames)
        {
            yield return new($"parent {Shown(name)}", new WatchNotificationsRequest { Parent = name }, "parent");
        }

        foreach (var (seconds, nanos) in new[] { (0L, -1), (0L, 1_000_000_000), (long.MaxValue, 0), (long.MinValue, 0), (253_402_300_800L, 0) })
        {
            yield return new($"since {seconds}.{nanos}", new WatchNotificationsRequest
            {
                Parent = OneAccount,
                SinceTime = new Timestamp { Seconds = seconds, Nanos = nanos },
            }, "since_time");
        }

        yield return new("everything wrong", new WatchNotificationsRequest
        {
            Parent = "x",
            SinceTime = new Timestamp { Nanos = int.MinValue },
        }, "parent", "since_time");
    }

    private static IEnumerable<BadInput> NotificationMarks()
    {
        foreach (var id in MalformedRequestIds)
        {
            yield return Mark($"request_id {Shown(id)}", request => request.RequestId = id, "request_id");
        }

        foreach (var name in NoAccountNames)
        {
            yield return Mark($"parent {Shown(name)}", request => request.Parent = name, "parent");
            yield return Mark($"name below {Shown(name)}", request => request.Names.Add($"{name}/notifications/{Guid.Empty:D}"), "names");
        }

        foreach (var name in new[] { "", OneAccount, $"{OneAccount}/notifications/", $"{OneAccount}/notifications/x", $"{OneAccount}/devices/{Guid.Empty:D}" })
        {
            yield return Mark($"name {Shown(name)}", request => request.Names.Add(name), "names");
        }

        yield return Mark("no name", request => request.Names.Clear(), "names");
        yield return Mark("1001 names", request => request.Names.Add(Enumerable.Repeat($"{OneAccount}/notifications/{Guid.Empty:D}", 1_000)), "names");
        yield return new("everything wrong", new MarkNotificationsReadRequest { Parent = "x" }, "request_id", "parent", "names");
    }

    private static IEnumerable<BadInput> NotificationChoices()
    {
        foreach (var name in NoAccountNames.Select(name => $"{name}/preferences").Append(OneAccount).Append("preferences").Append(""))
        {
            yield return new($"name {Shown(name)}", new GetPreferencesRequest { Name = name, Purpose = Clients.Asked }, "name");
            yield return Choose($"name {Shown(name)}", request => request.Preferences.Name = name, "preferences.name");
        }

        foreach (var id in MalformedRequestIds)
        {
            yield return Choose($"request_id {Shown(id)}", request => request.RequestId = id, "request_id");
        }

        foreach (var path in new[] { "*", "", "name", "etag", "Sms", "sms ", "preferences.sms" })
        {
            yield return Choose($"path {Shown(path)}", request => request.UpdateMask.Paths.Add(path), "update_mask");
        }

        foreach (var language in new[] { 0, 3, -1 })
        {
            yield return Choose($"language {language}", request =>
            {
                request.Preferences.Language = (Language)language;
                request.UpdateMask.Paths.Add("language");
            }, "preferences.language");
        }

        yield return Choose("no mask", request => request.UpdateMask = null, "update_mask");
        yield return Choose("an empty mask", request => request.UpdateMask = new FieldMask(), "update_mask");
        yield return new("everything wrong", new UpdatePreferencesRequest
        {
            UpdateMask = new FieldMask { Paths = { "language", "x" } },
        }, "request_id", "preferences.name", "update_mask", "preferences.language");
        yield return new("everything wrong", new GetPreferencesRequest
        {
            Name = "\t",
            Consistency = new Consistency { FullyConsistent = false },
        }, "name", "consistency.fully_consistent");
    }

    private static IEnumerable<BadInput> NotificationDevices()
    {
        foreach (var id in MalformedRequestIds)
        {
            yield return Register($"request_id {Shown(id)}", request => request.RequestId = id, "request_id");
        }

        foreach (var name in NoAccountNames)
        {
            yield return Register($"parent {Shown(name)}", request => request.Parent = name, "parent");
        }

        foreach (var platform in new[] { 0, 4, -1 })
        {
            yield return Register($"platform {platform}", request => request.Platform = (DevicePlatform)platform, "platform");
        }

        foreach (var token in new[] { "", " ", "a b", "a\nb", "a\0", new string('a', 4_097) })
        {
            yield return Register($"token {Shown(token)}", request => request.PushToken = token, "push_token");
        }

        foreach (var model in new[] { "a\0b", new string('a', 101) })
        {
            yield return Register($"model {Shown(model)}", request => request.Model = model, "model");
        }

        yield return new("everything wrong", new RegisterDeviceRequest
        {
            Parent = "x",
            Model = "\a",
        }, "request_id", "parent", "platform", "push_token", "model");
    }

    private static BadInput Mark(string what, Action<MarkNotificationsReadRequest> spoil, params string[] fields)
    {
        var request = new MarkNotificationsReadRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Parent = OneAccount,
            Names = { $"{OneAccount}/notifications/{Guid.NewGuid():D}" },
        };
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static BadInput Choose(string what, Action<UpdatePreferencesRequest> spoil, params string[] fields)
    {
        var request = new UpdatePreferencesRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Preferences = new Preferences { Name = $"{OneAccount}/preferences" },
            UpdateMask = new FieldMask { Paths = { "sms" } },
            Purpose = Clients.Asked,
        };
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static BadInput Register(string what, Action<RegisterDeviceRequest> spoil, params string[] fields)
    {
        var request = new RegisterDeviceRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Parent = OneAccount,
            Platform = DevicePlatform.Ios,
            PushToken = "token",
            Model = "A phone",
        };
        spoil(request);
        return new BadInput(what, request, fields);
    }
}
