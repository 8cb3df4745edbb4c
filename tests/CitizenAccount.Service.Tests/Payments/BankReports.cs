using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>Reports as a bank writes them.</summary>
internal static class BankReports
{
    private static int _reports;

    /// <summary>A status report on a file: settled, rejected with a code, accepted, or nothing final.</summary>
    public static byte[] Status(string original, params IEnumerable<(Sent Sent, string Word, string Code)> lines) =>
        Bytes(new XElement(
            "Status", new XAttribute("id", NewId()), new XAttribute("original", original), lines.Select(Line)));

    public static byte[] Settled(string original, IEnumerable<Sent> sent) =>
        Status(original, sent.Select(one => (one, "Settled", "ACSC")));

    /// <summary>A notification of money that came back.</summary>
    public static byte[] Returned(string code, params Sent[] sent) => Bytes(new XElement(
        "Notification", new XAttribute("id", NewId()), sent.Select(one => Line((one, "Returned", code)))));

    private static XElement Line((Sent Sent, string Word, string Code) line) => new(
        "Tx", new XAttribute("id", line.Sent.Id), new XAttribute("word", line.Word),
        new XAttribute("amount", line.Sent.Amount.ToString(CultureInfo.InvariantCulture)), new XAttribute("code", line.Code));

    private static string NewId() => $"BANK-{Interlocked.Increment(ref _reports)}-{Environment.ProcessId}";

    private static byte[] Bytes(XElement root) => Encoding.UTF8.GetBytes(root.ToString());
}
