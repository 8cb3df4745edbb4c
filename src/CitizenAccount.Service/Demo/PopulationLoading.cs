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
    Sealing sealing)
{
    private const int BatchSize = 5_000;

    public async Task LoadAsync(
        Population population, YearMonth month, int households, Action<int> loaded, CancellationToken stop)
    {
        var knownAt = Cycle.Of(month).DataCutOff.AddDays(-1);
        var withAccount = await accounts.CountAsync(knownAt.UtcDateTime, stop);
        for (var first = await store.CountAsync(stop); first < households; first += BatchSize)
        {
            var count = Math.Min(BatchSize, households - first);
            var batch = new Batch(count);
            for (var index = first; index < first + count; index++)
            {
                Add(batch, population.Household(index), index, knownAt);
            }

            // A load that was stopped in between leaves accounts whose households come with the next one.
            await accounts.AddAllAsync([.. batch.Accounts.Skip(withAccount - first)], stop);
            await store.AddAllAsync(batch.Households, batch.Members, batch.Facts, stop);
            loaded(first + count);
        }
    }

    private void Add(Batch batch, SyntheticHousehold household, int index, DateTimeOffset knownAt)
    {
        var id = HouseholdId.Synthetic(knownAt, (ulong)index);
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
            batch.Members.Add(new MemberRow
            {
                HouseholdId = id,
                Position = i + 1,
                NationalIdIndex = sealing.Index(person.NationalId.Value),
                IdentitySealed = sealing.Seal(
                    $"{person.NationalId.Value}\n{person.GivenName}", $"identity/{id.Name}/{i + 1}"),
            });
        }

        var facts = household.Facts;
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        batch.Facts.Add(new HouseholdFactsRow
        {
            Sequence = index + 1,
            HouseholdId = id,
            KnownAt = knownAt.UtcDateTime,
            Facts = bytes,
        });
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
    }
}
