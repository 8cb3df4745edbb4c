namespace CitizenAccount.Service.Applications;

/// <summary>Everything an application lacks to be submitted, what other households and documents say included.
/// </summary>
internal sealed class MissingThings(ApplicationsStore store, DocumentLinks documents)
{
    public async Task<IReadOnlyCollection<Missing>> FindAsync(ReadApplication read, CancellationToken stop)
    {
        var elsewhere = await store.FindElsewhereAsync(read.Household, read.Application.Active, stop);
        var needed = await documents.FindMissingAsync(read.Household, read.Application, stop);
        return
        [
            .. Completeness.Of(read.Application),
            .. elsewhere.Select(position => Completeness.Elsewhere(MemberName.Of(read.Household, position))),
            .. needed.Select(document => Completeness.Document(
                document.Member == 0 ? "documents" : MemberName.Of(read.Household, document.Member), document.Cause)),
        ];
    }
}
