using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Payments;

/// <summary>Payments on the wire.</summary>
internal sealed class PaymentWire(PaymentReads reads, HoldSteps holds)
{
    /// <summary>A payment as a reader may see it.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="isStaff">Instructions, notes and who placed a hold are for staff.</param>
    public Payment ToWire(PaymentFacts facts, bool isStaff)
    {
        var day = reads.PaymentDayOf(facts);
        var wire = new Payment
        {
            Name = PaymentNames.OfPayment(facts.Household, facts.Month),
            Household = facts.Household.Name,
            Cycle = PaymentNames.OfCycle(facts.Month),
            CycleNumber = Cycle.Of(facts.Month).Number,
            BenefitMonth = facts.Month.ToWire(),
            State = (PaymentState)facts.State,
            Amount = Wire.ToMoney(facts.Amount),
            PaymentDate = day.ToWire(),
            PaymentHijriDate = day.ToHijri(),
            NextStep = NextStepOf(facts)?.ToWire(),
            Objection = facts.Objection,
        };
        wire.Lines.Add(facts.Lines.Select(LineOf));
        AddOutcome(wire, facts);
        AddObjectionDays(wire, day);
        if (facts.State == PaymentStanding.None && facts.Decision is { } decision)
        {
            wire.Reasons.Add(DecisionWire.ReasonsOf(decision.Reasons, decision.Entitlement));
        }

        if (facts.State is PaymentStanding.Held or PaymentStanding.Returned)
        {
            wire.Holds.Add(facts.Holds.Select(hold => ToWire(hold, isStaff)));
        }

        if (isStaff)
        {
            wire.Instructions.Add(facts.Instructions.Select(InstructionOf));
        }

        return wire;
    }

    public PaymentHold ToWire(HoldRow row, bool isStaff) => new()
    {
        Name = HoldSteps.NameOf(row),
        Cause = (PaymentHoldCause)row.Cause,
        Text = HoldTexts.Of(row.Cause).ToWire(),
        NextStep = HoldTexts.NextStepOf(row.Cause).ToWire(),
        Note = isStaff ? holds.NoteOf(row) : "",
        PlacedBy = isStaff ? row.PlacedBy : "",
        PlacedTime = Timestamp.FromDateTime(row.PlacedAt),
        ReleasedBy = isStaff ? row.ReleasedBy ?? "" : "",
        ReleasedTime = row.ReleasedAt is { } released ? Timestamp.FromDateTime(released) : null,
        Etag = $"{row.Version}",
    };

    public static PaymentProof ToWire(InclusionProof proof)
    {
        var wire = new PaymentProof
        {
            EntrySequence = proof.Sequence,
            Leaf = ByteString.CopyFrom(proof.Leaf),
            Anchor = ByteString.CopyFrom(proof.Anchor),
            AnchorDate = proof.Day.ToWire(),
        };
        wire.Path.Add(proof.Path.Select(step => new PaymentProofStep
        {
            Neighbour = ByteString.CopyFrom(step.Neighbour),
            NeighbourFirst = step.NeighbourFirst,
        }));
        return wire;
    }

    /// <summary>What the citizen can do now; null when nothing.</summary>
    public static LocalizedText? NextStepOf(PaymentFacts facts) => facts.State switch
    {
        PaymentStanding.Returned => ReturnCodes.NextStepOf(ReturnCodes.ReasonOf(facts.Newest!.BankStatus)),
        PaymentStanding.Held when facts.Holds.Count > 0 => HoldTexts.NextStepOf(facts.Holds[0].Cause),
        _ => null,
    };

    private static void AddOutcome(Payment wire, PaymentFacts facts)
    {
        if (facts.Newest is not { } newest)
        {
            return;
        }

        wire.Account = new AccountHint
        {
            BankCode = newest.BankCode,
            BankName = Rules.Identity.Bank.Find(newest.BankCode)?.Name.ToWire(),
            IbanEnding = newest.Ending,
        };
        if (facts.State == PaymentStanding.Paid)
        {
            wire.DepositedTime = newest.SettledAt is { } settled ? Timestamp.FromDateTime(settled) : null;
        }

        if (newest.State >= InstructionState.Returned)
        {
            var reason = ReturnCodes.ReasonOf(newest.BankStatus);
            wire.BankReturn = new PaymentReturn
            {
                Reason = (PaymentReturnReason)reason,
                Text = ReturnCodes.TextOf(reason).ToWire(),
                NextStep = ReturnCodes.NextStepOf(reason).ToWire(),
                ReturnedTime = Timestamp.FromDateTime(newest.ChangedAt),
            };
        }
    }

    private static void AddObjectionDays(Payment wire, DateOnly deposit)
    {
        var (opens, closes) = (ObjectionDays.OpensOn(deposit), ObjectionDays.ClosesOn(deposit));
        wire.ObjectionOpensDate = opens.ToWire();
        wire.ObjectionClosesDate = closes.ToWire();
        wire.ObjectionClosesHijriDate = closes.ToHijri();
    }

    private static PaymentLine LineOf(PaymentLineRow line) => new()
    {
        Kind = (PaymentLineKind)line.Kind,
        BenefitMonth = Months.Of(line.Month).ToWire(),
        Amount = Wire.ToMoney(line.Amount),
        Text = TextOf(line).ToWire(),
        Reference = line.Cause.Length > 0
            ? line.Cause
            : new DecisionName(line.HouseholdId, Months.Of(line.Month)).ToString(),
    };

    private static LocalizedText TextOf(PaymentLineRow line)
    {
        var month = $"{Months.Of(line.Month)}";
        return line.Kind switch
        {
            LineKind.Regular => new($"دعم شهر \u2066{month}\u2069", $"Support for {month}"),
            LineKind.Compensation when line.Amount < 0 => new(
                $"تصحيح تعويض شهر \u2066{month}\u2069", $"Correction of compensation for {month}"),
            LineKind.Compensation => new(
                $"تعويض عن شهر \u2066{month}\u2069 (الأثر الرجعي)", $"Compensation for {month}"),
            LineKind.Recovery => new("قسط استرداد مبلغ صُرف دون استحقاق", "Instalment of a recovery"),
        };
    }

    private static PaymentInstruction InstructionOf(InstructionRow row) => new()
    {
        Instruction = InstructionName.Of(row.Batch, row.Number),
        Batch = PaymentNames.OfBatch(row.Batch),
        State = (PaymentInstructionState)row.State,
        BankStatus = row.BankStatus,
        ChangedTime = Timestamp.FromDateTime(row.ChangedAt),
    };
}
