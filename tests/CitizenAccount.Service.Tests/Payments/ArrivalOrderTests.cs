using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Tests.Applications;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>The same facts about several households, to each in an order of its own and some before, some after the
/// month is paid: all of them end with the same balances.</summary>
public sealed class ArrivalOrderTests
{
    private const int People = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_order_of_arrival_of_the_same_facts_ends_in_the_same_balances(int seed)
    {
        var chance = new Random(seed);
        await using var stage = await PaymentStage.StartAsync(People);
        var orders = stage.People.Select(_ => Shuffled(chance)).ToList();
        var before = orders.Select(order => chance.Next(order.Count + 1)).ToList();
        var holds = new Dictionary<Applicant, PaymentHold>();
        for (var i = 0; i < People; i++)
        {
            await ArriveAsync(stage, stage.People[i], orders[i].Take(before[i]), holds);
        }

        await stage.PayAsync(PaymentStage.January);
        for (var i = 0; i < People; i++)
        {
            await ArriveAsync(stage, stage.People[i], orders[i].Skip(before[i]), holds);
        }

        await FlushAsync(stage);
        var balances = new List<Dictionary<Book, long>>();
        foreach (var person in stage.People)
        {
            balances.Add(await stage.BalancesAsync(person));
        }

        Assert.All(balances, one => Assert.Equal(balances[0], one));
        Assert.Equal((0L, 0L, 0L), (balances[0][Book.Payable], balances[0][Book.Held], balances[0][Book.InTransit]));
        Assert.True(balances[0][Book.Paid] > 220_00);
        await stage.Service.CleanAsync();
    }

    [Fact]
    public async Task The_words_of_a_bank_in_any_order_end_in_the_same_balances()
    {
        await using var stage = await PaymentStage.StartAsync(6);
        var batch = await stage.SendAsync(PaymentStage.January);
        var sent = await stage.Service.SentAsync(batch);
        string[][] orders =
        [
            ["Accepted", "Settled", "Returned"], ["Accepted", "Returned", "Settled"], ["Settled", "Accepted", "Returned"],
            ["Settled", "Returned", "Accepted"], ["Returned", "Accepted", "Settled"], ["Returned", "Settled", "Accepted"],
        ];
        for (var round = 0; round < 3; round++)
        {
            var told = sent.Select((one, i) => (Sent: one, Word: orders[i][round])).ToList();
            await stage.Service.ImportAsync(BankReports.Status(
                batch.Files[0].MessageId, told.Where(line => line.Word != "Returned").Select(line => (line.Sent, line.Word, ""))));
            await stage.Service.ImportAsync(
                BankReports.Notification(told.Where(line => line.Word == "Returned").Select(line => (line.Sent, "CRDT", "AC04"))),
                BankReportKind.Notification);
        }

        foreach (var one in sent)
        {
            var balances = await stage.BalancesAsync(stage.People.Single(person => person.Household == one.Household));
            Assert.Equal((one.Amount, 0L, 0L), (balances[Book.Returned], balances[Book.Paid], balances[Book.InTransit]));
        }

        await stage.Service.CleanAsync();
    }

    private static List<char> Shuffled(Random chance)
    {
        var facts = "abrhl".ToCharArray();
        chance.Shuffle(facts);

        // A hold is lifted after it is placed, whatever comes between.
        var (held, lifted) = (Array.IndexOf(facts, 'h'), Array.IndexOf(facts, 'l'));
        if (held > lifted)
        {
            (facts[held], facts[lifted]) = ('l', 'h');
        }

        return [.. facts];
    }

    private static async Task ArriveAsync(
        PaymentStage stage, Applicant person, IEnumerable<char> facts, Dictionary<Applicant, PaymentHold> holds)
    {
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case 'a':
                    Assert.True(await stage.AskAsync(person, PaymentStage.January, 150_00, "objections/a"));
                    break;
                case 'b':
                    Assert.True(await stage.AskAsync(person, PaymentStage.January, 70_00, "objections/b"));
                    break;
                case 'r':
                    await stage.RaiseAsync(person, PaymentStage.January, $"objections/{person.Household.Value:N}");
                    break;
                case 'h':
                    holds[person] = await stage.HoldAsync(person);
                    break;
                case 'l':
                    await stage.LiftAsync(holds[person]);
                    break;
            }
        }
    }

    // What waits is paid between payment days.
    private static async Task FlushAsync(PaymentStage stage)
    {
        var day = new DateOnly(2027, 1, 11);
        var batch = await stage.Service.SealAsync(PaymentDesk.Preparing(PaymentStage.January, PaymentBatchKind.Compensation, day));
        await stage.Service.ApproveAsync(batch);
        await stage.Service.ReleaseAsync(batch);
        foreach (var file in batch.Files)
        {
            await stage.Service.ExportAsync(file.Name);
            await stage.Service.ImportAsync(BankReports.Settled(file.MessageId, await stage.Service.SentAsync(batch)));
        }

        await stage.Service.UntilAsync(batch.Name, PaymentBatchState.Reconciled);
    }
}
