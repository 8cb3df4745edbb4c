using System.Globalization;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A payment status report (pain.002) on one file of ours. A status of the whole file stands for every
/// instruction of it: a refusal beside whatever its lines say, any other where it has no lines.</summary>
internal sealed class StatusReport : OpenReport
{
    // Elements below Document/CstmrPmtStsRpt.
    private const int Message = 1;

    private readonly XmlWalk _walk;
    private bool _atLine;
    private string _groupStatus = "";
    private string _groupCode = "";
    private int _lines;

    public StatusReport(XmlWalk walk)
        : base(walk, ReportKind.Status)
    {
        _walk = walk;
        _atLine = MoveToLine();
        walk.Require(MessageId.Length is > 0 and <= 35 && MessageId != XmlWalk.NoText);
        walk.Require(OriginalMessageId.Length > 0);
    }

    /// <inheritdoc/>
    public override (BankWord Word, string Code)? OfAll =>
        WordOf(_groupStatus, _groupCode) is { } word && (word == BankWord.Rejected || _lines == 0)
            ? (BelievedOf(word), _groupCode.Length > 0 ? _groupCode : _groupStatus)
            : null;

    public override IEnumerable<ReportedLine> ReadLines()
    {
        while (_atLine)
        {
            yield return ReadLine(++_lines);
            _atLine = MoveToLine();
        }

        // A report that says nothing of anything is not one.
        _walk.Require(_lines > 0 || OfAll is not null);
    }

    private bool MoveToLine()
    {
        while (_walk.Move())
        {
            if (_walk.IsStart && _walk.IsAt(Message, "OrgnlPmtInfAndSts", "TxInfAndSts"))
            {
                return true;
            }

            if (_walk.IsStart)
            {
                TakeHead();
            }
        }

        return false;
    }

    private void TakeHead()
    {
        if (_walk.IsAt(Message, "GrpHdr", "MsgId"))
        {
            MessageId = Once(MessageId);
        }
        else if (_walk.IsAt(Message, "OrgnlGrpInfAndSts", "OrgnlMsgId"))
        {
            OriginalMessageId = Once(OriginalMessageId);
        }
        else if (_walk.IsAt(Message, "OrgnlGrpInfAndSts", "OrgnlNbOfTxs"))
        {
            StatedLines = long.TryParse(_walk.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
                ? lines
                : -1;
        }
        else if (_walk.IsAt(Message, "OrgnlGrpInfAndSts", "OrgnlCtrlSum"))
        {
            StatedTotal = BankAmount.TryParse(_walk.Text(), out var total) ? total : -1;
        }
        else if (_walk.IsAt(Message, "OrgnlGrpInfAndSts", "GrpSts")
            || _walk.IsAt(Message, "OrgnlPmtInfAndSts", "PmtInfSts"))
        {
            TakeStatus(_walk.Text());
        }
        else if (_walk.IsAt(Message, "OrgnlGrpInfAndSts", "StsRsnInf", "Rsn")
            || _walk.IsAt(Message, "OrgnlPmtInfAndSts", "StsRsnInf", "Rsn"))
        {
            _groupCode = LineFields.CodeOf(_walk.Text(within: true));
        }
    }

    // Our files hold one block of payments: its status is that of the file. Of two the graver holds.
    private void TakeStatus(string status)
    {
        if (_groupStatus.Length == 0 || WordOf(status, "") == BankWord.Rejected)
        {
            _groupStatus = status;
        }
    }

    private string Once(string before)
    {
        _walk.Require(before.Length == 0);
        return _walk.Text();
    }

    private ReportedLine ReadLine(int number)
    {
        var (depth, fields) = (_walk.Depth, new LineFields());
        var (status, instruction) = ("", "");
        while (_walk.Move() && _walk.Depth > depth)
        {
            if (!_walk.IsStart)
            {
                continue;
            }

            if (_walk.IsAt(depth, "OrgnlEndToEndId"))
            {
                fields.Id = fields.Once(fields.Id, _walk.Text());
            }
            else if (_walk.IsAt(depth, "OrgnlInstrId"))
            {
                instruction = fields.Once(instruction, _walk.Text());
            }
            else if (_walk.IsAt(depth, "TxSts"))
            {
                status = fields.Once(status, _walk.Text());
            }
            else if (_walk.IsAt(depth, "StsRsnInf", "Rsn"))
            {
                fields.Code = fields.Code.Length > 0 ? fields.Code : LineFields.CodeOf(_walk.Text(within: true));
            }
            else if (_walk.IsAt(depth, "OrgnlTxRef", "Amt", "InstdAmt"))
            {
                fields.TakeAmount(_walk);
            }
        }

        // Both are the instruction's own id: a line that gives two names nobody.
        fields.IsBroken |= instruction.Length > 0 && fields.Id.Length > 0 && instruction != fields.Id;
        fields.Id = fields.Id.Length > 0 ? fields.Id : instruction;
        fields.Code = fields.Code.Length > 0 ? fields.Code : LineFields.CodeOf(status);
        return fields.ToLine(number, WordOf(status, fields.Code));
    }

    // That a whole file is deposited is believed with its sum only, as a line is with its amount.
    private BankWord BelievedOf(BankWord word) =>
        word == BankWord.Settled && StatedTotal is null ? BankWord.Accepted : word;

    private static BankWord? WordOf(string status, string code) => status switch
    {
        "RJCT" when code == ReturnCodes.Duplicate => BankWord.Pending,
        "ACSC" or "ACCC" => BankWord.Settled,
        "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACWP" => BankWord.Accepted,
        "PDNG" or "RCVD" => BankWord.Pending,
        "RJCT" or "CANC" => BankWord.Rejected,
        _ => null,
    };
}
