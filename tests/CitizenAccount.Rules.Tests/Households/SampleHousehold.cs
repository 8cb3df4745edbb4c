using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Tests.Households;

/// <summary>A household's facts that a test holds and changes; <see cref="HouseholdFacts"/> is only a view.</summary>
internal sealed record SampleHousehold(HouseholdHeader Header, MemberFacts[] Members, IncomeLine[] Incomes)
{
    public HouseholdFacts Facts => new(Header, Members, Incomes);

    public static SampleHousehold Of(HouseholdFacts facts) =>
        new(facts.Header, facts.Members.ToArray(), facts.Incomes.ToArray());

    /// <summary>With the household's own facts changed.</summary>
    public SampleHousehold With(Func<HouseholdHeader, HouseholdHeader> change) => this with { Header = change(Header) };

    /// <summary>With more yes-or-no facts.</summary>
    public SampleHousehold With(HouseholdMarks marks) => With(header => header with { Marks = header.Marks | marks });

    /// <summary>Without some yes-or-no facts.</summary>
    public SampleHousehold Without(HouseholdMarks marks) =>
        With(header => header with { Marks = header.Marks & ~marks });

    /// <summary>With one member changed; 0 is the main beneficiary.</summary>
    public SampleHousehold WithMember(int index, Func<MemberFacts, MemberFacts> change)
    {
        var members = (MemberFacts[])Members.Clone();
        members[index] = change(members[index]);
        return this with { Members = members };
    }

    /// <summary>With the main beneficiary changed.</summary>
    public SampleHousehold WithMain(Func<MemberFacts, MemberFacts> change) => WithMember(0, change);

    /// <summary>With more members.</summary>
    public SampleHousehold WithMembers(params MemberFacts[] more) => this with { Members = [.. Members, .. more] };

    /// <summary>With one more income, halalas a month.</summary>
    public SampleHousehold Earning(long monthly, byte member = 0, IncomeKind kind = IncomeKind.Salary) =>
        this with { Incomes = [.. Incomes, new IncomeLine(member, kind, monthly)] };

    /// <summary>With the days on which the sources answered changed.</summary>
    public SampleHousehold Answered(Func<SourceDays, SourceDays> change) =>
        With(header => header with { Sources = change(header.Sources) });

    /// <summary>With another value of <see cref="MemberFacts.DaysAbroad"/> for one member.</summary>
    public SampleHousehold Abroad(int member, int days) =>
        WithMember(member, facts => facts with { DaysAbroad = (short)days });

    /// <summary>The canonical bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[FactsCodec.SizeOf(Facts)];
        Assert.Equal(bytes.Length, FactsCodec.Write(Facts, bytes));
        return bytes;
    }

    // A record compares its arrays by reference; two samples are alike when all their facts are.
    public bool Equals(SampleHousehold? other) =>
        other is not null
        && Header == other.Header
        && Members.AsSpan().SequenceEqual(other.Members)
        && Incomes.AsSpan().SequenceEqual(other.Incomes);

    public override int GetHashCode() => HashCode.Combine(Header, Members.Length, Incomes.Length);

    public override string ToString() =>
        string.Join(Environment.NewLine, (object[])[Header, .. Members.Cast<object>(), .. Incomes.Cast<object>()]);
}
