namespace CitizenAccount.Service.Payments.Bank;

/// <summary>What was read of a line so far.</summary>
internal sealed class LineFields
{
    private string _amount = "";
    private string _currency = "";

    public string Id { get; set; } = "";

    /// <summary>The bank's code for why.</summary>
    public string Code { get; set; } = "";

    /// <summary>It contradicts itself, or says twice what can be said once.</summary>
    public bool IsBroken { get; set; }

    public bool HasAmount => _amount.Length > 0;

    /// <summary>Takes a value that a line has once.</summary>
    public string Once(string before, string value)
    {
        IsBroken |= before.Length > 0;
        return value;
    }

    public void TakeAmount(XmlWalk walk)
    {
        IsBroken |= HasAmount;
        (_currency, _amount) = (walk.Attribute("Ccy") ?? "", walk.Text());
    }

    /// <summary>Takes the amount of the entry a line lies in, where it is the only one and has none of its own.
    /// </summary>
    public void TakeAmount(string currency, string amount) => (_currency, _amount) = (currency, amount);

    /// <summary>The line; a null word is one nobody knows.</summary>
    public ReportedLine ToLine(int number, BankWord? word)
    {
        var isAmount = BankAmount.TryParse(_amount, out var amount);

        // A deposit is only believed with its amount; a refusal or an acceptance may come without.
        var mayMiss = !HasAmount && word is BankWord.Accepted or BankWord.Pending or BankWord.Rejected;
        return new ReportedLine(number, Id, word ?? BankWord.Pending, amount, Code)
        {
            Problem = IsBroken || word is null || Id.Length is 0 or > 35 || !(isAmount || mayMiss)
                ? ReportProblem.Unreadable
                : HasAmount && _currency != Platform.Calls.Wire.Currency ? ReportProblem.CurrencyDiffers
                : null,
        };
    }

    /// <summary>A code as it is kept: of four characters or a bank's own of up to 35.</summary>
    public static string CodeOf(string text) => text.Length <= 35 && text != XmlWalk.NoText ? text : "";
}
