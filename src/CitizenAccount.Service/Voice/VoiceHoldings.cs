using System.Globalization;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Voice;

/// <summary>What this room holds on a person: tickets opened with the account, and before there was one with the same
/// national ID.</summary>
internal static class VoiceHoldings
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<TicketSeals>();
            return Holding.Of((db, who) => TicketsOf(db, seals, who))
                .Opening(row => row.ApplicantSealed, row => seals.ApplicantOf(row))
                .Opening(row => row.TextSealed, seals.TextOf)
                .Opening(row => row.ResolutionSealed, row => seals.ResolutionOf(row))
                .Leaving(row => row.PersonIndex).Leaving(row => row.MobileIndex).Leaving(row => row.MatterIndex);
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<TicketSeals>();
            return Holding.Of((db, who) =>
                {
                    var tickets = TicketsOf(db, seals, who);
                    return db.TicketEntries.Where(row => tickets.Any(ticket => ticket.Id == row.TicketId));
                })
                .Opening(row => row.TextSealed, seals.TextOf);
        });
        services.AddSingleton<Holding>(provider =>
        {
            var seals = provider.GetRequiredService<TicketSeals>();
            return Holding.Of((db, who) =>
                {
                    var tickets = TicketsOf(db, seals, who);
                    return db.TicketAttachments.Where(row => tickets.Any(ticket => ticket.Id == row.TicketId));
                })
                .Opening(row => row.FileNameSealed, row => seals.FileNameOf(
                    row.TicketId, row.Entry, row.Position, row.FileNameSealed))
                .Leaving(row => row.ContentSealed)
                .WithFile((row, _) => Task.FromResult<HeldFile?>(new HeldFile(
                    string.Create(CultureInfo.InvariantCulture, $"{row.TicketId:D}-{row.Entry}-{row.Position}"),
                    seals.ContentOf(row))));
        });
    }

    private static IQueryable<TicketRow> TicketsOf(ServiceDb db, TicketSeals seals, HeldPerson who)
    {
        var person = seals.PersonIndex(who.NationalId);
        return db.Tickets.Where(row => row.AccountId == who.Account || row.PersonIndex == person);
    }
}
