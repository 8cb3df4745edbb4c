using CitizenAccount.Rules;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using Kind = CitizenAccount.Contracts.Account.V1.ApplicationNoticeKind;
using LifeEventKind = CitizenAccount.Contracts.Account.V1.LifeEventKind;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Applications;

/// <summary>Something a household should be asked to do.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Member">Position of the member it concerns; 0 is the household.</param>
internal readonly record struct Need(Kind Kind, int Member);

/// <summary>What a household is asked to do, in time, before its support suffers. A notice is given once, with its last
/// day, and goes away when it is met.</summary>
internal static class Notices
{
    /// <summary>Days a household has from the notice on; and in which it declares a change by itself.</summary>
    public const int DaysToAct = 15;

    /// <summary>Days before the end of a lease from which on it is asked for.</summary>
    public const int LeaseDays = 30;

    /// <summary>What the household should be asked on a day.</summary>
    /// <param name="application">The application.</param>
    /// <param name="today">The day in Riyadh.</param>
    /// <param name="staleMonths">Months without a word after which data count as stale.</param>
    /// <param name="documents">Documents that are missing, by the member they concern.</param>
    public static IEnumerable<Need> Of(
        Application application, DateOnly today, int staleMonths, IEnumerable<int> documents)
    {
        if (!application.IsExamined)
        {
            yield break;
        }

        if (IsStale(application, today, staleMonths))
        {
            yield return new Need(Kind.DataStale, 0);
        }

        foreach (var member in application.Active)
        {
            if (DiffersFromRecords(member) && DayOf(member.Civil!.AnsweredAt).AddDays(DaysToAct) <= today)
            {
                yield return new Need(Kind.ChangeNotDeclared, member.Position);
            }

            if (IncomeDiffers(member, today))
            {
                yield return new Need(Kind.IncomeDiffers, member.Position);
            }
        }

        foreach (var member in documents.Distinct())
        {
            yield return new Need(Kind.DocumentNeeded, member);
        }

        if (LeaseEnds(application) is { } ends && ends <= today.AddDays(LeaseDays))
        {
            yield return new Need(Kind.LeaseEnding, 0);
        }

        if (application.Accounts.Count > 0 && application.Accounts[^1].Verification == VerificationState.Differs)
        {
            yield return new Need(Kind.BankAccount, 0);
        }
    }

    /// <summary>Gives the notices that are needed and not given yet, and drops those met.</summary>
    public static Change Give(Application application, IReadOnlyCollection<Need> needs, Moment at)
    {
        var kept = application.Notices.Where(notice => needs.Contains(NeedOf(notice))).ToList();
        var given = needs.Where(need => kept.All(notice => NeedOf(notice) != need)).ToList();
        var due = at.Today.AddDays(DaysToAct);
        kept.AddRange(given.Select(need => new GivenNotice((byte)need.Kind, need.Member, at.Utc, due)));
        var change = new Change(
            kept.Count == application.Notices.Count && given.Count == 0
                ? application
                : application with { Notices = kept },
            [.. given.Select(need => new Happening(ApplicationEventKind.NoticeGiven, at.Today)
            {
                Member = need.Member,
            })]);
        foreach (var need in given)
        {
            var text = NoticeTexts.Of(need.Kind);
            change = change.Telling(
                MessageKind.DataNeeded, ("text_ar", text.Arabic), ("text_en", text.English),
                ("due_date", due.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        }

        return change;
    }

    /// <summary>Drops the notices that a change has met; documents are looked at by who knows them.</summary>
    public static Application WithoutMet(Application application, Moment at)
    {
        var kept = application.Notices.Where(notice => !IsMet(application, notice, at.Today)).ToList();
        return kept.Count == application.Notices.Count ? application : application with { Notices = kept };
    }

    /// <summary>Declared and official income of a member differ.</summary>
    public static bool IncomeDiffers(HouseholdMember member, DateOnly today) =>
        member.IncomeDay > 0 && member.Official.Any(official => official.Monthly != Declared(member, official, today));

    private static long Declared(HouseholdMember member, OfficialIncome official, DateOnly today) => member.Incomes
        .Where(income => income.Kind == official.Kind && income.HoldsOn(today)).Sum(income => income.Monthly);

    private static bool IsMet(Application application, GivenNotice notice, DateOnly today) => (Kind)notice.Kind switch
    {
        Kind.DataStale => application.ConfirmedAt >= notice.GivenAt,
        Kind.ChangeNotDeclared =>
            application.Find(notice.Member) is not { IsActive: true } member || !DiffersFromRecords(member),
        Kind.IncomeDiffers =>
            application.Find(notice.Member) is not { IsActive: true } member || !IncomeDiffers(member, today),
        Kind.LeaseEnding => LeaseEnds(application) is not { } ends || ends > today.AddDays(LeaseDays),
        Kind.BankAccount => application.Accounts[^1].Verification != VerificationState.Differs,
        Kind.DocumentNeeded or Kind.Unspecified => false,
    };

    private static bool IsStale(Application application, DateOnly today, int staleMonths) =>
        application.ConfirmedAt is { } confirmed && DayOf(confirmed).AddMonths(staleMonths) <= today;

    // A marriage, divorce or death that the records know and nobody declared.
    private static bool DiffersFromRecords(HouseholdMember member) => member.Civil is { } civil
        && ((member.MaritalStatus != 0 && member.MaritalStatus != civil.MaritalStatus)
            || (civil.DiedOn is not null && member.Life.All(life => life.Kind != LifeEventKind.Death)));

    private static DateOnly? LeaseEnds(Application application) =>
        application.Examined?.Kind == HouseholdKind.Independent
        && application.Housing is { Proof: HousingProof.EjarLease, ValidUntil: { } until }
            ? until
            : null;

    private static Need NeedOf(GivenNotice notice) => new((Kind)notice.Kind, notice.Member);

    private static DateOnly DayOf(DateTime utc) => Moment.Of(utc).Today;
}

/// <summary>What each notice asks, in words.</summary>
internal static class NoticeTexts
{
    public static LocalizedText Of(Kind kind) => kind switch
    {
        Kind.DataStale => new(
            "لم تُراجع بيانات الطلب منذ مدة طويلة. راجعها وحدّثها أو أعد تقديم الإقرار.",
            "The data of the application were not confirmed for a long time. Check and update them."),
        Kind.ChangeNotDeclared => new(
            "تُظهر السجلات الرسمية تغيرًا لم يُصرَّح به. حدّث بيانات هذا الفرد.",
            "Official records show a change that was not declared. Update this member's data."),
        Kind.IncomeDiffers => new(
            "الدخل المصرح به يختلف عن الدخل لدى الجهات الرسمية. صحّح الدخل أو أرفق ما يثبته.",
            "Declared and official income differ. Correct the income, or send proof of it."),
        Kind.DocumentNeeded => new(
            "ينقص الطلب مستند. أرفق المستند المطلوب.", "A document is missing. Upload what is asked for."),
        Kind.LeaseEnding => new(
            "ينتهي عقد الإيجار الذي يثبت الاستقلالية قريبًا. جدّد العقد أو أدخل عقدًا جديدًا.",
            "The lease that proves living apart ends soon. Renew it, or give a new one."),
        Kind.BankAccount => new(
            "لم يثبت أن الحساب البنكي باسم مقدم الطلب. أدخل آيبان حساب باسمه.",
            "The bank account was not confirmed as the applicant's own. Give the IBAN of an own account."),
        Kind.Unspecified => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
