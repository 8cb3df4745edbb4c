using System.Buffers.Binary;
using CitizenAccount.Rules.Risk;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>Signals as they are stored: a version, then kind, points and both numbers of each.</summary>
internal static class RiskBytes
{
    /// <summary>Bytes of a household with every signal.</summary>
    public const int SizeMax = 1 + (SignalSize * RiskScoring.SignalsMax);

    private const byte Version = 1;
    private const int SignalSize = 18;

    public static byte[] Write(ReadOnlySpan<RiskSignal> signals)
    {
        var bytes = new byte[1 + (SignalSize * signals.Length)];
        bytes[0] = Version;
        for (var i = 0; i < signals.Length; i++)
        {
            var at = bytes.AsSpan(1 + (SignalSize * i));
            at[0] = (byte)signals[i].Kind;
            at[1] = (byte)signals[i].Points;
            BinaryPrimitives.WriteInt64LittleEndian(at[2..], signals[i].Before);
            BinaryPrimitives.WriteInt64LittleEndian(at[10..], signals[i].After);
        }

        return bytes;
    }

    public static RiskSignal[] Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[0] != Version || (bytes.Length - 1) % SignalSize != 0)
        {
            throw new InvalidDataException("These bytes are no signals of a known version.");
        }

        var signals = new RiskSignal[(bytes.Length - 1) / SignalSize];
        for (var i = 0; i < signals.Length; i++)
        {
            var at = bytes[(1 + (SignalSize * i))..];
            signals[i] = new RiskSignal(
                (RiskKind)at[0], at[1], BinaryPrimitives.ReadInt64LittleEndian(at[2..]),
                BinaryPrimitives.ReadInt64LittleEndian(at[10..]));
        }

        return signals;
    }
}
