using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Demo;

/// <summary>Writes a made-up population into the register, as if every application had been verified on the day before
/// the data cut-off. What is there already is left as it is.</summary>
internal sealed class PopulationLoading(
    HouseholdsStore store, AccountsStore accounts, AccountSeals accountSeals, AccountsOptions accountsOptions,
    ApplicationSeals applications, Sealing sealing)
{
    private const int BatchSize = 5_000;
    private const int EarlierDays = 60;

    public Task LoadAsync(
        Population population, YearMonth month, int households, Action<int> loaded, CancellationToken stop) =>
        LoadAsync(population, null, month, households, loaded, stop);

    /// <summary>The same with planted cases: who changed has an earlier version of the facts.</summary>
    public async Task LoadAsync(
        Population population, Planting? planting, YearMonth month, int households, Action<int> loaded,
        CancellationToken stop)
    {
        var knownAt = Cycle.Of(month).DataCutOff.AddDays(-1);
        var withAccount = await accounts.CountAsync(knownAt.UtcDateTime, stop);
        for (var first = await store.CountAsync(stop); first < households; first += BatchSize)
        {
            var count = Math.Min(BatchSize, households - first);
            var batch = new Batch(count);
            for (var index = first; index < first + count; index++)
            {
                if (planting is null)
                {
                    Add(batch, population.Household(index), index, knownAt);
                }
                else
                {
                    AddPlanted(batch, planting.Household(population, index), index, knownAt);
                }
            }

            // A load that was stopped in between leaves accounts whose households come with the next one.
            await accounts.AddAllAsync([.. batch.Accounts.Skip(withAccount - first)], stop);
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
        batch.Accounts.Add(AccountOf(household, id, knownAt));
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
        batch.Facts.Add(FactsOf(id, household, number + 1, knownAt));
    }

    // Two numbers a household: the first for what was known earlier.
    private void AddPlanted(Batch batch, PlantedHousehold planted, int number, DateTimeOffset knownAt)
    {
        Add(batch, planted.Now, number, knownAt);
        var (id, last) = (batch.Households[^1].Id, 2L * (number + 1));
        batch.Facts.RemoveAt(batch.Facts.Count - 1);
        if (planted.Before is { } before)
        {
            batch.Facts.Add(FactsOf(id, before, last - 1, knownAt.AddDays(-EarlierDays)));
        }

        var changedAt = planted.Before is null ? knownAt : knownAt.AddDays(1 - planted.ChangedDays);
        batch.Facts.Add(FactsOf(id, planted.Now, last, changedAt));
    }

    private static HouseholdFactsRow FactsOf(
        HouseholdId id, SyntheticHousehold household, long sequence, DateTimeOffset knownAt)
    {
        var facts = household.Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        return new HouseholdFactsRow
        {
            Sequence = sequence,
            HouseholdId = id,
            KnownAt = knownAt.UtcDateTime,
            Facts = bytes,
        };
    }

    // The main beneficiary's account: its id is the same number as the household's.
    private AccountRow AccountOf(SyntheticHousehold household, HouseholdId id, DateTimeOffset knownAt)
    {
        var (person, account) = (household.Persons[0], new AccountId(id.Value));
        return new AccountRow
        {
            Id = account,
            HouseholdId = id,
            NationalIdIndex = accountSeals.IndexOf(person.NationalId),
            MobileIndex = accountSeals.IndexOf(household.Mobile),
            PersonSealed = accountSeals.Seal(
                account, new AccountPerson(person.NationalId.Value, person.BirthDate, null, person.GivenName)),
            ContactSealed = accountSeals.Seal(account, new AccountContact(household.Mobile.Value, null)),
            Standing = AccountStanding.Open,
            TermsVersion = accountsOptions.TermsVersion,
            Language = (byte)Contracts.Type.V1.Language.Arabic,
            RegisteredAt = knownAt.UtcDateTime,
            Version = 1,
        };
    }

    private sealed class Batch(int count)
    {
        public List<AccountRow> Accounts { get; } = new(count);

        public List<HouseholdRow> Households { get; } = new(count);

        public List<MemberRow> Members { get; } = new(count * 4);

        public List<HouseholdFactsRow> Facts { get; } = new(count);

        public List<ApplicationRow> Applications { get; } = new(count);
    }
}
