using CitizenAccount.Service.Payments.Batches;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>What a line of a report does to an instruction.</summary>
internal enum LineEffect
{
    /// <summary>Says what is known already.</summary>
    Repeated = 1,
    Accepted = 2,
    Settled = 3,
    Returned = 4,

    /// <summary>Proved never to have taken effect.</summary>
    Voided = 5,

    /// <summary>Cannot be true beside what is settled already.</summary>
    Contradicts = 6,

    /// <summary>Never sent.</summary>
    NotSent = 7,
}

/// <summary>The lawful life of an instruction once it is sent: from what is known and what the bank says to what is
/// known then. The same words in any order come to the same end: a return goes before a deposit, a deposit before an
/// acceptance.</summary>
internal static class ReportRules
{
    public static LineEffect EffectOf(InstructionState known, BankWord word, string code) => known switch
    {
        InstructionState.Sealed => LineEffect.NotSent,
        InstructionState.Sent or InstructionState.OutcomeUnknown => word switch
        {
            BankWord.Accepted => LineEffect.Accepted,
            _ => OfAccepted(word, code),
        },
        InstructionState.Accepted => OfAccepted(word, code),
        InstructionState.Settled => word switch
        {
            BankWord.Returned => LineEffect.Returned,
            BankWord.Rejected => LineEffect.Contradicts,
            BankWord.Settled or BankWord.Accepted or BankWord.Pending => LineEffect.Repeated,
        },
        InstructionState.Returned or InstructionState.Void => word switch
        {
            BankWord.Settled => LineEffect.Contradicts,
            BankWord.Returned or BankWord.Rejected or BankWord.Accepted or BankWord.Pending => LineEffect.Repeated,
        },
    };

    /// <summary>What is known after an effect.</summary>
    public static InstructionState StateAfter(LineEffect effect, InstructionState known) => effect switch
    {
        LineEffect.Accepted => InstructionState.Accepted,
        LineEffect.Settled => InstructionState.Settled,
        LineEffect.Returned => InstructionState.Returned,
        LineEffect.Voided => InstructionState.Void,
        LineEffect.Repeated or LineEffect.Contradicts or LineEffect.NotSent => known,
    };

    private static LineEffect OfAccepted(BankWord word, string code) => word switch
    {
        BankWord.Settled => LineEffect.Settled,
        BankWord.Returned => LineEffect.Returned,
        BankWord.Rejected => code == ReturnCodes.NeverReceived ? LineEffect.Voided : LineEffect.Returned,
        BankWord.Accepted or BankWord.Pending => LineEffect.Repeated,
    };
}
