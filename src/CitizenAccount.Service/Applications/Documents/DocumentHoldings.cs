using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What this room holds on a person: documents and what describes them.</summary>
internal static class DocumentHoldings
{
    public static void Add(IServiceCollection services) => services.AddSingleton<Holding>(provider =>
    {
        var seals = provider.GetRequiredService<DocumentSeals>();
        return Holding.Of((db, who) => db.Documents.Where(row => row.HouseholdId == who.Household
                || (row.HouseholdId == who.Listed.Household && row.Member == who.Listed.Member)))
            .Opening(row => row.DescriptionSealed, seals.Open)
            .Opening(row => row.RefusalSealed, row => seals.OpenRefusal(row))
            .Leaving(row => row.ContentIndex)
            .WithFile((db, row, stop) => FileOfAsync(db, seals, row, stop));
    });

    private static async Task<HeldFile?> FileOfAsync(
        ServiceDb db, DocumentSeals seals, DocumentRow row, CancellationToken stop)
    {
        using var content = new MemoryStream(row.SizeBytes);
        await foreach (var part in db.DocumentParts.AsNoTracking().Where(part => part.DocumentId == row.Id)
            .OrderBy(part => part.Part).AsAsyncEnumerable().WithCancellation(stop))
        {
            content.Write(seals.OpenPart(row, part));
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
