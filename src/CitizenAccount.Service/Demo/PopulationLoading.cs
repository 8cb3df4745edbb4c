using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Demo;

/// <summary>Writes a made-up population into the register, as if every application had been verified on the day before
/// the data cut-off. What is there already is left as it is.</summary>
internal sealed class PopulationLoading(HouseholdsStore store, Sealing sealing, ApplicationSeals applications)
{
    private const int BatchSize = 5_000;

    public async Task LoadAsync(
        Population population, YearMonth month, int households, Action<int> loaded, CancellationToken stop)
    {
        var knownAt = Cycle.Of(month).DataCutOff.AddDays(-1);
        for (var first = await store.CountAsync(stop); first < households; first += BatchSize)
        {
            var count = Math.Min(BatchSize, households - first);
            var batch = new Batch(count);
            for (var index = first; index < first + count; index++)
            {
                Add(batch, population.Household(index), index, knownAt);
            }

            await store.AddAllAsync(batch.Households, batch.Members, batch.Facts, batch.Applications, stop);
            loaded(first + count);
        }
    }

    private void Add(Batch batch, SyntheticHousehold household, int number, DateTimeOffset knownAt)
    {
        var id = HouseholdId.Synthetic(knownAt, (ulong)number);
        batch.Households.Add(new HouseholdRow
        {
            Id = id,
            Kind = (byte)household.Header.Kind,
            Revision = 1,
            CreatedAt = knownAt.UtcDateTime,
            IbanSealed = sealing.Seal(household.Iban.Value, $"iban/{id.Name}"),
            MobileSealed = sealing.Seal(household.Mobile.Value, $"mobile/{id.Name}"),
        });
        for (var i = 0; i < household.Persons.Length; i++)
        {
            var person = household.Persons[i];
            var index = sealing.Index(person.NationalId.Value);
            batch.Members.Add(new MemberRow
            {
                HouseholdId = id,
                Position = i + 1,
                NationalIdIndex = index,
                CountedIndex = index,
                IdentitySealed = sealing.Seal(
                    $"{person.NationalId.Value}\n{person.GivenName}", $"identity/{id.Name}/{i + 1}"),
            });
        }

        var application = SyntheticApplication.Of(household, knownAt);
        batch.Applications.Add(new ApplicationRow
        {
            HouseholdId = id,
            State = application.State,
            SubmittedAt = application.SubmittedAt,
            ContentSealed = applications.Seal(id, application),
        });
        var facts = household.Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        batch.Facts.Add(new HouseholdFactsRow
        {
            Sequence = number + 1,
            HouseholdId = id,
            KnownAt = knownAt.UtcDateTime,
            Facts = bytes,
        });
    }

    private sealed class Batch(int count)
    {
        public List<HouseholdRow> Households { get; } = new(count);

        public List<MemberRow> Members { get; } = new(count * 4);

        public List<HouseholdFactsRow> Facts { get; } = new(count);

        public List<ApplicationRow> Applications { get; } = new(count);
    }
}
