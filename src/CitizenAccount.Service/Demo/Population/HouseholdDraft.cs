using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>A household while it is being made, in memory that the maker lends.</summary>
internal ref struct HouseholdDraft(Span<MemberFacts> members, Span<IncomeLine> incomes)
{
    /// <summary>Most members of a synthetic household; national IDs leave room for so many.</summary>
    public const int MembersMax = 16;

    /// <summary>Most income lines, four a member.</summary>
    public const int IncomesMax = 4 * MembersMax;

    private readonly Span<MemberFacts> _members = members;
    private readonly Span<IncomeLine> _incomes = incomes;
    private int _memberCount;
    private int _incomeCount;

    public HouseholdKind Kind { get; set; }

    public MarriedWomanCase MarriedWomanCase { get; set; }

    /// <summary>The members so far, to read and to change.</summary>
    public readonly Span<MemberFacts> Members => _members[.._memberCount];

    /// <summary>The incomes so far.</summary>
    public readonly ReadOnlySpan<IncomeLine> Incomes => _incomes[.._incomeCount];

    /// <summary>Adds a member; one too many is left out, as a household that size is not made.</summary>
    public void Add(
        Relationship relationship, Sex sex, MaritalStatus maritalStatus, int birthDay,
        NationalityStatus nationality = NationalityStatus.Saudi)
    {
        if (_memberCount < MembersMax)
        {
            _members[_memberCount++] = new MemberFacts
            {
                Relationship = relationship,
                Nationality = nationality,
                Sex = sex,
                MaritalStatus = maritalStatus,
                BirthDay = birthDay,
            };
        }
    }

    /// <summary>Adds an income of a member; a second one of the same kind is left out, and so is nothing.</summary>
    public void AddIncome(int member, IncomeKind kind, long halalas)
    {
        foreach (ref readonly var income in _incomes[.._incomeCount])
        {
            if (income.Member == member && income.Kind == kind)
            {
                return;
            }
        }

        if (halalas > 0 && _incomeCount < IncomesMax)
        {
            _incomes[_incomeCount++] = new IncomeLine((byte)member, kind, halalas);
        }
    }
}
