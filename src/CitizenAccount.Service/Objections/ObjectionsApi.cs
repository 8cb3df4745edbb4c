using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Objections;

/// <summary>What other rooms may ask of objections: to make one of a ticket.</summary>
internal sealed class ObjectionsApi(FilingRules rules, ObjectionFilings filings, ObjectionSteps steps)
{
    /// <summary>Whether an objection would be taken, and what storing it needs.</summary>
    /// <exception cref="Platform.Calls.RefusalException">Those of FileObjection.</exception>
    public async Task<ReferredFiling> PrepareAsync(
        FilingSubject subject, string text, string ticket, CaseActor actor, CancellationToken stop)
    {
        var filing = new Filing(subject, 0, text, []) { Ticket = ticket };
        await rules.RequireAsync(filing, actor, stop);
        return new ReferredFiling(filing, actor, await steps.FindReaderAsync(subject.Household, stop));
    }

    /// <summary>Files it in the caller's transaction; answers its resource name.</summary>
    /// <exception cref="Platform.Calls.RefusalException">OBJECTION_ALREADY_OPEN.</exception>
    public async Task<string> FileAsync(ServiceDb db, ReferredFiling referred, CancellationToken stop) =>
        (await filings.AddAsync(db, referred.Filing, referred.Actor, referred.Reader, stop)).Row.Name;
}

/// <summary>A ticket that is about to become an objection.</summary>
internal sealed record ReferredFiling(Filing Filing, CaseActor Actor, AccountId? Reader);
