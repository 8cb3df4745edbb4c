using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A source that was asked about a household and is silent.</summary>
/// <param name="Source">Which.</param>
/// <param name="Member">Position of the member it concerns; 0 is the household.</param>
/// <param name="Since">Since when the case waits for it.</param>
internal readonly record struct SourceWait(FactSource Source, int Member, DateTime Since);

/// <summary>What a household's case waits for, as the room knows it that asks the sources.</summary>
internal delegate Task<IReadOnlyList<SourceWait>> FindWaits(HouseholdId household, CancellationToken stop);

/// <summary>Says beside a pending decision since when each source is silent, and about whom.</summary>
internal sealed class SourceWaits(FindWaits find)
{
    /// <summary>Completes what a decision waits for; asks nothing for one that waits for nothing.</summary>
    public async Task CompleteAsync(
        RepeatedField<WaitingFor> waiting, HouseholdId household, CancellationToken stop)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var waits = await find(household, stop);
        foreach (var one in waiting.ToArray())
        {
            var silent = waits.Where(wait => wait.Source == one.Source).OrderBy(wait => wait.Member).ToArray();
            if (silent.Length == 0)
            {
                continue;
            }

            // One for each member who is waited for.
            waiting.Remove(one);
            waiting.Add(silent.GroupBy(wait => wait.Member)
                .Select(member => Since(one, household, member.Key, member.Min(wait => wait.Since))));
        }
    }

    private static WaitingFor Since(WaitingFor waiting, HouseholdId household, int member, DateTime since)
    {
        var day = Riyadh.DateOf(new DateTimeOffset(since, TimeSpan.Zero)).ToString("O", CultureInfo.InvariantCulture);
        var wire = waiting.Clone();
        wire.SinceTime = Timestamp.FromDateTime(since);
        wire.Member = member == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{household.Name}/members/{member}");
        wire.Text = new LocalizedText
        {
            Ar = $"{waiting.Text.Ar} (بالانتظار منذ \u2066{day}\u2069)",
            En = $"{waiting.Text.En} (waiting since {day})",
        };
        return wire;
    }
}
