using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Applications;

/// <summary>One version of a household's verified facts, as a neighbour sees it.</summary>
/// <param name="Household">The household.</param>
/// <param name="Sequence">Order of arrival over all households; names the version.</param>
/// <param name="Facts">The facts in their canonical form (<see cref="Rules.Households.FactsCodec"/>).</param>
/// <param name="Positions">Which member each place in them is; null is 1, 2, 3 in order, or not asked for.</param>
internal sealed record FactsVersion(HouseholdId Household, long Sequence, byte[] Facts, byte[]? Positions);

/// <summary>The account a month is paid to.</summary>
/// <param name="Iban">The IBAN; personal.</param>
/// <param name="Confirmed">The bank confirmed that it is the applicant's own.</param>
internal sealed record Payee(Iban Iban, bool Confirmed);

/// <summary>Where a person counts.</summary>
/// <param name="Household">The household.</param>
/// <param name="Position">Which member; 1 is the main beneficiary.</param>
/// <param name="Kind">What kind of household it is.</param>
internal sealed record CountedPerson(HouseholdId Household, int Position, HouseholdKind Kind);

/// <summary>A document of a household, as evidence.</summary>
/// <param name="Id">The document.</param>
/// <param name="IsFinancial">It comes through portal or app only.</param>
/// <param name="AwaitsReview">Nobody has read it yet.</param>
internal sealed record Evidence(Guid Id, bool IsFinancial, bool AwaitsReview);

/// <summary>What other rooms may ask of applications: verified facts, whether a household exists and where its money
/// goes; and what they tell it: what official sources answered, and that an account was closed.</summary>
internal sealed class ApplicationsApi(
    HouseholdsStore store, ApplicationsStore applications, ApplicationsSaving saving, ApplicationSeals seals,
    DocumentsStore documents, ApplicationTransactions transactions, ApplicationOptions options, PayeeReads payees,
    TieReads ties, TimeProvider clock)
{
    private static readonly Actor Source = new(Role.Partner, Channel.Partner);

    /// <summary>Number of the newest fact version; 0 when there is none.</summary>
    public Task<long> LastSequenceAsync(CancellationToken stop) => store.LastSequenceAsync(stop);

    /// <summary>The newest versions known before an instant, of at most <paramref name="count"/> households after one,
    /// in order of household.</summary>
    public Task<IReadOnlyList<FactsVersion>> ListFactsAsync(
        FactsCut cut, HouseholdId after, int count, CancellationToken stop) =>
        store.ListFactsAsync(cut, after, count, stop);

    /// <summary>One version.</summary>
    public Task<FactsVersion?> FindFactsAsync(long sequence, CancellationToken stop) =>
        store.FindFactsAsync(sequence, stop);

    /// <summary>The household's revision; null when there is no such household.</summary>
    public Task<long?> FindRevisionAsync(HouseholdId household, CancellationToken stop) =>
        store.FindRevisionAsync(household, stop);

    /// <summary>Deaths and exits of a household's members, as known now; none for a household without an application.
    /// </summary>
    public async Task<IReadOnlyList<Exit>> ListExitsAsync(HouseholdId household, CancellationToken stop) =>
        await applications.FindAsync(household, stop) is { } read ? Exits.Of(read.Application) : [];

    /// <summary>Whether the household has, or had, a member of this position.</summary>
    public async Task<bool> HasMemberAsync(HouseholdId household, int position, CancellationToken stop)
    {
        if (await applications.FindAsync(household, stop) is { } read)
        {
            return read.Application.Find(position) is not null;
        }

        return await store.FindNewestFactsAsync(household, stop) is { } facts
            && position <= FactsCodec.Read(facts.Facts, new FactsBuffer()).Members.Length;
    }

    /// <summary>The facts of a household as they were on a day, by all that is known now; the newest version for a
    /// household without an application; null when there is none.</summary>
    public async Task<FactsVersion?> FindFactsAsOfAsync(HouseholdId household, DateOnly day, CancellationToken stop)
    {
        if (await applications.FindAsync(household, stop) is not { Application.EverSubmitted: true } read)
        {
            return await store.FindNewestFactsAsync(household, stop);
        }

        var derived = FactsOf.At(Exits.AsOf(read.Application, day), day);
        return new FactsVersion(household, 0, derived.Bytes, derived.Positions);
    }

    /// <summary>The newest facts of a household; null when it has none.</summary>
    public Task<FactsVersion?> FindNewestFactsAsync(HouseholdId household, CancellationToken stop) =>
        store.FindNewestFactsAsync(household, stop);

    /// <summary>Where these persons count; who counts nowhere is left out.</summary>
    public async Task<IReadOnlyDictionary<NationalId, CountedPerson>> FindCountedAsync(
        IReadOnlyList<NationalId> persons, CancellationToken stop)
    {
        var found = await store.FindCountedAsync([.. persons.Select(person => seals.IndexOf(person.Value))], stop);
        return persons.Select(person => (person, index: Convert.ToHexString(seals.IndexOf(person.Value))))
            .Where(pair => found.ContainsKey(pair.index))
            .ToDictionary(pair => pair.person, pair => found[pair.index]);
    }

    /// <summary>The account a benefit month is paid to, from the database; null when the household gave none.</summary>
    /// <exception cref="RefusalException">HOUSEHOLD_NOT_FOUND.</exception>
    public async Task<Payee?> FindPayeeAsync(HouseholdId household, YearMonth month, CancellationToken stop)
    {
        var read = await applications.ReadAsync(household, stop);
        return BankAccounts.For(read.Application, month) is { } entry
            ? new Payee(
                Iban.Parse(entry.Iban), entry.Verification == Contracts.Account.V1.VerificationState.Confirmed)
            : null;
    }

    /// <summary>The documents of a household, those replaced and refused aside.</summary>
    public async Task<IReadOnlyList<Evidence>> ListEvidenceAsync(HouseholdId household, CancellationToken stop) =>
    [
        .. (await documents.ListPresentAsync(household, stop))
            .Where(one => one.State is Contracts.Account.V1.DocumentState.Received
                or Contracts.Account.V1.DocumentState.Accepted)
            .Select(one => new Evidence(
                one.Id,
                one.Kind is Contracts.Account.V1.DocumentKind.IncomeProof
                    or Contracts.Account.V1.DocumentKind.BankStatement,
                one.State == Contracts.Account.V1.DocumentState.Received)),
    ];

    /// <summary>Whether the household, or an agent for it, changed anything since an instant.</summary>
    public Task<bool> ChangedSinceAsync(HouseholdId household, DateTime since, CancellationToken stop) =>
        applications.ChangedSinceAsync(household, since, stop);

    /// <summary>The accounts a month is paid to, or with no month what came back is paid again to, of many households
    /// in ascending order; one without an account is left out. From the database.</summary>
    public Task<IReadOnlyList<HouseholdPayee>> ListPayeesAsync(
        YearMonth? month, IReadOnlyList<HouseholdId> households, CancellationToken stop) =>
        payees.ListAsync(month, households, stop);

    /// <summary>What may tie households to others, as it stands now, of those after one and through another in order of
    /// household.</summary>
    public Task<IReadOnlyList<HouseholdTies>> ListTiesAsync(
        YearMonth month, HouseholdId after, HouseholdId through, CancellationToken stop) =>
        ties.ListAsync(month, after, through, stop);

    /// <summary>Takes what official sources answered: verification, an event, notices of differences with their
    /// messages, and a new version of the facts, all at once.</summary>
    /// <exception cref="RefusalException">HOUSEHOLD_NOT_FOUND; CONFLICT when other writes kept being faster.
    /// </exception>
    public async Task RecordAnswerAsync(HouseholdId household, SourceAnswer answer, CancellationToken stop)
    {
        var done = await transactions.RunAsync(async db =>
        {
            await RecordAnswerAsync(db, household, answer, stop);
            return true;
        }, otherwise: false, stop);
        if (!done)
        {
            throw RequestIds.Conflict(household.Name);
        }
    }

    /// <summary>As above, in the caller's transaction.</summary>
    public async Task RecordAnswerAsync(
        ServiceDb db, HouseholdId household, SourceAnswer answer, CancellationToken stop)
    {
        var read = await applications.ReadAsync(db, household, stop);
        var at = new Moment(clock.GetUtcNow());
        var change = Answering.Record(read.Application, answer, options.StaleMonths, at);
        await saving.SaveAsync(db, read, change, Source, stop);
    }

    /// <summary>Takes over what partners tell of single kinds of income, in the caller's transaction: verification, an
    /// event, notices of differences with their messages, the household's revision, and a new version of the facts.
    /// Stored when it returns, so that a transaction may go on with the next household. A household that is gone, or of
    /// which nothing new is told, is left as it is.</summary>
    /// <returns>False when the application cannot be read: it is left as it is, and its household holds up no other.
    /// </returns>
    public async Task<bool> RecordIncomesAsync(
        ServiceDb db, HouseholdId household, IReadOnlyList<ToldIncome> told, CancellationToken stop)
    {
        ReadApplication? read;
        try
        {
            read = await applications.FindAsync(db, household, stop);
        }
        catch (Exception failure) when (
            failure is System.Security.Cryptography.CryptographicException or InvalidDataException
                or System.Text.Json.JsonException)
        {
            return false;
        }

        if (read is null)
        {
            return true;
        }

        var change = TellingIncomes.Record(read.Application, told, options.StaleMonths, new Moment(clock.GetUtcNow()));
        if (!change.IsNothing)
        {
            await saving.SaveAsync(db, read, change, Source, stop);
            await db.SaveChangesAsync(stop);
        }

        return true;
    }

    /// <summary>The keyed hash by which a person is found.</summary>
    public byte[] IndexOf(NationalId person) => seals.IndexOf(person.Value);

    /// <summary>Ends the application of a household whose account is closed, in the caller's transaction: support ends
    /// with the next cycle, never an earlier one.</summary>
    public async Task CloseAsync(ServiceDb db, HouseholdId household, CancellationToken stop)
    {
        if (await store.FindRevisionAsync(household, stop) is null)
        {
            return;
        }

        var read = await applications.ReadAsync(db, household, stop);
        var change = Submission.Close(read.Application, new Moment(clock.GetUtcNow()));
        if (!change.IsNothing)
        {
            await saving.SaveAsync(db, read, change, new Actor(Role.Citizen, default), stop);
        }
    }
}

/// <summary>Which versions of facts a snapshot takes.</summary>
/// <param name="KnownBefore">Known before this instant.</param>
/// <param name="SequenceMax">And arrived no later than this.</param>
internal sealed record FactsCut(DateTime KnownBefore, long SequenceMax);
