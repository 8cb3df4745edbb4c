using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Tries one change after the other on a copy of the facts and keeps those that turn something.</summary>
internal sealed class ChangeList
{
    private readonly HouseholdHeader _header;
    private readonly MemberFacts[] _members;
    private readonly IncomeLine[] _incomes;
    private readonly MonthRules _rules;
    private readonly Decision _decision;
    private readonly List<Change> _changes = [];

    public ChangeList(in HouseholdFacts facts, MonthRules rules, in Decision decision)
    {
        _header = facts.Header;
        _members = facts.Members.ToArray();
        _incomes = facts.Incomes.ToArray();
        (_rules, _decision) = (rules, decision);
    }

    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>What can be put right: an incomplete application, data that do not agree, missing dependants.</summary>
    public void AddMarks(in HouseholdFacts facts)
    {
        Set(StepCode.ApplicationComplete, HouseholdMarks.ApplicationComplete,
            "إكمال الطلب وتقديمه", "complete and submit the application");
        Set(StepCode.DataMatch, HouseholdMarks.DataAgree,
            "تصحيح البيانات لتطابق الجهات الرسمية", "correct the data so that they agree with official records");
        Set(StepCode.Residence, HouseholdMarks.ResidesInKingdom,
            "الإقامة الدائمة في المملكة", "reside permanently in the Kingdom");
        Set(StepCode.HouseholdComplete, HouseholdMarks.AllDependantsAdded,
            "إضافة جميع التابعين", "add all registered dependants");
        if ((_header.Marks & HouseholdMarks.CommercialRegistrationUndisclosed) != 0)
        {
            YesNo(StepCode.CommercialRegistration, false, _header with
            {
                Marks = _header.Marks & ~HouseholdMarks.CommercialRegistrationUndisclosed,
            }, new(
                "الإفصاح عن دخل السجل التجاري أو شطبه",
                "disclose the income of the commercial registration, or cancel it"));
        }

        if (EligibilityTests.StandsAlone(facts))
        {
            const HouseholdMarks Lease = HouseholdMarks.LeaseValid | HouseholdMarks.MeterInOwnName;
            YesNo(StepCode.Independence, true, _header with
            {
                HousingProof = HousingProof.EjarLease,
                Marks = (_header.Marks | Lease) & ~HouseholdMarks.LeaseShared,
            }, new("إثبات السكن المستقل", "prove living apart"));
        }
    }

    /// <summary>What time alone puts right: a bar that ends, an independent who comes of age.</summary>
    public void AddTime(in HouseholdFacts facts)
    {
        if (_header.BarredThroughMonth >= _rules.MonthCode && MonthAfter(_header.BarredThroughMonth) is { } free)
        {
            Try(
                StepCode.Bar, StepValue.YesNo(true), StepValue.YesNo(false), free,
                Wording.FromMonth(new("انتهاء مدة الإيقاف", "the bar ends"), free),
                _header with { BarredThroughMonth = 0 }, _members, _incomes);
        }

        if (EligibilityTests.StandsAlone(facts) && _members[0].BirthDay > _rules.IndependentBornBy
            && MonthOfAge(_members[0].BirthDay) is { } month)
        {
            Try(
                StepCode.Independence, StepValue.None, new(StepUnit.Years, _rules.Policy.IndependentAgeMin), month,
                Wording.FromMonth(new("بلوغ السن المطلوبة للمستقل", "the age of an independent is reached"), month),
                _header, [_members[0] with { BirthDay = _rules.IndependentBornBy }, .. _members[1..]], _incomes);
        }
    }

    /// <summary>Assets above a limit.</summary>
    public void AddAssets()
    {
        var limits = _rules.Policy.Capacity;
        Lower(
            StepCode.CapacityTotal, EligibilityTests.AssetsOf(_header), limits.TotalFor(_decision.WeightTenths),
            WithTotal, new("مجموع الأصول", "all assets together"));
        Lower(
            StepCode.CapacityRealEstate, _header.RealEstate, limits.RealEstate,
            most => _header with { RealEstate = most }, new("قيمة العقارات", "real estate"));
        Lower(
            StepCode.CapacityVehicles, _header.Vehicles, limits.Vehicles,
            most => _header with { Vehicles = most }, new("قيمة المركبات", "vehicles"));
        Lower(
            StepCode.CapacityCash, _header.Cash, limits.Cash,
            most => _header with { Cash = most }, new("الأرصدة النقدية", "cash"));
        Lower(
            StepCode.CapacityPortfolios, _header.Portfolios, limits.Portfolios,
            most => _header with { Portfolios = most }, new("المحافظ الاستثمارية", "portfolios"));
        if (limits.DomesticWorkers is { } workers && _header.DomesticWorkers > workers)
        {
            Try(
                StepCode.CapacityDomesticWorkers, new(StepUnit.Count, _header.DomesticWorkers),
                new(StepUnit.Count, workers), null,
                Wording.To(new("عدد العمالة المنزلية", "domestic workers"), new(StepUnit.Count, workers)),
                _header with { DomesticWorkers = workers }, _members, _incomes);
        }
    }

    /// <summary>Income: the highest below the cut-off that brings an amount; the threshold, up to which all is paid.
    /// </summary>
    public void AddIncome()
    {
        var income = _decision.CountedIncome;
        var scale = _rules.Policy.Support;
        if (income >= _decision.Level.CutOff)
        {
            ToIncome(StepCode.CutOff, HighestPaid(scale, _decision.Level));
        }
        else if (income > _decision.Level.Threshold)
        {
            ToIncome(StepCode.Threshold, _decision.Level.Threshold);
        }
    }

    /// <summary>Days abroad: what is allowed.</summary>
    public void AddDaysAbroad()
    {
        var most = _rules.Policy.DaysAbroadMax;
        var days = _members.Max(member => (int)member.DaysAbroad);
        if (days > most)
        {
            var present = _members.Select(member => member.DaysAbroad > most
                ? member with { DaysAbroad = (short)most }
                : member);
            Try(
                StepCode.DaysAbroad, new(StepUnit.Days, days), new(StepUnit.Days, most), null,
                Wording.To(
                    new("أيام الإقامة خارج المملكة لكل فرد", "days abroad of every member"), new(StepUnit.Days, most)),
                _header, [.. present], _incomes);
        }
    }

    // The amount only falls as income rises, so halving finds the highest income that still brings something.
    private static long HighestPaid(Support.SupportScale scale, in Support.SupportLevel level)
    {
        var (paid, unpaid) = (level.Threshold, level.CutOff);
        while (unpaid - paid > 1)
        {
            var middle = paid + ((unpaid - paid) / 2);
            (paid, unpaid) = scale.AmountAt(level, middle) > 0 ? (middle, unpaid) : (paid, middle);
        }

        return paid;
    }

    private void ToIncome(StepCode step, long needed)
    {
        var left = _decision.CountedIncome - needed;
        var lowered = (IncomeLine[])_incomes.Clone();
        for (var i = 0; i < lowered.Length && left > 0; i++)
        {
            if (_rules.Policy.Counts(lowered[i].Kind) && _decision.Counts(lowered[i].Member))
            {
                var less = Math.Min(left, lowered[i].Monthly);
                lowered[i] = lowered[i] with { Monthly = lowered[i].Monthly - less };
                left -= less;
            }
        }

        var (present, value) = (StepValue.Halalas(_decision.CountedIncome), StepValue.Halalas(needed));
        Try(
            step, present, value, null,
            Wording.Lower(new("الدخل المحتسب", "counted income"), _decision.CountedIncome - needed), _header, _members,
            lowered);
    }

    private void Lower(
        StepCode step, long present, long? limit, Func<long, HouseholdHeader> with, LocalizedText what)
    {
        if (limit is { } most && present > most)
        {
            Try(
                step, StepValue.Halalas(present), StepValue.Halalas(most), null, Wording.Lower(what, present - most),
                with(most), _members, _incomes);
        }
    }

    // What is too much of all assets is taken from cash first, then from what can be sold.
    private HouseholdHeader WithTotal(long most)
    {
        var left = EligibilityTests.AssetsOf(_header) - most;
        long Less(long value)
        {
            var less = Math.Min(left, value);
            left -= less;
            return value - less;
        }

        return _header with
        {
            Cash = Less(_header.Cash),
            Portfolios = Less(_header.Portfolios),
            Vehicles = Less(_header.Vehicles),
            RealEstate = Less(_header.RealEstate),
        };
    }

    // Null for a bar without a sensible end.
    private static YearMonth? MonthAfter(int code) =>
        YearMonth.TryParse(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{code / 100:D4}-{code % 100:D2}"),
            out var last, out _) && last < YearMonth.MaxValue
            ? last.AddMonths(1)
            : null;

    // Null for somebody who is not of that age within a generation.
    private YearMonth? MonthOfAge(int birthDay)
    {
        const int MonthsMax = 12 * 25;
        var month = _rules.Month;
        for (var ahead = 0; ahead < MonthsMax; ahead++, month = month.AddMonths(1))
        {
            if (new MonthRules(_rules.Policy, month).IndependentBornBy >= birthDay)
            {
                return month;
            }
        }

        return null;
    }

    private void Set(StepCode step, HouseholdMarks mark, string arabic, string english)
    {
        if ((_header.Marks & mark) == 0)
        {
            YesNo(step, true, _header with { Marks = _header.Marks | mark }, new(arabic, english));
        }
    }

    private void YesNo(StepCode step, bool needed, in HouseholdHeader header, LocalizedText text) => Try(
        step, StepValue.YesNo(!needed), StepValue.YesNo(needed), null, text, header, _members, _incomes);

    private void Try(
        StepCode step, StepValue present, StepValue needed, YearMonth? earliest, LocalizedText text,
        in HouseholdHeader header, MemberFacts[] members, IncomeLine[] incomes)
    {
        var after = Deciding.Decide(new HouseholdFacts(header, members, incomes), _rules);
        if (after.Eligibility != _decision.Eligibility || after.Entitlement != _decision.Entitlement
            || after.Amount > _decision.Amount)
        {
            _changes.Add(new Change(step, present, needed, earliest, text, after));
        }
    }
}
