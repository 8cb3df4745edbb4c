using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Makes lines, instructions and bookings of a part of a batch: who is due what, what holds it, what is
/// withheld. Values in, values out; nothing is read or stored here. Amounts are halalas.</summary>
internal sealed class BatchComposer(BatchRow batch, DateOnly today, DateTime now)
{
    private byte[] _hash = batch.LinesHash.Length == 0 ? new byte[32] : batch.LinesHash;

    /// <summary>Lines that did not exist before.</summary>
    public List<PaymentLineRow> NewLines { get; } = [];

    /// <summary>Lines that waited and are paid or held now.</summary>
    public List<PaymentLineRow> ChangedLines { get; } = [];

    public List<InstructionRow> Instructions { get; } = [];

    public List<Booking> Bookings { get; } = [];

    /// <summary>Households whose account cannot be paid to, and that nothing held for it yet.</summary>
    public List<HouseholdId> WithoutAccount { get; } = [];

    /// <summary>Recoveries that an instalment was withheld for, changed.</summary>
    public List<RecoveryRow> Withheld { get; } = [];

    /// <summary>Instructions that are paid again by new ones.</summary>
    public List<(ReturnedInstruction Old, int Number)> PaidAgain { get; } = [];

    /// <summary>The batch with its counts and totals as they are after all that was added.</summary>
    public BatchRow Batch => batch;

    /// <summary>Adds what a household is due.</summary>
    public void Add(HouseholdId household, long due, PartState state, BoundAccount? account)
    {
        due = state.Redecided.TryGetValue(household, out var again) ? again : due;
        List<PaymentLineRow> lines = [.. state.Waiting[household].Where(line => !line.Held)];
        if (due > 0)
        {
            lines.Add(RegularLine(household, due));
        }

        var holds = state.Holds[household].ToList();
        var isPayable = account is not null && account.Verification != VerificationState.Differs;
        if (holds.Count > 0 || !isPayable)
        {
            Hold(household, lines, isPayable || holds.Contains(HoldCause.InvalidIban));
            return;
        }

        foreach (var payment in lines.GroupBy(line => line.PaidMonth == 0 ? batch.Month : line.PaidMonth)
            .OrderBy(group => group.Key))
        {
            Pay(household, payment.Key, [.. payment], state.Recoveries[household], account!);
        }
    }

    /// <summary>Pays again what came back, to an account that the bank confirmed.</summary>
    public void AddAgain(ReturnedInstruction old, PartState state, BoundAccount? account)
    {
        if (state.Holds[old.Household].Any())
        {
            batch.HeldHouseholds++;
            return;
        }

        if (account is not { Verification: VerificationState.Confirmed })
        {
            return;
        }

        var instruction = Instruct(old.Household, old.Month, old.Amount, account, old);
        PaidAgain.Add((old, instruction.Number));
        foreach (var (kind, amount) in old.Lines)
        {
            Count(kind, amount);
        }
    }

    /// <summary>Hash over every line so far.</summary>
    public byte[] LinesHash => _hash;

    private PaymentLineRow RegularLine(HouseholdId household, long due)
    {
        var line = new PaymentLineRow
        {
            HouseholdId = household,
            Month = batch.Month,
            Kind = LineKind.Regular,
            Cause = "",
            Amount = due,
            Held = false,
            PaidMonth = 0,
            IsNew = true,
        };
        NewLines.Add(line);
        Bookings.Add(new Booking(
            EntryKind.Entitlement, batch.Month, household, Book.Appropriation, Book.Payable, due)
        {
            Batch = batch.Number,
        });
        return line;
    }

    private void Hold(HouseholdId household, List<PaymentLineRow> lines, bool isHeldAlready)
    {
        var total = lines.Sum(line => line.Amount);
        if (total <= 0)
        {
            return;
        }

        foreach (var line in lines)
        {
            (line.Held, line.PaidMonth) = (true, line.PaidMonth == 0 ? batch.Month : line.PaidMonth);
            Changed(line);
        }

        Bookings.Add(new Booking(EntryKind.Held, batch.Month, household, Book.Payable, Book.Held, total)
        {
            Batch = batch.Number,
        });
        batch.HeldHouseholds++;
        if (!isHeldAlready)
        {
            WithoutAccount.Add(household);
        }
    }

    private void Pay(
        HouseholdId household, int month, List<PaymentLineRow> lines, IEnumerable<RecoveryRow> recoveries,
        BoundAccount account)
    {
        var due = lines.Sum(line => line.Amount);
        if (due <= 0)
        {
            return;
        }

        // The cap is of the whole payment, whatever the number of recoveries.
        var left = due;
        foreach (var recovery in recoveries)
        {
            var cap = checked(due * recovery.SharePercent) / 100;
            var instalment = Math.Min(
                RecoverySteps.InstalmentOf(recovery, due, today), Math.Max(0, cap - (due - left)));
            if (instalment > 0)
            {
                lines.Add(Withhold(household, month, recovery, instalment));
                left -= instalment;
            }
        }

        var instruction = Instruct(household, month, left, account, null);
        foreach (var line in lines)
        {
            (line.Batch, line.Instruction, line.PaidMonth) = (batch.Number, instruction.Number, month);
            Changed(line);
            Count(line.Kind, line.Amount);
        }
    }

    private PaymentLineRow Withhold(HouseholdId household, int month, RecoveryRow recovery, long instalment)
    {
        var name = RecoverySteps.NameOf(recovery);
        recovery.Recovered += instalment;
        recovery.State = recovery.Recovered == recovery.Total ? RecoveryStanding.Finished : RecoveryStanding.Running;
        Withheld.Add(recovery);
        Bookings.Add(new Booking(
            EntryKind.Recovered, batch.Month, household, Book.Payable, Book.Recoverable, instalment)
        {
            Batch = batch.Number,
            Reference = name,
        });
        var line = new PaymentLineRow
        {
            HouseholdId = household,
            Month = month,
            Kind = LineKind.Recovery,
            Cause = name,
            Amount = -instalment,
            Held = false,
            PaidMonth = month,
            IsNew = true,
        };
        NewLines.Add(line);
        return line;
    }

    private InstructionRow Instruct(
        HouseholdId household, int month, long amount, BoundAccount account, ReturnedInstruction? old)
    {
        var instruction = new InstructionRow
        {
            Batch = batch.Number,
            Number = checked(batch.Lines + 1),
            HouseholdId = household,
            Month = month,
            Amount = amount,
            State = InstructionState.Sealed,
            IbanSealed = account.Sealed,
            BankCode = account.Iban[4..6],
            Ending = account.Iban[^4..],
            BankStatus = "",
            ChangedAt = now,
            PreviousBatch = old?.Batch,
            PreviousNumber = old?.Number,
            Replaced = false,
        };
        Instructions.Add(instruction);
        batch.Lines++;
        batch.Total = checked(batch.Total + amount);
        Chain(instruction, account.Iban);
        return instruction;
    }

    // Each line's hash holds the one before, so that where parts are cut does not matter.
    private void Chain(InstructionRow row, string iban)
    {
        Span<byte> bytes = stackalloc byte[32 + 4 + 16 + 4 + 8 + 34];
        _hash.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[32..], row.Number);
        row.HouseholdId.Value.TryWriteBytes(bytes[36..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[52..], row.Month);
        BinaryPrimitives.WriteInt64BigEndian(bytes[56..], row.Amount);
        var length = 64 + Encoding.ASCII.GetBytes(iban, bytes[64..]);
        _hash = SHA256.HashData(bytes[..length]);
    }

    private void Changed(PaymentLineRow line)
    {
        if (!line.IsNew)
        {
            ChangedLines.Add(line);
        }
    }

    private void Count(LineKind kind, long amount)
    {
        switch (kind)
        {
            case LineKind.Regular:
                batch.RegularLines++;
                batch.RegularTotal = checked(batch.RegularTotal + amount);
                break;
            case LineKind.Compensation:
                batch.CompensationLines++;
                batch.CompensationTotal = checked(batch.CompensationTotal + amount);
                break;
            case LineKind.Recovery:
                batch.RecoveryLines++;
                batch.RecoveryTotal = checked(batch.RecoveryTotal + amount);
                break;
        }
    }
}
