using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>Messages on their way into the database.</summary>
public sealed class OutboxTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task Messages_stored_in_bulk_are_those_that_the_context_stores()
    {
        var outbox = running.Service.Services.GetRequiredService<Outbox>();
        var bulk = running.Service.Services.GetRequiredService<BulkInsert>();
        Message[] messages =
        [
            new(MessageKind.DecidedEligible, new AccountId(Guid.NewGuid())) { Facts = new Dictionary<string, string> { ["amount"] = "144000" }, Subject = "نص" },
            new(MessageKind.SignInCode, null) { Mobile = "+966500000001", Language = Language.English },
        ];
        var made = outbox.Make(messages);
        var connection = await bulk.OpenToWriteAsync(CancellationToken.None);
        await using (connection)
        {
            var transaction = await connection.BeginTransactionAsync();
            outbox.Write(transaction, made);
            await transaction.CommitAsync();
        }

        await using var db = await running.Service.OpenDbAsync();
        Guid[] ids = [.. messages.Select(message => outbox.Add(db, message))];
        await db.SaveChangesAsync();
        for (var at = 0; at < messages.Length; at++)
        {
            var (bulkId, ownId) = (made[at].Id, ids[at]);
            var one = await db.Messages.AsNoTracking().SingleAsync(row => row.Id == bulkId);
            var other = await db.Messages.AsNoTracking().SingleAsync(row => row.Id == ownId);
            Assert.Equal((other.AccountId, other.Kind, other.Language, other.Subject, other.CreatedAt), (one.AccountId, one.Kind, one.Language, one.Subject, one.CreatedAt));
            var (content, same) = (outbox.Open(one), outbox.Open(other));
            Assert.Equal((same.Mobile, same.Email), (content.Mobile, content.Email));
            Assert.Equal(same.Facts, content.Facts);
        }
    }
}
