using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>One way to reach the programme over a run of days.</summary>
/// <param name="Kind">What kind of channel it is.</param>
/// <param name="Label">Its name.</param>
/// <param name="Address">Number, web address or handle.</param>
/// <param name="Hours">When it is answered, in Riyadh time; none is at any time.</param>
/// <param name="Note">What one should know; may be empty.</param>
/// <param name="Confidence">How sure the sources let us be.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Sources">Where it is stated.</param>
/// <param name="From">First day it holds for in Riyadh; null when unknown.</param>
/// <param name="Until">Last day, included; null when no end is known.</param>
internal sealed record ChannelEntry(
    ContactChannelKind Kind,
    Rules.LocalizedText Label,
    string Address,
    IReadOnlyList<ChannelHours> Hours,
    Rules.LocalizedText Note,
    Confidence Confidence,
    Basis Basis,
    IReadOnlyList<ChannelSource> Sources,
    DateOnly? From,
    DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) =>
        (From is not { } from || from <= day) && (Until is not { } until || day <= until);
}

/// <summary>Hours on some days of the week, in Riyadh time.</summary>
internal sealed record ChannelHours(IReadOnlyList<Contracts.Type.V1.DayOfWeek> Days, TimeOnly Opens, TimeOnly Closes);

/// <summary>A publication an entry rests on.</summary>
internal sealed record ChannelSource(string Id, string Title, string Address, string Published);
