using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>The seam to the bank's messages: what is written and read of them in the terms of this room.</summary>
internal sealed class BankXml(PaymentsOptions options)
{
    private static readonly XmlWriterSettings Writing = new() { Async = false, Encoding = new UTF8Encoding(false) };

    private static readonly XmlReaderSettings Reading = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    public async Task WriteAsync(
        Stream stream, TransferFile head, IAsyncEnumerable<Transfer> transfers, CancellationToken stop)
    {
        using var writer = XmlWriter.Create(stream, Writing);
        writer.WriteStartElement("CstmrCdtTrfInitn");
        writer.WriteElementString("MsgId", head.MessageId);
        writer.WriteElementString("CreDtTm", head.CreatedAt.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteElementString("NbOfTxs", head.Lines.ToString(CultureInfo.InvariantCulture));
        writer.WriteElementString("CtrlSum", new Money(head.Total).ToString());
        writer.WriteElementString("Dbtr", options.DebtorName);
        await foreach (var transfer in transfers.WithCancellation(stop))
        {
            writer.WriteStartElement("CdtTrfTxInf");
            writer.WriteElementString("EndToEndId", transfer.Id);
            writer.WriteElementString("InstdAmt", transfer.Amount.ToString(CultureInfo.InvariantCulture));
            writer.WriteElementString("IBAN", transfer.Iban);
            writer.WriteElementString("Nm", transfer.Creditor);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    /// <exception cref="RefusalException">REPORT_REFUSED, here or while its lines are read.</exception>
    public async Task<OpenReport> ReadAsync(Stream stream, ReportKind? kind, CancellationToken stop)
    {
        var reader = XmlReader.Create(stream, Reading);
        try
        {
            await reader.MoveToContentAsync();
            var found = reader.LocalName == "Status" ? ReportKind.Status : ReportKind.Notification;
            return kind is { } wanted && wanted != found
                ? throw Refusal.Of(ErrorReason.ReportRefused).With("problem", "WRONG_SCHEMA").With("line", "1")
                    .ToException()
                : new OpenReport(
                    found, reader.GetAttribute("id") ?? "", reader.GetAttribute("original") ?? "",
                    LinesAsync(reader, stop));
        }
        catch (XmlException failure)
        {
            throw Bad(failure);
        }
    }

    private static async IAsyncEnumerable<ReportedLine> LinesAsync(
        XmlReader reader, [EnumeratorCancellation] CancellationToken stop)
    {
        var number = 0;
        while (await TryReadAsync(reader))
        {
            stop.ThrowIfCancellationRequested();
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Tx")
            {
                yield return new ReportedLine(
                    ++number, reader.GetAttribute("id") ?? "", Enum.Parse<BankWord>(reader.GetAttribute("word")!),
                    long.Parse(reader.GetAttribute("amount")!, CultureInfo.InvariantCulture),
                    reader.GetAttribute("code") ?? "");
            }
        }
    }

    private static async Task<bool> TryReadAsync(XmlReader reader)
    {
        try
        {
            return await reader.ReadAsync();
        }
        catch (XmlException failure)
        {
            throw Bad(failure);
        }
    }

    private static RefusalException Bad(XmlException failure) => Refusal.Of(ErrorReason.ReportRefused)
        .With("problem", "NOT_XML").With("line", failure.LineNumber.ToString(CultureInfo.InvariantCulture))
        .ToException();
}
