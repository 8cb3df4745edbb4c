using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;

namespace CitizenAccount.Rules.Risk;

/// <summary>What is known of a household beside its facts when its signals are looked for.</summary>
/// <param name="Account">Who else is paid to its account.</param>
/// <param name="Address">Who else has its address.</param>
/// <param name="Incomes">Incomes of its peers.</param>
/// <param name="Assets">Movable assets of its peers.</param>
public readonly record struct RiskContext(SharedBy Account, SharedBy Address, PeerValues Incomes, PeerValues Assets);

/// <summary>Finds what makes a supported household worth a person's look. Values in, signals out; no signal changes a
/// decision, and none proves anything.</summary>
public static class RiskScoring
{
    /// <summary>Version of what is looked for and of the points; raised with every change of either.</summary>
    public const int Version = 1;

    /// <summary>Days before the data cut-off in which a change counts as sudden.</summary>
    public const int SuddenDays = 15;

    /// <summary>From this score on a household is worth a look.</summary>
    public const int WorthALook = 40;

    /// <summary>Highest score.</summary>
    public const int ScoreMax = 100;

    /// <summary>Most signals of one household.</summary>
    public const int SignalsMax = 8;

    private const long IncomeFallLeast = 1_000_00;
    private const long AssetsFallLeast = 300_000_00;
    private const int DaysOfANewborn = 366;

    /// <summary>The signals of a household as it stands; nothing of what changed.</summary>
    public static int Find(
        in HouseholdFacts facts, in Decision decision, in RiskContext context, Span<RiskSignal> found)
    {
        if (decision.Amount <= 0)
        {
            return 0;
        }

        var signals = new Signals(found);
        SharedAccount(context.Account, ref signals);
        SharedAddress(facts, context.Address, ref signals);
        AgainstPeers(facts, decision, context, ref signals);
        return signals.Count;
    }

    /// <summary>The signals of a household whose facts changed in the last days before the cut-off.</summary>
    /// <param name="facts">The facts of the snapshot.</param>
    /// <param name="decision">What was decided from them.</param>
    /// <param name="before">The facts before those days.</param>
    /// <param name="decisionBefore">What the same rules decide from those.</param>
    /// <param name="context">What is known beside the facts.</param>
    /// <param name="found">Room for <see cref="SignalsMax"/>.</param>
    /// <returns>How many were found.</returns>
    public static int Find(
        in HouseholdFacts facts, in Decision decision, in HouseholdFacts before, in Decision decisionBefore,
        in RiskContext context, Span<RiskSignal> found)
    {
        if (decision.Amount <= 0)
        {
            return 0;
        }

        var signals = new Signals(found);

        // A change that brought nothing was hardly made for it.
        if (decision.Amount > decisionBefore.Amount)
        {
            IncomeFell(decision, decisionBefore, ref signals);
            MembersAdded(facts, before, ref signals);
            IndependenceNew(facts, before, ref signals);
            AssetsFell(facts.Header, before.Header, ref signals);
        }

        var already = signals.Count;
        return already + Find(facts, decision, context, found[already..]);
    }

    /// <summary>The score of some signals: their points together, at most 100.</summary>
    public static int ScoreOf(ReadOnlySpan<RiskSignal> signals)
    {
        var score = 0;
        foreach (var signal in signals)
        {
            score += signal.Points;
        }

        return Math.Min(score, ScoreMax);
    }

    /// <summary>Assets that are quickly moved to another: vehicles, cash and portfolios.</summary>
    public static long MovableOf(in HouseholdHeader header) =>
        AtMost((Int128)header.Vehicles + header.Cash + header.Portfolios);

    private static void IncomeFell(in Decision now, in Decision before, ref Signals signals)
    {
        var (was, fall) = (before.CountedIncome, before.CountedIncome - now.CountedIncome);
        if (fall < IncomeFallLeast)
        {
            return;
        }

        var percent = (int)((Int128)100 * fall / was);
        var points = percent switch { >= 70 => 45, >= 50 => 35, >= 30 => 20, _ => 0 };

        // Where nothing was due before, the fall brought the whole of the support.
        var fromNothing = points > 0 && was >= before.Level.CutOff ? 10 : 0;
        signals.Add(RiskKind.IncomeFell, points + fromNothing, was, now.CountedIncome);
    }

    private static void MembersAdded(in HouseholdFacts now, in HouseholdFacts before, ref Signals signals)
    {
        var youngest = now.Header.Sources.CivilStatus - DaysOfANewborn;
        var (added, spouses) = (0, 0);
        for (var i = 1; i < now.Members.Length; i++)
        {
            ref readonly var member = ref now.Members[i];
            if (member.BirthDay < youngest && CountOf(now.Members[..(i + 1)], member) > CountOf(before.Members, member))
            {
                added++;
                spouses += member.Relationship == Relationship.Spouse ? 1 : 0;
            }
        }

        var points = added == 1 && spouses == 1 ? 5 : added switch { 0 => 0, 1 => 20, 2 => 40, _ => 50 };
        signals.Add(RiskKind.MembersAdded, points, before.Members.Length, now.Members.Length);
    }

    private static void IndependenceNew(in HouseholdFacts now, in HouseholdFacts before, ref Signals signals)
    {
        var isNew = now.Header.Kind == HouseholdKind.Independent
            && (before.Header.Kind != HouseholdKind.Independent
                || (before.Header.HousingProof == HousingProof.None && now.Header.HousingProof != HousingProof.None));
        signals.Add(RiskKind.IndependenceNew, isNew ? 25 : 0, 0, 0);
    }

    private static void AssetsFell(in HouseholdHeader now, in HouseholdHeader before, ref Signals signals)
    {
        var (was, left) = (AssetsOf(before), AssetsOf(now));
        var points = was - left >= AssetsFallLeast && left <= was / 2 ? 45 : 0;
        signals.Add(RiskKind.AssetsFell, points, was, left);
    }

    private static void SharedAccount(SharedBy account, ref Signals signals) => signals.Add(
        RiskKind.SharedAccount, account.Households switch { <= 1 => 0, 2 => 20, 3 => 45, _ => 60 }, 0,
        account.Households);

    // A national address is a building: families in it are neighbours. Independents who prove living apart at one
    // address, and many households at one, are worth more.
    private static void SharedAddress(in HouseholdFacts facts, SharedBy address, ref Signals signals)
    {
        var crowd = address.Households < 6 ? 0 : Math.Min(45, 20 + (5 * (address.Households - 6)));
        var apart = facts.Header.Kind == HouseholdKind.Independent && address.Households > 1
            ? Math.Min(45, 15 + (10 * (address.Independents - 1)))
            : 0;
        signals.Add(RiskKind.SharedAddress, Math.Max(crowd, apart), 0, address.Households);
    }

    private static void AgainstPeers(
        in HouseholdFacts facts, in Decision decision, in RiskContext context, ref Signals signals)
    {
        var movable = MovableOf(facts.Header);
        if (context.Incomes.DistanceOf(decision.CountedIncome) is not { } income
            || context.Assets.DistanceOf(movable) is not { } assets)
        {
            return;
        }

        signals.Add(
            RiskKind.IncomeFarBelowPeers, income switch { <= -60 => 15, <= -35 => 10, _ => 0 }, context.Incomes.Median,
            decision.CountedIncome);
        var points = income > -10 ? 0 : assets switch { >= 35 => 40, >= 25 => 25, _ => 0 };
        signals.Add(
            RiskKind.AssetsAgainstIncome, points + (points > 0 && facts.Header.DomesticWorkers > 1 ? 15 : 0),
            context.Assets.Median, movable);
    }

    private static long AssetsOf(in HouseholdHeader header) =>
        AtMost((Int128)header.RealEstate + MovableOf(header));

    // An absurd amount in one record must not stop the search for all.
    private static long AtMost(Int128 amount) => (long)Int128.Min(amount, long.MaxValue);

    // Facts name nobody: a member is the same one when relationship, sex and birthday are.
    private static int CountOf(ReadOnlySpan<MemberFacts> members, in MemberFacts like)
    {
        var count = 0;
        foreach (ref readonly var member in members)
        {
            count += member.Relationship == like.Relationship && member.Sex == like.Sex
                && member.BirthDay == like.BirthDay ? 1 : 0;
        }

        return count;
    }

    private ref struct Signals(Span<RiskSignal> room)
    {
        private readonly Span<RiskSignal> _room = room;

        public int Count { get; private set; }

        public void Add(RiskKind kind, int points, long before, long after)
        {
            if (points > 0)
            {
                _room[Count++] = new RiskSignal(kind, points, before, after);
            }
        }
    }
}
