namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A file of transfers as the bank gets it.</summary>
internal sealed record TransferFile(
    string MessageId, DateTimeOffset CreatedAt, int Lines, long Total, DateOnly PaymentDay);

/// <summary>One transfer. The amount is halalas.</summary>
/// <param name="Id">The instruction's id, the same in every file and report.</param>
/// <param name="Amount">Halalas.</param>
/// <param name="Iban">Where it goes; personal.</param>
/// <param name="Creditor">Whom the bank should expect: the number of the household, no name.</param>
internal readonly record struct Transfer(string Id, long Amount, string Iban, string Creditor);

/// <summary>What a line of a report says of a transfer.</summary>
internal enum BankWord
{
    /// <summary>Nothing final.</summary>
    Pending = 1,

    /// <summary>The bank took it.</summary>
    Accepted = 2,

    /// <summary>The deposit is made.</summary>
    Settled = 3,

    /// <summary>It was refused before it was made.</summary>
    Rejected = 4,

    /// <summary>It came back, perhaps after it was made.</summary>
    Returned = 5,
}

/// <summary>A line of a report as far as it can be read. The amount is halalas.</summary>
/// <param name="Line">Its position, from 1.</param>
/// <param name="Id">The instruction it names; may be anything.</param>
/// <param name="Word">What it says.</param>
/// <param name="Amount">Halalas; 0 where it states none.</param>
/// <param name="Code">The bank's status or reason code.</param>
internal readonly record struct ReportedLine(int Line, string Id, BankWord Word, long Amount, string Code)
{
    /// <summary>Why it cannot be read; null when it can.</summary>
    public ReportProblem? Problem { get; init; }
}
