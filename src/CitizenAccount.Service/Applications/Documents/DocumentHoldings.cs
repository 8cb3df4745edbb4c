using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Platform.Holdings;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What this room holds on a person: documents and what describes them.</summary>
internal static class DocumentHoldings
{
    public static void Add(IServiceCollection services) => services.AddSingleton<Holding>(provider =>
    {
        var (seals, store) = (
            provider.GetRequiredService<DocumentSeals>(), provider.GetRequiredService<DocumentsStore>());
        return Holding.Of((db, who) => db.Documents.Where(row => row.HouseholdId == who.Household
                || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
            .Opening(row => row.DescriptionSealed, seals.Open)
            .Opening(row => row.RefusalSealed, row => seals.OpenRefusal(row))
            .Leaving(row => row.ContentIndex)
            .WithFile((row, stop) => FileOfAsync(store, row, stop));
    });

    private static async Task<HeldFile?> FileOfAsync(DocumentsStore store, DocumentRow row, CancellationToken stop)
    {
        using var content = new MemoryStream(row.SizeBytes);
        for (var part = 0; content.Length < row.SizeBytes; part++)
        {
            content.Write(await store.ReadPartAsync(row, part, stop));
        }

        var form = row.Format switch
        {
            DocumentFormat.Pdf => "pdf",
            DocumentFormat.Jpeg => "jpg",
            _ => "png",
        };
        return new HeldFile(string.Create(CultureInfo.InvariantCulture, $"{row.Id:D}.{form}"), content.ToArray());
    }
}
