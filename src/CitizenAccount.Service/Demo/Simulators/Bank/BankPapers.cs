using System.Globalization;
using System.Text;
using System.Xml;

namespace CitizenAccount.Service.Demo.Simulators.Bank;

/// <summary>What the bank reads and writes: files of transfers, status reports, notifications. Written apart from the
/// service's own code for the same messages, so that a mistake made there is not made here too.</summary>
internal static class BankPapers
{
    private const string Pain = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";
    private const string Camt = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08";

    /// <summary>The transfers of a file as they are read: id, creditor, amount.</summary>
    public static IEnumerable<(string Id, string Creditor, string Amount)> Read(string path)
    {
        using var reader = XmlReader.Create(path);
        var (id, amount, inCreditor) = ("", "", false);
        reader.Read();
        while (!reader.EOF)
        {
            switch (reader.NodeType == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "EndToEndId":
                    id = reader.ReadElementContentAsString();
                    break;
                case "InstdAmt":
                    amount = reader.ReadElementContentAsString();
                    break;
                case "Cdtr":
                    inCreditor = true;
                    reader.Read();
                    break;
                case "Nm" when inCreditor:
                    inCreditor = false;
                    yield return (id, reader.ReadElementContentAsString(), amount);
                    break;
                default:
                    reader.Read();
                    break;
            }
        }
    }

    /// <summary>A status report on some transfers of a file.</summary>
    public static byte[] Status(
        string messageId, string original, IEnumerable<BankTransfer> transfers, string status) => Make(writer =>
    {
        StartStatus(writer, messageId, original);
        writer.WriteEndElement();
        writer.WriteStartElement("OrgnlPmtInfAndSts", Pain);
        writer.WriteElementString("OrgnlPmtInfId", Pain, original);
        foreach (var transfer in transfers)
        {
            writer.WriteStartElement("TxInfAndSts", Pain);
            writer.WriteElementString("OrgnlEndToEndId", Pain, transfer.Id);
            writer.WriteElementString("TxSts", Pain, transfer.Refused.Length > 0 ? "RJCT" : status);
            WriteReason(writer, transfer.Refused);
            writer.WriteStartElement("OrgnlTxRef", Pain);
            writer.WriteStartElement("Amt", Pain);
            WriteAmount(writer, "InstdAmt", Pain, transfer.Amount);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
    });

    /// <summary>A status report that refuses a file as a whole.</summary>
    public static byte[] Refusal(string messageId, string original, string code) => Make(writer =>
    {
        StartStatus(writer, messageId, original);
        writer.WriteElementString("GrpSts", Pain, "RJCT");
        WriteReason(writer, code);
        writer.WriteEndElement();
    });

    /// <summary>A notification of debits, which are deposits, or of credits, which came back.</summary>
    public static byte[] Notification(
        string messageId, IReadOnlyCollection<BankTransfer> transfers, Func<BankTransfer, string>? returned) =>
        Make(writer =>
    {
        writer.WriteStartElement("Document", Camt);
        writer.WriteStartElement("BkToCstmrDbtCdtNtfctn", Camt);
        WriteHead(writer, Camt, messageId);
        writer.WriteStartElement("Ntfctn", Camt);
        writer.WriteElementString("Id", Camt, messageId);
        writer.WriteStartElement("TxsSummry", Camt);
        writer.WriteStartElement("TtlNtries", Camt);
        writer.WriteElementString("NbOfNtries", Camt, transfers.Count.ToString(CultureInfo.InvariantCulture));
        var sum = transfers.Sum(transfer => decimal.Parse(transfer.Amount, CultureInfo.InvariantCulture));
        writer.WriteElementString("Sum", Camt, sum.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndElement();
        writer.WriteEndElement();
        foreach (var transfer in transfers)
        {
            WriteEntry(writer, transfer, returned?.Invoke(transfer) ?? "");
        }
    });

    private static void WriteEntry(XmlWriter writer, BankTransfer transfer, string code)
    {
        writer.WriteStartElement("Ntry", Camt);
        WriteAmount(writer, "Amt", Camt, transfer.Amount);
        writer.WriteElementString("CdtDbtInd", Camt, code.Length > 0 ? "CRDT" : "DBIT");
        writer.WriteStartElement("Sts", Camt);
        writer.WriteElementString("Cd", Camt, "BOOK");
        writer.WriteEndElement();
        writer.WriteStartElement("NtryDtls", Camt);
        writer.WriteStartElement("TxDtls", Camt);
        writer.WriteStartElement("Refs", Camt);
        writer.WriteElementString("EndToEndId", Camt, transfer.Id);
        writer.WriteEndElement();
        WriteAmount(writer, "Amt", Camt, transfer.Amount);
        if (code.Length > 0)
        {
            writer.WriteStartElement("RtrInf", Camt);
            writer.WriteStartElement("Rsn", Camt);
            writer.WriteElementString("Cd", Camt, code);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void StartStatus(XmlWriter writer, string messageId, string original)
    {
        writer.WriteStartElement("Document", Pain);
        writer.WriteStartElement("CstmrPmtStsRpt", Pain);
        WriteHead(writer, Pain, messageId);
        writer.WriteStartElement("OrgnlGrpInfAndSts", Pain);
        writer.WriteElementString("OrgnlMsgId", Pain, original);
        writer.WriteElementString("OrgnlMsgNmId", Pain, "pain.001.001.09");
    }

    private static void WriteHead(XmlWriter writer, string space, string messageId)
    {
        writer.WriteStartElement("GrpHdr", space);
        writer.WriteElementString("MsgId", space, messageId);
        writer.WriteElementString("CreDtTm", space, "2026-12-10T06:00:00Z");
        writer.WriteEndElement();
    }

    private static void WriteReason(XmlWriter writer, string code)
    {
        if (code.Length > 0)
        {
            writer.WriteStartElement("StsRsnInf", Pain);
            writer.WriteStartElement("Rsn", Pain);
            writer.WriteElementString("Cd", Pain, code);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }
    }

    private static void WriteAmount(XmlWriter writer, string name, string space, string amount)
    {
        writer.WriteStartElement(name, space);
        writer.WriteAttributeString("Ccy", "SAR");
        writer.WriteString(amount);
        writer.WriteEndElement();
    }

    private static byte[] Make(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            write(writer);
            writer.WriteEndDocument();
        }

        return bytes.ToArray();
    }
}
