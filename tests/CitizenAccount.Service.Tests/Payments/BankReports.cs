using System.Text;
using System.Xml.Linq;
using CitizenAccount.Service.Payments.Bank;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Reports as a bank writes them: status reports (pain.002) and notifications (camt.054).</summary>
internal static class BankReports
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";
    private static readonly XNamespace Camt = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";

    private static int _reports;

    /// <summary>A status report on a file: a word of ours for each instruction, with the bank's code.</summary>
    public static byte[] Status(string original, params IEnumerable<(Sent Sent, string Word, string Code)> lines) => Bytes(
        new XElement(Pain + "Document", new XElement(
            Pain + "CstmrPmtStsRpt",
            new XElement(Pain + "GrpHdr", new XElement(Pain + "MsgId", NewId()), new XElement(Pain + "CreDtTm", "2026-12-10T06:00:00Z")),
            new XElement(Pain + "OrgnlGrpInfAndSts", new XElement(Pain + "OrgnlMsgId", original), new XElement(Pain + "OrgnlMsgNmId", "pain.001.001.09")),
            new XElement(Pain + "OrgnlPmtInfAndSts", new XElement(Pain + "OrgnlPmtInfId", original), lines.Select(line => new XElement(
                Pain + "TxInfAndSts",
                new XElement(Pain + "OrgnlEndToEndId", line.Sent.Id),
                new XElement(Pain + "TxSts", StatusOf(line.Word)),
                line.Word == "Rejected" ? new XElement(Pain + "StsRsnInf", new XElement(Pain + "Rsn", new XElement(Pain + "Cd", line.Code))) : null,
                new XElement(Pain + "OrgnlTxRef", new XElement(Pain + "Amt", new XElement(
                    Pain + "InstdAmt", new XAttribute("Ccy", "SAR"), BankAmount.TextOf(line.Sent.Amount))))))))));

    public static byte[] Settled(string original, IEnumerable<Sent> sent) =>
        Status(original, sent.Select(one => (one, "Settled", "ACSC")));

    /// <summary>A notification of money that came back.</summary>
    public static byte[] Returned(string code, params Sent[] sent) => Notification(sent.Select(one => (one, "CRDT", code)));

    /// <summary>A notification of deposits (DBIT) and of money that came back (CRDT with a code).</summary>
    public static byte[] Notification(IEnumerable<(Sent Sent, string Side, string Code)> lines, long? statedTotal = null)
    {
        var all = lines.ToList();
        return Bytes(new XElement(Camt + "Document", new XElement(
            Camt + "BkToCstmrDbtCdtNtfctn",
            new XElement(Camt + "GrpHdr", new XElement(Camt + "MsgId", NewId()), new XElement(Camt + "CreDtTm", "2026-12-13T06:00:00Z")),
            new XElement(
                Camt + "Ntfctn",
                new XElement(Camt + "Id", "1"),
                new XElement(Camt + "Acct", new XElement(Camt + "Id", new XElement(Camt + "IBAN", "SA0380000000608010167519"))),
                new XElement(Camt + "TxsSummry", new XElement(
                    Camt + "TtlNtries",
                    new XElement(Camt + "NbOfNtries", all.Count),
                    new XElement(Camt + "Sum", BankAmount.TextOf(statedTotal ?? all.Sum(line => line.Sent.Amount))))),
                all.Select(Entry)))));
    }

    private static XElement Entry((Sent Sent, string Side, string Code) line) => new(
        Camt + "Ntry",
        new XElement(Camt + "Amt", new XAttribute("Ccy", "SAR"), BankAmount.TextOf(line.Sent.Amount)),
        new XElement(Camt + "CdtDbtInd", line.Side),
        new XElement(Camt + "Sts", new XElement(Camt + "Cd", "BOOK")),
        new XElement(Camt + "BkTxCd"),
        new XElement(Camt + "NtryDtls", new XElement(
            Camt + "TxDtls",
            new XElement(Camt + "Refs", new XElement(Camt + "EndToEndId", line.Sent.Id)),
            new XElement(Camt + "Amt", new XAttribute("Ccy", "SAR"), BankAmount.TextOf(line.Sent.Amount)),
            line.Side == "CRDT" ? new XElement(Camt + "RtrInf", new XElement(Camt + "Rsn", new XElement(Camt + "Cd", line.Code))) : null)));

    private static string StatusOf(string word) => word switch
    {
        "Settled" => "ACSC",
        "Accepted" => "ACSP",
        "Rejected" => "RJCT",
        _ => "PDNG",
    };

    private static string NewId() => $"BANK-{Interlocked.Increment(ref _reports)}-{Environment.ProcessId}";

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes(root.ToString());
}
