using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using HousingProof = CitizenAccount.Rules.Households.HousingProof;
using RequiredDocument = CitizenAccount.Service.Applications.Documents.RequiredDocument;

namespace CitizenAccount.Service.Applications;

/// <summary>Ties documents to the application: what case they serve, and what becomes of it when one is added or read.
/// </summary>
internal sealed class DocumentLinks(
    ApplicationsStore store, ApplicationsSaving saving, HouseholdsStore households, DocumentsStore documents,
    TimeProvider clock)
{
    /// <summary>The case of a household; null when there is no such household.</summary>
    public async Task<DocumentCase?> FindCaseAsync(HouseholdId household, CancellationToken stop) =>
        await store.FindAsync(household, stop) is { } read ? DocumentCases.Of(read.Application) : null;

    /// <summary>The revision of a household, 0 while nothing was written; null when there is no such household.
    /// </summary>
    public async Task<long?> FindRevisionAsync(HouseholdId household, CancellationToken stop) =>
        await households.FindRevisionAsync(household, stop) ?? (await store.FindAsync(household, stop))?.Revision;

    /// <summary>Documents the household has to upload. Those that no proof was chosen for yet are named as a missing
    /// proof.</summary>
    public async Task<IReadOnlyList<RequiredDocument>> FindMissingAsync(
        HouseholdId household, Application application, CancellationToken stop)
    {
        var documentCase = DocumentCases.Of(application);

        // Most cases need none; only for the others their documents are looked up.
        if (!MissingIn(documentCase).Any())
        {
            return [];
        }

        var present = await documents.ListPresentAsync(household, stop);
        return [.. MissingIn(documentCase with { Documents = present })];
    }

    /// <summary>Notes an added or read document, in the caller's transaction. When the last document of an
    /// independent's proof is accepted, the proof is confirmed.</summary>
    public async Task<long> NotedAsync(ServiceDb db, DocumentNote note, CancellationToken stop)
    {
        var read = await store.ReadAsync(db, note.Household, stop);
        var at = new Moment(clock.GetUtcNow());
        var after = note.State == DocumentState.Accepted
            ? await ProvedAsync(db, read.Application, note, stop)
            : read.Application;
        var kind = note.State == DocumentState.Received
            ? ApplicationEventKind.DocumentAdded
            : ApplicationEventKind.DocumentRead;
        var change = new Change(after, new Happening(kind, at.Today) { Member = note.Member });
        return (await saving.SaveAsync(db, read, change, note.By, stop)).Revision;
    }

    // What concerns the household is its housing: a proof that is confirmed needs no document any more.
    private static IEnumerable<RequiredDocument> MissingIn(DocumentCase documentCase) =>
        RequiredDocuments.Of(documentCase).Where(document =>
            document is { IsMissing: true, IsUndecided: false }
            && (document.Member != 0 || documentCase.HousingVerification != VerificationState.Confirmed));

    private static async Task<Application> ProvedAsync(
        ServiceDb db, Application application, DocumentNote note, CancellationToken stop)
    {
        if (application.Housing is not { Answer: null, Proof: not HousingProof.None } housing)
        {
            return application;
        }

        // Whether the note's own document is stored as accepted by now is its room's affair.
        var present = (await DocumentsStore.ListPresentAsync(db, note.Household, stop))
            .Where(document => document.Id != note.Document)
            .Append(new CaseDocument(note.Document, note.Kind, note.Member, note.State)).ToList();
        var proofs = RequiredDocuments.Of(DocumentCases.Of(application) with { Documents = present })
            .Where(document => document.Member == 0 && !document.CheckedByItself).ToList();
        var accepted = present.Where(document => document.State == DocumentState.Accepted)
            .Select(document => (Guid?)document.Id).ToHashSet();
        return proofs.Count > 0 && proofs.All(proof => accepted.Contains(proof.SatisfiedBy))
            ? application with { Housing = housing with { Answer = new ProofAnswer(true, true, false, true) } }
            : application;
    }
}

/// <summary>An application as far as it decides which documents are needed.</summary>
internal static class DocumentCases
{
    public static DocumentCase Of(Application application) => new()
    {
        Kind = (BeneficiaryKind)(int)application.Kind,
        MarriedWomanCase = (MarriedWomanCase)(int)application.MarriedWomanCase,
        HousingKind = (HousingKind)(application.Housing?.Kind ?? 0),
        HousingProof = (Contracts.Account.V1.HousingProof)(int)(application.Housing?.Proof ?? 0),
        HousingVerification = application.Housing?.Answer switch
        {
            null => VerificationState.Unverified,
            { Confirmed: true } => VerificationState.Confirmed,
            _ => VerificationState.Differs,
        },
        Members = [.. application.Active.Select(member => Of(member, application.Answers))],
    };

    private static CaseMember Of(HouseholdMember member, SourceAnswers answers) =>
        new(member.Position, (Relationship)(int)member.Relationship)
        {
            Sex = (Sex)(int)(member.Civil?.Sex ?? 0),
            Nationality = (NationalityStatus)(int)(member.Civil?.Nationality ?? 0),
            MaritalStatus = (MaritalStatus)(int)(
                member.Civil is null ? member.MaritalStatus : FactsOf.MaritalOf(member)),
            BirthDay = member.BirthDate,
            Verification = member.Civil switch
            {
                null => VerificationState.Unverified,
                { Confirmed: true } => VerificationState.Confirmed,
                _ => VerificationState.Differs,
            },
            LifeEvents = [.. member.Life.Select(life => new CaseLifeEvent(life.Kind, life.Day))],
            UnprovedIncomes = [.. Unproved(member)],
            CommercialActivity = (member.IsMain && answers.CommercialRegistrationUndisclosed)
                || member.Incomes.Any(income => income.Kind == Rules.Households.IncomeKind.CommercialActivity),
        };

    // Sources are asked first; a proof is asked for where one says otherwise.
    private static IEnumerable<IncomeKind> Unproved(HouseholdMember member) => member.Official
        .Where(official => member.Incomes.Any(income => income.Kind == official.Kind)
            && official.Monthly != member.Incomes.Where(income => income.Kind == official.Kind)
                .Sum(income => income.Monthly))
        .Select(official => (IncomeKind)(int)official.Kind);
}
