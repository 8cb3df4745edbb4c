using System.Globalization;

namespace CitizenAccount.Service.Demo.Simulators.Bank;

/// <summary>What became of a transfer at the bank.</summary>
/// <param name="Id">The instruction's id.</param>
/// <param name="Creditor">Whom it is for.</param>
/// <param name="Amount">As the file has it, riyals.</param>
/// <param name="Refused">Why it was refused; empty when it was deposited.</param>
internal sealed record BankTransfer(string Id, string Creditor, string Amount, string Refused);

/// <summary>The bank's own book, the truth about where money went: a line for each deposit and each return, written
/// before anybody is told. <c>deposit|return,id,creditor,amount</c>.</summary>
internal sealed class BankBook(string folder)
{
    private readonly string _path = Path.Combine(Directory.CreateDirectory(folder).FullName, "book.csv");

    public void Deposit(IEnumerable<BankTransfer> transfers) => Write("deposit", transfers);

    public void Return(IEnumerable<BankTransfer> transfers) => Write("return", transfers);

    private void Write(string what, IEnumerable<BankTransfer> transfers)
    {
        using var writer = new StreamWriter(_path, append: true);
        foreach (var transfer in transfers)
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{what},{transfer.Id},{transfer.Creditor},{transfer.Amount}"));
        }
    }
}
