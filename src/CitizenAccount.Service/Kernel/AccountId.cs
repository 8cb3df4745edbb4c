namespace CitizenAccount.Service.Kernel;

/// <summary>Names an account (حساب) within the system; random, never derived from a person's identity. A UUID of
/// version 7, stored as 16 big-endian bytes like every id.</summary>
internal readonly record struct AccountId(Guid Value)
{
    /// <summary>The collection in resource names.</summary>
    public const string Collection = "accounts";

    /// <summary>The resource name, <c>accounts/{account}</c>.</summary>
    public string Name => $"{Collection}/{Value:D}";

    /// <summary>Reads a resource name; nothing may stand around the id.</summary>
    public static bool TryParseName(string? name, out AccountId id)
    {
        var found = ResourceName.TryParse(name, Collection, out var value);
        id = new AccountId(value);
        return found;
    }

    /// <summary>From the stored form.</summary>
    public static AccountId FromBytes(ReadOnlySpan<byte> bytes) => new(new Guid(bytes, bigEndian: true));

    /// <summary>The stored form.</summary>
    public byte[] ToBytes() => Value.ToByteArray(bigEndian: true);

    public override string ToString() => Name;
}
