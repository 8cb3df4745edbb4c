using System.Text.RegularExpressions;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Reads reports of banks as streams: payment status reports (pain.002) and notifications of debits and
/// credits (camt.054), of any version. What is no such message is refused as a whole; a line of it that cannot be
/// understood is a line with a problem.</summary>
internal static partial class ReportXml
{
    /// <param name="stream">The file; the caller closes it.</param>
    /// <param name="wanted">What it should be; null takes what it is.</param>
    /// <exception cref="RefusalException">REPORT_REFUSED and REPORT_TOTALS_WRONG, here or while lines are read.
    /// </exception>
    public static OpenReport Open(Stream stream, ReportKind? wanted)
    {
        var walk = new XmlWalk(stream);
        try
        {
            // The root names the message by its namespace, the element under it by its name.
            walk.Require(walk.Move() && walk.Name == "Document");
            var name = MessageName().Match(walk.Space);
            walk.Require(name.Success && walk.Move() && walk.IsStart);
            ReportKind? kind = (name.Groups[1].Value, walk.Name) switch
            {
                ("pain.002", "CstmrPmtStsRpt") => ReportKind.Status,
                ("camt.054", "BkToCstmrDbtCdtNtfctn") => ReportKind.Notification,
                _ => null,
            };
            walk.Require(kind is not null && (wanted is null || wanted == kind));
            return kind == ReportKind.Status ? new StatusReport(walk) : new NotificationReport(walk);
        }
        catch
        {
            walk.Dispose();
            throw;
        }
    }

    [GeneratedRegex(@"^urn:iso:std:iso:20022:tech:xsd:(pain\.002|camt\.054)\.001\.[0-9]{2}\z")]
    private static partial Regex MessageName();
}
