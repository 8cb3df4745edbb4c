using System.Globalization;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A notification of what was booked on the programme's account (camt.054). A debit is a deposit made, a
/// credit with a return or a reversal is one that came back; only booked entries say anything final. What it states
/// of the number and sum of its entries must be so.</summary>
internal sealed class NotificationReport : OpenReport
{
    // Elements below Document/BkToCstmrDbtCdtNtfctn.
    private const int Message = 1;

    // Elements below a notification in it.
    private const int Notification = 2;

    private readonly XmlWalk _walk;
    private EntrySums _sums = new();
    private int _lines;
    private bool _atEntry;

    public NotificationReport(XmlWalk walk)
        : base(walk, ReportKind.Notification)
    {
        _walk = walk;
        _atEntry = MoveToEntry();
        walk.Require(MessageId.Length is > 0 and <= 35 && MessageId != XmlWalk.NoText);
    }

    public override IEnumerable<ReportedLine> ReadLines()
    {
        while (_atEntry)
        {
            foreach (var line in ReadEntry())
            {
                yield return line;
            }

            _atEntry = MoveToEntry();
        }
    }

    private bool MoveToEntry()
    {
        while (_walk.Move())
        {
            if (_walk.IsAt(Message, "Ntfctn"))
            {
                _sums.RequireStated();
                _sums = new EntrySums();
            }
            else if (_walk.IsStart && _walk.IsAt(Notification, "Ntry"))
            {
                return true;
            }
            else if (_walk.IsStart && _walk.IsAt(Message, "GrpHdr", "MsgId"))
            {
                _walk.Require(MessageId.Length == 0);
                MessageId = _walk.Text();
            }
            else if (_walk.IsStart)
            {
                TakeStated();
            }
        }

        return false;
    }

    private void TakeStated()
    {
        foreach (var side in EntrySums.Sides)
        {
            if (_walk.IsAt(Notification, "TxsSummry", side, "NbOfNtries"))
            {
                _sums.Of(side).StatedCount = decimal.TryParse(
                    _walk.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1;
                return;
            }

            if (_walk.IsAt(Notification, "TxsSummry", side, "Sum"))
            {
                _sums.Of(side).StatedTotal = EntrySums.AmountOf(_walk.Text()) ?? -1;
                return;
            }
        }
    }

    // An entry's details are its lines; one without details is a line that names nobody. The last is given once it is
    // known whether it is the only one.
    private IEnumerable<ReportedLine> ReadEntry()
    {
        var (depth, entry, count) = (_walk.Depth, new Entry(), 0);
        Detail? last = null;
        while (_walk.Move() && _walk.Depth > depth)
        {
            if (_walk.IsStart && _walk.IsAt(depth, "NtryDtls", "TxDtls"))
            {
                if (last is not null)
                {
                    yield return last.ToLine(++_lines, entry);
                }

                (last, count) = (ReadDetail(), count + 1);
            }
            else if (_walk.IsStart)
            {
                entry.Take(_walk, depth);
            }
        }

        _sums.Add(entry.Side, entry.Currency, entry.Amount);
        last ??= new Detail();
        if (count == 1 && !last.Fields.HasAmount)
        {
            last.Fields.TakeAmount(entry.Currency, entry.Amount);
        }

        yield return last.ToLine(++_lines, entry);
    }

    private Detail ReadDetail()
    {
        var (depth, detail) = (_walk.Depth, new Detail());
        while (_walk.Move() && _walk.Depth > depth)
        {
            if (_walk.IsStart)
            {
                detail.Take(_walk, depth);
            }
        }

        return detail;
    }

    /// <summary>What the details of an entry have in common.</summary>
    private sealed class Entry
    {
        public string Amount { get; private set; } = "";

        public string Currency { get; private set; } = "";

        public string Side { get; private set; } = "";

        public string Status { get; private set; } = "";

        public bool IsReversal { get; private set; }

        public void Take(XmlWalk walk, int depth)
        {
            if (walk.IsAt(depth, "Amt"))
            {
                (Currency, Amount) = (walk.Attribute("Ccy") ?? "", walk.Text());
            }
            else if (walk.IsAt(depth, "CdtDbtInd"))
            {
                Side = walk.Text();
            }
            else if (walk.IsAt(depth, "RvslInd"))
            {
                IsReversal = walk.Text() is "true" or "1";
            }
            else if (walk.IsAt(depth, "Sts"))
            {
                // A word in older versions, a choice of codes in newer ones.
                Status = walk.Text(within: true);
            }
        }
    }

    /// <summary>One transaction of an entry.</summary>
    private sealed class Detail
    {
        private string _side = "";
        private string _instruction = "";
        private bool _isReturn;

        public LineFields Fields { get; } = new();

        public void Take(XmlWalk walk, int depth)
        {
            if (walk.IsAt(depth, "Refs", "EndToEndId"))
            {
                Fields.Id = Fields.Once(Fields.Id, walk.Text());
            }
            else if (walk.IsAt(depth, "Refs", "InstrId"))
            {
                _instruction = Fields.Once(_instruction, walk.Text());
            }
            else if (walk.IsAt(depth, "Amt"))
            {
                Fields.TakeAmount(walk);
            }
            else if (!Fields.HasAmount && (walk.IsAt(depth, "AmtDtls", "TxAmt", "Amt")
                || walk.IsAt(depth, "AmtDtls", "InstdAmt", "Amt")))
            {
                Fields.TakeAmount(walk);
            }
            else if (walk.IsAt(depth, "CdtDbtInd"))
            {
                _side = Fields.Once(_side, walk.Text());
            }
            else if (walk.IsAt(depth, "RtrInf"))
            {
                _isReturn = true;
            }
            else if (walk.IsAt(depth, "RtrInf", "Rsn"))
            {
                Fields.Code = LineFields.CodeOf(walk.Text(within: true));
            }
        }

        public ReportedLine ToLine(int number, Entry entry)
        {
            Fields.Id = Fields.Id.Length > 0 ? Fields.Id : _instruction;
            var word = WordOf(_side.Length > 0 ? _side : entry.Side, entry);
            Fields.Code = word == BankWord.Settled ? entry.Status : Fields.Code;
            var line = Fields.ToLine(number, word ?? BankWord.Pending);

            // Our debit taken back without being a return, a return taken back, a credit of no kind: for a person.
            return word is null && line.Problem is null
                ? line with { Problem = IsKnown(entry) ? ReportProblem.Contradicts : ReportProblem.Unreadable }
                : line;
        }

        private static bool IsKnown(Entry entry) => entry is { Status: "BOOK", Side: "DBIT" or "CRDT" };

        private BankWord? WordOf(string side, Entry entry) => (entry.Status, side) switch
        {
            ("PDNG" or "INFO" or "FUTR", "DBIT" or "CRDT") => BankWord.Pending,
            ("BOOK", "DBIT") when !entry.IsReversal && !_isReturn => BankWord.Settled,
            ("BOOK", "CRDT") when entry.IsReversal || _isReturn => BankWord.Returned,
            _ => null,
        };
    }
}
