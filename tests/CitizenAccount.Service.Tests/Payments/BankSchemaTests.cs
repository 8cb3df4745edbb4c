using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>What goes to the bank is the message it says it is, by the published definition.</summary>
public sealed class BankSchemaTests
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    [NeedsBankSchemasFact]
    public async Task Every_file_is_a_valid_credit_transfer_whose_sums_are_those_of_its_lines()
    {
        await using var service = await RunningService.StartDecidedAsync(
            60, settings: new Dictionary<string, string?> { ["Payments:FilePerBank"] = "true", ["Payments:LinesPerFile"] = "10" });
        var batch = await service.SendAsync();
        Assert.True(batch.Files.Count > 3, $"{batch.Files.Count} files");
        var ids = new List<string>();
        foreach (var file in batch.Files)
        {
            var bytes = await service.ExportAsync(file.Name);
            Assert.Empty(BankSchemas.Faults("pain.001.001.09", bytes));
            var root = XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root!;
            var amounts = root.Descendants(Pain + "InstdAmt").Select(Amount).ToList();
            Assert.All(root.Descendants(Pain + "CtrlSum"), sum => Assert.Equal(amounts.Sum(), Amount(sum)));
            Assert.All(root.Descendants(Pain + "NbOfTxs"), count => Assert.Equal($"{amounts.Count}", count.Value));
            Assert.Equal((file.Lines, file.Total.Halalas / 100m), (amounts.Count, amounts.Sum()));

            // One bank a file: the two digits after the country and the check digits.
            Assert.Single(root.Descendants(Pain + "CdtrAcct").Select(account => account.Value[4..6]).Distinct());
            ids.AddRange(root.Descendants(Pain + "EndToEndId").Select(id => id.Value));
        }

        Assert.Equal((await service.SentAsync(batch)).Select(sent => sent.Id).Order(), ids.Order());
    }

    [NeedsBankSchemasFact]
    public void The_notifications_of_these_tests_are_valid_too()
    {
        var sent = new Sent(InstructionName.Of(1, 1), default, 100_00);
        Assert.Empty(BankSchemas.Faults("camt.054.001.08", BankReports.Notification([(sent, "DBIT", ""), (sent, "CRDT", "AC04")])));
        Assert.NotEmpty(BankSchemas.Faults("camt.054.001.08", BankReports.Notification([(sent, "OTHER", "")])));
    }

    private static decimal Amount(XElement element) => decimal.Parse(element.Value, CultureInfo.InvariantCulture);
}
