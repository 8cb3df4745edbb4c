using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>A record that was looked at.</summary>
/// <param name="Position">Its place in the submission.</param>
/// <param name="Record">The partner's own id of it.</param>
/// <param name="Problem">Why it is refused; null when it is not.</param>
internal sealed record CheckedRecord(long Position, string Record, RecordProblem? Problem)
{
    /// <summary>It is known already with the same content.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>What it says, when it is to be taken over.</summary>
    public SoundRecord? Sound { get; init; }

    public CountedPerson? Person { get; init; }

    public byte[] Index { get; init; } = [];

    public bool IsAccepted => Problem is null && !IsRepeated;
}

/// <summary>Looks at records line by line: each by itself, against whom the programme knows, and against what the
/// partner sent before.</summary>
internal sealed class RecordChecking(
    IDbContextFactory<ServiceDb> databases, ApplicationsApi applications, Sealing sealing, TimeProvider clock)
{
    /// <summary>Looks at the records of a part.</summary>
    /// <param name="agreement">What was agreed with the partner.</param>
    /// <param name="first">Position of the first.</param>
    /// <param name="records">The records.</param>
    /// <param name="seen">Records of parts before that are not stored, by their index; null where they are.</param>
    /// <param name="stop">Stops before anything is done.</param>
    public async Task<IReadOnlyList<CheckedRecord>> CheckAsync(
        PartnerAgreement agreement, long first, IReadOnlyList<IncomeRecord> records,
        Dictionary<string, SoundRecord>? seen, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var read = records.Select((record, at) =>
        {
            var problem = RecordRules.Read(record, agreement, now, out var sound);
            return (Position: first + at, Record: Cut(record.Record), Problem: problem, Sound: sound,
                Index: problem is null ? IndexOf(agreement.Subject, record.Record) : []);
        }).ToArray();
        var sound = read.Where(one => one.Problem is null).ToArray();
        var people = await applications.FindCountedAsync(
            [.. sound.Select(one => one.Sound.Person).Distinct()], stop);
        var known = await FindKnownAsync(agreement.Subject, [.. sound.Select(one => one.Index)], stop);
        var here = seen ?? new Dictionary<string, SoundRecord>(StringComparer.Ordinal);
        return
        [
            .. read.Select(one => one.Problem is { } problem
                ? new CheckedRecord(one.Position, one.Record, problem)
                : Hold(one.Position, one.Sound, one.Index, people, known, here)),
        ];
    }

    public byte[] IndexOf(string partner, string record) => sealing.Index($"income record/{partner}/{record}");

    private CheckedRecord Hold(
        long position, SoundRecord sound, byte[] index, IReadOnlyDictionary<NationalId, CountedPerson> people,
        Dictionary<string, IncomeRecordRow> known, Dictionary<string, SoundRecord> here)
    {
        var key = Convert.ToHexString(index);
        if (known.TryGetValue(key, out var row) || here.ContainsKey(key))
        {
            return (row is not null ? IsSame(row, sound) : here[key] == sound)
                ? new CheckedRecord(position, sound.Record, null) { IsRepeated = true }
                : new CheckedRecord(position, sound.Record, RecordProblem.ContradictsRecord);
        }

        if (!people.TryGetValue(sound.Person, out var person))
        {
            return new CheckedRecord(position, sound.Record, RecordProblem.PersonNotKnown);
        }

        here.Add(key, sound);
        return new CheckedRecord(position, sound.Record, null) { Sound = sound, Person = person, Index = index };
    }

    private bool IsSame(IncomeRecordRow row, SoundRecord sound) =>
        row.PersonIndex.AsSpan().SequenceEqual(applications.IndexOf(sound.Person))
        && row.Month == (sound.Month.Year * 100) + sound.Month.Month
        && row.Kind == (byte)sound.Kind
        && row.Halalas == sound.Halalas
        && row.ObservedAt == sound.ObservedAt
        && row.Withdraws == sound.Withdraws;

    private async Task<Dictionary<string, IncomeRecordRow>> FindKnownAsync(
        string partner, byte[][] indexes, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var rows = await db.IncomeRecords.AsNoTracking()
                .Where(row => row.Partner == partner && indexes.Contains(row.RecordIndex)).ToListAsync(stop);
            return rows.ToDictionary(row => Convert.ToHexString(row.RecordIndex));
        }
    }

    private static string Cut(string record) =>
        record.Length <= RecordRules.RecordMax ? record : record[..RecordRules.RecordMax];
}
