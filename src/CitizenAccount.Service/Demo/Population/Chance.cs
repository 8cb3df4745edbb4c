namespace CitizenAccount.Service.Demo;

/// <summary>What a stream of draws is for. Each subject has its own stream, so that a draw more in one changes
/// nothing in the others.</summary>
internal enum Subject
{
    Family = 1,
    Standing = 2,
    Income = 3,
    Wealth = 4,
    Identity = 5,
    Planted = 6,
    PlantedBlock = 7,
    PlantedDistrict = 8,
}

/// <summary>A stream of draws that depends on nothing but seed, household and subject, whole numbers throughout: the
/// same on every machine and every version of .NET, which <see cref="Random"/> does not promise.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, 2014): a counter stepped by an odd constant, each value mixed by two
/// multiplications and shifts. Good enough to draw a population, of no use for secrets. A mutable value: pass it by
/// reference.</remarks>
internal struct Chance(ulong state)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = state;

    /// <summary>The stream of a household and subject.</summary>
    public static Chance Of(ulong seed, int household, Subject subject)
    {
        unchecked
        {
            return new(Mix(Mix(seed + Step) + (((ulong)household << 8) | (byte)subject)));
        }
    }

    /// <summary>64 bits, each value as likely as any other.</summary>
    public ulong Next()
    {
        unchecked
        {
            _state += Step;
            return Mix(_state);
        }
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1. One value may be likelier than another by
    /// bound / 2^32, which no count here can show.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A whole number from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True so many times in 100,000.</summary>
    public bool Happens(int per100000) => Below(100_000) < per100000;

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
            return bits ^ (bits >> 31);
        }
    }
}
