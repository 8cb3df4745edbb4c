using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Notifications;

/// <summary>Devices that take push messages.</summary>
internal sealed class DeviceStore(Sealing sealing, TimeProvider clock)
{
    /// <summary>Most devices of an account.</summary>
    public const int DevicesMax = 10;

    /// <summary>Place of a device's sealed token.</summary>
    public static string PlaceOf(Guid device) => $"push token/{device:D}";

    /// <summary>Registers a device in the caller's transaction, or renews it. A token goes over to the account that
    /// registered it last; the device not registered longest makes room.</summary>
    public async Task<DeviceRow> RegisterAsync(
        ServiceDb db, AccountId account, NewDevice device, CancellationToken stop)
    {
        var index = sealing.Index($"push token/{device.Token}");
        var now = clock.GetUtcNow();
        var row = await db.Devices.SingleOrDefaultAsync(row => row.TokenIndex == index, stop);
        if (row is not null && row.AccountId == account)
        {
            (row.Platform, row.Model, row.RegisteredAt) = (device.Platform, device.Model, now.UtcDateTime);
            return row;
        }

        if (row is not null)
        {
            db.Entry(row).State = EntityState.Detached;
            await db.Devices.Where(old => old.Id == row.Id).ExecuteDeleteAsync(stop);
        }

        var ids = await db.Devices.Where(old => old.AccountId == account)
            .OrderByDescending(old => old.RegisteredAt).ThenByDescending(old => old.Id)
            .Select(old => old.Id).ToListAsync(stop);
        Guid[] surplus = [.. ids.Skip(DevicesMax - 1)];
        await db.Devices.Where(old => surplus.Contains(old.Id)).ExecuteDeleteAsync(stop);
        var id = Guid.CreateVersion7(now);
        row = new DeviceRow
        {
            Id = id,
            AccountId = account,
            Platform = device.Platform,
            Model = device.Model,
            TokenSealed = sealing.Seal(device.Token, PlaceOf(id)),
            TokenIndex = index,
            RegisteredAt = now.UtcDateTime,
        };
        db.Devices.Add(row);
        return row;
    }
}

/// <summary>A device as its app gives it.</summary>
internal sealed record NewDevice(DevicePlatform Platform, string Token, string Model);
