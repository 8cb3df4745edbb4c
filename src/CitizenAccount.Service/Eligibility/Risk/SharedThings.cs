using System.Runtime.InteropServices;
using CitizenAccount.Rules.Risk;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>Who shares an account or an address with whom, by keyed hashes in order of household: nine bytes a
/// household, and more only for what is shared.</summary>
internal sealed class SharedThings
{
    private readonly List<ulong> _hashes = [];
    private readonly List<bool> _independent = [];
    private Dictionary<ulong, SharedBy>? _shared;

    /// <summary>Takes the next household.</summary>
    /// <param name="hash">Of what may be shared; 0 is nothing.</param>
    /// <param name="independent">Whether it is an independent.</param>
    public void Add(ulong hash, bool independent)
    {
        _hashes.Add(hash);
        _independent.Add(independent);
        _shared = null;
    }

    /// <summary>With whom the household at a place shares it, once all are there.</summary>
    public SharedBy At(int place)
    {
        _shared ??= Find();
        return _hashes[place] == 0 ? default
            : _shared.TryGetValue(_hashes[place], out var shared) ? shared
            : new SharedBy(1, _independent[place] ? 1 : 0);
    }

    private Dictionary<ulong, SharedBy> Find()
    {
        var sorted = _hashes.ToArray();
        Array.Sort(sorted);
        var shared = new Dictionary<ulong, SharedBy>();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1] && sorted[i] != 0)
            {
                shared[sorted[i]] = default;
            }
        }

        for (var i = 0; i < _hashes.Count; i++)
        {
            ref var counted = ref CollectionsMarshal.GetValueRefOrNullRef(shared, _hashes[i]);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref counted))
            {
                counted = new SharedBy(counted.Households + 1, counted.Independents + (_independent[i] ? 1 : 0));
            }
        }

        return shared;
    }
}
