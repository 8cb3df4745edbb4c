using System.Buffers.Binary;
using System.Numerics;
using CitizenAccount.Rules.Decisions;
using Verdict = CitizenAccount.Rules.Decisions.Eligibility;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Numbers and sums of decisions: counted while they are made, added up over partitions. Money is halalas.
/// </summary>
internal sealed class CycleFigures
{
    /// <summary>Bytes of the stored form.</summary>
    public const int Size = (Numbers + Reasons) * 8;

    private const int Numbers = 12;
    private const int Reasons = 64;

    // One place a number, in the order of the properties; then one a reason, by its bit.
    private readonly long[] _numbers = new long[Numbers + Reasons];

    public long Households => _numbers[0];

    public long Persons => _numbers[1];

    public long Eligible => _numbers[2];

    public long NotEligible => _numbers[3];

    public long Pending => _numbers[4];

    /// <summary>Households to which an amount is due.</summary>
    public long Supported => _numbers[5];

    /// <summary>Persons counted in eligible households.</summary>
    public long EligiblePersons => _numbers[6];

    /// <summary>Persons counted in supported households.</summary>
    public long SupportedPersons => _numbers[7];

    public long Entitlement => _numbers[8];

    /// <summary>Full support of the supported households, before the decline with income.</summary>
    public long FullEntitlement => _numbers[9];

    /// <summary>What days abroad took off.</summary>
    public long Deductions => _numbers[10];

    /// <summary>Average of a supported household, to the halala, half up.</summary>
    public long Average => Supported == 0 ? 0 : ((2 * Entitlement) + Supported) / (2 * Supported);

    /// <summary>Households by reason, most frequent first.</summary>
    public IEnumerable<(DecisionReason Reason, long Households)> ByReason() =>
        new ReasonSet(ulong.MaxValue).InOrder()
            .Select(reason => (Reason: reason, Households: _numbers[Numbers + (int)reason]))
            .Where(pair => pair.Households > 0)
            .OrderByDescending(pair => pair.Households);

    /// <summary>Counts a decision on a household of so many members.</summary>
    public void Add(in Decision decision, int members)
    {
        var counted = 1 + decision.Adults + decision.Minors;
        _numbers[0]++;
        _numbers[1] += members;
        switch (decision.Eligibility)
        {
            case Verdict.Eligible:
                _numbers[2]++;
                _numbers[6] += counted;
                break;
            case Verdict.NotEligible:
                _numbers[3]++;
                break;
            case Verdict.Pending:
                _numbers[4]++;
                break;
        }

        if (decision.Amount > 0)
        {
            _numbers[5]++;
            _numbers[7] += counted;
            _numbers[8] = checked(_numbers[8] + decision.Amount);
            _numbers[9] = checked(_numbers[9] + decision.Level.Full);
            _numbers[10] = checked(_numbers[10] + decision.DaysAbroadDeduction);
        }

        for (var bits = decision.Reasons.Bits; bits != 0; bits &= bits - 1)
        {
            _numbers[Numbers + BitOperations.TrailingZeroCount(bits)]++;
        }
    }

    /// <summary>Adds the figures of other decisions.</summary>
    public void Add(CycleFigures other)
    {
        for (var i = 0; i < _numbers.Length; i++)
        {
            _numbers[i] = checked(_numbers[i] + other._numbers[i]);
        }
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        for (var i = 0; i < _numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), _numbers[i]);
        }

        return bytes;
    }

    public static CycleFigures Of(byte[]? bytes)
    {
        var figures = new CycleFigures();
        for (var i = 0; bytes is not null && i < figures._numbers.Length; i++)
        {
            figures._numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8 * i));
        }

        return figures;
    }
}
