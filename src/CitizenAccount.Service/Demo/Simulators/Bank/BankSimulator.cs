namespace CitizenAccount.Service.Demo.Simulators.Bank;

/// <summary>A bank behind a shared folder: takes files of transfers from <c>out</c>, pays, keeps its own book, and
/// answers into <c>in</c>, or fails to. What it did not answer is told when it is asked after.</summary>
internal sealed class BankSimulator(string drop, BankFaults faults, TimeSpan day, int linesOfReport, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    // The codes a transfer is refused or sent back with: unknown, closed, blocked, of another name.
    private static readonly string[] Codes = ["AC01", "AC04", "AG01", "BE01"];

    private readonly BankBook _book = new(Path.Combine(drop, "bank"));
    private readonly PriorityQueue<Action, DateTimeOffset> _later = new();
    private int _answers;
    private int _inquiries;

    private string OutFolder => Path.Combine(drop, "out");

    private string TakenFolder => Path.Combine(drop, "bank", "taken");

    private string MissedFolder => Path.Combine(drop, "bank", "missed");

    public static WebApplication Build(
        int port, string drop, BankFaults faults, double daySeconds, int linesOfReport) => Simulator.Build(
            port, services => services.AddHostedService(provider => new BankSimulator(
                drop, faults, TimeSpan.FromSeconds(daySeconds), linesOfReport, TimeProvider.System)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var folder in (string[])[OutFolder, TakenFolder, MissedFolder, Path.Combine(drop, "in")])
        {
            Directory.CreateDirectory(folder);
        }

        using var timer = new PeriodicTimer(LookEvery, clock);
        do
        {
            foreach (var path in Directory.GetFiles(OutFolder, "*.xml").Order(StringComparer.Ordinal))
            {
                Take(path);
            }

            foreach (var path in Directory.GetFiles(OutFolder, "*.inquiry"))
            {
                Tell(Path.GetFileNameWithoutExtension(path));
                File.Delete(path);
            }

            while (_later.TryPeek(out var action, out var due) && due <= clock.GetUtcNow())
            {
                _later.Dequeue();
                action();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Take(string path)
    {
        var original = Path.GetFileNameWithoutExtension(path);
        var (taken, missed) = (
            Path.Combine(TakenFolder, $"{original}.xml"), Path.Combine(MissedFolder, $"{original}.xml"));
        if (File.Exists(taken) || File.Exists(missed))
        {
            // Nothing is paid twice for the same message; the answer is that of a duplicate.
            File.Delete(path);
            Answer(original, "duplicate", id => BankPapers.Refusal(id, original, "AM05"));
            return;
        }

        if (faults.Befalls(BankFaults.Timeout, original))
        {
            File.Move(path, missed);
            return;
        }

        File.Move(path, taken);
        foreach (var part in Transfers(original).Chunk(linesOfReport))
        {
            Pay(original, part);
        }
    }

    private void Pay(string original, BankTransfer[] part)
    {
        var deposits = part.Where(transfer => transfer.Refused.Length == 0).ToArray();
        _book.Deposit(deposits);
        Answer(original, $"status {part[0].Id}", id => BankPapers.Status(id, original, part, "ACSP"));
        if (deposits.Length > 0)
        {
            Answer(original, $"debits {part[0].Id}", id => BankPapers.Notification(id, deposits, null));
        }

        var back = deposits.Where(transfer => faults.Befalls(BankFaults.Return, transfer.Id)).ToArray();
        if (back.Length > 0)
        {
            _later.Enqueue(
                () =>
                {
                    _book.Return(back);
                    Answer(
                        original, $"credits {part[0].Id}",
                        id => BankPapers.Notification(id, back, transfer => CodeOf(transfer.Id)), canBeLost: false);
                },
                clock.GetUtcNow() + (3 * day));
        }
    }

    // What became of a file that is asked after. One that never came is refused from then on.
    private void Tell(string original)
    {
        var why = $"inquiry {++_inquiries}";
        if (File.Exists(Path.Combine(TakenFolder, $"{original}.xml")))
        {
            foreach (var part in Transfers(original).Chunk(linesOfReport))
            {
                Answer(original, $"{why} {part[0].Id}", id => BankPapers.Status(id, original, part, "ACSC"));
            }
        }
        else
        {
            Answer(original, why, id => BankPapers.Refusal(id, original, "NOOR"));
        }
    }

    private IEnumerable<BankTransfer> Transfers(string original) =>
        BankPapers.Read(Path.Combine(TakenFolder, $"{original}.xml")).Select(read => new BankTransfer(
            read.Id, read.Creditor, read.Amount,
            faults.Befalls(BankFaults.Reject, read.Id) ? CodeOf(read.Id) : ""));

    private string CodeOf(string id) => Codes[faults.DrawOf("code", id, Codes.Length)];

    private void Answer(string original, string what, Func<string, byte[]> make, bool canBeLost = true)
    {
        var key = $"{original} {what}";
        if (canBeLost && faults.Befalls(BankFaults.Lose, key))
        {
            return;
        }

        var (name, report) = (NextName(), Array.Empty<byte>());
        report = make(name);
        if (faults.Befalls(BankFaults.Truncate, key))
        {
            Drop(NextName(), report[..(report.Length * 2 / 3)]);
            _later.Enqueue(() => Drop(name, report), clock.GetUtcNow() + day);
        }
        else
        {
            Drop(name, report);
        }

        if (faults.Befalls(BankFaults.Twice, key))
        {
            Drop(NextName(), report);
            var other = NextName();
            Drop(other, make(other));
        }
    }

    private string NextName() => $"BANK-{clock.GetUtcNow():yyyyMMddHHmmssfff}-{++_answers:D6}";

    private void Drop(string name, byte[] report)
    {
        var path = Path.Combine(drop, "in", $"{name}.xml");
        File.WriteAllBytes(path + ".part", report);
        File.Move(path + ".part", path);
    }
}
