using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>Contact channels on the wire.</summary>
internal static class ContactChannelsWire
{
    public static ContactChannel ToWire(this ChannelEntry entry) => new()
    {
        Kind = entry.Kind,
        Label = entry.Label.ToWire(),
        Address = entry.Address,
        OpeningHours = { entry.Hours.Select(ToWire) },
        Note = entry.Note.ToWire(),
        Confidence = entry.Confidence,
        Basis = entry.Basis,
        Sources = { entry.Sources.Select(ToWire) },
        ValidFromDate = entry.From?.ToWire(),
        ValidUntilDate = entry.Until?.ToWire(),
    };

    private static OpeningHours ToWire(ChannelHours hours) => new()
    {
        Days = { hours.Days },
        Opens = ToWire(hours.Opens),
        Closes = ToWire(hours.Closes),
    };

    private static TimeOfDay ToWire(TimeOnly time) => new() { Hours = time.Hour, Minutes = time.Minute };

    private static Source ToWire(ChannelSource source) => new()
    {
        Id = source.Id,
        Title = source.Title,
        Address = source.Address,
        Published = source.Published,
    };
}
