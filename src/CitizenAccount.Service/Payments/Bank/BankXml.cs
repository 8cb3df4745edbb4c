using System.Globalization;
using System.Text;
using System.Xml;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Writes files of transfers for a bank: ISO 20022 customer credit transfers, pain.001.001.09, as a stream.
/// </summary>
internal sealed class BankXml(PaymentsOptions options)
{
    private const string Space = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false) };

    public async Task WriteAsync(
        Stream stream, TransferFile head, IAsyncEnumerable<Transfer> transfers, CancellationToken stop)
    {
        using var writer = XmlWriter.Create(stream, Writing);
        writer.WriteStartElement("Document", Space);
        writer.WriteStartElement("CstmrCdtTrfInitn", Space);
        WriteHead(writer, head);
        WriteStartOfPayments(writer, head);
        await foreach (var transfer in transfers.WithCancellation(stop))
        {
            Write(writer, transfer);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteHead(XmlWriter writer, TransferFile head)
    {
        writer.WriteStartElement("GrpHdr", Space);
        Write(writer, "MsgId", head.MessageId);
        Write(
            writer, "CreDtTm",
            head.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        WriteControl(writer, head);
        writer.WriteStartElement("InitgPty", Space);
        Write(writer, "Nm", options.DebtorName);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteStartOfPayments(XmlWriter writer, TransferFile head)
    {
        writer.WriteStartElement("PmtInf", Space);
        Write(writer, "PmtInfId", head.MessageId);
        Write(writer, "PmtMtd", "TRF");
        WriteControl(writer, head);
        writer.WriteStartElement("ReqdExctnDt", Space);
        Write(writer, "Dt", head.PaymentDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteEndElement();
        writer.WriteStartElement("Dbtr", Space);
        Write(writer, "Nm", options.DebtorName);
        writer.WriteEndElement();
        WriteAccount(writer, "DbtrAcct", options.DebtorIban);
        writer.WriteStartElement("DbtrAgt", Space);
        writer.WriteStartElement("FinInstnId", Space);
        Write(writer, "BICFI", options.DebtorBic);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Write(XmlWriter writer, in Transfer transfer)
    {
        writer.WriteStartElement("CdtTrfTxInf", Space);
        writer.WriteStartElement("PmtId", Space);
        Write(writer, "InstrId", transfer.Id);
        Write(writer, "EndToEndId", transfer.Id);
        writer.WriteEndElement();
        writer.WriteStartElement("Amt", Space);
        writer.WriteStartElement("InstdAmt", Space);
        writer.WriteAttributeString("Ccy", Platform.Calls.Wire.Currency);
        writer.WriteString(BankAmount.TextOf(transfer.Amount));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteStartElement("Cdtr", Space);
        Write(writer, "Nm", transfer.Creditor);
        writer.WriteEndElement();
        WriteAccount(writer, "CdtrAcct", transfer.Iban);
        writer.WriteEndElement();
    }

    private static void WriteControl(XmlWriter writer, TransferFile head)
    {
        Write(writer, "NbOfTxs", head.Lines.ToString(CultureInfo.InvariantCulture));
        Write(writer, "CtrlSum", BankAmount.TextOf(head.Total));
    }

    private static void WriteAccount(XmlWriter writer, string name, string iban)
    {
        writer.WriteStartElement(name, Space);
        writer.WriteStartElement("Id", Space);
        Write(writer, "IBAN", iban);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void Write(XmlWriter writer, string name, string text) =>
        writer.WriteElementString(name, Space, text);
}
