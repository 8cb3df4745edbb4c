using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using HousingProof = CitizenAccount.Contracts.Account.V1.HousingProof;
using Marital = CitizenAccount.Contracts.Account.V1.MaritalStatus;
using MarriedWomanCase = CitizenAccount.Contracts.Account.V1.MarriedWomanCase;
using Relationship = CitizenAccount.Contracts.Account.V1.Relationship;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Demo.Stories;

/// <summary>The twelve named stories, laid around the data cut-off of one benefit month: everybody registers and
/// applies three weeks before it, the sources answer, and then something happens before, on or after the 10th.
/// </summary>
internal sealed class TwelveStories(StoryStage stage, YearMonth month)
{
    private static readonly Housing Owned = new() { Kind = HousingKind.Owned };

    private readonly YearMonth _before = month.AddMonths(-1);

    /// <summary>When the stories begin.</summary>
    public DateTimeOffset Begin => BeginOf(month);

    /// <summary>When the stories around the cut-off of a month begin.</summary>
    public static DateTimeOffset BeginOf(YearMonth month) =>
        Riyadh.At(month.AddMonths(-2).Day(20), new TimeOnly(9, 0));

    /// <summary>A moment on a day of the month of the cut-off.</summary>
    public DateTimeOffset On(int day, int hour = 12) => Riyadh.At(_before.Day(day), new TimeOnly(hour, 0));

    /// <summary>All of them, in the order in which the demo shows them.</summary>
    public IReadOnlyList<Story> All =>
    [
        Couple(), FamilyOfSix(), Independent(), Widow(), CitizenMother(), MobilityCard(), Newborn(), Divorce(), Death(),
        IbanBefore(), IbanAfter(), Closed(),
    ];

    private Story Couple() => Begun(
        1, "couple", new("زوجان", "A couple"), new(1990, 3, 14),
        citizen => ApplyAsync(citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1993, 8, 2))),
        new([Man, Woman]));

    private Story FamilyOfSix() => Begun(
        2, "family-of-six", new("أسرة من ستة أفراد", "A family of six"), new(1980, 5, 1),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Married,
            [Salary(12_000_00)],
            Wife(new(1983, 2, 2)), Child(3, Relationship.Son, new(2006, 1, 9)),
            Child(4, Relationship.Daughter, new(2012, 6, 30)), Child(5, Relationship.Son, new(2016, 11, 20)),
            Child(6, Relationship.Daughter, new(2021, 4, 4))),
        new(
            [Man, Woman, Boy, Girl, Boy, Girl],
            new IncomeLine(0, Rules.Households.IncomeKind.Salary, 12_000_00)));

    private Story Independent() => Begun(
        3, "independent", new("مستقل بعقد إيجار", "An independent with an Ejar lease"), new(1999, 9, 9),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Independent,
            new Housing
            {
                Kind = HousingKind.Rented,
                Proof = HousingProof.EjarLease,
                LeaseNumber = "10203040506",
                MeterNumber = "30011223344",
            },
            Marital.Single, [Salary(4_000_00)]),
        new([Boy], new IncomeLine(0, Rules.Households.IncomeKind.Salary, 4_000_00)));

    private Story Widow() => Begun(
        4, "widow", new("أرملة وطفلاها", "A widow and her two children"), new(1988, 12, 1),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Widowed,
            Child(2, Relationship.Son, new(2014, 3, 3)), Child(3, Relationship.Daughter, new(2018, 7, 7))),
        new([new(Rules.Households.Sex.Female, Rules.Households.MaritalStatus.Widowed), Boy, Girl]));

    private Story CitizenMother() => Begun(
        5, "citizen-mother", new("مواطنة زوجها غير سعودي", "A citizen mother with a non-Saudi husband"),
        new(1991, 1, 5),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Married, MarriedWomanCase.MarriedToNonSaudi, [],
            new StoryMember(2, Relationship.Spouse, new(1987, 10, 10), LifeEventKind.Marriage, new(2013, 5, 5))
            {
                Citizen = false,
            },
            Child(3, Relationship.Son, new(2015, 2, 2)) with { Citizen = false },
            Child(4, Relationship.Daughter, new(2019, 9, 1)) with { Citizen = false }),
        new(
        [
            Woman, Man with { Nationality = Rules.Households.NationalityStatus.NonSaudiSpouse },
            Boy with { Nationality = Rules.Households.NationalityStatus.ChildOfCitizenMother },
            Girl with { Nationality = Rules.Households.NationalityStatus.ChildOfCitizenMother },
        ]));

    private Story MobilityCard() => Begun(
        6, "mobility-card", new("حامل بطاقة تنقل", "A mobility-card holder"), new(1985, 4, 17),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Married,
            Wife(new(1989, 6, 6)) with { Citizen = false }),
        new(
        [
            Man with { Nationality = Rules.Households.NationalityStatus.MobilityCard },
            Woman with { Nationality = Rules.Households.NationalityStatus.MobilityCard },
        ]),
        citizenId: false);

    private Story Newborn()
    {
        var born = _before.Day(8);
        var records = new StoryRecords([Man, Woman, Girl]);
        return Begun(
            7, "newborn", new("مولودة أضيفت في الحادي عشر", "A newborn added on the 11th"), new(1994, 7, 21),
            citizen => ApplyAsync(citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1996, 1, 1))),
            new([Man, Woman]))
            .At(On(11), "newborn", async citizen =>
            {
                await citizen.ReturnAsync();
                return await citizen.AddAsync(Child(3, Relationship.Daughter, born));
            })
            .At(On(12), citizen => stage.AnswerAsync(citizen, records));
    }

    private Story Divorce() => Begun(
        8, "divorce", new("طلاق", "A divorce"), new(1982, 2, 11),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1984, 3, 3)),
            Child(3, Relationship.Son, new(2013, 8, 8))),
        new([Man, Woman, Boy]))
        .At(On(3), "divorce", async citizen =>
        {
            await citizen.ReturnAsync();
            return await citizen.RemoveAsync(Relationship.Spouse, LifeEventKind.Divorce, _before.Day(2));
        })
        .At(On(5), citizen => stage.AnswerAsync(citizen, new StoryRecords(
            [Man with { MaritalStatus = Rules.Households.MaritalStatus.Divorced }, Boy])));

    private Story Death() => Begun(
        9, "death", new("وفاة في الأسرة", "A death in the household"), new(1979, 6, 15),
        citizen => ApplyAsync(
            citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1981, 12, 12)),
            new StoryMember(
                3, Relationship.Parent, new(1950, 1, 1), LifeEventKind.MovedIn, _before.AddMonths(-3).Day(1))),
        new([Man, Woman, new(Rules.Households.Sex.Female, Rules.Households.MaritalStatus.Widowed)]))
        .At(On(4), "death", async citizen =>
        {
            await citizen.ReturnAsync();
            return await citizen.RemoveAsync(Relationship.Parent, LifeEventKind.Death, _before.Day(2));
        })
        .At(On(5), citizen => stage.AnswerAsync(citizen, new StoryRecords([Man, Woman])));

    private Story IbanBefore() => WithNewIban(
        10, "iban-on-the-9th", new("آيبان غُيّر في التاسع", "An IBAN changed on the 9th"), On(9));

    private Story IbanAfter() => WithNewIban(
        11, "iban-on-the-11th", new("آيبان غُيّر في الحادي عشر", "An IBAN changed on the 11th"), On(11));

    private Story Closed() => Begun(
        12, "closed", new("حساب أُغلق", "A closed account"), new(1977, 10, 30),
        citizen => ApplyAsync(citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1980, 5, 25))),
        new([Man, Woman]))
        .At(On(6), async citizen =>
        {
            await citizen.ReturnAsync();
            await citizen.CloseAsync();
        });

    private Story WithNewIban(int number, string name, Rules.LocalizedText title, DateTimeOffset when) => Begun(
        number, name, title, new(1986, 8, 8),
        citizen => ApplyAsync(citizen, BeneficiaryKind.Head, Owned, Marital.Married, Wife(new(1990, 9, 9))),
        new([Man, Woman]))
        .At(when, "iban", async citizen =>
        {
            await citizen.ReturnAsync();
            return await citizen.PayToAsync(2);
        });

    // Everybody registers and applies on the first day, minutes apart, and is answered for on the second.
    private Story Begun(
        int number, string name, Rules.LocalizedText title, DateOnly birth,
        Func<StoryCitizen, Task<ServedCycle>> apply, StoryRecords records, bool citizenId = true)
    {
        var citizen = new StoryCitizen(stage, number, birth)
        {
            NationalId = StoryIdentities.NationalId(number, 1, citizenId),
        };
        return new Story(name, title, citizen)
            .At(Begin.AddMinutes(number), "application", async person =>
            {
                await person.RegisterAsync();
                return await apply(person);
            })
            .At(On(1).AddMinutes(number), person => stage.AnswerAsync(person, records));
    }

    private static Task<ServedCycle> ApplyAsync(
        StoryCitizen citizen, BeneficiaryKind kind, Housing housing, Marital marital,
        params StoryMember[] members) =>
        ApplyAsync(citizen, kind, housing, marital, MarriedWomanCase.Unspecified, [], members);

    private static Task<ServedCycle> ApplyAsync(
        StoryCitizen citizen, BeneficiaryKind kind, Housing housing, Marital marital, Income[] incomes,
        params StoryMember[] members) =>
        ApplyAsync(citizen, kind, housing, marital, MarriedWomanCase.Unspecified, incomes, members);

    private static async Task<ServedCycle> ApplyAsync(
        StoryCitizen citizen, BeneficiaryKind kind, Housing housing, Marital marital, MarriedWomanCase married,
        Income[] incomes, params StoryMember[] members)
    {
        await citizen.DescribeAsync(kind, housing, married);
        await citizen.DeclareAsync(marital, incomes);
        foreach (var member in members)
        {
            await citizen.AddAsync(member);
        }

        await citizen.PayToAsync(1);
        return await citizen.SubmitAsync();
    }

    private static StoryMember Wife(DateOnly birth) =>
        new(2, Relationship.Spouse, birth, LifeEventKind.Marriage, new(2012, 6, 1));

    private static StoryMember Child(int person, Relationship relationship, DateOnly birth) =>
        new(person, relationship, birth, LifeEventKind.Birth, birth);

    private static Income Salary(long halalas) => new()
    {
        Kind = Contracts.Type.V1.IncomeKind.Salary,
        Monthly = Wire.ToMoney(halalas),
    };

    private static StoryRecord Man => new(Rules.Households.Sex.Male, Rules.Households.MaritalStatus.Married);

    private static StoryRecord Woman => new(Rules.Households.Sex.Female, Rules.Households.MaritalStatus.Married);

    private static StoryRecord Boy => new(Rules.Households.Sex.Male, Rules.Households.MaritalStatus.Single);

    private static StoryRecord Girl => new(Rules.Households.Sex.Female, Rules.Households.MaritalStatus.Single);
}
