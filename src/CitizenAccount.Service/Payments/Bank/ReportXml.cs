using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Reads reports of banks as streams: payment status reports (pain.002) and notifications of debits and
/// credits (camt.054), of any version, by the names of their elements. No entity is expanded, nothing outside is
/// fetched, no
/// text is held that is longer than a bank's longest field.</summary>
internal static class ReportXml
{
    private const int TextMax = 200;
    private const int DepthMax = 32;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="RefusalException">REPORT_REFUSED, here or while its lines are read.</exception>
    public static OpenReport Open(Stream stream, ReportKind? wanted)
    {
        var reader = XmlReader.Create(stream, Reading);
        Move(reader);
        while (reader.NodeType != XmlNodeType.Element)
        {
            Move(reader);
        }

        // The second element tells what it is.
        Require(reader.LocalName == "Document", reader);
        Move(reader);
        var kind = reader.LocalName switch
        {
            "CstmrPmtStsRpt" => ReportKind.Status,
            "BkToCstmrDbtCdtNtfctn" => ReportKind.Notification,
            _ => (ReportKind?)null,
        };
        Require(kind is not null && (wanted is null || wanted == kind), reader);
        return ReadHead(reader, kind!.Value);
    }

    private static OpenReport ReadHead(XmlReader reader, ReportKind kind)
    {
        var line = kind == ReportKind.Status ? "TxInfAndSts" : "Ntry";
        var (id, original, statedLines, statedTotal) = ("", "", (long?)null, (long?)null);
        while (TryMove(reader) && !(reader.NodeType == XmlNodeType.Element && reader.LocalName == line))
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "MsgId" when id.Length == 0:
                    id = TextOf(reader);
                    break;
                case "OrgnlMsgId" when original.Length == 0:
                    original = TextOf(reader);
                    break;
                case "OrgnlNbOfTxs" or "NbOfNtries":
                    statedLines ??= long.TryParse(
                        TextOf(reader), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : -1;
                    break;
                case "OrgnlCtrlSum" or "Sum":
                    statedTotal ??= BankAmount.TryParse(TextOf(reader), out var total) ? total : -1;
                    break;
            }
        }

        Require(id.Length is > 0 and <= 35, reader);
        return new OpenReport(kind, id, original, LinesAsync(reader, kind))
        {
            StatedLines = statedLines,
            StatedTotal = statedTotal,
        };
    }

    private static async IAsyncEnumerable<ReportedLine> LinesAsync(
        XmlReader reader, ReportKind kind, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using (reader)
        {
            var (number, entry) = (0, new LineFields());
            while (!reader.EOF)
            {
                stop.ThrowIfCancellationRequested();
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Ntry")
                {
                    entry = new LineFields();
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "TxInfAndSts" or "TxDtls")
                {
                    yield return ReadLine(reader, entry, kind, ++number);
                }
                else
                {
                    entry.Take(reader);
                }

                if (!TryMove(reader))
                {
                    break;
                }
            }
        }

        await Task.CompletedTask;
    }

    // From the start of a line's element to its end.
    private static ReportedLine ReadLine(XmlReader reader, LineFields entry, ReportKind kind, int number)
    {
        var depth = reader.Depth;
        var fields = new LineFields { IsCredit = entry.IsCredit, IsReversal = entry.IsReversal };
        if (!reader.IsEmptyElement)
        {
            while (TryMove(reader) && reader.Depth > depth)
            {
                fields.Take(reader);
            }
        }

        return fields.ToLine(kind, number);
    }

    /// <summary>What is known of a line so far.</summary>
    private sealed class LineFields
    {
        private string _id = "";
        private string _status = "";
        private string _code = "";
        private string _amount = "";
        private string _currency = "";

        public bool? IsCredit { get; set; }

        public bool IsReversal { get; set; }

        public void Take(XmlReader reader)
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "OrgnlEndToEndId" or "EndToEndId":
                    _id = TextOf(reader);
                    break;
                case "TxSts":
                    _status = TextOf(reader);
                    break;
                case "Cd" when _code.Length == 0:
                    _code = TextOf(reader);
                    break;
                case "InstdAmt" or "Amt" when reader.GetAttribute("Ccy") is { } currency && _amount.Length == 0:
                    (_currency, _amount) = (currency, TextOf(reader));
                    break;
                case "CdtDbtInd":
                    IsCredit = TextOf(reader) == "CRDT";
                    break;
                case "RvslInd":
                    IsReversal = TextOf(reader) is "true" or "1";
                    break;
                case "RtrInf":
                    (IsReversal, _code) = (true, "");
                    break;
            }
        }

        public ReportedLine ToLine(ReportKind kind, int number)
        {
            var word = kind == ReportKind.Status ? WordOf(_status)
                : IsCredit == false ? BankWord.Settled
                : IsCredit == true && IsReversal ? BankWord.Returned
                : (BankWord?)null;
            var isAmount = BankAmount.TryParse(_amount, out var amount);
            var code = kind == ReportKind.Status ? (_code.Length > 0 ? _code : _status)
                : word == BankWord.Settled ? "BOOK" : _code;
            return new ReportedLine(number, _id, word ?? BankWord.Pending, amount, code.Length <= 35 ? code : "")
            {
                Problem = word is null || !isAmount || _id.Length is 0 or > 35 ? ReportProblem.Unreadable
                    : _currency != Wire.Currency ? ReportProblem.CurrencyDiffers
                    : null,
            };
        }

        private static BankWord? WordOf(string status) => status switch
        {
            "ACSC" or "ACCC" => BankWord.Settled,
            "ACCP" or "ACTC" or "ACSP" or "ACWC" or "ACWP" => BankWord.Accepted,
            "PDNG" or "RCVD" => BankWord.Pending,
            "RJCT" or "CANC" => BankWord.Rejected,
            _ => null,
        };
    }

    // The text of an element; one that is too long is cut, which makes it unreadable wherever it counts.
    private static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var (depth, text) = (reader.Depth, new StringBuilder());
        var buffer = new char[TextMax];
        while (TryMove(reader) && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length <= TextMax)
            {
                text.Append(buffer, 0, reader.ReadValueChunk(buffer, 0, TextMax));
            }
        }

        return text.ToString().Trim();
    }

    private static void Move(XmlReader reader) => Require(TryMove(reader), reader);

    private static bool TryMove(XmlReader reader)
    {
        try
        {
            var moved = reader.Read();
            return reader.Depth <= DepthMax ? moved : throw Refused("TOO_DEEP", reader);
        }
        catch (XmlException failure)
        {
            throw Refused(ProblemOf(failure), reader);
        }
    }

    private static string ProblemOf(XmlException failure) =>
        failure.InnerException is DecoderFallbackException
            || failure.Message.Contains("encoding", StringComparison.OrdinalIgnoreCase) ? "WRONG_ENCODING"
        : failure.Message.Contains("DTD", StringComparison.Ordinal)
            || failure.Message.Contains("entity", StringComparison.OrdinalIgnoreCase) ? "ENTITY_FOUND"
        : failure.Message.Contains("end of file", StringComparison.OrdinalIgnoreCase) ? "TRUNCATED"
        : "NOT_XML";

    private static void Require(bool holds, XmlReader reader)
    {
        if (!holds)
        {
            throw Refused("WRONG_SCHEMA", reader);
        }
    }

    private static RefusalException Refused(string problem, XmlReader reader) => Refusal.Of(ErrorReason.ReportRefused)
        .With("problem", problem)
        .With("line", ((reader as IXmlLineInfo)?.LineNumber ?? 0).ToString(CultureInfo.InvariantCulture))
        .ToException();
}
